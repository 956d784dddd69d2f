"""What falls due between two days, in all plans that count, and what was due before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vbparse.archive.queries.documents import LISTED, condition_of, listed, unit_numbers
from vbparse.archive.queries.groups import group_numbers
from vbparse.archive.queries.references import refer
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from vbparse.archive.queries.documents import Filters
    from vbparse.archive.queries.references import Reference
    from vbparse.plan.model import TaskSlot

DOING: Final[tuple[TaskSlot, ...]] = ("lead", "cooperate")
_COLUMNS: Final = (
    "s.day, s.task, t.document, t.task, t.node, t.page, t.text, t.printed, s.rrule, s.inherited, s.chosen, t.review"
)


class Part(NamedTuple):
    """A unit that has a part in a task; `inherited`: a heading says it, not the task itself."""

    name: str
    inherited: bool


class Days(NamedTuple):
    """The days that are asked for, ISO, the first and the last included; and the day on which earlier ones are overdue."""

    first: str
    last: str
    overdue_at: str | None = None


class Whose(NamedTuple):
    """Whose tasks: those in which a unit (a name or its beginning) has one of these parts.

    With `groups`, also those of groups that it may be one of, in plans that name it (see `queries/groups`).
    """

    unit: str | None = None
    slots: tuple[TaskSlot, ...] = DOING
    groups: bool = False


class DueItem(NamedTuple):
    """A day on which a task falls due.

    `task` and `node` are ids in the plan, `printed` the deadlines as printed. `rrule` is the recurrence that gives the
    day, None for a day of its own; `inherited`: it is said for all tasks, or by a heading; `chosen`: the plan names no
    day of the period, its last one was taken. `review` are codes of findings that a person should look at. `overdue`
    counts the days since then, None where it is not overdue or was not asked.
    """

    day: str
    document: Reference
    task: str
    node: str
    page: int | None
    text: str
    lead: tuple[Part, ...]
    cooperate: tuple[Part, ...]
    report_to: tuple[Part, ...]
    printed: str | None
    rrule: str | None
    inherited: bool
    chosen: bool
    review: tuple[str, ...]
    overdue: int | None


def due(connection: sqlite3.Connection, days: Days, filters: Filters, whose: Whose) -> list[DueItem]:
    """List what falls due, by day, then plan (day of issue, number), then task.

    Recurrences are laid out. With `overdue_at`, also what was due before that day, long ago as it may be: the archive
    knows what plans say, not what was done. Of a recurrence only the last day before it counts as overdue, for what
    comes again takes the place of what came before. A task that says an earlier one again is listed once.
    """
    condition, values = _condition(connection, days, filters, whose)
    rows = connection.execute(
        f"""
        SELECT {_COLUMNS}, CASE WHEN s.day < ? THEN CAST(julianday(?) - julianday(s.day) AS INTEGER) END
        FROM dues s JOIN tasks t ON t.id = s.task JOIN documents d ON d.id = t.document
        WHERE {condition}
        ORDER BY s.day, d.date IS NULL, d.date, CAST(d.code_key AS INTEGER), d.code_key, d.sha256, t.number
        """,  # noqa: S608 (made of our own words)
        [days.overdue_at, days.overdue_at, *values],
    ).fetchall()
    parts = _parts(connection, (row[1] for row in rows))
    documents = refer(connection, (row[2] for row in rows))
    return [_item(row, documents[row[2]], parts.get(row[1], {})) for row in rows]


def _item(row: tuple[Any, ...], document: Reference, parts: dict[str, tuple[Part, ...]]) -> DueItem:
    day, _, _, task, node, page, text, printed, rule, inherited, chosen, review, overdue = row
    return DueItem(
        day=day,
        document=document,
        task=task,
        node=node,
        page=page,
        text=text,
        lead=parts.get("lead", ()),
        cooperate=parts.get("cooperate", ()),
        report_to=parts.get("report_to", ()),
        printed=printed,
        rrule=rule,
        inherited=bool(inherited),
        chosen=bool(chosen),
        review=tuple(review.split()),
        overdue=overdue,
    )


def _condition(connection: sqlite3.Connection, days: Days, filters: Filters, whose: Whose) -> tuple[str, list[Any]]:
    """Give what is asked for as a condition, with its values."""
    wanted, values = condition_of(connection, filters)
    when, bounds = _when(days)
    condition = f"{when} AND d.counts AND NOT t.repeats AND {wanted}"
    if whose.unit is None:
        return condition, [*bounds, *values]
    theirs, more = _tasks_of(connection, whose, unit_numbers(connection, whose.unit))
    return f"{condition} AND t.id IN ({theirs})", [*bounds, *values, *more]


def _tasks_of(connection: sqlite3.Connection, whose: Whose, units: list[int]) -> tuple[str, list[Any]]:
    """Give the tasks of units as a query, with its values."""
    slots = ", ".join("?" * len(whose.slots))
    theirs = f"SELECT task FROM task_units WHERE unit IN ({LISTED}) AND slot IN ({slots})"  # noqa: S608 (our own words)
    values = [listed(units), *whose.slots]
    if not whose.groups:
        return theirs, values
    groups = f"""
        {theirs} UNION SELECT p.task FROM task_units p JOIN tasks k ON k.id = p.task
        WHERE p.unit IN ({LISTED}) AND p.slot IN ({slots})
              AND k.document IN (SELECT document FROM document_units WHERE unit IN ({LISTED}))
        """  # noqa: S608 (our own words)
    return groups, [*values, listed(group_numbers(connection, units)), *whose.slots, listed(units)]


def _when(days: Days) -> tuple[str, list[str]]:
    if days.overdue_at is None:
        return "s.day >= ? AND s.day <= ?", [days.first, days.last]
    last = max(days.last, days.overdue_at)
    later = "SELECT 1 FROM dues l WHERE l.task = s.task AND l.day > s.day AND l.day < ? AND l.rrule = s.rrule"
    before = f"s.day < ? AND (s.rrule IS NULL OR NOT EXISTS ({later}))"
    return (
        f"s.day <= ? AND (s.day >= ? AND s.day <= ? OR {before})",
        [last, days.first, days.last, days.overdue_at, days.overdue_at],
    )


def _parts(connection: sqlite3.Connection, tasks: Iterable[int]) -> dict[int, dict[str, tuple[Part, ...]]]:
    """Give the units that have a part in tasks, by task and slot, in the order of their names."""
    rows = connection.execute(
        f"""
        SELECT p.task, p.slot, u.name, p.inherited FROM task_units p JOIN units u ON u.id = p.unit
        WHERE p.task IN ({LISTED}) ORDER BY p.task, p.slot, u.name
        """,  # noqa: S608 (our own words)
        (listed(dict.fromkeys(tasks)),),
    )
    found: dict[int, dict[str, tuple[Part, ...]]] = {}
    for task, slot, name, inherited in rows:
        slots = found.setdefault(task, {})
        slots[slot] = (*slots.get(slot, ()), Part(name, bool(inherited)))
    return found
