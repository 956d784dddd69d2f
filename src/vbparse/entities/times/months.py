"""Constructs that name months, quarters, parts of the year and weeks."""

from __future__ import annotations

import re
from itertools import pairwise

from vbparse.entities.times.calendar import nth_week
from vbparse.entities.times.model import BLANK, Construct, Point, Reading
from vbparse.entities.times.words import LENGTHS, MONTH_WORDS, NUMBERED, PART_MODS, TO, D, Y, number, year_of, year_tail
from vbparse.patterns import compile_pattern

MONTHS = 12
_MONTH = rf"(?:{D}(?!\d)|{MONTH_WORDS})"
_QUARTER = r"(?:(?:iv|i{1,3}|lv|l{2,3}|[1-4])(?![\w%])|(?:một|hai|ba|bốn|tư|nhất)\b)"
_QUY = r"(?:qu[ýí]|qúy)"
_JOIN = rf"(?:{TO}|,|và|&|;)"
_RELATIVE = r"(?:\s+(?P<rel>năm\s+(?:nay|này|trước|sau|tới)))?"


def month_point(year: int | None, first: int, last: int | None = None) -> Point:
    """Give the point of one month, or of the months from `first` to `last`."""
    last = last or first
    return Point("month" if first == last else "half", year, first, last)


def quarter_point(year: int | None, quarter: int) -> Point:
    """Give the point of a quarter: II is April to June."""
    return Point("quarter", year, 3 * quarter - 2, 3 * quarter)


def read_month(found: re.Match[str]) -> Reading | None:
    """Read `tháng 5/2024`, `tháng 11 năm 2025`, `tháng sáu`."""
    month = number(found["m"])
    if month is None or not 1 <= month <= MONTHS:
        return None
    if found.string.endswith("cách mạng ", 0, found.start()):
        return None
    if found["rel"]:
        return Reading("date", (month_point(None, month),), anchor=found["rel"], flags=frozenset({"now"}))
    return Reading("date", (month_point(year_of(found), month),))


def read_months(found: re.Match[str]) -> Reading | None:
    """Read `tháng 4, 5, 6/2024`, `tháng 3-4/2024`, `từ tháng 4 đến tháng 12 năm 2020`; the year goes to all."""
    months = [int(figure) for figure in re.findall(r"\d+", found["list"])]
    year = year_of(found)
    rising = all(before < after for before, after in pairwise(months))
    if not all(1 <= month <= MONTHS for month in months):
        return None
    if len(months) == 2 and re.search(TO, found["list"]):  # noqa: PLR2004
        first = year if year is None else year - (months[0] > months[1])
        return Reading("range", (month_point(first, months[0]), month_point(year, months[1])))
    if not rising:
        return None
    return Reading("list", tuple(month_point(year, month) for month in months))


def read_slashed(found: re.Match[str]) -> Reading | None:
    """Read `11/2025` as month and year, unless it is the number of a document (`số 02/2024`)."""
    month = int(found["m"])
    before = found.string[max(0, found.start() - 24) : found.start()]
    if not 1 <= month <= MONTHS or NUMBERED.search(before):
        return None
    return Reading("date", (month_point(int(found["y"]), month),))


def read_blank_month(found: re.Match[str]) -> Reading:
    """Read `Tháng   /2012`: the month was left blank."""
    return Reading("date", (Point("month", int(found["y"]), BLANK, BLANK),))


def read_quarter(found: re.Match[str]) -> Reading | None:
    """Read `Quý II/2024`, `quý 2 năm 2024`, `Quý I, II`, `từ quý II đến hết quý III`."""
    figures = re.findall(rf"(?<![^\W\d])(?:{_QUARTER})", found["list"])
    quarters = [value for value in map(number, figures) if value is not None]
    year = year_of(found)
    if not quarters:
        return None
    if found["rel"]:
        return Reading("date", (quarter_point(None, quarters[0]),), anchor=found["rel"], flags=frozenset({"now"}))
    points = tuple(quarter_point(year, quarter) for quarter in quarters)
    if len(points) == 1:
        return Reading("date", points)
    if len(points) == 2 and re.search(TO, found["list"]):  # noqa: PLR2004
        return Reading("range", points)
    return Reading("list", points)


def read_part_of_year(found: re.Match[str]) -> Reading | None:
    """Read `06 tháng đầu năm 2024`, `6 tháng cuối năm`, `9 tháng năm 2025`."""
    count = number(found["n"])
    if count is None or not 1 <= count < MONTHS:
        return None
    part = found.groupdict().get("part") or "đầu"
    first, last = (1, count) if part == "đầu" else (MONTHS + 1 - count, MONTHS)
    year = year_of(found)
    if found["rel"]:
        return Reading("date", (month_point(None, first, last),), anchor=found["rel"], flags=frozenset({"now"}))
    return Reading("date", (month_point(year, first, last),), role="period")


def read_report_months(found: re.Match[str]) -> Reading | None:
    """Read the bare `9 tháng` of a report (`kết quả 9 tháng`): the months from January on."""
    count = number(found["n"])
    before = found.string[max(0, found.start() - 40) : found.start()]
    if count is None or not _REPORT_BEFORE.search(before):
        return None
    return Reading("date", (month_point(None, 1, count),), role="period")


_REPORT_BEFORE = compile_pattern(
    r"(?:báo cáo|kết quả(?: thực hiện)?|sơ kết|giao ban|tình hình(?: thực hiện)?|lũy kế|luỹ kế|kinh tế - xã hội)"
    r"(?:\s+(?:quý,?|trong))?\s*$"
)


def read_loose_part(found: re.Match[str]) -> Reading:
    """Read `những tháng đầu năm 2026`: a part of the year without a number."""
    return Reading("date", (Point("year", year_of(found)),), role="period", mod=PART_MODS[found["part"]])


def read_week(found: re.Match[str]) -> Reading | None:
    """Read `tuần thứ 2 tháng 6`, `tuần cuối tháng 6`: Monday to Sunday, counted by the Mondays of the month."""
    month, year = number(found["m"]), year_of(found)
    count = -1 if found["n"].startswith("cuối") else number(found["n"].split()[0])
    if month is None or count is None or not 1 <= month <= MONTHS or count > 5:  # noqa: PLR2004
        return None
    return Reading("date", (Point("week", year, month, month, count),))


def week_days(point: Point) -> Point | None:
    """Turn a week counted in its month into days, once the year is known."""
    days = nth_week(point.year, point.month, point.day) if point.year and point.day else None
    return point._replace(day=days[0], last_day=days[1]) if days else None


def read_ten_days(found: re.Match[str]) -> Reading | None:
    """Read `thượng tuần tháng 6`: the first, second or last ten days."""
    month, year = number(found["m"]), year_of(found)
    if month is None or not 1 <= month <= MONTHS:
        return None
    first, last = {"thượng": (1, 10), "trung": (11, 20), "hạ": (21, 31)}[found["n"]]
    return Reading("date", (Point("week", year, month, month, first, last),))


def read_first_days(found: re.Match[str]) -> Reading | None:
    """Read `10 ngày đầu tháng 7`, `5 ngày cuối tháng 6` (counted back from the last day, so the year must be known)."""
    count, month, year = number(found["n"]), number(found["m"]), year_of(found)
    if not count or month is None or not 1 <= month <= MONTHS or count > _SHORTEST:
        return None
    if found["part"] == "đầu":
        return Reading("date", (Point("week", year, month, month, 1, count),))
    last = _SHORTEST if month == 2 else LENGTHS[month]  # noqa: PLR2004 (29 February is cut off: no year is known here)
    return Reading("date", (Point("week", year, month, month, last + 1 - count, last),))


_SHORTEST = 28
_TAIL = year_tail()

MONTHS_AND_QUARTERS: tuple[Construct, ...] = (
    Construct(
        "months",
        rf"(?:từ\s+)?(?:tháng\s*|t(?=\d{{1,2}}\s*[-–]))(?P<list>{D}(?![\d/%])(?:\s*{_JOIN}\s*(?:tháng\s*|t)?{D}(?![\d%]|\.\d)"
        rf"(?!\s*(?:tháng\s*(?:đầu|cuối)|lần))){{1,11}}){_TAIL}(?!/\d)",
        read_months,
        ("tháng 4, 5, 6/2024", "tháng 3-4/2024", "từ tháng 4 đến tháng 12 năm 2020", "tháng 10,11,12/2025",
         "tháng 4 và tháng 8 năm 2026", "Tháng 11 - 12/2025", "T3-T5/2023"),
        ("tháng 13, 14",),
    ),
    Construct(
        "month",
        rf"tháng\s*(?P<m>{_MONTH})(?!%|/\d{{1,3}}(?!\d)){_TAIL}{_RELATIVE}",
        read_month,
        ("tháng 5/2024", "tháng 11 năm 2025", "tháng 5", "tháng10/2020", "tháng sáu", "tháng 5 năm nay"),
        ("tháng hành động", "tháng 13", "tháng 0"),
    ),
    Construct(
        "month_slashed",
        rf"(?:t\.?\s?)?(?P<m>0?[1-9]|1[0-2])\s?/\s?(?P<y>{Y})(?![\d/\w]|-\w|[.,]\d)",
        read_slashed,
        ("11/2025", "06/2026", "T12/2025"),
        ("số 02/2024/TT-BNV", "Nghị định 12/2009/NĐ-CP", "số 11/2025", "Điều 5/2024"),
    ),
    Construct(
        "month_blank",
        rf"tháng[\s.…_]*+/[\s.…_]*+(?P<y>{Y})(?!\d)",
        read_blank_month,
        ("Tháng   /2012", "tháng …/2024"),
    ),
    Construct(
        "quarter",
        rf"(?:từ\s+)?(?P<list>(?:{_QUY}|q\.?(?=\s?i{{1,3}}v?/\d))\s*{_QUARTER}(?:\s*{_JOIN}\s*(?:{_QUY}\s*)?{_QUARTER}){{0,7}}){_TAIL}{_RELATIVE}",
        read_quarter,
        ("Quý II/2024", "quý 2 năm 2024", "Quý I, II", "từ quý II đến hết quý III", "Quí IV-2025", "quý ba",
         "Quý III, IV năm 2025", "quý 4 của năm 2018", "Quý I", "Q.III/2024"),
        ("quý cơ quan", "quý vị", "Phòng Quý 5%"),
    ),
    Construct(
        "part_of_year",
        rf"(?P<n>{D}|hai|ba|bốn|sáu|bảy|tám|chín|mười(?:\s+một)?)\s*tháng\s*(?P<part>đầu|cuối)\s*(?:của\s+)?năm\b"
        rf"(?!\s*học)(?:\s*(?P<y>{Y})(?!\d)|\s+(?P<rel>nay|này))?",
        read_part_of_year,
        ("06 tháng đầu năm 2024", "6 tháng cuối năm", "sáu tháng đầu năm", "09 tháng đầu năm", "6 tháng đầu năm 2019"),
    ),
    Construct(
        "months_of_year",
        rf"(?P<n>0?[369]|1[01])\s*tháng\s*(?:(?:của\s+)?năm\s*|/)(?P<y>{Y})(?P<rel>)(?!\d)",
        read_part_of_year,
        ("9 tháng năm 2025", "6 tháng/2024"),
    ),
    Construct(
        "report_months",
        r"(?P<n>0?[369])\s*tháng(?!\s*(?:đầu|cuối|một|1|/|\d))\b",
        read_report_months,
        ("báo cáo 6 tháng", "kết quả thực hiện 9 tháng"),
        ("đủ 6 tháng", "06 tháng tuổi"),
    ),
    Construct(
        "loose_part_of_year",
        rf"(?:những|các)\s+tháng\s+(?P<part>đầu|cuối)\s+năm\s*(?P<y>{Y})(?!\d)",
        read_loose_part,
        ("những tháng đầu năm 2026",),
    ),
    Construct(
        "week_of_month",
        rf"tuần\s+(?:thứ\s+)?(?P<n>\d|nhất|hai|ba|tư|bốn|đầu(?:\s+tiên)?|cuối(?:\s+cùng)?)\s+(?:của\s+)?tháng\s*"
        rf"(?P<m>{_MONTH}){_TAIL}",
        read_week,
        ("tuần thứ 2 tháng 6", "tuần đầu tiên của tháng 9 năm 2017", "tuần cuối tháng 6/2024"),
        ("tuần lễ", "tuần 1"),
    ),
    Construct(
        "first_days",
        rf"(?P<n>{D}|mười)\s+ngày\s+(?P<part>đầu|cuối)\s+(?:của\s+)?tháng\s*(?P<m>{_MONTH}){_TAIL}",
        read_first_days,
        ("10 ngày đầu tháng 7", "05 ngày cuối tháng 12/2024"),
    ),
    Construct(
        "ten_days",
        rf"(?P<n>thượng|trung|hạ)\s+tuần\s+(?:của\s+)?tháng\s*(?P<m>{_MONTH}){_TAIL}",
        read_ten_days,
        ("thượng tuần tháng 6", "hạ tuần tháng 12/2025"),
    ),
)  # fmt: skip
