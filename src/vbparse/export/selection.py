"""Takes from a plan what somebody wants of it: the tasks of a unit, of a stretch of days."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from vbparse.export.columns import day_of
from vbparse.export.days import days_of
from vbparse.export.options import ALL, Selection
from vbparse.export.tasks import task_rows
from vbparse.lexicon.fold import fold_ascii

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from vbparse.plan.model import PlanDocument, Task, Time

_DAY: Final = "2025-06-30"
"""The last day on which districts stood: names of before and after are known on it."""


def selected(plan: PlanDocument, selection: Selection) -> PlanDocument:
    """Give the plan with those tasks only that are wanted, and with the events and findings that go with them.

    An event is left out where it lies outside the days, or stands where other units' tasks stand; a finding where
    all that it is about was left out. All else stays: text, outline, units, times.
    """
    if selection == ALL:
        return plan
    wanted = plan
    if selection.unit is not None:
        wanted = with_units(plan, unit_ids(plan, selection.unit), lead_only=selection.lead_only)
    if selection.first is not None or selection.last is not None:
        wanted = _within(wanted, selection)
    return wanted


def select_data(data: Mapping[str, Any], selection: Selection) -> dict[str, Any]:
    """Do the same with a plan document that is plain data."""
    from vbparse.plan.model import PlanDocument  # noqa: PLC0415 (whoever wants all does without models)

    return selected(PlanDocument.model_validate(data), selection).model_dump(mode="json")


def with_units(plan: PlanDocument, ids: Collection[str], *, lead_only: bool = False) -> PlanDocument:
    """Give the plan with those tasks only that some units lead, or help with; what they inherit counts."""
    kept = [task for task in plan.tasks if not parties(task, lead_only=lead_only).isdisjoint(ids)]
    elsewhere = {task.node for task in plan.tasks} - {task.node for task in kept}
    return _reduced(plan, kept, [time for time in plan.times if time.role != "event" or time.node not in elsewhere])


def parties(task: Task, *, lead_only: bool = False) -> set[str]:
    """Give the ids of the units that lead a task, or help with it, inherited ones included."""
    slots = {"lead"} if lead_only else {"lead", "cooperate"}
    own = task.lead if lead_only else (*task.lead, *task.cooperate)
    return {*own, *(given.value for given in task.inherited if given.slot in slots)}


def unit_ids(plan: PlanDocument, name: str) -> frozenset[str]:
    """Find the units of a plan that a name may mean: see `unit_spellings`; the document's own abbreviations count."""
    wanted = unit_spellings(name)
    return frozenset(
        unit.id
        for unit in plan.units
        if any(_is_meant(fold_ascii(spelling), wanted) for spelling in (unit.name, *unit.abbreviations))
    )


@lru_cache(maxsize=256)
def unit_spellings(name: str) -> frozenset[str]:
    """Give the beginnings of names, in bare letters, that a name may stand for.

    It is written out as the registry has it (`UBND xã` is `Ủy ban nhân dân xã`); its place may be left out.
    """
    from vbparse.units import describe_unit  # noqa: PLC0415 (loads the lexicon)

    written_out = (fold_ascii(info.name) for info in describe_unit(name, at=_DAY))
    return frozenset({fold_ascii(name), *written_out} - {""})


def _is_meant(plain: str, wanted: frozenset[str]) -> bool:
    return any(plain == spelling or plain.startswith(f"{spelling} ") for spelling in wanted)


def _within(plan: PlanDocument, selection: Selection) -> PlanDocument:
    """Give the plan with those tasks only that fall due in a stretch of days."""
    first, last = selection.first, selection.last

    def is_in(start: Any, end: Any) -> bool:
        return (last is None or start <= last) and (first is None or end >= first)

    def takes_place(time: Time) -> bool:
        days = sorted(day for text in time.dates if (day := day_of(text)))
        if days:
            return any(is_in(day, day) for day in days)
        start = day_of(time.start_date or "")
        return start is not None and is_in(start, day_of(time.end_date or "") or start)

    kept = [row.task for row, days in days_of(task_rows(plan), plan) if any(is_in(day, day) for day in days)]
    return _reduced(plan, kept, [time for time in plan.times if time.role != "event" or takes_place(time)])


def _reduced(plan: PlanDocument, tasks: list[Task], times: list[Time]) -> PlanDocument:
    """Give the plan with fewer tasks and events; times that a task refers to stay."""
    ids = {task.id for task in tasks}
    left = {task.node for task in tasks}
    gone = {task.node for task in plan.tasks} - left
    needed = {key for task in tasks for key in (*task.deadlines, *(given.value for given in task.inherited))}
    kept_times = {time.id for time in times} | needed
    return plan.model_copy(
        update={
            "tasks": tuple(_known(task, ids) for task in tasks),
            "times": tuple(time for time in plan.times if time.id in kept_times),
            "diagnostics": tuple(
                finding for finding in plan.diagnostics if not finding.nodes or not gone.issuperset(finding.nodes)
            ),
        }
    )


def _known(task: Task, ids: set[str]) -> Task:
    """Leave out of `same_as` the tasks that are left out."""
    if ids.issuperset(task.same_as):
        return task
    return task.model_copy(update={"same_as": tuple(other for other in task.same_as if other in ids)})
