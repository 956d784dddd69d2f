"""Constructs that name days: `25/5/2024`, `ngày 25 tháng 5 năm 2024`, ranges and lists of days, blanks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.entities.times.model import BLANK, Construct, Point, Reading
from vbparse.entities.times.words import (
    MONTH_WORDS,
    NOT_MORE,
    NUMBER_WORDS,
    NUMBERED,
    TO,
    YEAR_WORDS,
    D,
    Y,
    number,
    numbers_in,
    year_of,
)

if TYPE_CHECKING:
    from vbparse.entities.times.model import Flag

MONTHS = 12
LONGEST = 31
_NEVER = 99
"""Stands for the written figure 0, which is no blank but an impossible date."""
_GAP = r"[\s.…_]*+"
_LETTER_O = str.maketrans("lo", "10")
_DAY_WORD = r"(?:ngày\s*)"
_YEAR = rf"(?:\s?/\s?(?P<y>{Y})|,?\s*(?:của\s+)?năm\s*(?P<ys>{Y}))?"
_OF_MONTH = r"(?:\s?/\s?|\s*tháng\s*)"


def day_point(year: int | None, month: int, day: int, last_day: int | None = None) -> Point:
    """Give the point of a day (or of neighbouring days of one month)."""
    return Point("day", year, month, month, day, last_day)


def _plausible(day: int, month: int) -> bool:
    return 1 <= day <= LONGEST and 1 <= month <= MONTHS


def _named(found: re.Match[str]) -> bool:
    return found[0].startswith(("ngày", "mùng", "mồng", "hôm"))


def _one(point: Point, *flags: Flag, inferred: tuple[str, ...] = (), anchor: str | None = None) -> Reading:
    return Reading("date", (point,), flags=frozenset(flags), inferred=inferred, anchor=anchor)


def read_long(found: re.Match[str]) -> Reading | None:
    """Read `ngày 25 tháng 5 năm 2024`; without `ngày` a year is needed (`06 tháng 12` counts months)."""
    day, month, year = number(found["d"]), number(found["m"]), year_of(found)
    if day is None or month is None or not (_named(found) or year):
        return None
    if not _named(found) and not _plausible(day, month):
        return None
    if found["rel"]:
        return _one(day_point(None, month, day), "now", anchor=found["rel"])
    return _one(day_point(year, month or _NEVER, day or _NEVER))


def read_numeric(found: re.Match[str]) -> Reading | None:
    """Read `25/5/2024`, `25-5-2024`, `25.5.2024`, `3/9/91`; an impossible date needs `ngày` or a slash to be one."""
    first, second = found["s"].strip(), found["t"].strip()
    day, month, text = int(found["d"]), int(found["m"]), found["y"]
    if first != second or (len(text) == 2 and first != "/"):  # noqa: PLR2004
        return None
    if not _plausible(day, month) and not found["named"]:
        return None
    if not found["named"] and NUMBERED.search(found.string[max(0, found.start() - 24) : found.start()]):
        return None
    return _one(day_point(_full_year(text), month or _NEVER, day or _NEVER))


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) > 2:  # noqa: PLR2004
        return year
    return year + (2000 if year < 70 else 1900)  # noqa: PLR2004


def read_iso(found: re.Match[str]) -> Reading | None:
    """Read `2024-03-15`."""
    day, month = int(found["d"]), int(found["m"])
    return _one(day_point(int(found["y"]), month, day)) if _plausible(day, month) else None


def read_short(found: re.Match[str]) -> Reading | None:
    """Read `ngày 25/5`, `15/11`: bare figures need a sign of time beside them."""
    day, month = int(found["d"]), int(found["m"])
    if not _plausible(day, month):
        return None
    if found["rel"]:
        return _one(day_point(None, month, day), "now", anchor=found["rel"])
    return _one(day_point(None, month, day)) if _named(found) else _one(day_point(None, month, day), "bare")


def read_dashed(found: re.Match[str]) -> Reading | None:
    """Read `30-4`: figures with a dash are a day only after the name of a feast."""
    day, month = int(found["d"]), int(found["m"])
    return _one(day_point(None, month, day), "weak") if _plausible(day, month) else None


def read_shared_month(found: re.Match[str]) -> Reading | None:
    """Read `từ ngày 01 đến 31/3/2024`, `15-21/11`: both days lie in one month."""
    first, last, month = int(found["a"]), int(found["b"]), int(found["m"])
    year = year_of(found)
    if not (_plausible(first, month) and _plausible(last, month) and first < last):
        return None
    ends = (day_point(year, month, first), day_point(year, month, last))
    sure = year is not None or "ngày" in found[0] or "tháng" in found[0]
    return Reading("range", ends, flags=frozenset() if sure else frozenset({"bare"}))


def read_two_months(found: re.Match[str]) -> Reading | None:
    """Read `29/11-05/12`, `15/11 → 10/12/2025`: the year may stand once."""
    a, b = (int(found["a"]), int(found["m"])), (int(found["b"]), int(found["n"]))
    if not (_plausible(*a) and _plausible(*b)):
        return None
    last = year_of(found)
    first = int(found["x"]) if found["x"] else None
    if first is None and last is not None:
        first = last - (a[::-1] > b[::-1])
    if last is None and first is not None:
        last = first + (a[::-1] > b[::-1])
    return Reading("range", (day_point(first, a[1], a[0]), day_point(last, b[1], b[0])))


def read_list(found: re.Match[str]) -> Reading | None:
    """Read `ngày 5, 6 và 7/3/2024`: days of one month."""
    days, month, year = numbers_in(found["list"]), int(found["m"]), year_of(found)
    if not all(_plausible(day, month) for day in days):
        return None
    return Reading("list", tuple(day_point(year, month, day) for day in days))


def read_blank(found: re.Match[str]) -> Reading | None:
    """Read `ngày     tháng 02 năm 2024`: a part left free for the stamp becomes `XX`."""
    day, month = int(found["d"] or BLANK), int(found["m"] or BLANK)
    if found["d"] and (found["m"] or day == BLANK):
        return None
    return _one(Point("day", int(found["y"]), month, month, day))


def read_blank_range(found: re.Match[str]) -> Reading:
    """Read `Từ   /   /2012 đến   /   /2012`."""
    ends = tuple(Point("day", int(found[name]), BLANK, BLANK, BLANK) for name in ("y", "z"))
    return Reading("range", ends)


def read_repaired(found: re.Match[str]) -> Reading | None:
    """Read `ngàyl5/3/2024`, `O5/6/2024`: letters that a scan gave for figures."""
    if not re.search(r"[lo]|\d\s\d", found[0][found.start("d") - found.start() :]):
        return None
    parts = [re.sub(r"\s", "", found[name]).translate(_LETTER_O) for name in ("d", "m", "y")]
    if not all(part.isdigit() for part in parts):
        return None
    day, month, year = map(int, parts)
    if not _plausible(day, month) or not 1900 <= year < 2100:  # noqa: PLR2004
        return None
    return _one(day_point(year, month, day), inferred=("digits",))


_LIST_MORE = rf"(?:\s*(?:,|và|&)\s*{_DAY_WORD}?{D}(?!\d)){{1,15}}"

DAYS: tuple[Construct, ...] = (
    Construct(
        "day_list",
        rf"ngày\s*(?P<list>{D}{_LIST_MORE}){_OF_MONTH}(?P<m>{D}){_YEAR}{NOT_MORE}",
        read_list,
        ("ngày 5, 6 và 7/3/2024", "ngày 15, 16 tháng 3 năm 2024", "ngày 29 và ngày 30/11"),
    ),
    Construct(
        "days_shared_month",
        rf"(?:từ\s+)?{_DAY_WORD}?(?P<a>{D})\s*{TO}\s*{_DAY_WORD}?(?P<b>{D}){_OF_MONTH}(?P<m>{D}){_YEAR}{NOT_MORE}",
        read_shared_month,
        ("từ ngày 01 đến 31/3/2024", "từ 05 - 31/8/2024", "ngày 10-12 tháng 4 năm 2025", "từ ngày 01 đến ngày 15/7"),
        ("5-7/20 tiêu chí", "10-15 %"),
    ),
    Construct(
        "days_two_months",
        rf"(?:từ\s+)?{_DAY_WORD}?(?P<a>{D})/(?P<m>{D})(?:/(?P<x>{Y}))?\s*{TO}\s*{_DAY_WORD}?"
        rf"(?P<b>{D})/(?P<n>{D})(?:\s?/\s?(?P<y>{Y}))?{NOT_MORE}",
        read_two_months,
        ("từ ngày 15/11 đến 15/12/2024", "từ 20/12 đến 10/01/2025", "29/11-05/12", "15/11 → 10/12/2025"),
        ("15/20 - 18/20 xã",),
    ),
    Construct(
        "day_numeric",
        rf"(?P<named>{_DAY_WORD})?(?P<d>{D})(?P<s>\s{{0,2}}[/.-]\s{{0,2}})(?P<m>{D})(?P<t>\s{{0,2}}[/.-]\s{{0,2}})"
        rf"(?P<y>{Y}|\d\d)(?!\d|[/.,-]\d|/[^\W\d])",
        read_numeric,
        ("25/5/2024", "ngày 25-5-2024", "25.5.2024", "ngày 27 /5/2008", "15 / 3 / 2024", "3/9/91"),
        ("1.10.30", "32/13/2020", "số 12/5/2024", "01/02/2024/QĐ-UBND", "1.1.3", "mục 1.2.2024"),
    ),
    Construct(
        "day_iso", rf"(?P<y>{Y})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", read_iso, ("2024-03-15",), ("2024-13-15", "2024-0-15")
    ),
    Construct(
        "day_long",
        rf"(?:(?:ngày|hôm)\s*)?(?:(?:mùng|mồng)\s+)?(?P<d>{D}|(?<=\s)(?:{NUMBER_WORDS}))\s*tháng\s*"
        rf"(?P<m>{D}|{MONTH_WORDS})(?![\d%])"
        rf"(?:\s*,?\s*(?:của\s+)?năm\s*(?P<y>{Y})(?!\d)|\s*/\s*(?P<ys>{Y})(?!\d)|\s+(?P<yt>{Y})(?!\d)"
        rf"|\s+năm\s+(?P<yw>{YEAR_WORDS})"
        r"|\s+(?P<rel>năm\s+(?:nay|này|trước|sau|tới)\b(?!\s+kỳ)))?",
        read_long,
        ("ngày 25 tháng 5 năm 2024", "ngày 07 tháng10 năm 2020", "ngày 20 tháng 6", "12 tháng 10 năm 2017",
         "mùng 6 tháng 2", "ngày hai mươi tháng ba năm 2024",
         "ngày mười lăm tháng tư năm hai nghìn không trăm hai mươi tư"),
        ("06 tháng 12 đơn vị", "đủ 12 tháng"),
    ),
    Construct(
        "day_short",
        rf"ngày\s*(?P<d>{D})\s?[/.-]\s?(?P<m>{D}){NOT_MORE}(?!/[^\W\d]|\s*/\s*[\dlo]{{4}})(?:\s+(?P<rel>năm\s+(?:nay|này|trước|sau|tới)\b))?",
        read_short,
        ("ngày 25/5", "ngày 2-9", "ngày 25.5", "ngày 31/01 năm sau"),
        ("ngày 24/48",),
    ),
    Construct(
        "day_bare",
        rf"(?P<d>{D})\s?/\s?(?P<m>{D}){NOT_MORE}(?!/[^\W\d]|\s*/\s*[\dlo]{{4}})(?:\s+(?P<rel>năm\s+(?:nay|này|trước|sau|tới)\b))?",
        read_short,
        ("trước 25/5", "kỷ niệm 20/10"),
        ("15/20 phường", "2/3 số đại biểu", "24/7", "đường 30/4", "tỷ lệ 1/5", "số 12/5"),
    ),
    Construct("day_dashed", rf"(?P<d>{D})-(?P<m>{D}){NOT_MORE}", read_dashed, ("lễ 30-4", "Quốc khánh 2-9"), ("5-7 %",)),
    Construct(
        "day_blank",
        rf"ngày{_GAP}(?P<d>\d{{1,2}})?+{_GAP}tháng{_GAP}(?P<m>\d{{1,2}})?+{_GAP},?\s*năm\s*(?P<y>{Y})(?!\d)",
        read_blank,
        ("ngày     tháng 02 năm 2024", "ngày … tháng … năm 2024", "ngày tháng năm 2012"),
        ("ngày ... tháng ... năm ...",),
    ),
    Construct(
        "day_blank_range",
        rf"từ[\s.…_]*+/[\s.…_]*+/\s*(?P<y>{Y})\s*{TO}[\s.…_]*+/[\s.…_]*+/\s*(?P<z>{Y})(?!\d)",
        read_blank_range,
        ("Từ       /    /2012 đến     /   /2012",),
    ),
    Construct(
        "day_apart",
        r"ngày\s*(?P<d>\d\s?\d?)\s*tháng\s*(?P<m>\d\s?\d?)\s*năm\s*(?P<y>\d\s\d\s\d\s\d)(?!\d)",
        read_repaired,
        ("ngày 2 0 tháng 0 6 năm 2 0 2 4",),
    ),
    Construct(
        "day_repaired",
        r"(?:n\s?g\s?à\s?y\s?)?(?P<d>[\dlo]\s?[\dlo]?)\s?[/.]\s?(?P<m>[\dlo]\s?[\dlo]?)\s?[/.]\s?"
        r"(?P<y>[\dlo]\s?[\dlo]\s?[\dlo]\s?[\dlo])(?!\w|[/.,-]\w)",
        read_repaired,
        ("ngàyl5/3/2024", "O5/6/2024", "ngày 1 5/3/2 0 2 4", "n g à y 2 0 / 8 / 2 0 2 1"),
        ("l/o/2024",),
    ),
)  # fmt: skip
