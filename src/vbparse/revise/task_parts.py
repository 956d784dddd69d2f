"""Tasks split and joined: which part says what, and what they say together."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from vbparse.plan.model import Evidence
from vbparse.revise.corrections import UNIT_SLOTS
from vbparse.revise.quotes import find_quote
from vbparse.revise.steps import Misfit, Step, step_of
from vbparse.revise.targets import changed, find_task, inside, with_parts, with_task, without_repeats

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument, Task, TaskSlot
    from vbparse.revise.corrections import JoinTasks, SplitTask, UnitSlot
    from vbparse.revise.quotes import Found
    from vbparse.revise.steps import Scene

_SLOTS: Final[tuple[TaskSlot, ...]] = (*UNIT_SLOTS, "deadlines")
_UNITED: Final = (*UNIT_SLOTS, "deadlines", "due", "rrule", "deliverables", "same_as", "review")


def split_task(scene: Scene, change: SplitTask) -> Step:
    """Make several tasks of one. Raises `Misfit`.

    A part has what its own words say (mentions inside it), and what is said outside all parts. A lead that is named in
    one part holds for those that name none: inside a sentence the subject carries on.
    """
    plan = scene.plan
    task = find_task(plan, change.task)
    found = [find_quote(plan, part, scene.source) for part in change.parts]
    apart = all(one.evidence.end <= other.evidence.start for one, other in pairwise(found))
    if not apart or not all(inside(task.evidence, one.evidence) for one in found):
        raise Misfit(reason="outside")
    ids = _part_ids(plan, task, len(found))
    parting = _Parting(plan, task, found)
    parts = tuple(parting.part(at, name) for at, name in enumerate(ids))
    touched = tuple((part.id, "split") for part in parts)
    return Step(with_task(plan, task, *parts), touched, task.node, task.evidence)


def join_tasks(scene: Scene, change: JoinTasks) -> Step:
    """Make one task of several that follow one another. Raises `Misfit`."""
    plan = scene.plan
    wanted = {id(find_task(plan, ref)) for ref in change.tasks}
    places = [at for at, task in enumerate(plan.tasks) if id(task) in wanted]
    if len(places) < len(change.tasks) or places[-1] - places[0] >= len(places):
        raise Misfit(reason="apart")
    tasks = plan.tasks[places[0] : places[-1] + 1]
    joined = _joined(plan, tasks)
    plan = with_parts(plan, tasks=(*plan.tasks[: places[0]], joined, *plan.tasks[places[-1] + 1 :]))
    return step_of(without_repeats(plan, {task.id: joined.id for task in tasks[1:]}), joined, "joined")


def _joined(plan: PlanDocument, tasks: tuple[Task, ...]) -> Task:
    """Give the task that says what several say; its words are all from the first of theirs to the last."""
    start, end = min(task.evidence.start for task in tasks), max(task.evidence.end for task in tasks)
    regions = tuple(dict.fromkeys(region for task in tasks for region in task.evidence.regions))
    evidence = Evidence(text=plan.text[start:end], start=start, end=end, regions=regions)
    values = {name: tuple(dict.fromkeys(one for task in tasks for one in getattr(task, name))) for name in _UNITED}
    values["due"] = tuple(sorted(values["due"]))
    values["cooperate"] = tuple(unit for unit in values["cooperate"] if unit not in values["lead"])
    values["same_as"] = tuple(one for one in values["same_as"] if one not in {task.id for task in tasks})
    marks = {slot: dict.fromkeys(key for task in tasks for key in task.mentions.get(slot, ())) for slot in _SLOTS}
    return changed(
        tasks[0],
        text=evidence.text,
        evidence=evidence,
        period=next((task.period for task in tasks if task.period), None),
        mentions={slot: tuple(keys) for slot, keys in marks.items() if keys},
        inherited=tuple({(given.slot, given.value): given for task in tasks for given in task.inherited}.values()),
        **values,
    )


def _part_ids(plan: PlanDocument, task: Task, count: int) -> list[str]:
    """Name the parts: the first as the task, others `II.3.b1#2.2`; nobody else's id changes."""
    taken = {other.id for other in plan.tasks}
    base = task.id if "#" in task.id else f"{task.id}#1"
    ids, number = [task.id], 2
    while len(ids) < count:
        if f"{base}.{number}" not in taken:
            ids.append(f"{base}.{number}")
        number += 1
    return ids


class _Parting:
    """A task, and the parts that it falls into."""

    def __init__(self, plan: PlanDocument, task: Task, parts: list[Found]) -> None:
        self._task = task
        self._parts = parts
        self._units = {mention.id: mention for mention in plan.unit_mentions}
        self._times = {time.id: time for time in plan.times}

    def part(self, at: int, name: str) -> Task:
        """Give one of the parts as a task."""
        task, own = self._task, self._parts[at].evidence
        others = [part.evidence for place, part in enumerate(self._parts) if place != at]
        values = self._days(others)
        marks: dict[str, tuple[str, ...]] = {"deadlines": values["deadlines"]} if task.mentions.get("deadlines") else {}
        for slot in UNIT_SLOTS:
            values[slot], marks[slot] = self._slot(slot, others)
        has_period = task.period is None or task.period in own.text or task.period not in task.text
        return changed(
            task,
            id=name,
            node=self._parts[at].node,
            text=own.text,
            evidence=own,
            action=task.action if at == 0 else None,
            period=task.period if has_period else None,
            deliverables=tuple(one for one in task.deliverables if one in own.text or one not in task.text),
            mentions={slot: keys for slot, keys in marks.items() if keys},
            same_as=task.same_as if at == 0 else (),
            **values,
        )

    def _slot(self, slot: UnitSlot, others: list[Evidence]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the units that a part has in a slot, and their mentions."""
        task = self._task
        keys = task.mentions.get(slot, ())
        away = {key for key in keys if key in self._units and _is_in(self._units[key].evidence, others)}
        here = tuple(key for key in keys if key not in away)
        named = {self._units[key].unit for key in here if key in self._units}
        gone = {self._units[key].unit for key in away} - named
        units = tuple(unit for unit in getattr(task, slot) if unit not in gone)
        return (getattr(task, slot), keys) if slot == "lead" and not units else (units, here)

    def _days(self, others: list[Evidence]) -> dict[str, Any]:
        """Give a part's deadlines: without those that stand in another part, and the days that only these tell."""
        task, times = self._task, self._times
        away = [key for key in task.deadlines if key in times and _is_in(times[key].evidence, others)]
        kept = tuple(key for key in task.deadlines if key not in away)
        stay = [times[key] for key in kept if key in times]
        days = {times[key].due for key in away} - {time.due for time in stay}
        rules = {times[key].rrule for key in away} - {time.rrule for time in stay}
        gone = {rule for told in rules if told for rule in told.split(" + ")}
        return {
            "deadlines": kept,
            "due": tuple(day for day in task.due if day not in days),
            "rrule": tuple(rule for rule in task.rrule if rule not in gone),
        }


def _is_in(evidence: Evidence, parts: list[Evidence]) -> bool:
    return any(inside(part, evidence) for part in parts)
