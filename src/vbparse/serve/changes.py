"""Turns what a person fills in on the review page into operations on the plan as it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from vbparse.export.tasks import task_rows, values
from vbparse.revise import corrections as ops
from vbparse.revise import making
from vbparse.revise.digests import plan_digest, task_digests
from vbparse.revise.heads import header_value
from vbparse.serve.dates import phrases, rule_of, set_due
from vbparse.serve.evidence import FIELDS
from vbparse.serve.marking import mark
from vbparse.serve.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vbparse.export.tasks import TaskRow
    from vbparse.plan.model import PlanDocument
    from vbparse.revise.corrections import Operation, State, TaskField

_LINES: Final = ("rrule", "deliverables")
_MOST: Final = 200
"""Values of one field of a task: each unit costs time whenever the plan is shown."""


def operations(plan: PlanDocument, form: Mapping[str, list[str]]) -> list[Operation]:
    """Give the operations of a form (its `do` says which). Raises `ValueError`, `KeyError` for what cannot be done."""
    _check_seen(plan, form)
    return _DOING[_one(form, "do")](plan, form)


def _check_seen(plan: PlanDocument, form: Mapping[str, list[str]]) -> None:
    """Refuse what is done to a task or plan that is not any more as it was shown (`seen`). Raises `Refused`, `KeyError`."""
    seen = _one(form, "seen", "")
    if seen and seen != (task_digests(plan)[form["task"][0]] if form.get("task") else plan_digest(plan)):
        raise Refused("changed_meanwhile")


def _fill_task(plan: PlanDocument, form: Mapping[str, list[str]]) -> list[Operation]:
    """Set the fields of a task that differ from what is shown."""
    task = _one(form, "task")
    row = {row.task.id: row for row in task_rows(plan)}[task]
    shown: dict[str, tuple[str, ...]] = {
        slot: values(given) for slot, given in row.slots().items() if slot != "deadlines"
    }
    shown |= {"due": values(row.due), "rrule": values(row.rrule), "deliverables": row.task.deliverables}
    days, misread = _days(plan, row, form)
    rules = [rule_of(plan, words) for words in _listed(form, "rrule")]
    form = {**form, "due": days, "rrule": rules}
    made: list[Operation] = []
    for field, old in shown.items():
        new = tuple(dict.fromkeys(_listed(form, field)))
        if len(new) > _MOST:
            raise Refused("too_many", n=_MOST)
        if new != tuple(old):
            made.append(making.set_task(plan, task, cast("TaskField", field), new))
    modality = _one(form, "modality", row.task.modality)
    if modality != row.task.modality:
        made.append(making.set_task(plan, task, "modality", modality))
    return [*made, *misread]


def _days(plan: PlanDocument, row: TaskRow, form: Mapping[str, list[str]]) -> tuple[list[str], list[Operation]]:
    """Give the days that a task itself is given, and what sets right the phrases that were misread.

    A day that is changed beside its phrase is how the phrase is to be read, for all tasks that have it; with `alone` it is
    this task's only. A phrase that is left without a day is no deadline of the task.
    """
    times = {time.id: time for time in plan.times}
    alone = set(form.get("alone", ()))
    days, misread = list(form.get("due", ())), []
    for phrase in phrases(plan, row):
        new = _one(form, f"day:{phrase.time}", phrase.day).strip()
        if not new or new == phrase.day or phrase.time in alone:
            days.append(new)
            continue
        days.append(phrase.day)  # until the phrase tells the new one
        misread += set_due(plan, times[phrase.time], new)
    return sorted(filter(None, days)), misread


def _fill_header(plan: PlanDocument, form: Mapping[str, list[str]]) -> list[Operation]:
    made: list[Operation] = []
    for field in FIELDS:
        new, now = _one(form, field, "").strip(), header_value(plan, field) or ""
        was = _one(form, f"was:{field}", now)
        if field not in form or new in {was, now}:
            continue
        if was != now:
            raise Refused("changed_meanwhile")
        made.append(making.set_header(plan, field, new or None))
    return made


def _split(plan: PlanDocument, form: Mapping[str, list[str]]) -> list[Operation]:
    task = _one(form, "task")
    stands = {one.id: one.evidence for one in plan.tasks}[task]
    at = stands.start + int(_one(form, "at"))
    if not stands.start < at < stands.end:
        raise Refused("split_inside")
    return [making.split_at(plan, task, at)]


def _join(plan: PlanDocument, form: Mapping[str, list[str]]) -> list[Operation]:
    return [making.join(plan, *form["task"])]


def _drop(plan: PlanDocument, form: Mapping[str, list[str]]) -> list[Operation]:
    return [ops.DropTask(task=making.task_ref(plan, _one(form, "task")))]


def _add(plan: PlanDocument, form: Mapping[str, list[str]]) -> list[Operation]:
    return [ops.AddTask(quote=making.quote(plan, int(_one(form, "start")), int(_one(form, "end"))))]


def _approve(plan: PlanDocument, form: Mapping[str, list[str]]) -> list[Operation]:
    return [making.approve(plan, cast("State", _one(form, "state")), _one(form, "task", "") or None)]


def _one(form: Mapping[str, list[str]], name: str, default: str | None = None) -> str:
    given = form.get(name) or []
    if given:
        return given[0]
    if default is None:
        raise KeyError(name)
    return default


def _listed(form: Mapping[str, list[str]], field: str) -> list[str]:
    given = form.get(field, [])
    if field in _LINES:
        given = [line for text in given for line in text.splitlines()]
    return [text.strip() for text in given if text.strip()]


_DOING: Final[dict[str, Callable[[PlanDocument, Mapping[str, list[str]]], list[Operation]]]] = {
    "task": _fill_task,
    "header": _fill_header,
    "split": _split,
    "join": _join,
    "drop": _drop,
    "add": _add,
    "approve": _approve,
    "mark": mark,
}
