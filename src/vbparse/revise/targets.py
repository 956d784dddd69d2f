"""Finds what corrections are about, and puts changed parts into a plan. Nothing is changed in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from vbparse.patterns import compile_pattern
from vbparse.plan.model import Citation, Model, Task, Time, Unit, UnitMention
from vbparse.revise.corrections import same
from vbparse.revise.items import grams_of, likeness
from vbparse.revise.steps import Misfit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from vbparse.plan.model import PlanDocument
    from vbparse.revise.corrections import MarkRef, TaskRef

_ALIKE: Final = 0.9
"""What two texts share that are one but for some letters."""
_NEAR: Final = 0.1
_SHORT: Final = 25
"""Characters of a text that are too few to tell it from others by most of its letters."""
_FIGURES: Final = compile_pattern(r"\d+")
M = TypeVar("M", bound=Model)
Mark = TypeVar("Mark", UnitMention, Time, Citation)


def find_task(plan: PlanDocument, ref: TaskRef) -> Task:
    """Find a task by its id and text, else by its text alone, where one task has it. Raises `Misfit`.

    A scan and a Word file differ in letters: where no task has the text, one that is nearly the same is taken, if its
    figures are the same and no other comes near.
    """
    by_id = next((task for task in plan.tasks if task.id == ref.task), None)
    if by_id is not None and same(by_id.text, ref.text):
        return by_id
    alike = [task for task in plan.tasks if same(task.text, ref.text)] or _nearly(plan.tasks, ref.text)
    if len(alike) == 1:
        return alike[0]
    if alike:
        raise Misfit(reason="several")
    raise Misfit(reason="gone") if by_id is None else Misfit(reason="differs", found=by_id.text)


def _nearly(tasks: Iterable[Task], text: str) -> list[Task]:
    """Give the tasks whose text is nearly this one; several where the best has a rival."""
    grams, figures = grams_of(text), _FIGURES.findall(text)
    if len(text) < _SHORT:
        return []
    shares = [(likeness(grams, grams_of(task.text)), task) for task in tasks if _FIGURES.findall(task.text) == figures]
    best = max((share for share, _ in shares), default=0.0)
    return [task for share, task in shares if share > best - _NEAR] if best >= _ALIKE else []


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
