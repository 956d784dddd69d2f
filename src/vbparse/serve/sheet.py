"""What the review page shows of a corrected plan: fields, tasks, findings, corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.export.recurrence import describe
from vbparse.export.tasks import task_rows
from vbparse.revise.corrections import Undo
from vbparse.revise.digests import plan_digest, task_digests
from vbparse.revise.heads import header_value
from vbparse.serve.evidence import FIELDS, evidence_of, walk
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.export.options import Lang
    from vbparse.export.tasks import Given, TaskRow
    from vbparse.plan.model import Diagnostic, Node, PlanDocument, Task, TaskSlot
    from vbparse.revise.apply import Corrected
    from vbparse.revise.approvals import Approval
    from vbparse.revise.corrections import Correction, Corrections, HeaderField

SLOTS: Final[tuple[TaskSlot, ...]] = ("lead", "cooperate", "advise_to", "report_to")
_DOUBTFUL: Final = 0.8
"""Below this confidence a value is looked at."""


class Field(NamedTuple):
    """A field of the letterhead; `key` is that of its boxes, empty where it has none."""

    name: HeaderField
    word: str
    value: str | None
    key: str
    confidence: float | None
    inferred: bool
    changed: bool

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it."""
        return self.confidence is not None and self.confidence < _DOUBTFUL


class Value(NamedTuple):
    """A slot of a task: values with the node that they are inherited from; `marks` are the keys of its boxes."""

    slot: str
    given: tuple[Given, ...]
    marks: str
    changed: bool


class TaskView(NamedTuple):
    """A task. `rules` are its recurrences in words, `next` the id of the task after it, in the plan's order, `seen` its digest."""

    row: TaskRow
    values: tuple[Value, ...]
    rules: tuple[str, ...]
    due_marks: str
    approval: Approval | None
    changed: frozenset[str]
    doubts: tuple[str, ...]
    next: str | None
    seen: str

    @property
    def task(self) -> Task:
        """The task."""
        return self.row.task

    @property
    def doubt(self) -> tuple[bool, int, float]:
        """Sorts the doubtful ones first."""
        return (self.approval is not None, -len(self.doubts), self.task.confidence or 1.0)


class Change(NamedTuple):
    """A correction, in short."""

    correction: Correction
    op: str
    about: str
    undone: bool


class Sheet(NamedTuple):
    """All of it; `done` counts the tasks that somebody went through, `seen` is the plan's digest."""

    plan: PlanDocument
    fields: tuple[Field, ...]
    tasks: tuple[TaskView, ...]
    outline: tuple[tuple[int, Node], ...]
    findings: tuple[Diagnostic, ...]
    changes: tuple[Change, ...]
    unfit: tuple[tuple[Change, str], ...]
    whole: Approval | None
    done: int
    seen: str


def make_sheet(corrected: Corrected, kept: Corrections, lang: Lang, *, doubtful_first: bool = False) -> Sheet:
    """Make what the review page shows."""
    plan = corrected.plan
    touched: dict[str, set[str]] = {}
    for touch in corrected.touched:
        touched.setdefault(touch.target, set()).add(touch.field)
    rows, digests = task_rows(plan), task_digests(plan)
    tasks = tuple(
        _task(row, corrected, touched.get(row.task.id, set()), after.task.id if after else None, digests, lang)
        for row, after in zip(rows, (*rows[1:], None), strict=True)
    )
    return Sheet(
        plan,
        tuple(_fields(plan, touched.get("header", set()))),
        tuple(sorted(tasks, key=lambda view: view.doubt)) if doubtful_first else tasks,
        tuple(walk(plan.outline, 0)),
        tuple(sorted(plan.diagnostics, key=lambda one: ("error", "warning", "info").index(one.severity))),
        tuple(_change(one, corrected) for one in reversed(kept.corrections)),
        tuple((_change(one.correction, corrected), one.found or "") for one in corrected.unfit),
        corrected.whole,
        sum(task.approval is not None for task in tasks),
        plan_digest(plan),
    )


def last_change(kept: Corrections, corrected: Corrected, names: frozenset[str]) -> str | None:
    """Give the id of the last correction by somebody of these names that stands and takes nothing back."""
    standing = (
        one.id
        for one in reversed(kept.corrections)
        if one.who in names and one.id not in corrected.undone and not isinstance(one.change, Undo)
    )
    return next(standing, None)


def _fields(plan: PlanDocument, touched: set[str]) -> Iterator[Field]:
    words = {"type": "doc_type", "signature.name": "signature_name", "signature.position": "signature_position"}
    for name in FIELDS:
        value = header_value(plan, name)
        key = f"header:{name}" if evidence_of(plan, name) else ""
        yield Field(
            name,
            words.get(name, name),
            value,
            key,
            plan.header.confidence.get(name),
            name in plan.header.inferred,
            name in touched,
        )


def _task(  # noqa: PLR0913, PLR0917 (what the view is made of)
    row: TaskRow, corrected: Corrected, touched: set[str], after: str | None, digests: dict[str, str], lang: Lang
) -> TaskView:
    slots = row.slots()
    task = row.task
    return TaskView(
        row,
        tuple(Value(slot, slots[slot], _keys(task, slot), slot in touched) for slot in SLOTS),
        tuple(describe(given.value, lang) for given in row.rrule),
        _keys(task, "deadlines"),
        corrected.tasks.get(task.id),
        frozenset(touched),
        row.review[lang],
        after,
        digests[task.id],
    )


def _keys(task: Task, slot: TaskSlot) -> str:
    own = task.mentions.get(slot, ()) or (task.deadlines if slot == "deadlines" else ())
    more = (given.value for given in task.inherited if given.slot == slot)
    return " ".join(f"mark:{mark}" for mark in (*own, *more))


def _change(one: Correction, corrected: Corrected) -> Change:
    said = one.change.model_dump(mode="json")
    task = said.get("task") or (said.get("tasks") or [{}])[0]
    new = said.get("new")
    parts = (
        said.get("field"),
        ", ".join(new) if isinstance(new, list) else new,
        task.get("text"),
        said.get("correction"),
    )
    about = " · ".join(part for part in parts if part)
    return Change(one, one.change.op, about[:120], one.id in corrected.undone)
