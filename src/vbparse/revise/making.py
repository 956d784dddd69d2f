"""Makes operations from a plan as it is shown: what stands there now is filled in as the old value."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.plan.model import PlanDocument, Region
    from vbparse.revise.corrections import (
        Approve,
        HeaderField,
        JoinTasks,
        MarkRef,
        Quote,
        SetHeader,
        SetTask,
        SetTime,
        SetUnit,
        SplitTask,
        State,
        TaskField,
        TaskRef,
        TimeField,
    )


def quote(plan: PlanDocument, start: int, end: int, *, regions: Sequence[Region] = ()) -> Quote:
    """Quote a stretch of the text, blanks and marks at its ends left out. Raises `ValueError` where nothing is left."""
    raise NotImplementedError


def task_ref(plan: PlanDocument, task: str) -> TaskRef:
    """Refer to a task by its id. Raises `KeyError`."""
    raise NotImplementedError


def mark_ref(plan: PlanDocument, mark: str) -> MarkRef:
    """Refer to a mention, a time or a citation by its id. Raises `KeyError`."""
    raise NotImplementedError


def set_header(plan: PlanDocument, field: HeaderField, new: str | None, *, evidence: Quote | None = None) -> SetHeader:
    """Set a field of the letterhead or signature. Raises `ValueError` for what it cannot hold."""
    raise NotImplementedError


def set_task(plan: PlanDocument, task: str, field: TaskField, new: Sequence[str] | str | None) -> SetTask:
    """Set a field of a task. Raises `KeyError`, and `ValueError` for what it cannot hold."""
    raise NotImplementedError


def set_time(plan: PlanDocument, time: str, field: TimeField, new: str | None) -> SetTime:
    """Set a field of a time expression. Raises `KeyError`, `ValueError`."""
    raise NotImplementedError


def set_unit(plan: PlanDocument, unit: str, new: str) -> SetUnit:
    """Set the canonical name of a unit. Raises `KeyError`, `ValueError`."""
    raise NotImplementedError


def split_at(plan: PlanDocument, task: str, *offsets: int) -> SplitTask:
    """Split a task at places of the document's text. Raises `KeyError`, and `ValueError` where a part would be empty."""
    raise NotImplementedError


def join(plan: PlanDocument, *tasks: str) -> JoinTasks:
    """Join tasks. Raises `KeyError`, `ValueError`."""
    raise NotImplementedError


def approve(plan: PlanDocument, state: State, task: str | None = None) -> Approve:
    """Approve a task, or the plan, as it is shown. Raises `KeyError`."""
    raise NotImplementedError


def complete_units(plan: PlanDocument, typed: str, *, limit: int = 10) -> tuple[str, ...]:
    """Give canonical names that begin with, or mean, what was typed: the plan's own first, then those of the registry."""
    raise NotImplementedError
