"""Date arithmetic: from a point as written to days, from an anchor and a number of days to a due day.

The beginning, middle and end of a month or year are those of Bộ luật Dân sự 2015, Điều 146; the start and
end of a period those of Điều 147 and 148 (the first day is not counted; a last day off moves to the next
working day).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from vbparse.entities.times.lunar import solar_day
from vbparse.entities.times.model import BLANK
from vbparse.lexicon.load import rows

if TYPE_CHECKING:
    from vbparse.entities.model import TimeMod
    from vbparse.entities.times.model import Point

Days = tuple[str, str]

_SATURDAY = 5
_RECKONED = range(1000, 9000)
_LONGEST = 10_000
"""Days, weeks or months beyond which a period is no period but a slip."""


def days_in(year: int, month: int) -> int:
    """Count the days of a month. Raises `ValueError` for one that does not exist."""
    # `calendar.monthrange` says the same, but its module takes 1 ms to load.
    first = date(year, month, 1)
    return 31 if month == 12 else (date(year, month + 1, 1) - first).days  # noqa: PLR2004


def extent(point: Point) -> Days | None:
    """Give the first and last day of a point as ISO text, blank parts as `XX`; None for an impossible date."""
    if point.year is None or point.year == BLANK:
        return None
    if BLANK in (point.month, point.day):
        return _blank(point)
    try:
        if point.day is not None:
            first = date(point.year, point.month, point.day)
            length = days_in(point.year, point.last_month)
            last = date(point.year, point.last_month, min(point.last_day or point.day, length))
        else:
            first = date(point.year, point.month, 1)
            last = date(point.year, point.last_month, days_in(point.year, point.last_month))
    except ValueError:
        return None
    return first.isoformat(), last.isoformat()


def _blank(point: Point) -> Days | None:
    if point.month != BLANK and not 1 <= point.month <= 12:  # noqa: PLR2004
        return None
    month = "XX" if point.month == BLANK else f"{point.month:02d}"
    day = "XX" if point.month == BLANK or not point.day else f"{point.day:02d}"
    text = f"{point.year:04d}-{month}-{day}"
    return text, text


def lunar_extent(point: Point) -> Days | None:
    """Give the solar days of a point of the Vietnamese lunar calendar."""
    if point.year is None or not 1 <= point.month <= 12:  # noqa: PLR2004
        return None
    first = solar_day(point.year, point.month, point.day or 1)
    last = first if point.day else _lunar_month_end(point.year, point.month)
    return (first.isoformat(), last.isoformat()) if first and last else None


def _lunar_month_end(year: int, month: int) -> date | None:
    return solar_day(year, month, 30) or solar_day(year, month, 29)


def parse_day(text: str | None) -> date | None:
    """Read an ISO day; None where it is missing, has a blank part, or lies where days cannot be reckoned on and back."""
    if text is None or "X" in text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in _RECKONED else None


def day_before(text: str) -> str | None:
    """Give the day before an ISO day; None for a blank or the first day of time."""
    day = parse_day(text)
    return None if day is None or day == date.min else (day - timedelta(days=1)).isoformat()


def last_admissible(days: Days, mod: TimeMod | None, *, clock: bool) -> str | None:
    """Give the last day on which something is in time (`due`).

    `trước ngày 25/5` is the day before, but `trước 17h00 ngày 10/12` the day itself. `đầu tháng` is its
    first day, `giữa tháng` the 15th, `giữa năm` the last day of June (Điều 146).
    """
    start, end = days
    if "X" in end or mod in {"after", "on_or_after"}:
        return None
    if mod == "before":
        return start if clock else day_before(start)
    if mod == "start":
        return start
    return _middle(start, end) if mod == "mid" else end


def _middle(start: str, end: str) -> str:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if (first.month, last.month) == (1, 12):
        return date(first.year, 6, 30).isoformat()
    if first.month == last.month:
        return first.replace(day=15).isoformat()
    return (first + (last - first) // 2).isoformat()


@cache
def _listed() -> dict[str, str]:
    """Give the listed days by their kind: `off`, or `work` for a day of the weekend that is worked in exchange."""
    return {row["day"]: row["kind"] for row in rows("days_off.tsv")}


def day_off(day: date) -> str | None:
    """Tell why a day is off: `weekend`, `holiday` (Bộ luật Lao động 2019, Điều 112), or None.

    Holidays and swapped days are those of `lexicon/data/days_off.tsv`; outside its years only weekends are known.
    """
    listed = _listed().get(day.isoformat())
    if listed is not None:
        return "holiday" if listed == "off" else None
    return "weekend" if day.weekday() >= _SATURDAY else None


def add_duration(anchor: date, duration: str) -> date | None:
    """Give the last day of a period that begins on `anchor` (`P5D`, `P5BD`, `P2W`, `P3M`, `P1Y`, `PT72H`)."""
    text = duration.removeprefix("P")
    if text.startswith("T"):
        length = int(text[1:-1])
        return anchor + (timedelta(hours=length) if text[-1] == "H" else timedelta(minutes=length))
    amount, unit = int(text.rstrip("BDWMY")), text.lstrip("0123456789")
    if unit == "Y":
        amount, unit = amount * 12, "M"
    if amount > _LONGEST:
        return None
    if unit == "BD":
        return _working_days(anchor, amount)
    if unit in {"D", "W"}:
        last = anchor + timedelta(days=amount * (7 if unit == "W" else 1))
    else:
        last = _months_after(anchor, amount)
    return next_working_day(last)


def _working_days(anchor: date, amount: int) -> date:
    day = anchor
    while amount:
        day += timedelta(days=1)
        amount -= day_off(day) is None
    return day


def _months_after(anchor: date, months: int) -> date:
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    month += 1
    return date(year, month, min(anchor.day, days_in(year, month)))


def next_working_day(day: date) -> date:
    """Move a day off to the next working day (Điều 148, khoản 5)."""
    while day_off(day):
        day += timedelta(days=1)
    return day


def nth_week(year: int, month: int, number: int) -> tuple[int, int] | None:
    """Give the days of the n-th Monday-to-Sunday week of a month, -1 for the last; None where there is none."""
    try:
        first, length = date(year, month, 1).weekday(), days_in(year, month)
    except ValueError:
        return None
    mondays = [day for day in range(1, length + 1) if (first + day - 1) % 7 == 0]
    if number == -1:
        monday = mondays[-1]
    elif 1 <= number <= len(mondays):
        monday = mondays[number - 1]
    else:
        return None
    return monday, min(monday + 6, length)
