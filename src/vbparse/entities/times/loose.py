"""Constructs without a calendar of their own: `kịp thời`, `tuần tới`, `năm nay`, `cuối năm`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.entities.times.model import Construct, Point, Reading
from vbparse.entities.times.recurrences import WEEKDAY, WEEKDAYS, weekday_code
from vbparse.entities.times.words import PART_MODS

if TYPE_CHECKING:
    from vbparse.entities.model import TimeRole

_WAY = r"(?:này|nay|trước|sau|tới|hiện\s+tại|kế\s+tiếp|tiếp\s+theo|tiếp)"
_OFFSETS = {"trước": -1, "sau": 1, "tới": 1, "kế tiếp": 1, "tiếp theo": 1, "tiếp": 1}


def read_vague(found: re.Match[str]) -> Reading | None:
    """Read `thường xuyên`, `kịp thời`; `chi thường xuyên` is a kind of spending."""
    before = found.string[max(0, found.start() - 12) : found.start()]
    if re.search(r"(?:\bchi|giáo dục|kinh phí)\s+$", before):
        return None
    return Reading("set" if found[0].startswith("thường") else "date", role="vague")


def offset(way: str) -> int:
    """Give how many units `trước`, `này`, `sau` lie from the present one."""
    return _OFFSETS.get(re.sub(r"\s+", " ", way), 0)


def read_relative(found: re.Match[str]) -> Reading | None:
    """Read `tuần này`, `tháng sau`, `quý tới`, `năm nay`; not the tail of `các năm tiếp theo`."""
    before = found.string[max(0, found.start() - 12) : found.start()]
    if re.search(r"(?:các|những|nhiều|mỗi|\d|một|vài|hằng|hàng|vừa)\s+$", before):
        return None
    unit = found["unit"].replace("quí", "quý")
    anchor = f"{unit} {offset(found['way'])}"
    role: TimeRole | None = "period" if unit == "năm" else None
    return Reading("date", (), role=role, anchor=anchor, flags=frozenset({"now"}))


def read_weekday(found: re.Match[str]) -> Reading | None:
    """Read `thứ năm tuần tới`: a day of a week counted from the issue day."""
    number = WEEKDAYS.index(weekday_code(found["day"]))
    return Reading(
        "date", (), role="event", anchor=f"weekday {offset(found['way'])} {number}", flags=frozenset({"now"})
    )


def read_part_of_now(found: re.Match[str]) -> Reading | None:
    """Read `cuối năm`, `đầu tháng` after a word of time: the year or month of the issue day."""
    before = found.string[max(0, found.start() - 12) : found.start()]
    if not re.search(r"(?:từ|đến|trước|vào|hết|dịp|nhất)\s+$", before):
        return None
    mod = PART_MODS[found["part"]]
    if found["unit"] == "năm":
        return Reading("date", (Point("year", None),), role="period", mod=mod)
    anchor = f"{found['unit'].replace('quí', 'quý')} 0"
    return Reading("date", (), role="period", mod=mod, anchor=anchor, flags=frozenset({"now"}))


def read_whole_year(_found: re.Match[str]) -> Reading:
    """Read the `Cả năm`, `Trong năm` of a time slot: the plan's year."""
    return Reading("date", (Point("year"),), flags=frozenset({"weak"}))


def read_same_day(_found: re.Match[str]) -> Reading:
    """Read `cùng ngày`: the day named before."""
    return Reading("date", (), role="event", anchor="same", flags=frozenset({"now"}))


def relative_point(anchor: str, year: int, month: int) -> Point | None:
    """Give the month, quarter or year of an anchor such as `tháng 1` counted from a month of a year."""
    unit, steps = anchor.split(maxsplit=1)[0], int(anchor.split()[1])
    if unit == "năm":
        return Point("year", year + steps)
    if unit == "tháng":
        index = year * 12 + month - 1 + steps
        return Point("month", index // 12, index % 12 + 1, index % 12 + 1)
    if unit == "quý":
        index = year * 4 + (month - 1) // 3 + steps
        return Point("quarter", index // 4, index % 4 * 3 + 1, index % 4 * 3 + 3)
    return None


LOOSE: tuple[Construct, ...] = (
    Construct(
        "weekday_of_week",
        rf"(?:(?:sáng|chiều|tối)\s+)?(?P<day>{WEEKDAY})\s*,?\s*(?:của\s+)?tuần\s+(?P<way>{_WAY})(?!\w)",
        read_weekday,
        ("thứ năm tuần tới", "thứ 6 của tuần này"),
    ),
    Construct(
        "relative",
        rf"(?P<unit>tuần|tháng|quý|quí|năm)\s+(?P<way>{_WAY})(?!\w)(?!\s+(?:đó|đây|khi|khác|ngày|tháng|quý|\d))",
        read_relative,
        ("tuần này", "tháng sau", "quý tới", "năm nay"),
        ("các năm tiếp theo", "những năm sau", "tuần trước đó", "báo cáo năm trước ngày 15/12/x"),
    ),
    Construct(
        "part_of_now",
        r"(?P<part>đầu|giữa|cuối)\s+(?P<unit>năm|tháng|quý|quí)(?!\w)(?!\s*(?:\d|học|i|một|hai|ba|tư|sáu|bảy|tám|chín|mười|giêng))",
        read_part_of_now,
        ("vào cuối năm", "từ đầu năm", "trước cuối quý"),
        ("tổng dư nợ cuối năm",),
    ),
    Construct(
        "whole_year",
        r"(?:cả|trong)\s+năm(?!\s*(?:\d|học|nay|này|sau|tới|trước|tiếp))",
        read_whole_year,
        ("Thời gian thực hiện: Cả năm", "Thời gian: Trong năm"),
        ("ước cả năm đạt 5%",),
    ),
    Construct("same_day", r"cùng\s+ngày(?!\s*\d)", read_same_day, ("ngày 15/3/2024 và cùng ngày",)),
    Construct(
        "vague",
        r"(?:thường\s+xuyên|kịp\s+thời)(?!\w)",
        read_vague,
        ("Thường xuyên", "kịp thời"),
        ("chi thường xuyên",),
    ),
)  # fmt: skip
