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

    from vbparse.archive.queries.due import DueItem, Part
    from vbparse.cli.common import Session
    from vbparse.export.options import Lang

_DAYS: Final = timedelta(days=30)
"""From the first to the last day, where one is not given."""
_COLUMNS: Final = (
    Column("day", {"vi": "Hạn", "en": "Due"}, wraps=False),
    Column("overdue", {"vi": "Quá (ngày)", "en": "Overdue (days)"}),
    Column("code", {"vi": "Số, ký hiệu", "en": "Code"}),
    Column("text", {"vi": "Nhiệm vụ", "en": "Task"}),
    Column("lead", {"vi": "Chủ trì", "en": "Lead"}),
    Column("cooperate", {"vi": "Phối hợp", "en": "Cooperating"}),
    Column("report_to", {"vi": "Báo cáo cho", "en": "Reports to"}),
    Column("printed", {"vi": "Thời hạn ghi trong văn bản", "en": "Deadline as printed"}),
    Column("notes", {"vi": "Ghi chú", "en": "Notes"}),
    Column("page", {"vi": "Trang", "en": "Page"}, wraps=False),
    Column("task", {"vi": "Mã", "en": "Id"}),
    Column("date", {"vi": "Ngày ban hành", "en": "Date of issue"}),
    Column("issuer", {"vi": "Cơ quan ban hành", "en": "Issuer"}),
    Column("title", {"vi": "Trích yếu", "en": "Title"}),
    Column("rrule", {"vi": "RRULE", "en": "RRULE"}),
    Column("review", {"vi": "Cần kiểm tra", "en": "To check"}),
    Column("paths", {"vi": "Tệp", "en": "Files"}),
    Column("plan_id", {"vi": "Mã kế hoạch", "en": "Plan"}),
    Column("sha256", {"vi": "SHA-256", "en": "SHA-256"}),
)
_ON_SCREEN: Final = ("day", "overdue", "code", "text", "lead", "cooperate", "notes", "page")
_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "calendar": "Việc đến hạn {0} – {1}",
        "chosen": "không nêu ngày: lấy ngày cuối kỳ",
        "review": "cần kiểm tra",
    },
    "en": {"calendar": "Due {0} – {1}", "chosen": "no day named: last of the period", "review": "to check"},
}


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
    _put(session, items, _WORDS[session.lang]["calendar"].format(first, last), form=form, out=out)
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
    if form == "ics":
        from vbparse.archive.calendar import render_dues

        session.put(render_dues(items, name, session.lang), out)
    elif form == "json":
        session.put(f"{json.dumps([_data(item) for item in items], ensure_ascii=False, indent=2)}\n".encode(), out)
    else:
        empty = {name for name in ("overdue", "cooperate") if not any(getattr(item, name) for item in items)}
        columns = [one for one in _COLUMNS if form == "csv" or (one.name in _ON_SCREEN and one.name not in empty)]
        rows = [_row(item, session.lang, [column.name for column in columns]) for item in items]
        put_rows(session, columns, rows, form=form, out=out)


def _data(item: DueItem) -> dict[str, Any]:
    """Give an item as plain data."""
    plan = {name: getattr(item.document, name) for name in ("code", "type_code", "date", "issuer", "title")}
    data = {name: value for name, value in item._asdict().items() if name != "document"}
    for slot in ("lead", "cooperate", "report_to"):
        data[slot] = [part._asdict() for part in data[slot]]
    more = {"paths": item.document.paths, "plan_id": item.document.plan_id, "sha256": item.document.sha256}
    return {"day": data.pop("day"), **plan, **data, **more}


def _row(item: DueItem, lang: Lang, names: Sequence[str]) -> list[Any]:
    """Give an item as the cells of a table."""
    values = {**item.document._asdict(), **item._asdict(), "notes": _notes(item, lang)}
    for slot in ("lead", "cooperate", "report_to"):
        values[slot] = _names(values[slot])
    return [values[name] for name in names]


def _names(parts: Sequence[Part]) -> tuple[str, ...]:
    return tuple(part.name for part in parts)


def _notes(item: DueItem, lang: Lang) -> tuple[str, ...]:
    """Tell where the day is from, and what a person should know before relying on the row."""
    from vbparse.archive.calendar import inherited
    from vbparse.export.calendar import word
    from vbparse.export.recurrence import describe

    words = _WORDS[lang]
    others = ", ".join(word(key, lang).lower() for key in inherited(item))
    notes = (
        item.rrule and describe(item.rrule, lang),
        item.chosen and words["chosen"],
        others and f"{word('inherited', lang).lower()}: {others}",
        item.review and words["review"],
    )
    return tuple(note for note in notes if note)
