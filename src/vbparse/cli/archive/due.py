"""`vbparse archive due`: what falls due between two days."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from vbparse.cli.archive.answer import FORMS, Column, declare_form, put_rows
from vbparse.cli.archive.filters import day, declare_filters, filters_of, last_day, tell_unknown
from vbparse.cli.common import refuse

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence
    from pathlib import Path

    from vbparse.archive.queries.due import DueItem
    from vbparse.cli.common import Session

_DAYS: Final = timedelta(days=30)
"""From the first to the last day, where one is not given."""
_ON_SCREEN: Final = ("day", "overdue", "code", "text", "lead", "cooperate", "notes", "page")
_UNBROKEN: Final = frozenset({"day", "page"})


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    part = parser.add_argument_group("which days and whose tasks")
    part.add_argument(
        "--from",
        metavar="DAY",
        type=day,
        dest="first",
        help="first day: 2024-05-01, 1/5/2024, 'tháng 5/2024' (default: today)",
    )
    part.add_argument("--to", metavar="DAY", type=last_day, dest="last", help="last day (default: 30 days on)")
    part.add_argument(
        "--unit", metavar="NAME", help='tasks that this unit leads or cooperates in ("Phòng Tư pháp": of any district)'
    )
    part.add_argument("--lead-only", action="store_true", help="only tasks that the unit leads")
    part.add_argument(
        "--groups",
        action="store_true",
        help='also tasks of groups that the unit may be one of ("các phòng, ban, ngành"), in plans that name it',
    )
    part.add_argument(
        "--overdue-at",
        metavar="DAY",
        type=day,
        help="also what was due before this day, with the days since then; of a recurrence its last day",
    )
    declare_filters(parser, tasks=True)
    declare_form(parser, (*FORMS, "ics"))


def run(
    session: Session,
    *,
    first: str | None,
    last: str | None,
    unit: str | None,
    lead_only: bool,
    groups: bool,
    overdue_at: str | None,
    form: str,
    out: Path | None,
    **given: Any,
) -> None:
    """List what falls due between two days, recurrences laid out: who, what, where it stands."""
    from vbparse.archive.due_table import table_name
    from vbparse.archive.register import Archive

    for option, is_given in (("--lead-only", lead_only), ("--groups", groups)):
        if is_given and unit is None:
            refuse(option, "say which unit with --unit")
    first, last = _window(session, first, last)
    filters = filters_of(given)
    with Archive(session.settings.archive) as archive:
        slots: Any = {"slots": ("lead",)} if lead_only else {}
        asked: Any = {"unit": unit, "overdue_at": overdue_at, **slots}
        items = archive.due(first, last, filters, groups=groups, **asked)
        if not items:
            tell_unknown(session, archive, unit, filters.issuer)
        if unit and not groups and (more := len(archive.due(first, last, filters, groups=True, **asked)) - len(items)):
            session.tell("due.groups", more)
    _put(session, items, table_name(first, last, session.lang), form=form, out=out)
    if overdue_at and (count := sum(item.overdue is not None for item in items)):
        session.tell("due.overdue", count, overdue_at)


def _window(session: Session, first: str | None, last: str | None) -> tuple[str, str]:
    """Give the first and the last day: today and 30 days on where they are not given, and say so."""
    told = first is None or last is None
    first = first or datetime.now().astimezone().date().isoformat()
    last = last or (date.fromisoformat(first) + _DAYS).isoformat()
    if last < first:
        refuse("--to", f"{last} is before {first}")
    if told:
        session.tell("due.window", first, last)
    return first, last


def _put(session: Session, items: Sequence[DueItem], name: str, *, form: str, out: Path | None) -> None:
    from vbparse.archive.due_table import COLUMNS, cells_of, data_of

    if form == "ics":
        from vbparse.archive.calendar import render_dues

        session.put(render_dues(items, name, session.lang), out)
    elif form == "json":
        session.put(f"{json.dumps([data_of(item) for item in items], ensure_ascii=False, indent=2)}\n".encode(), out)
    else:
        empty = {name for name in ("overdue", "cooperate") if not any(getattr(item, name) for item in items)}
        columns = [
            Column(one.name, one.head, wraps=one.name not in _UNBROKEN)
            for one in COLUMNS
            if form == "csv" or (one.name in _ON_SCREEN and one.name not in empty)
        ]
        rows = [cells_of(item, session.lang, [column.name for column in columns]) for item in items]
        put_rows(session, columns, rows, form=form, out=out)
