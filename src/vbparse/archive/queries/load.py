"""How much each unit has to do: its tasks in all plans that count, and what of it falls due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vbparse.archive.queries.documents import LISTED, condition_of, listed, unit_numbers
from vbparse.lexicon.fold import fold_ascii
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from vbparse.archive.queries.documents import Filters


class UnitFilters(NamedTuple):
    """Which units: all that is given must hold.

    `name` is a name or its beginning (`Phòng Tư pháp` is that of any district), `place` words of its place (`Hà Đông`);
    `kind` and `level` as a plan document has them (`so`, `district`); `least` is the number of tasks, as lead or
    cooperating, from which on a unit is told; `groups`: also what stands for many bodies (`các phòng, ban`).
    """

    name: str | None = None
    kind: str | None = None
    level: str | None = None
    place: str | None = None
    least: int = 0
    groups: bool = False


class Window(NamedTuple):
    """Of which days the due tasks are counted, both included; and the day on which earlier ones are overdue."""

    due_from: str | None = None
    due_to: str | None = None
    overdue_at: str | None = None


class UnitLoad(NamedTuple):
    """A unit's load. `key` is that of `archive/identity`; what a plan says twice is counted once.

    `lead`, `cooperate`, `advise_to`, `report_to`: tasks in which it has that part; `plans`: plans that give it one of
    them; `due`, `overdue`: days (a task may have several) of the tasks that it leads, None where not asked for.
    """

    key: str
    name: str
    cls: str
    kind: str | None
    level: str | None
    place: str | None
    plans: int
    lead: int
    cooperate: int
    advise_to: int
    report_to: int
    due: int | None
    overdue: int | None


def unit_loads(
    connection: sqlite3.Connection, units: UnitFilters, documents: Filters, window: Window
) -> Iterator[UnitLoad]:
    """Yield the units that have a part in a task, the one that leads most first."""
    which, values = _units_condition(connection, units)
    wanted, more = condition_of(connection, documents)
    rows = connection.execute(
        f"""
        SELECT u.id, u.key, u.name, u.cls, u.kind, u.level, u.place, count(DISTINCT t.document) AS plans,
               sum(p.slot = 'lead') AS lead, sum(p.slot = 'cooperate') AS cooperate,
               sum(p.slot = 'advise_to') AS advise_to, sum(p.slot = 'report_to') AS report_to
        FROM task_units p JOIN units u ON u.id = p.unit JOIN tasks t ON t.id = p.task JOIN documents d ON d.id = t.document
        WHERE d.counts AND NOT t.repeats AND {which} AND {wanted}
        GROUP BY u.id HAVING lead + cooperate >= ?
        ORDER BY lead DESC, cooperate DESC, report_to DESC, advise_to DESC, u.plain, u.key
        """,  # noqa: S608 (made of our own words)
        [*values, *more, units.least],
    ).fetchall()
    days = _days(connection, documents, window)
    for number, *row in rows:
        due, overdue = days.get(number, (0, 0))
        load = UnitLoad._make([*row, due, overdue])
        if units.place is None or _is_at(load.place, units.place):
            yield _without_unasked(load, window)


def _units_condition(connection: sqlite3.Connection, units: UnitFilters) -> tuple[str, list[Any]]:
    """Give the filters as a condition on `units u`, with its values."""
    parts: list[tuple[str, list[Any]]] = [("1", [])]
    if not units.groups:
        parts.append(("u.cls <> 'group'", []))
    if units.kind:
        parts.append(("u.kind = ?", [units.kind]))
    if units.level:
        parts.append(("u.level = ?", [units.level]))
    if units.name:
        parts.append((f"u.id IN ({LISTED})", [listed(unit_numbers(connection, units.name))]))
    return " AND ".join(part for part, _ in parts), [value for _, values in parts for value in values]


def _days(connection: sqlite3.Connection, documents: Filters, window: Window) -> dict[int, tuple[int, int]]:
    """Count by unit the days on which tasks that it leads fall due in the window, and those that are overdue.

    As in `queries/due`: whatever was due before is overdue, of a recurrence only the last day.
    """
    if not any(window):
        return {}
    wanted, values = condition_of(connection, documents)
    first, last, overdue_at = window.due_from or "", window.due_to or "9999", window.overdue_at or ""
    rows = connection.execute(
        f"""
        SELECT p.unit, sum(s.day >= ? AND s.day <= ?),
               count(DISTINCT CASE WHEN s.day < ? THEN s.task || ' ' || coalesce(s.rrule, s.day) END)
        FROM dues s JOIN task_units p ON p.task = s.task AND p.slot = 'lead'
             JOIN tasks t ON t.id = s.task JOIN documents d ON d.id = t.document
        WHERE s.day <= ? AND d.counts AND NOT t.repeats AND {wanted}
        GROUP BY p.unit
        """,  # noqa: S608 (made of our own words)
        [first, last, overdue_at, max(last, overdue_at), *values],
    )
    return {unit: (due, overdue) for unit, due, overdue in rows}


def _without_unasked(load: UnitLoad, window: Window) -> UnitLoad:
    due = load.due if window.due_from or window.due_to else None
    return load._replace(due=due, overdue=load.overdue if window.overdue_at else None)


def _is_at(place: str | None, asked: str) -> bool:
    """Tell whether a place has the words asked for."""
    return f" {fold_ascii(asked)} " in f" {fold_ascii(place or '')} "
