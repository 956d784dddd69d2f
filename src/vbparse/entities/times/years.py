"""Constructs that name years: `năm 2024`, `giai đoạn 2021-2030`, `năm học 2025-2026`, `đến năm 2030`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.entities.times.model import Construct, Point, Reading
from vbparse.entities.times.words import DASH, RECENT, YEAR_WORDS, D, Y, year_of

if TYPE_CHECKING:
    from vbparse.entities.model import TimeRole

_STAGE = r"(?:giai\s*đoạn|nhiệm\s*k[ỳì]|thời\s*k[ỳì]|niên\s*khóa|niên\s*khoá|niên\s*độ)"
_SPAN = rf"(?P<a>{RECENT})\s*(?:{DASH}|,?\s*đến(?:\s+hết)?)\s*(?:năm\s*)?(?P<b>{RECENT})(?!\d|/\w|-\d)"

_SAID = range(1500, 2100)
"""Years that a text may say in words."""


def year_point(year: int) -> Point:
    """Give the point of a calendar year."""
    return Point("year", year)


def _range(found: re.Match[str], role: TimeRole | None = None) -> Reading | None:
    first, last = int(found["a"]), int(found["b"])
    if first > last:
        return None
    return Reading("range", (year_point(first), year_point(last)), role=role)


def read_stage(found: re.Match[str]) -> Reading | None:
    """Read `giai đoạn 2021-2030`, `nhiệm kỳ 2026-2031`, `thời kỳ 2021 - 2030`."""
    return _range(found, "period")


def read_years(found: re.Match[str]) -> Reading | None:
    """Read `từ năm 2025 đến hết năm 2030`, `năm 2025 - 2026`, `2021-2025`."""
    return _range(found)


def read_school_year(found: re.Match[str]) -> Reading | None:
    """Read `năm học 2025-2026`: its days are set each year by the province, so none are given."""
    return Reading("range", role="period") if int(found["a"]) + 1 == int(found["b"]) else None


def read_year(found: re.Match[str]) -> Reading:
    """Read `năm 2024`."""
    return Reading("date", (year_point(int(found["y"])),))


def read_year_words(found: re.Match[str]) -> Reading | None:
    """Read `năm hai nghìn không trăm hai mươi tư`; a round thousand alone counts something (`năm hai nghìn người`)."""
    year = year_of(found)
    return Reading("date", (year_point(year),)) if year is not None and year in _SAID and year % 1000 else None


def read_year_list(found: re.Match[str]) -> Reading:
    """Read `năm 2018, 2019`."""
    return Reading("list", tuple(year_point(int(figure)) for figure in re.findall(Y, found[0])))


def read_horizon(found: re.Match[str]) -> Reading:
    """Read `đến năm 2030`, `đến hết năm 2025`; the word `đến` belongs to it."""
    return Reading("date", (year_point(int(found["y"])),), role="horizon", mod="on_or_before")


def read_vision(found: re.Match[str]) -> Reading:
    """Read the year of `tầm nhìn 2045`, `định hướng 2030`."""
    return Reading("date", (year_point(int(found["y"])),), role="horizon", mod="on_or_before")


def read_until_now(found: re.Match[str]) -> Reading:
    """Read `từ năm 2020 đến nay`: no end."""
    return Reading("range", (year_point(int(found["y"])), None), role="period")


def read_from_now(found: re.Match[str]) -> Reading:
    """Read `từ nay đến năm 2021`: no start."""
    return Reading("range", (None, year_point(int(found["y"]))), role="horizon")


def read_bare_year(found: re.Match[str]) -> Reading:
    """Read a year in figures alone; it needs a time slot or a word of time beside it."""
    return Reading("date", (year_point(int(found["y"])),), flags=frozenset({"weak"}))


YEARS: tuple[Construct, ...] = (
    Construct(
        "school_year",
        rf"(?:học\s*k[ỳì]\s*(?:i{{1,2}}|[12]|một|hai|hè)\s*,?\s*(?:của\s+)?)?năm\s*học\s*(?P<a>{Y})\s*{DASH}\s*(?P<b>{Y})"
        r"(?!\d)",
        read_school_year,
        ("năm học 2025-2026", "học kỳ I năm học 2025 – 2026"),
        ("năm học mới",),
    ),
    Construct(
        "stage",
        rf"(?:{_STAGE}\s*)(?:{D}\s*năm\s*)?(?:từ\s*)?(?:năm\s*)?{_SPAN}",
        read_stage,
        ("giai đoạn 2021-2030", "nhiệm kỳ 2026 - 2031", "thời kỳ 2021 – 2030", "giai đoạn 2021 đến 2025",
         "giai đoạn năm 2013 - 2015", "giai đoạn từ năm 2026 đến năm 2030", "giai đoạn 05 năm 2026 - 2030"),
        ("giai đoạn 2", "nhiệm kỳ trước"),
    ),
    Construct(
        "from_now",
        rf"(?:từ|kể\s+từ)\s+nay\s+(?:cho\s+)?(?:đến|tới)\s+(?:hết\s+|cuối\s+)?(?:năm\s*)?(?P<y>{Y})(?![\d/])",
        read_from_now,
        ("từ nay đến năm 2021", "từ nay đến hết năm 2025"),
    ),
    Construct(
        "years_until_now",
        rf"từ\s+(?:năm\s*)?(?P<y>{Y})\s+(?:cho\s+)?đến\s+(?:hiện\s+)?nay",
        read_until_now,
        ("từ năm 2020 đến nay",),
    ),
    Construct(
        "years_named",
        rf"(?:từ\s+)?(?:{D}\s*năm\s*|năm\s*){_SPAN}",
        read_years,
        ("từ năm 2025 đến hết năm 2030", "năm 2025 - 2026", "từ năm 2026 - 2030", "03 năm 2026 - 2028"),
    ),
    Construct(
        "years",
        rf"(?:từ\s+)?{_SPAN}",
        read_years,
        ("2021-2025", "từ 2025 đến 2030", "(2020 - 2025)"),
        ("số 2021-2025/QĐ", "2030-2021"),
    ),
    Construct(
        "horizon",
        rf"(?:cho\s+)?(?:đến|tới)\s+(?:hết\s+|cuối\s+)?năm\s*(?P<y>{Y})(?![\d/])",
        read_horizon,
        ("đến năm 2030", "Đến hết năm 2025", "đến cuối năm 2025"),
        ("đến năm học",),
    ),
    Construct(
        "horizon_bare",
        rf"(?:đến|tới)\s+(?:hết\s+)?(?P<y>{RECENT})(?:(?=\s*(?:$|[,;.:)\n]|và\b))(?!\.\d)|(?<=(?:ng|ìn)\sđến\s\d{{4}})(?![\d/.]))",
        read_horizon,
        ("tầm nhìn đến 2045,",),
        ("đến 2030 người",),
    ),
    Construct("vision", rf"(?:(?<=tầm\snhìn\s)|(?<=định\shướng\s))(?P<y>{RECENT})(?![\d/.,-]\w?\d)(?!\d)", read_vision, ("tầm nhìn 2045",), ("có 2045 người",)),
    Construct(
        "year_list",
        rf"năm\s*{Y}(?:\s*(?:,|và|&)\s*(?:năm\s*)?{Y}(?!\d|[/.]\d)){{1,11}}",
        read_year_list,
        ("năm 2018, 2019", "năm 2025, 2026 và năm 2027"),
    ),
    Construct(
        "year",
        rf"năm\s*(?P<y>{Y})(?!\d|[.,/]\d)",
        read_year,
        ("năm 2024", "năm2024"),
        ("năm 20245", "05 năm"),
    ),
    Construct(
        "year_words",
        rf"năm\s+(?P<yw>{YEAR_WORDS})",
        read_year_words,
        ("năm hai nghìn không trăm hai mươi tư", "năm một chín tám tư"),
        ("năm hai mươi", "năm hai nghìn người"),
    ),
    Construct("year_bare", rf"(?P<y>{RECENT})(?![\d/%]|[.,-]\d)", read_bare_year, ("trong 2025.",), ("Có 1975 người",)),
)  # fmt: skip
