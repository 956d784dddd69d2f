"""Fields of a task set by a person: the value, what it says of mentions and of what is inherited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vbparse.export.tasks import task_rows, values
from vbparse.revise.corrections import UNIT_SLOTS, same
from vbparse.revise.steps import Misfit, step_of
from vbparse.revise.targets import changed, find_task, inside, with_task, with_unit

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument, Task, Time
    from vbparse.revise.corrections import SetTask, UnitSlot, Value
    from vbparse.revise.steps import Scene, Step

ANSWERS: Final[dict[str, frozenset[str]]] = {
    "lead": frozenset({
        "COOPERATE_WITHOUT_LEAD", "DUTY_LEAD_DIFFERS", "LEAD_MISSING", "MULTIPLE_LEADS", "SUBJECT_CARRIED", "SUBJECT_NOT_LEAD",
        "TASK_WITHOUT_UNIT",
    }),
    "cooperate": frozenset({"COOPERATE_MISSING"}),
    "report_to": frozenset({"ADDRESSEE_MISSING"}),
    "due": frozenset({
        "DATE_YEAR_UNKNOWN", "DEADLINE_BEFORE_ISSUE", "DEADLINE_CASCADE_BROKEN", "DEADLINE_CONFLICT", "DEADLINE_INVALID_DATE",
        "DEADLINE_OUTSIDE_PLAN_YEAR", "DUTY_DATE_DIFFERS", "TASK_WITHOUT_DEADLINE",
    }),
    "rrule": frozenset({"FREQUENCY_UNSURE", "RECURRENCE_WITHOUT_DATE"}),
}  # fmt: skip
"""Review marks that are answered when a person sets a field."""


def shown_value(plan: PlanDocument, task: Task, field: str) -> Value:
    """Give a field as people see it: units by name, what is inherited included."""
    if field in {"deliverables", "action", "period", "modality"}:
        value: Value = getattr(task, field)
        return value
    alone = plan.model_copy(update={"tasks": (task,)})
    (row,) = task_rows(alone)
    return values(getattr(row, field))


def set_task(scene: Scene, change: SetTask) -> Step:
    """Set a field of a task. Raises `Misfit`."""
    plan, naming = scene.plan, scene.naming
    task = find_task(plan, change.task)
    now = shown_value(plan, task, change.field)
    if not (agrees(now, change.old) or agrees(now, change.new)):
        raise Misfit(reason="differs", found=words(now))
    if change.field in UNIT_SLOTS:
        assert isinstance(change.new, tuple)
        for name in change.new:
            plan = with_unit(plan, naming.unit(plan, name))
        ids = tuple(dict.fromkeys(naming.unit(plan, name).id for name in change.new))
        new = with_slot(plan, task, change.field, ids)
    elif change.field in {"due", "rrule"}:
        assert isinstance(change.new, tuple)
        new = with_days(plan, task, change.field, change.new)
    else:
        new = changed(task, **{change.field: change.new})
    new = answered(new, change.field)
    return step_of(with_task(plan, task, new), new, change.field)


def agrees(one: Value, other: Value) -> bool:
    """Tell whether two values are one; the order of lists does not count."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, sorted(one), sorted(other)))
    if isinstance(one, tuple) or isinstance(other, tuple):
        return False
    return same(one, other)


def words(value: Value) -> str:
    """Give a value as one text."""
    return "; ".join(value) if isinstance(value, tuple) else value or ""


def answered(task: Task, field: str) -> Task:
    """Take away the review marks that a person's value answers."""
    left = tuple(code for code in task.review if code not in ANSWERS.get(field, frozenset()))
    return task if left == task.review else changed(task, review=left)


def with_slot(plan: PlanDocument, task: Task, slot: UnitSlot, ids: tuple[str, ...]) -> Task:
    """Give a task whose slot has these units; mentions in the task's own text that name them are its mentions."""
    naming = {mention.id: mention.unit for mention in plan.unit_mentions}
    kept = [key for key in task.mentions.get(slot, ()) if naming.get(key) in ids]
    named = {naming[key] for key in kept}
    new = [
        mention.id
        for mention in plan.unit_mentions
        if mention.unit in ids and mention.unit not in named and inside(task.evidence, mention.evidence)
    ]
    inherited = tuple(given for given in task.inherited if given.slot != slot or given.value in ids)
    return changed(task, mentions=_mentions(task, slot, (*kept, *new)), inherited=inherited, **{slot: ids})


def with_days(plan: PlanDocument, task: Task, field: str, days: tuple[str, ...]) -> Task:
    """Give a task that falls due on these days, or by these rules; deadlines that say something else are not its own."""
    times = {time.id: time for time in plan.times}

    def fits(key: str) -> bool:
        return key not in times or set(_told(times[key], field)) <= set(days)

    inherited = tuple(given for given in task.inherited if given.slot != "deadlines" or fits(given.value))
    from_above = {day for given in inherited if given.value in times for day in _told(times[given.value], field)}
    own = tuple(sorted(day for day in dict.fromkeys(days) if day not in from_above or day in getattr(task, field)))
    kept = [key for key in task.deadlines if fits(key)]
    told = {day for key in kept if key in times for day in _told(times[key], field)}
    new = [
        time.id
        for time in plan.times
        if time.id not in kept
        and inside(task.evidence, time.evidence)
        and (found := set(_told(time, field)))
        and found <= set(own) - told
    ]
    deadlines = (*kept, *new)
    mentions = _mentions(task, "deadlines", deadlines)
    return changed(task, deadlines=deadlines, inherited=inherited, mentions=mentions, **{field: own})


def _told(time: Time, field: str) -> tuple[str, ...]:
    """Give the days or rules that a time expression tells."""
    if field == "due":
        return (time.due,) if time.due else ()
    return tuple(time.rrule.split(" + ")) if time.rrule else ()


def _mentions(task: Task, slot: str, keys: tuple[str, ...]) -> dict[str, Any]:
    mentions: dict[str, tuple[str, ...]] = {name: found for name, found in task.mentions.items() if name != slot}
    return mentions | ({slot: keys} if keys else {})
