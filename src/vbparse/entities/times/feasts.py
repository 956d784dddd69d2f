"""Constructs of the lunar calendar, feasts and named days (`lexicon/data/holidays.tsv`)."""

from __future__ import annotations

import re
from functools import cache

from vbparse.entities.times.lunar import BRANCHES, STEMS
from vbparse.entities.times.model import Construct, Point, Reading
from vbparse.entities.times.words import LUNAR_MONTHS, MONTH_WORDS, NUMBER_WORDS, TO, D, Y, number
from vbparse.lexicon.load import members, rows
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

_LUNAR = r"(?:\s*\(\s*(?:âm\s*lịch|al)\s*\)|\s*(?:âm\s*lịch|al)(?!\w))"
_STEM = "|".join((*STEMS, "kỉ", "quí"))
_BRANCH = "|".join((*BRANCHES, "tí", "tị", "mẹo"))
_NAME = rf"(?:{_STEM})\s+(?:{_BRANCH})(?!\w)"
_YEAR = rf"(?:\s*(?:,|-|–)?\s*(?:năm\s+)?(?P<name>{_NAME}))?(?:\s*(?:,|-|–|\()?\s*(?:năm\s*)?(?P<y>{Y})(?!\d)\)?)?"
_LUNAR_MONTH = rf"(?:{D}|{MONTH_WORDS}|giêng|chạp)"


class Feast(NamedTuple):
    """A named day: `month` and `day` in its calendar."""

    id: str
    month: int
    day: int
    lunar: bool


@cache
def _feasts() -> dict[str, Feast]:
    found = {}
    for row in rows("holidays.tsv"):
        month, day = map(int, row["date"].split("-"))
        for name in (row["name"], *members(row["aliases"])):
            found[_key(name)] = Feast(row["id"], month, day, row["calendar"] == "lunar")
    return found


def _key(text: str) -> str:
    return re.sub(r"\s+", " ", text.lower())


@cache
def feast_days() -> frozenset[tuple[int, int]]:
    """Give the (day, month) pairs of the solar named days."""
    return frozenset((feast.day, feast.month) for feast in _feasts().values() if not feast.lunar)


def _lunar(year: int | None, month: int, day: int | None, found: re.Match[str]) -> Reading:
    point = Point("day" if day else "month", year, month, month, day)
    return Reading("date", (point,), anchor=found["name"], lunar=True)


def read_lunar_day(found: re.Match[str]) -> Reading | None:
    """Read `mùng 10 tháng 3 âm lịch`, `ngày 10/3 âm lịch`, `mùng 1 tháng Giêng`."""
    day, month = number(found["d"]), LUNAR_MONTHS.get(found["m"]) or number(found["m"])
    named = found["m"] in LUNAR_MONTHS
    if not day or not month or day > 30 or month > 12 or not (named or found["lunar"]):  # noqa: PLR2004
        return None
    return _lunar(int(found["y"]) if found["y"] else None, month, day, found)


def read_lunar_days(found: re.Match[str]) -> Reading | None:
    """Read `từ ngày 19 đến 21 tháng Giêng`: both days lie in one lunar month."""
    last = read_lunar_day(found)
    if last is None or not 1 <= int(found["a"]) < int(found["d"]):
        return None
    point = last.points[0]
    return last._replace(kind="range", points=(point and point._replace(day=int(found["a"])), point))


def read_tet_day(found: re.Match[str]) -> Reading | None:
    """Read `mùng 1 Tết Quý Mão`: a day of the first lunar month."""
    day = int(found["d"])
    return _lunar(int(found["y"]) if found["y"] else None, 1, day, found) if 1 <= day <= 10 else None  # noqa: PLR2004


def read_full_moon(found: re.Match[str]) -> Reading | None:
    """Read `rằm tháng Giêng`: the fifteenth of a lunar month."""
    month = LUNAR_MONTHS.get(found["m"]) or number(found["m"])
    if not month or month > 12:  # noqa: PLR2004
        return None
    return _lunar(int(found["y"]) if found["y"] else None, month, 15, found)


def read_lunar_month(found: re.Match[str]) -> Reading:
    """Read `tháng Giêng`, `tháng Chạp`."""
    return _lunar(int(found["y"]) if found["y"] else None, LUNAR_MONTHS[found["m"]], None, found)


def read_tet(found: re.Match[str]) -> Reading | None:
    """Read `Tết Nguyên đán Giáp Thìn`, `Tết Nguyên đán năm 2025`: its first day (mùng 1 tháng Giêng).

    Without a year it is taken only after a word that makes it a time (`trước Tết Nguyên đán`).
    """
    if not (found["name"] or found["y"]):
        before = found.string[max(0, found.start() - 20) : found.start()]
        if not found["kind"] or not re.search(r"(?:trước|sau|đến|nhất|dịp|hết)\s+(?:là\s+)?(?:ngày\s+)?$", before):
            return None
    return _lunar(int(found["y"]) if found["y"] else None, 1, 1, found)._replace(role="anniversary")


def read_feast(found: re.Match[str]) -> Reading | None:
    """Read a named day that stands without its date after `kỷ niệm`, `nhân dịp`, `chào mừng`, `trước`."""
    feast = _feasts().get(_key(found["name"]))
    before = found.string[max(0, found.start() - 30) : found.start()]
    if feast is None or not _OCCASION.search(before):
        return None
    after = found.string[found.end() : found.end() + 40]
    if re.match(r"[^.;:]{0,30}\d{1,2}\s?[/-]\s?\d", after):
        return None
    point = Point("day", int(found["y"]) if found["y"] else None, feast.month, feast.month, feast.day)
    return Reading("date", (point,), role="anniversary", lunar=feast.lunar)


_OCCASION = compile_pattern(
    r"(?:kỷ niệm|kỉ niệm|nhân dịp|nhân|dịp|chào mừng|hưởng ứng|mừng|phục vụ|đón|vui|trước|sau|đến|lễ)\s+(?:\d+\s+năm\s+)?(?:lễ\s+|dịp\s+)?[“\"]?$"
)


@cache
def feasts() -> tuple[Construct, ...]:
    """Give the constructs of feasts; the named days come from the lexicon."""
    names = sorted(_feasts(), key=len, reverse=True)
    named = "|".join(re.escape(name) for name in names)
    return (
        *LUNAR_DAYS,
        Construct(
            "feast",
            rf"(?P<name>{named})(?!\w)(?:\s+(?:năm\s+)?(?P<y>{Y})(?!\d))?",
            read_feast,
            ("kỷ niệm Ngày Nhà giáo Việt Nam",),
            ("Ngày Pháp luật",),
        ),
    )


LUNAR_DAYS: tuple[Construct, ...] = (
    Construct(
        "lunar_day",
        rf"(?=[^.;\n]{{0,40}}(?:giêng|chạp|âm\s*lịch|(?<!\w)al(?!\w)))(?:ngày\s+)?(?:mùng\s+|mồng\s+)?(?P<d>{D}|(?<=\s){NUMBER_WORDS})(?:\s?/\s?|\s+tháng\s+)(?P<m>{_LUNAR_MONTH})(?!\w)"
        rf"(?P<lunar>{_LUNAR})?{_YEAR}(?:{_LUNAR})?",
        read_lunar_day,
        ("mùng 10 tháng 3 âm lịch", "ngày 10/3 âm lịch", "mùng 1 tháng Giêng", "ngày 23 tháng Chạp năm Giáp Thìn"),
        ("ngày 10/3",),
    ),
    Construct(
        "full_moon",
        rf"(?:ngày\s+)?rằm\s+tháng\s+(?P<m>{_LUNAR_MONTH})(?!\w){_YEAR}",
        read_full_moon,
        ("rằm tháng Giêng", "rằm tháng 7"),
    ),
    Construct(
        "tet_day",
        rf"(?:ngày\s+)?(?:mùng|mồng)\s+(?P<d>{D})\s+tết(?!\w){_YEAR}",
        read_tet_day,
        ("mùng 1 Tết Quý Mão", "mồng 6 Tết"),
    ),
    Construct(
        "lunar_days",
        rf"(?=[^.;\n]{{0,50}}(?:giêng|chạp|âm\s*lịch|(?<!\w)al(?!\w)))(?:từ\s+)?(?:ngày\s+)?(?:mùng\s+|mồng\s+)?(?P<a>{D})\s*{TO}\s*(?:ngày\s+)?"
        rf"(?:mùng\s+|mồng\s+)?(?P<d>{D})(?:\s?/\s?|\s+tháng\s+)(?P<m>{_LUNAR_MONTH})(?!\w)(?P<lunar>{_LUNAR})?{_YEAR}(?:{_LUNAR})?",
        read_lunar_days,
        ("từ ngày 19 đến 21 tháng Giêng năm Giáp Thìn", "mùng 01 - mùng 10 tháng Ba âm lịch"),
        ("từ ngày 19 đến 21 tháng 3",),
    ),
    Construct("lunar_month", rf"tháng\s+(?P<m>giêng|chạp)(?!\w){_YEAR}", read_lunar_month, ("tháng Giêng", "tháng Chạp")),
    Construct(
        "tet",
        rf"(?P<kind>tết\s+(?:nguyên\s+đán|cổ\s+truyền|âm\s+lịch)|tết)(?!\s+(?:dương|trung|đoan)){_YEAR}",
        read_tet,
        ("Tết Nguyên đán Giáp Thìn", "Tết Nguyên đán Bính Ngọ năm 2026", "Tết Nguyên đán 2025", "trước Tết Nguyên đán"),
        ("quà Tết",),
    ),
)  # fmt: skip
