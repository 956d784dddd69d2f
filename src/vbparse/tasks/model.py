"""A task: who must do what by when, each slot with the mention that proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.entities.model import Mention, Time, Unit
    from vbparse.textmap import Span

Slot = Literal["lead", "cooperate", "advise_to", "report_to", "deadlines"]


class Inherited(NamedTuple):
    """A slot value that another node gives: a heading's unit, a closing paragraph's date for everybody."""

    slot: Slot
    mention: Mention[Unit] | Mention[Time]


class Task(NamedTuple):
    """One task of one node. Units are the mentions that fill each slot, in reading order."""

    node: str
    span: Span
    action: str | None = None
    lead: tuple[Mention[Unit], ...] = ()
    cooperate: tuple[Mention[Unit], ...] = ()
    advise_to: tuple[Mention[Unit], ...] = ()
    report_to: tuple[Mention[Unit], ...] = ()
    deadlines: tuple[Mention[Time], ...] = ()
    due: tuple[str, ...] = ()
    rrules: tuple[str, ...] = ()
    period: Mention[Time] | None = None
    deliverables: tuple[str, ...] = ()
    modality: Literal["assign", "request", "encourage"] = "assign"
    inherited: tuple[Inherited, ...] = ()
    review: tuple[str, ...] = ()
    same_as: tuple[int, ...] = ()  # places, in the list of tasks, of those that order the same duty
