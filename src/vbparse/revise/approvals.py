"""Which approvals hold: those of tasks and plans that are as they were when they were approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.revise import corrections as ops
from vbparse.revise.digests import plan_digest, task_digests
from vbparse.revise.steps import Misfit
from vbparse.revise.targets import changed, each_task, find_task
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.plan.model import PlanDocument, Task
    from vbparse.revise.corrections import Correction, State


class Approval(NamedTuple):
    """Who went through a task or plan, or answers for it."""

    state: State
    who: str
    when: str
    correction: str


class Approved(NamedTuple):
    """A plan with the approvals that hold, by task id and of the whole, and those that do not."""

    plan: PlanDocument
    tasks: dict[str, Approval]
    whole: Approval | None
    unfit: list[tuple[Correction, Misfit]]


def approve(plan: PlanDocument, corrections: Iterable[Correction]) -> Approved:
    """Look at approvals in their order; what was approved has no marks to check any more."""
    tasks: dict[str, Approval] = {}
    whole: Approval | None = None
    unfit: list[tuple[Correction, Misfit]] = []
    digests: dict[str, str] | None = None
    for one in corrections:
        if not isinstance(one.change, ops.Approve):
            continue
        approval = Approval(one.change.state, one.who, one.when, one.id)
        try:
            if one.change.task is None:
                _hold(one.change.seen, plan_digest(plan))
                whole = approval
            else:
                digests = digests if digests is not None else task_digests(plan)
                task = find_task(plan, one.change.task)
                _hold(one.change.seen, digests[task.id])
                tasks[task.id] = approval
        except Misfit as misfit:
            unfit.append((one, misfit))

    def checked(task: Task) -> Task:
        if whole is None and task.id not in tasks:
            return task
        return changed(task, review=(), confidence=1.0)

    return Approved(each_task(plan, checked) if whole or tasks else plan, tasks, whole, unfit)


def _hold(seen: str, now: str) -> None:
    if seen != now:
        raise Misfit(reason="changed")
