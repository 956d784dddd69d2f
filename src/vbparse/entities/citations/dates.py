"""The date behind the code of a cited document.

"ngày 29/01/2024", ", ngày 25/6/2015", "ngày 08 tháng 11 năm 2011", "ngày 27 /5/2008", "ngày     tháng 3 năm 2024"
(a blank gives `XX`). The value is the date as printed, slips too (gold/GUIDE.md, "times").
"""

from __future__ import annotations

import re

from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

_BLANK = r"[\s.…_]*"
_TAIL = compile_pattern(
    r"\s*,?\s*(?:(?:được\s+)?ban\s+hành\s+|ký\s+)?ngày\s*(?:"
    r"(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>(?:19|20)\d{2})(?!\d)"
    rf"|(?P<wday>\d{{1,2}}|{_BLANK})\s*tháng\s*(?P<wmonth>\d{{1,2}}|{_BLANK})\s*năm\s*(?P<wyear>(?:19|20)\d{{2}}|20{_BLANK})"
    r")",
    re.IGNORECASE,
)


class DateTail(NamedTuple):
    """A date that follows: its ISO value (`2012-XX-XX` for blanks, None without a year) and its end offset."""

    value: str | None
    end: int


def read_date_tail(text: str, at: int) -> DateTail | None:
    """Read the date that stands at offset `at`, signal word and comma included; None for none."""
    found = _TAIL.match(text, at)
    if found is None:
        return None
    day, month, year = (found[name] or found["w" + name] for name in ("day", "month", "year"))
    year = year.strip(" .…_\t")
    value = f"{year}-{_two(month)}-{_two(day)}" if len(year) == len("2024") else None
    return DateTail(value, found.start() + len(found[0].rstrip()))


def _two(digits: str | None) -> str:
    digits = (digits or "").strip(" .…_\t")
    return digits.zfill(2) if digits.isdigit() else "XX"
