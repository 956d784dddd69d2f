"""What the review page shows of a corrected plan: fields, tasks, findings, and the boxes over its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.export.recurrence import describe
from vbparse.export.tasks import task_rows
from vbparse.revise.corrections import Undo
from vbparse.revise.heads import header_value
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.export.options import Lang
    from vbparse.export.tasks import Given, TaskRow
    from vbparse.plan.model import Diagnostic, Evidence, Node, PlanDocument, Task, TaskSlot
    from vbparse.revise.apply import Corrected
    from vbparse.revise.approvals import Approval
    from vbparse.revise.corrections import Correction, Corrections, HeaderField

FIELDS: Final[tuple[HeaderField, ...]] = (
    "issuer", "parent", "code", "type", "date", "place", "title", "urgency", "draft", "signature.name",
    "signature.position",
)  # fmt: skip
SLOTS: Final[tuple[TaskSlot, ...]] = ("lead", "cooperate", "advise_to", "report_to")
_DOUBTFUL: Final = 0.8
"""Below this confidence a value is looked at."""


class Box(NamedTuple):
    """A part of a line that says something: `key` names what it belongs to, `task` the task to go to, if any."""

    key: str
    kind: str
    task: str
    x: float
    y: float
    width: float
    height: float


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
    """A task. `rules` are its recurrences in words, `next` the id of the task after it, in the plan's order."""

    row: TaskRow
    values: tuple[Value, ...]
    rules: tuple[str, ...]
    due_marks: str
    approval: Approval | None
    changed: frozenset[str]
    doubts: tuple[str, ...]
    next: str | None

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
    """All of it."""

    plan: PlanDocument
    fields: tuple[Field, ...]
    tasks: tuple[TaskView, ...]
    outline: tuple[tuple[int, Node], ...]
    findings: tuple[Diagnostic, ...]
    changes: tuple[Change, ...]
    unfit: tuple[tuple[Change, str], ...]
    whole: Approval | None
    seen: int


def make_sheet(corrected: Corrected, kept: Corrections, lang: Lang, *, doubtful_first: bool = False) -> Sheet:
    """Make what the review page shows."""
    plan = corrected.plan
    touched: dict[str, set[str]] = {}
    for touch in corrected.touched:
        touched.setdefault(touch.target, set()).add(touch.field)
    rows = task_rows(plan)
    tasks = tuple(
        _task(row, corrected, touched.get(row.task.id, set()), after.task.id if after else None, lang)
        for row, after in zip(rows, (*rows[1:], None), strict=True)
    )
    return Sheet(
        plan,
        tuple(_fields(plan, touched.get("header", set()))),
        tuple(sorted(tasks, key=lambda view: view.doubt)) if doubtful_first else tasks,
        tuple(_walk(plan.outline, 0)),
        tuple(sorted(plan.diagnostics, key=lambda one: ("error", "warning", "info").index(one.severity))),
        tuple(_change(one, corrected) for one in reversed(kept.corrections)),
        tuple((_change(one.correction, corrected), one.found or "") for one in corrected.unfit),
        corrected.whole,
        sum(task.approval is not None for task in tasks),
    )


def last_change(kept: Corrections, corrected: Corrected, names: frozenset[str]) -> str | None:
    """Give the id of the last correction by somebody of these names that stands and takes nothing back."""
    standing = (
        one.id
        for one in reversed(kept.corrections)
        if one.who in names and one.id not in corrected.undone and not isinstance(one.change, Undo)
    )
    return next(standing, None)


def boxes(plan: PlanDocument) -> dict[int, list[Box]]:
    """Give the boxes of each page, the large ones first, so that those in them lie above."""
    found: dict[int, list[Box]] = {}
    for key, kind, task, evidence in _marked(plan):
        for region in evidence.regions:
            x0, top, x1, bottom = region.bbox
            box = Box(key, kind, task, x0, top, round(x1 - x0, 2), round(bottom - top, 2))
            found.setdefault(region.page, []).append(box)
    return found


def _marked(plan: PlanDocument) -> Iterator[tuple[str, str, str, Evidence]]:
    """Yield what has boxes: its key, what it is, its task, and where it stands."""
    for field in FIELDS:
        evidence = _evidence(plan, field)
        if evidence is not None:
            yield f"header:{field}", "header", "", evidence
    for _, node in _walk(plan.outline, 0):
        yield f"node:{node.id}", "node", "", node.evidence
    for task in plan.tasks:
        yield f"task:{task.id}", "task", task.id, task.evidence
    owners = _owners(plan)
    for mention in plan.unit_mentions:
        if mention.id in owners:
            yield f"mark:{mention.id}", "unit", owners[mention.id], mention.evidence
    for time in plan.times:
        if time.id in owners:
            yield f"mark:{time.id}", "time", owners[time.id], time.evidence


def _owners(plan: PlanDocument) -> dict[str, str]:
    """Tell to which task a mention or time belongs, the first one where there are several; its own before heirs."""
    owners: dict[str, str] = {}
    for task in plan.tasks:
        for mark in (*task.deadlines, *(mark for marks in task.mentions.values() for mark in marks)):
            owners.setdefault(mark, task.id)
    for task in plan.tasks:
        for given in task.inherited:
            owners.setdefault(given.value, task.id)
    return owners


def _evidence(plan: PlanDocument, field: HeaderField) -> Evidence | None:
    header = plan.header
    if field.startswith("signature."):
        return plan.signature.evidence if plan.signature else None
    unit = {"issuer": header.issuer, "parent": header.parent}.get(field)
    return unit.evidence if unit is not None else header.evidence.get(field)


def _fields(plan: PlanDocument, touched: set[str]) -> Iterator[Field]:
    words = {"type": "doc_type", "signature.name": "signature_name", "signature.position": "signature_position"}
    for name in FIELDS:
        value = header_value(plan, name)
        key = f"header:{name}" if _evidence(plan, name) else ""
        yield Field(
            name,
            words.get(name, name),
            value,
            key,
            plan.header.confidence.get(name),
            name in plan.header.inferred,
            name in touched,
        )


def _task(row: TaskRow, corrected: Corrected, touched: set[str], after: str | None, lang: Lang) -> TaskView:
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
    )


def _keys(task: Task, slot: TaskSlot) -> str:
    own = task.mentions.get(slot, ()) or (task.deadlines if slot == "deadlines" else ())
    more = (given.value for given in task.inherited if given.slot == slot)
    return " ".join(f"mark:{mark}" for mark in (*own, *more))


def _walk(nodes: tuple[Node, ...], depth: int) -> Iterator[tuple[int, Node]]:
    for node in nodes:
        yield depth, node
        yield from _walk(node.children, depth + 1)


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
