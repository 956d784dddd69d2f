"""The days of a plan's tasks: those named, and those on which recurrences fall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.export.columns import day_of
from vbparse.export.recurrence import occurrences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from vbparse.export.tasks import TaskRow
    from vbparse.plan.model import PlanDocument


def days_of(rows: Iterable[TaskRow], plan: PlanDocument) -> Iterator[tuple[TaskRow, frozenset[date]]]:
    """Yield each task with the days on which it falls due, inherited ones included; none for a day with blanks."""
    laid: dict[str, frozenset[date]] = {}
    for row in rows:
        days = {day for given in row.due if (day := day_of(given.value)) is not None}
        for given in row.rrule:
            if given.value not in laid:
                laid[given.value] = frozenset(day for day, _ in occurrences(given.value, plan))
            days |= laid[given.value]
        yield row, frozenset(days)
