"""Finds what corrections are about, and puts changed parts into a plan. Nothing is changed in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from vbparse.plan.model import Citation, Model, Task, Time, Unit, UnitMention
from vbparse.revise.corrections import same
from vbparse.revise.steps import Misfit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from vbparse.plan.model import PlanDocument
    from vbparse.revise.corrections import MarkRef, TaskRef

M = TypeVar("M", bound=Model)
Mark = TypeVar("Mark", UnitMention, Time, Citation)


def find_task(plan: PlanDocument, ref: TaskRef) -> Task:
    """Find a task by its id and text, else by its text alone, where one task has it. Raises `Misfit`."""
    by_id = next((task for task in plan.tasks if task.id == ref.task), None)
    if by_id is not None and same(by_id.text, ref.text):
        return by_id
    alike = [task for task in plan.tasks if same(task.text, ref.text)]
    if len(alike) == 1:
        return alike[0]
    if alike:
        raise Misfit(reason="several")
    raise Misfit(reason="gone") if by_id is None else Misfit(reason="differs", found=by_id.text)


def find_mark(marks: Iterable[Mark], ref: MarkRef) -> Mark:
    """Find a mention by its id, node and text, else by node and text, where one has them. Raises `Misfit`."""
    alike = [mark for mark in marks if same(mark.evidence.text, ref.text) and mark.node == ref.node]
    by_id = next((mark for mark in alike if mark.id == ref.id), None)
    if by_id is not None:
        return by_id
    if len(alike) != 1:
        raise Misfit(reason="several" if alike else "gone")
    return alike[0]


def changed(part: M, **values: Any) -> M:
    """Give a part with other values, checked as the schema says."""
    fields = {name: getattr(part, name) for name in type(part).model_fields}
    return type(part).model_validate({**fields, **values})


def with_parts(plan: PlanDocument, **parts: Any) -> PlanDocument:
    """Give a plan with other parts; these are models already."""
    return plan.model_copy(update=parts)


def replaced(members: tuple[M, ...], old: M, *new: M) -> tuple[M, ...]:
    """Put other members in the place of one."""
    return tuple(each for member in members for each in (new if member is old else (member,)))


def with_task(plan: PlanDocument, old: Task, *new: Task) -> PlanDocument:
    """Put one task, several or none in the place of one."""
    return with_parts(plan, tasks=replaced(plan.tasks, old, *new))


def with_unit(plan: PlanDocument, unit: Unit) -> PlanDocument:
    """Enter a unit, if it is not in the register."""
    if any(known.id == unit.id for known in plan.units):
        return plan
    return with_parts(plan, units=(*plan.units, unit))


def each_task(plan: PlanDocument, change: Callable[[Task], Task]) -> PlanDocument:
    """Change tasks, each by itself."""
    return with_parts(plan, tasks=tuple(change(task) for task in plan.tasks))


def without_repeats(plan: PlanDocument, ids: dict[str, str | None]) -> PlanDocument:
    """Let `same_as` name other tasks (None: no more)."""

    def renamed(task: Task) -> Task:
        if ids.keys().isdisjoint(task.same_as):
            return task
        named = (ids.get(other, other) for other in task.same_as)
        return changed(task, same_as=tuple(dict.fromkeys(one for one in named if one and one != task.id)))

    return each_task(plan, renamed)


def inside(outer: Any, inner: Any) -> bool:
    """Tell whether a stretch of text lies in another one (two evidences)."""
    return bool(outer.start <= inner.start and inner.end <= outer.end)
