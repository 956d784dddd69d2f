"""What every operation is given, what it gives, and how it says that it does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.plan.model import Evidence, PlanDocument, Task
    from vbparse.revise.naming import Naming

Reason = Literal["gone", "several", "differs", "text", "overlaps", "apart", "outside", "changed", "unknown"]


class Misfit(Exception):
    """A correction does not fit; `found` is what is there instead."""

    def __init__(self, *, reason: Reason, found: str | None = None) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.found = found


class Scene(NamedTuple):
    """A plan before a correction: `id` and `source` (the document that it was made on) are those of the correction."""

    plan: PlanDocument
    naming: Naming
    id: str
    source: str


class Step(NamedTuple):
    """A plan after a correction; the values that it touched (id and field); the node and the words that it is about."""

    plan: PlanDocument
    touched: tuple[tuple[str, str], ...]
    node: str | None = None
    evidence: Evidence | None = None


def step_of(plan: PlanDocument, task: Task, field: str) -> Step:
    """Give the step that touched one field of a task."""
    return Step(plan, ((task.id, field),), task.node, task.evidence)
