"""The tasks of all plans that count, by who has them, when they are due, and whether a person should look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vbparse.archive.queries.documents import LISTED, condition_of, listed
from vbparse.archive.queries.due import DOING, Part, Whose, parts_of, tasks_of
from vbparse.archive.queries.references import refer
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from vbparse.archive.queries.documents import Filters
    from vbparse.archive.queries.references import Reference
    from vbparse.plan.model import TaskSlot

_ALL: Final = -1
"""As a limit, for SQLite."""
_COLUMNS: Final = (
    "t.id, t.document, t.task, t.number, t.node, t.page, t.text, t.action, t.modality, t.period, t.printed, "
    "t.deliverables, t.repeats, t.review"
)


class TaskFilters(NamedTuple):
    """Which tasks: all that is given must hold. Days are ISO days, both included.

    `unit` (a name or its beginning) has one of the parts `slots`; with `groups` also groups that it may be one of.
    `due_from`, `due_to`: a day on which the task falls due, recurrences laid out. `review`: a person should look at
    it, or not; `code`: because of this finding. `plan`: of the document with this sha256, whether it counts or not.
    `repeats`: also those that say again what an earlier task of their plan says.
    """

    unit: str | None = None
    slots: tuple[TaskSlot, ...] = DOING
    groups: bool = False
    due_from: str | None = None
    due_to: str | None = None
    review: bool | None = None
    code: str | None = None
    plan: str | None = None
    repeats: bool = False


class TaskItem(NamedTuple):
    """A task. `number` is its place in the plan, `printed` its deadlines as printed, `due` the days, `rrule` the rules.

    `review` are codes of findings that a person should look at.
    """

    document: Reference
    task: str
    number: int
    node: str
    page: int | None
    text: str
    action: str | None
    modality: str
    period: str | None
    printed: str | None
    deliverables: str | None
    repeats: bool
    review: tuple[str, ...]
    lead: tuple[Part, ...]
    cooperate: tuple[Part, ...]
    advise_to: tuple[Part, ...]
    report_to: tuple[Part, ...]
    due: tuple[str, ...]
    rrule: tuple[str, ...]


def list_tasks(
    connection: sqlite3.Connection, tasks: TaskFilters, filters: Filters, *, limit: int | None = None, offset: int = 0
) -> list[TaskItem]:
    """List tasks by plan (day of issue, number), then their place in it; `limit` of them after the first `offset`."""
    condition, values = _condition(connection, tasks, filters)
    rows = connection.execute(
        f"""
        SELECT {_COLUMNS} FROM tasks t JOIN documents d ON d.id = t.document WHERE {condition}
        ORDER BY d.date IS NULL, d.date, CAST(d.code_key AS INTEGER), d.code_key, d.sha256, t.number LIMIT ? OFFSET ?
        """,  # noqa: S608 (made of our own words)
        [*values, _ALL if limit is None else limit, offset],
    ).fetchall()
    numbers = [row[0] for row in rows]
    parts = parts_of(connection, numbers)
    days = _days_of(connection, numbers)
    documents = refer(connection, (row[1] for row in rows))
    return [_item(row, documents[row[1]], parts.get(row[0], {}), days.get(row[0], ((), ()))) for row in rows]


def count_tasks(connection: sqlite3.Connection, tasks: TaskFilters, filters: Filters) -> int:
    """Count the tasks that `list_tasks` would list."""
    condition, values = _condition(connection, tasks, filters)
    asked = f"SELECT count(*) FROM tasks t JOIN documents d ON d.id = t.document WHERE {condition}"  # noqa: S608 (our own)
    return int(connection.execute(asked, values).fetchone()[0])


def _item(
    row: tuple[Any, ...],
    document: Reference,
    parts: dict[str, tuple[Part, ...]],
    days: tuple[tuple[str, ...], tuple[str, ...]],
) -> TaskItem:
    *plain, repeats, review = row[2:]
    slots = [parts.get(slot, ()) for slot in ("lead", "cooperate", "advise_to", "report_to")]
    return TaskItem._make([document, *plain, bool(repeats), tuple(review.split()), *slots, *days])


def _condition(connection: sqlite3.Connection, tasks: TaskFilters, filters: Filters) -> tuple[str, list[Any]]:
    """Give what is asked for as a condition on `tasks t` and `documents d`, with its values."""
    parts: list[tuple[str, list[Any]]] = [condition_of(connection, filters)]
    parts.append(("d.sha256 = ?", [tasks.plan]) if tasks.plan else ("d.counts", []))
    if not tasks.repeats:
        parts.append(("NOT t.repeats", []))
    if tasks.unit is not None:
        theirs, values = tasks_of(connection, Whose(tasks.unit, tasks.slots, tasks.groups))
        parts.append((f"t.id IN ({theirs})", values))
    if tasks.due_from or tasks.due_to:
        within = "t.id IN (SELECT task FROM dues WHERE day >= ? AND day <= ?)"
        parts.append((within, [tasks.due_from or "", tasks.due_to or "9999-99-99"]))
    if tasks.review is not None:
        parts.append(("t.review <> ''" if tasks.review else "t.review = ''", []))
    if tasks.code:
        parts.append(("instr(' ' || t.review || ' ', ' ' || ? || ' ')", [tasks.code]))
    return " AND ".join(part for part, _ in parts), [value for _, values in parts for value in values]


def _days_of(
    connection: sqlite3.Connection, tasks: Iterable[int]
) -> dict[int, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Give the days of tasks that are said as such, and the rules that give the others."""
    rows = connection.execute(
        f"SELECT task, day, rrule FROM dues WHERE task IN ({LISTED}) ORDER BY task, day",  # noqa: S608 (our own words)
        (listed(tasks),),
    )
    found: dict[int, tuple[dict[str, None], dict[str, None]]] = {}
    for task, day, rule in rows:
        days, rules = found.setdefault(task, ({}, {}))
        if rule is None:
            days[day] = None
        else:
            rules[rule] = None
    return {task: (tuple(days), tuple(rules)) for task, (days, rules) in found.items()}
