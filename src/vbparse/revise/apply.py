"""Applies corrections to a plan as it was read: gives the corrected plan, and what does not fit."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from vbparse.revise import corrections as ops
from vbparse.revise.approvals import Approval, approve
from vbparse.revise.heads import set_header
from vbparse.revise.marks import mark_text, mark_time, mark_unit, set_time, set_unit, unmark
from vbparse.revise.naming import Naming
from vbparse.revise.remarks import Done, remarks
from vbparse.revise.steps import Misfit, Scene
from vbparse.revise.targets import with_parts
from vbparse.revise.task_extent import add_task, drop_task, set_text
from vbparse.revise.task_parts import join_tasks, split_task
from vbparse.revise.task_values import set_task
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from vbparse.plan.model import PlanDocument
    from vbparse.revise.corrections import Correction
    from vbparse.revise.steps import Reason, Step


class Unfit(NamedTuple):
    """A correction that does not fit the plan, and why.

    gone      what it is about is not there
    several   what it is about cannot be told from others
    differs   the value is not the one that it corrects; `found` is what is there
    text      the words that it marks are not there, or stand there more than once
    overlaps  the words that it marks belong to another mention or task; `found` names it
    apart     tasks to be joined have other tasks between them
    outside   parts of a task that do not lie inside it, one after the other
    changed   what was approved is not as it was
    unknown   it takes back a correction that is not there
    """

    correction: Correction
    reason: Reason
    found: str | None = None


class Touch(NamedTuple):
    """A value that a person gave: `target` is a task id, `header`, or the id of a mention, time, citation or unit.

    `field` is the field as in the plan; `added`, `split`, `joined`, `dropped`, `marked`, `unmarked` for what is not one.
    """

    target: str
    field: str
    correction: Correction


_NONE: Final[Mapping[str, Approval]] = MappingProxyType({})


class Corrected(NamedTuple):
    """A corrected plan: a valid plan document; what did not fit; which values a person gave.

    `tasks` are the approvals that hold, by task id (of the corrected plan), `whole` that of the plan; the later one
    counts. `undone` are the ids of corrections that were taken back.
    """

    plan: PlanDocument
    unfit: tuple[Unfit, ...] = ()
    touched: tuple[Touch, ...] = ()
    tasks: Mapping[str, Approval] = _NONE
    whole: Approval | None = None
    undone: frozenset[str] = frozenset()


def apply(plan: PlanDocument, corrections: Iterable[Correction]) -> Corrected:
    """Apply corrections, in their order, to a plan as it was read. Pure and total: what does not fit is listed.

    The plan_id stays that of the plan as read: it is what others know the plan by. Approvals are looked at last, so
    that they are about the plan with all corrections.
    """
    listed = list({one.id: one for one in reversed(list(corrections))}.values())[::-1]
    undone = undone_by(listed)
    in_force = [one for one in listed if one.id not in undone]
    course = _Course(plan, Naming(plan, _names(in_force)))
    known = {one.id for one in listed}
    for one in in_force:
        if isinstance(one.change, ops.Undo):
            if one.change.correction not in known:
                course.unfit.append(Unfit(one, "unknown"))
        elif not isinstance(one.change, ops.Approve):
            course.take(one)
    return course.finish([one for one in in_force if isinstance(one.change, ops.Approve)], undone)


def undone_by(corrections: Iterable[Correction]) -> frozenset[str]:
    """Give the ids of corrections that a later one takes back; an Undo that is taken back itself takes nothing back."""
    undone: set[str] = set()
    for one in reversed(list(corrections)):
        if isinstance(one.change, ops.Undo) and one.id not in undone:
            undone.add(one.change.correction)
    return frozenset(undone)


def _names(corrections: Iterable[Correction]) -> Iterator[str]:
    """Yield the names of units that corrections give."""
    for one in corrections:
        match one.change:
            case ops.SetTask(field=field, new=tuple() as new) if field in ops.UNIT_SLOTS:
                yield from new
            case ops.SetUnit(new=name) | ops.MarkUnit(unit=name):
                yield name
            case ops.SetHeader(field="issuer" | "parent", new=str() as name):
                yield name
            case ops.AddTask() as change:
                for slot in ops.UNIT_SLOTS:
                    yield from getattr(change, slot)


class _Course:
    """The plan while corrections are applied one after the other."""

    def __init__(self, plan: PlanDocument, naming: Naming) -> None:
        self._plan = plan
        self._naming = naming
        self._read = {unit.id for unit in plan.units}
        self._done: list[Done] = []
        self.unfit: list[Unfit] = []

    def take(self, one: Correction) -> None:
        """Apply one, or note that it does not fit."""
        operation: Callable[[Scene, Any], Step] = _OPERATIONS[one.change.op]
        try:
            step = operation(Scene(self._plan, self._naming, one.id, one.source), one.change)
        except Misfit as misfit:
            self.unfit.append(Unfit(one, misfit.reason, misfit.found))
        else:
            self._plan = step.plan
            self._done.append(Done(one, step.touched, step.node, step.evidence))

    def finish(self, approvals: list[Correction], undone: frozenset[str]) -> Corrected:
        """Look at the approvals, and say in the plan what was done."""
        approved = approve(self._with_units_in_order(), approvals)
        self.unfit += [Unfit(one, misfit.reason, misfit.found) for one, misfit in approved.unfit]
        found = remarks(approved, self._done, [(one.correction, one.reason) for one in self.unfit])
        return Corrected(
            with_parts(approved.plan, diagnostics=(*approved.plan.diagnostics, *found)),
            tuple(self.unfit),
            tuple(Touch(target, field, one.correction) for one in self._done for target, field in one.touched),
            MappingProxyType(approved.tasks),
            approved.whole,
            undone,
        )

    def _with_units_in_order(self) -> PlanDocument:
        """Put the units that corrections added behind those that were read, by id: their order is no one's merit."""
        units = self._plan.units
        new = sorted((unit for unit in units if unit.id not in self._read), key=lambda unit: unit.id)
        return with_parts(self._plan, units=(*(unit for unit in units if unit.id in self._read), *new))


_OPERATIONS: Final[dict[str, Callable[[Scene, Any], Step]]] = {
    "set_header": set_header,
    "set_task": set_task,
    "set_text": set_text,
    "set_time": set_time,
    "set_unit": set_unit,
    "split_task": split_task,
    "join_tasks": join_tasks,
    "add_task": add_task,
    "drop_task": drop_task,
    "mark_unit": mark_unit,
    "mark_time": mark_time,
    "mark_text": mark_text,
    "unmark": unmark,
}
