"""Tasks as flat entries, for machines: what the archive keeps and what Parquet files hold.

Ids are those of the plan, units are named, days are ISO text, pages count from 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.export.tasks import TaskRow, duties, task_rows, values
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.plan.model import Evidence, PlanDocument


class TaskEntry(NamedTuple):
    """A task; `repeats` says that it says again what an earlier one says; `printed` are its deadlines as printed."""

    task: str
    number: int
    node: str
    page: int | None
    text: str
    action: str | None
    lead: tuple[str, ...]
    cooperate: tuple[str, ...]
    advise_to: tuple[str, ...]
    report_to: tuple[str, ...]
    due: tuple[str, ...]
    rrule: tuple[str, ...]
    printed: str | None
    period: str | None
    deliverables: tuple[str, ...]
    modality: str
    repeats: bool
    review: tuple[str, ...]


def task_entries(plan: PlanDocument) -> tuple[TaskEntry, ...]:
    """Give the tasks of a plan, in its order."""
    counting = {row.task.id for row in duties(plan)}
    return tuple(_task(row, repeats=row.task.id not in counting) for row in task_rows(plan))


def first_page(evidence: Evidence | None) -> int | None:
    """Give the page on which something begins; None for inputs without pages."""
    return None if evidence is None else min((region.page for region in evidence.regions), default=None)


def _task(row: TaskRow, *, repeats: bool) -> TaskEntry:
    task = row.task
    return TaskEntry(
        task=task.id,
        number=row.number,
        node=task.node,
        page=first_page(task.evidence),
        text=task.text,
        action=task.action,
        lead=values(row.lead),
        cooperate=values(row.cooperate),
        advise_to=values(row.advise_to),
        report_to=values(row.report_to),
        due=values(row.due),
        rrule=values(row.rrule),
        printed="; ".join(values(row.times)) or None,
        period=task.period,
        deliverables=task.deliverables,
        modality=task.modality,
        repeats=repeats,
        review=task.review,
    )
