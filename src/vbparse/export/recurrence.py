"""Recurrences (RFC 5545 RRULE) put in words, and laid on days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.export.options import Lang
    from vbparse.plan.model import PlanDocument

_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMES: Final[dict[Lang, tuple[str, ...]]] = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_EVERY: Final[dict[Lang, dict[tuple[str, int], str]]] = {
    "vi": {
        ("DAILY", 1): "hằng ngày",
        ("WEEKLY", 1): "hằng tuần",
        ("MONTHLY", 1): "hằng tháng",
        ("MONTHLY", 3): "hằng quý",
        ("YEARLY", 1): "hằng năm",
    },
    "en": {
        ("DAILY", 1): "every day",
        ("WEEKLY", 1): "every week",
        ("MONTHLY", 1): "every month",
        ("MONTHLY", 3): "every quarter",
        ("YEARLY", 1): "every year",
    },
}
_PERIODS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {"DAILY": "ngày", "WEEKLY": "tuần", "MONTHLY": "tháng", "YEARLY": "năm"},
    "en": {"DAILY": "days", "WEEKLY": "weeks", "MONTHLY": "months", "YEARLY": "years"},
}
_KNOWN: Final = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH"})
_OPEN_YEARS: Final = 5
"""Years for which a recurrence without an end is laid on days."""
_HORIZON: Final = 366 * 9
"""Days in which a recurrence has a day, if it has one (29 February comes every 4 years, rarely 8)."""


def parts_of(rule: str) -> dict[str, str]:
    """Take a rule apart: `FREQ=MONTHLY;INTERVAL=6` gives `{"FREQ": "MONTHLY", "INTERVAL": "6"}`."""
    return dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)


def describe(rule: str, lang: Lang = "vi") -> str:
    """Put a rule in words (`hằng tháng, ngày 14`); a rule of an unforeseen form stays as it is."""
    parts = parts_of(rule)
    every = _every(parts, lang)
    if every is None or not parts.keys() <= _KNOWN:
        return rule
    day = _day_words(parts, lang)
    return f"{every}, {day}" if day else every


def _interval(parts: dict[str, str]) -> int:
    """Give how many periods apart the days are; 0 where that cannot be read."""
    text = parts.get("INTERVAL", "1")
    return int(text) if text.isascii() and text.isdecimal() else 0


def _every(parts: dict[str, str], lang: Lang) -> str | None:
    frequency, interval = parts.get("FREQ", ""), _interval(parts)
    if frequency not in _PERIODS[lang] or not interval:
        return None
    if (known := _EVERY[lang].get((frequency, interval))) is not None:
        return known
    period = _PERIODS[lang][frequency]
    return f"{interval} {period} một lần" if lang == "vi" else f"every {interval} {period}"


def _day_words(parts: dict[str, str], lang: Lang) -> str:
    months = parts.get("BYMONTH", "")
    if "BYDAY" in parts:
        names = dict(zip(_WEEKDAYS, _NAMES[lang], strict=True))
        words = ", ".join(names.get(day, day) for day in parts["BYDAY"].split(","))
    elif parts.get("BYMONTHDAY") == "-1":
        words = "ngày cuối tháng" if lang == "vi" else "last day of the month"
    else:
        days = parts.get("BYMONTHDAY", "").replace(",", ", ")
        words = days and (f"ngày {days}" if lang == "vi" else f"day {days}")
    if months:
        named = f"tháng {months}" if lang == "vi" else f"month {months}"
        words = f"{words} {named}".strip()
    return words.replace(",", ", ").replace(",  ", ", ")


class Placed(NamedTuple):
    """A recurrence laid on days: the rule with its day named, its first day, and whether we chose the day."""

    rule: str
    first: date
    chosen: bool


def place(rule: str, start: date) -> Placed | None:
    """Find the first day, from `start` on, of a recurrence; None where the rule has none we know.

    `định kỳ 6 tháng` (`FREQ=MONTHLY;INTERVAL=6`) names no day: the last day of each period, counted from
    January, is taken, and `chosen` says so.
    """
    parts = parts_of(rule)
    whole = {**parts, **_missing_day(parts)}
    known = whole.get("FREQ") in _PERIODS["en"] and whole.keys() <= _KNOWN
    if not known or not _interval(parts):
        return None
    for offset in range(_HORIZON):
        day = start + timedelta(days=offset)
        if _falls_on(whole, day):
            text = ";".join(f"{name}={value}" for name, value in whole.items())
            return Placed(text, day, chosen=whole != parts)
    return None


def first_possible_day(plan: PlanDocument) -> date | None:
    """Give the day from which a plan's recurrences count: its day of issue, else the first day of its years."""
    try:
        return date.fromisoformat(plan.header.date or "")
    except ValueError:
        year = min(plan.header.year, default=None)
        return date(year, 1, 1) if year else None


def last_day(rule: str, first: date, plan: PlanDocument) -> date | None:
    """Give the day on which a recurrence ends: with the plan's last year; None where the plan sets no end.

    What comes every year (`hằng năm`) goes on after the plan.
    """
    last_year = max(plan.header.year, default=None)
    if last_year is None or "FREQ=YEARLY" in rule or first.year > last_year:
        return None
    return date(last_year, 12, 31)


def occurrences(rule: str, plan: PlanDocument) -> Iterator[tuple[date, bool]]:
    """Yield the days of a plan's recurrence, in order, each with whether we chose the day of the period.

    One without an end is laid out to the end of the fifth year after the plan. No day where it cannot be laid on days.
    """
    from dateutil.rrule import rrulestr  # noqa: PLC0415 (it comes with icalendar; only for archives)

    start = first_possible_day(plan)
    placed = place(rule, start) if start is not None else None
    if start is None or placed is None:
        return
    end = last_day(placed.rule, placed.first, plan) or date(start.year + _OPEN_YEARS, 12, 31)
    beginning = datetime.combine(placed.first, time())
    for moment in rrulestr(placed.rule, dtstart=beginning).between(beginning, datetime.combine(end, time()), inc=True):
        yield moment.date(), placed.chosen


def _missing_day(parts: dict[str, str]) -> dict[str, str]:
    if "BYDAY" in parts or "BYMONTHDAY" in parts:
        return {}
    match parts.get("FREQ"):
        case "WEEKLY":
            return {"BYDAY": "FR"}
        case "MONTHLY":
            return {"BYMONTHDAY": "-1"}
        case "YEARLY":
            return {"BYMONTH": parts.get("BYMONTH", "12"), "BYMONTHDAY": "-1"}
        case _:
            return {}


def _falls_on(parts: dict[str, str], day: date) -> bool:
    if parts["FREQ"] == "MONTHLY" and "BYMONTH" not in parts and day.month % _interval(parts):
        return False
    if "BYMONTH" in parts and str(day.month) not in parts["BYMONTH"].split(","):
        return False
    if "BYDAY" in parts and _WEEKDAYS[day.weekday()] not in parts["BYDAY"].split(","):
        return False
    from_end = day.day - monthrange(day.year, day.month)[1] - 1
    return "BYMONTHDAY" not in parts or not {str(day.day), str(from_end)}.isdisjoint(parts["BYMONTHDAY"].split(","))
