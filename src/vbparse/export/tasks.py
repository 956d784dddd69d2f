"""A plan's tasks as rows for people: names instead of ids, own and inherited values side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.export.options import Lang
    from vbparse.plan.model import Diagnostic, Node, PlanDocument, Task, TaskSlot, Time

_LABEL: Final = 80
"""Characters of a heading that are enough to know it by."""


class Given(NamedTuple):
    """A value of a task; `source` is the node that it was inherited from, None for the task's own."""

    value: str
    source: str | None = None


class TaskRow(NamedTuple):
    """One task: who, what, by when, and where it stands. `due` are ISO days, `rrule` RFC 5545 rules.

    `times` are the deadlines as printed; `pages` is empty for inputs without pages; `place` are the
    headings above the task, from the section down; `review` tells what a person should check. `plan` is what people
    call the plan (its code), `key` the task's id among those of all plans.
    """

    number: int
    task: Task
    lead: tuple[Given, ...]
    cooperate: tuple[Given, ...]
    advise_to: tuple[Given, ...]
    report_to: tuple[Given, ...]
    due: tuple[Given, ...]
    rrule: tuple[Given, ...]
    times: tuple[Given, ...]
    pages: tuple[int, ...]
    place: tuple[str, ...]
    review: dict[Lang, tuple[str, ...]]
    plan: str = ""
    key: str = ""

    def slots(self) -> dict[TaskSlot, tuple[Given, ...]]:
        """Give the slots that may hold inherited values."""
        return {
            "lead": self.lead,
            "cooperate": self.cooperate,
            "advise_to": self.advise_to,
            "report_to": self.report_to,
            "deadlines": (*self.due, *self.rrule),
        }


def task_rows(plan: PlanDocument) -> tuple[TaskRow, ...]:
    """List the tasks of a plan, in its order."""
    view = _View(plan)
    return tuple(view.row(number, task) for number, task in enumerate(plan.tasks, 1))


def duties(plan: PlanDocument) -> tuple[TaskRow, ...]:
    """List the duties of a plan: a task that repeats an earlier one (`same_as`) with nothing new in its dates is left out."""
    rows = task_rows(plan)
    known = {row.task.id: row for row in rows}

    def repeats(row: TaskRow) -> bool:
        earlier = [known[other] for other in row.task.same_as if other in known and known[other].number < row.number]
        return any((row.task.due, row.task.rrule) == (other.task.due, other.task.rrule) for other in earlier)

    return tuple(row for row in rows if not repeats(row))


def values(given: tuple[Given, ...]) -> tuple[str, ...]:
    """Give the bare values."""
    return tuple(item.value for item in given)


def key_of(plan: PlanDocument, task: Task) -> str:
    """Give the id of a task among those of all plans: `70/kh-ubnd/2024-02-17/…#III.1.b4#1`."""
    return f"{plan.plan_id}#{task.id}"


def name_of(plan: PlanDocument) -> str:
    """Give what people call a plan: its code, or the name of its file."""
    return plan.header.code or plan.source.name


def pages_of(task: Task) -> tuple[int, ...]:
    """Name the pages that a task stands on."""
    return tuple(sorted({region.page for region in task.evidence.regions}))


class _View:
    """Looks up what the ids of a plan mean."""

    def __init__(self, plan: PlanDocument) -> None:
        self._plan = plan
        self._names = {unit.id: unit.name for unit in plan.units}
        self._times = {time.id: time for time in plan.times}
        self._places = {node.id: place for node, place in _walk(plan.outline, ())}
        self._findings: dict[str, list[Diagnostic]] = {}
        for finding in plan.diagnostics:
            for node in finding.nodes:
                self._findings.setdefault(node, []).append(finding)

    def row(self, number: int, task: Task) -> TaskRow:
        inherited = [self._times[given.value] for given in task.inherited if given.value in self._times]
        return TaskRow(
            number=number,
            task=task,
            lead=self._units(task, "lead", task.lead),
            cooperate=self._units(task, "cooperate", task.cooperate),
            advise_to=self._units(task, "advise_to", task.advise_to),
            report_to=self._units(task, "report_to", task.report_to),
            due=_with_inherited(task.due, ((time.due, time.node) for time in inherited)),
            rrule=_with_inherited(task.rrule, ((rule, time.node) for time in inherited for rule in _rules(time))),
            times=(
                *(Given(self._times[key].evidence.text) for key in task.deadlines if key in self._times),
                *(Given(time.evidence.text, time.node) for time in inherited),
            ),
            pages=pages_of(task),
            place=self._places.get(task.node, ()),
            review={"vi": self._review(task, "vi"), "en": self._review(task, "en")},
            plan=name_of(self._plan),
            key=key_of(self._plan, task),
        )

    def _units(self, task: Task, slot: TaskSlot, ids: tuple[str, ...]) -> tuple[Given, ...]:
        """Name a slot's units; those also listed as inherited say where from, as do those that are only there."""
        sources = {given.value: given.node for given in task.inherited if given.slot == slot}
        return tuple(Given(self._names.get(key, key), sources.get(key)) for key in dict.fromkeys((*ids, *sources)))

    def _review(self, task: Task, lang: Lang) -> tuple[str, ...]:
        messages = {finding.code: getattr(finding.message, lang) for finding in self._findings.get(task.node, ())}
        return tuple(messages.get(code, code) for code in task.review)


def _with_inherited(own: tuple[str, ...], others: Iterator[tuple[str | None, str]]) -> tuple[Given, ...]:
    found = {value: Given(value) for value in own}
    for value, node in others:
        if value is not None:
            found.setdefault(value, Given(value, node))
    return tuple(found.values())


def _rules(time: Time) -> tuple[str, ...]:
    return tuple(time.rrule.split(" + ")) if time.rrule else ()


def _walk(nodes: tuple[Node, ...], above: tuple[str, ...]) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Yield each node with the headings above it."""
    for node in nodes:
        yield node, above
        yield from _walk(node.children, (*above, _label(node)))


def _label(node: Node) -> str:
    text = f"{node.marker or ''} {node.text}".strip()
    return text if len(text) <= _LABEL else f"{text[: _LABEL - 1].rstrip()}…"
