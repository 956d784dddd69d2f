"""What a comparison of two plans gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.plan.model import Header, PlanDocument, Task

Kind = Literal["added", "changed", "removed", "moved"]
Relation = Literal["split", "merged", "repealed", "amended"]
Value = str | tuple[str, ...] | tuple[int, ...] | None

DOUBTFUL = 0.7
"""A match of less confidence is one to look at."""


class FieldChange(NamedTuple):
    """A field that differs; names of units instead of ids, ISO days."""

    name: str
    old: Value
    new: Value


class Pair(NamedTuple):
    """Two tasks that are one duty: their places in the lists of tasks, and how sure that is (0 to 1)."""

    old: int
    new: int
    confidence: float


class Change(NamedTuple):
    """What became of a task.

    `moved` is a task with another id and nothing else changed. `relation` tells of an added task that it was part of `old`
    (`split`), of a removed one that it went into `new` (`merged`) or that `new` repeals it (`repealed`), of a changed
    one that an amendment names its place (`amended`). `affects` are the ids of further tasks (of the new plan) that
    take a changed deadline from this one.
    """

    kind: Kind
    old: Task | None
    new: Task | None
    fields: tuple[FieldChange, ...] = ()
    confidence: float = 1.0
    relation: Relation | None = None
    affects: tuple[str, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Tell whether a person should look at it."""
        return self.confidence < DOUBTFUL


class Side(NamedTuple):
    """One of the two plans, as far as people and events need it."""

    plan_id: str
    sha256: str
    name: str
    header: Header
    tasks: int

    @classmethod
    def of(cls, plan: PlanDocument) -> Side:
        """Take what is needed of a plan."""
        return cls(plan.plan_id, plan.source.sha256, plan.source.name, plan.header, len(plan.tasks))


class Changes(NamedTuple):
    """All that differs. `same` counts the tasks of which nothing differs, their ids included.

    Of an `amendment`, what it does not name goes on unchanged, and is not called removed; `unread` are ids of its tasks that
    change a place of the old plan which was not found.
    """

    old: Side
    new: Side
    amendment: bool
    header: tuple[FieldChange, ...]
    tasks: tuple[Change, ...]
    same: int
    pairs: tuple[tuple[str, str, float], ...]
    unread: tuple[str, ...] = ()

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """Give the changes of one kind."""
        return tuple(change for change in self.tasks if change.kind == kind)
