"""What the board lists: what is overdue, falls due in a week or month, and what a unit has a part in at all."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal, get_args

from vbparse.archive.queries.due import DueItem
from vbparse.archive.queries.tasks import TaskFilters
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.archive.queries.documents import Filters
    from vbparse.archive.queries.tasks import TaskItem
    from vbparse.archive.register import Archive

Listed = Literal["overdue", "week", "month", "all", "lead", "cooperate"]
"""By days (`all`: the first three together), or the tasks in which a unit has a part, whether they have a day or not."""
LISTED: Final[tuple[Listed, ...]] = get_args(Listed)
NOBODY: Final = "-"
"""Stands for the unit of tasks that have no lead."""


class Span(NamedTuple):
    """The days of a window, both included."""

    first: str
    last: str


class Asked(NamedTuple):
    """What a person wants to see: as of which day, which list, of which unit (empty: of all)."""

    today: date
    show: Listed
    unit: str

    def whose(self, item: DueItem | TaskItem) -> bool:
        """Tell whether an item is one of the unit's."""
        parts = item.cooperate if self.show == "cooperate" else item.lead
        return not self.unit or (not parts if self.unit == NOBODY else self.unit in {part.name for part in parts})


class Row(NamedTuple):
    """A row of the list: a day on which a task falls due, or a task with all its days."""

    days: tuple[str, ...]
    item: DueItem


def asked_of(query: dict[str, str]) -> Asked:
    """Read what is asked for; what makes no sense is today, this month, all units."""
    try:
        today = date.fromisoformat(query.get("at", ""))
        today + timedelta(days=62), today - timedelta(days=62)  # the windows around it must be days, too
    except (ValueError, OverflowError):
        today = date.today()  # noqa: DTZ011 (of the clock on the wall)
    show: Listed = next((one for one in LISTED if one == query.get("show")), "month")
    return Asked(today, show, query.get("unit", "")[:300])


def spans(today: date) -> dict[str, Span]:
    """Give the days of the week (Monday to Sunday) and of the month of a day."""
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return {
        "week": Span(monday.isoformat(), (monday + timedelta(days=6)).isoformat()),
        "month": Span(first.isoformat(), last.isoformat()),
    }


def due_lists(archive: Archive, today: date, filters: Filters) -> dict[str, list[DueItem]]:
    """List what falls due in the week and month of a day, what was due before it, and all of it together."""
    days = spans(today)
    at, before = today.isoformat(), (today - timedelta(days=1)).isoformat()
    found = {name: archive.due(*span, filters, slots=("lead",)) for name, span in days.items()}
    # a window of the day before, with what was due earlier: what is due today is not overdue
    found["overdue"] = [
        one for one in archive.due(before, before, filters, slots=("lead",), overdue_at=at) if one.day < at
    ]
    together = {_key(one): one for one in (*found["month"], *found["week"], *found["overdue"])}
    found["all"] = sorted(together.values(), key=lambda one: one.day)
    return found


def rows_of(archive: Archive, asked: Asked, filters: Filters, lists: dict[str, list[DueItem]]) -> list[Row]:
    """Give the rows of the list that is asked for."""
    if asked.show in lists:
        return [Row((one.day,), one) for one in lists[asked.show] if asked.whose(one)]
    slot: Literal["lead", "cooperate"] = "cooperate" if asked.show == "cooperate" else "lead"
    named = None if asked.unit in {"", NOBODY} else asked.unit
    tasks = archive.tasks(TaskFilters(named, (slot,)), filters)
    return [Row(task.due, _item(task, next(iter(task.due), ""))) for task in tasks if asked.whose(task)]


def items_of(rows: list[Row], *, dated: bool) -> tuple[DueItem, ...]:
    """Give what is put out of a list: an item for each day; one for a task without, unless only `dated` ones can be."""
    return tuple(row.item._replace(day=day) for row in rows for day in row.days or ("",) if day or not dated)


def _item(task: TaskItem, day: str) -> DueItem:
    return DueItem(
        day=day,
        document=task.document,
        task=task.task,
        node=task.node,
        page=task.page,
        text=task.text,
        lead=task.lead,
        cooperate=task.cooperate,
        report_to=task.report_to,
        printed=task.printed,
        rrule=None if day else "; ".join(task.rrule) or None,
        inherited=False,
        chosen=False,
        review=task.review,
        overdue=None,
    )


def _key(item: DueItem) -> tuple[str, str, str]:
    return item.document.sha256, item.task, item.day
