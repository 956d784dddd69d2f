"""What formats have in common of which a file that people work with can be brought up to date (`export --update`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from vbparse.plan.model import PlanDocument


class Counts(NamedTuple):
    """What became of rows of tasks, or items: `kept` ones stand for what they did, `theirs` are none of the plan's."""

    kept: int
    new: int
    gone: int
    theirs: int


class Updated(NamedTuple):
    """The file; `lost` names what it had and could not be kept, as the parts of such a file are called."""

    data: bytes
    counts: Counts
    lost: tuple[str, ...]


class Change(NamedTuple):
    """What a file is brought up to date with.

    `known` are keys of tasks that the plans have but that were not asked for: what stands for them stays as it is.
    `renumbered` leads from old keys to new ones, where somebody knows both versions of a plan: rows of the old one
    that it does not name are gone.
    """

    plans: Sequence[PlanDocument]
    known: Collection[str] = ()
    renumbered: Mapping[str, str] = {}
