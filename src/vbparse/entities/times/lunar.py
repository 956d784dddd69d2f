"""The Vietnamese lunar calendar (âm lịch), through the library lunar-vn, and the names of its years (can chi)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_YEARS = range(1900, 2100)
STEMS = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
BRANCHES = ("tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi")
_SPELLINGS = {"kỉ": "kỷ", "quí": "quý", "tí": "tý", "tị": "tỵ", "mẹo": "mão"}


def solar_day(year: int, month: int, day: int) -> date | None:
    """Give the solar day of a lunar date (ordinary month); None where the calendar has no such day."""
    from lunar_vn import LunarDate, lunar_to_solar, solar_to_lunar  # noqa: PLC0415 (30 ms, and seldom needed)

    if year not in _YEARS or not 1 <= month <= 12 or not 1 <= day <= 30:  # noqa: PLR2004
        return None
    found: date = lunar_to_solar(LunarDate(day, month, year))
    # Day 30 of a month of 29 days comes out as a day of the next month.
    return found if solar_to_lunar(found).day == day else None


def year_of_name(name: str, near: int) -> int | None:
    """Give the year called by a stem and branch (`giáp thìn` = 2024, 1964, ...) that is nearest to `near`."""
    words = [_SPELLINGS.get(word, word) for word in name.split()]
    if len(words) != 2 or words[0] not in STEMS or words[1] not in BRANCHES:  # noqa: PLR2004
        return None
    stem, branch = STEMS.index(words[0]), BRANCHES.index(words[1])
    fitting = (year for year in range(near - 30, near + 30) if (year - 4) % 10 == stem and (year - 4) % 12 == branch)
    return next(fitting, None)
