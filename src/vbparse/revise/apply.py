"""Applies corrections to a plan as it was read: gives the corrected plan, and what does not fit."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vbparse.plan.model import PlanDocument
    from vbparse.revise.corrections import Correction, State

Reason = Literal["gone", "several", "differs", "text", "overlaps", "apart", "outside", "changed", "unknown"]


class Unfit(NamedTuple):
    """A correction that does not fit the plan, and why.

    gone      what it is about is not there
    several   what it is about cannot be told from others
    differs   the value is not the one that it corrects; `found` is what is there
    text      the words that it marks are not there, or stand there more than once
    overlaps  the words that it marks belong to another mention
    apart     tasks to be joined have other tasks between them
    outside   parts of a task that do not lie inside it, one after the other
    changed   what was approved is not as it was
    unknown   it takes back a correction that is not there
    """

    correction: Correction
    reason: Reason
    found: str | None = None


class Touch(NamedTuple):
    """A value that a person gave: `target` is a task id, `header`, or the id of a time or unit; `field` as in the plan."""

    target: str
    field: str
    correction: Correction


class Approval(NamedTuple):
    """Who went through a task or plan, or answers for it."""

    state: State
    who: str
    when: str
    correction: str


_NONE: Final[Mapping[str, Approval]] = MappingProxyType({})


class Corrected(NamedTuple):
    """A corrected plan: a valid plan document; what did not fit; which values a person gave.

    `tasks` are the approvals that hold, by task id (of the corrected plan), `whole` that of the plan; the later one
    counts. `undone` are the ids of corrections that were taken back.
    """

    plan: PlanDocument
    unfit: tuple[Unfit, ...] = ()
    touched: tuple[Touch, ...] = ()
    tasks: Mapping[str, Approval] = _NONE
    whole: Approval | None = None
    undone: frozenset[str] = frozenset()


def apply(plan: PlanDocument, corrections: Iterable[Correction]) -> Corrected:
    """Apply corrections, in their order, to a plan as it was read. Pure and total: what does not fit is listed.

    The plan_id stays that of the plan as read: it is what others know the plan by.
    """
    raise NotImplementedError
