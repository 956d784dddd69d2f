"""The Vietnamese lunar calendar (âm lịch), computed for the meridian of UTC+7.

New moons and the sun's longitude follow J. Meeus, Astronomical Algorithms (1998), chapters 25 and 49, the
rules of the calendar H. Aslaksen, The Mathematics of the Chinese Calendar: month 11 holds the winter
solstice, and the first month without a major solar term in a year of thirteen months is a leap month.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from math import floor, pi, sin

_EPOCH = date(1900, 1, 1)
_JULIAN_OF_EPOCH = 2_415_021
_SYNODIC = 29.530588853
_ZONE = 7 / 24
_YEARS = range(1900, 2100)
_LONG_YEAR = 13

STEMS = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
BRANCHES = ("tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi")
_SPELLINGS = {"kỉ": "kỷ", "quí": "quý", "tí": "tý", "tị": "tỵ", "mẹo": "mão"}


def solar_day(year: int, month: int, day: int) -> date | None:
    """Give the solar day of a lunar date (ordinary month); None where the calendar has no such day."""
    if year not in _YEARS or not 1 <= day <= 30:  # noqa: PLR2004
        return None
    start, following = _month(year, month)
    return _from_julian(start + day - 1) if start + day - 1 < following else None


def tet(year: int) -> date | None:
    """Give the first day of the lunar year (mùng 1 Tết)."""
    return solar_day(year, 1, 1)


def year_of_name(name: str, near: int) -> int | None:
    """Give the year called by a stem and branch (`giáp thìn` = 2024, 1964, ...) that is nearest to `near`."""
    words = [_SPELLINGS.get(word, word) for word in name.split()]
    if len(words) != 2 or words[0] not in STEMS or words[1] not in BRANCHES:  # noqa: PLR2004
        return None
    stem, branch = STEMS.index(words[0]), BRANCHES.index(words[1])
    fitting = (year for year in range(near - 30, near + 30) if (year - 4) % 10 == stem and (year - 4) % 12 == branch)
    return next(fitting, None)


def _month(year: int, month: int) -> tuple[int, int]:
    """Give the Julian days on which a lunar month and the next one begin."""
    base = year if month < 11 else year + 1  # noqa: PLR2004
    starts, leap = _lunar_year(base)
    index = (month - 11) % 12
    index += leap is not None and index >= leap
    return starts[index], starts[index + 1]


@lru_cache(maxsize=64)
def _lunar_year(year: int) -> tuple[tuple[int, ...], int | None]:
    """Give the month beginnings from month 11 of the year before to month 11 of `year`, and the leap month's index."""
    first, last = _month_eleven(year - 1), _month_eleven(year)
    number = round((first - _JULIAN_OF_EPOCH) / _SYNODIC)
    starts = [first]
    while starts[-1] < last + 1:
        number += 1
        day = _new_moon(number)
        if day > starts[-1]:
            starts.append(day)
    starts = [day for day in starts if day <= last] + [day for day in starts if day > last][:1]
    if len([day for day in starts if day < last]) < _LONG_YEAR:
        return tuple(starts), None
    leap = next(
        (index for index in range(1, _LONG_YEAR) if _solar_term(starts[index]) == _solar_term(starts[index + 1])), None
    )
    return tuple(starts), leap


def _month_eleven(year: int) -> int:
    """Give the day on which the lunar month with the winter solstice of `year` begins."""
    end_of_year = (date(year, 12, 31) - _EPOCH).days + _JULIAN_OF_EPOCH
    number = floor((end_of_year - _JULIAN_OF_EPOCH) / _SYNODIC)
    start = _new_moon(number)
    return _new_moon(number - 1) if _solar_term(start) >= 9 else start  # noqa: PLR2004


def _solar_term(julian_day: int) -> int:
    """Give the major solar term (0 to 11) in whose span a day begins, at local midnight."""
    return floor(_sun_longitude(julian_day - 0.5 - _ZONE) / 30)


@lru_cache(maxsize=4096)
def _new_moon(number: int) -> int:
    """Give the local Julian day of the n-th new moon after 1900-01-01."""
    t = number / 1236.85
    rad = pi / 180
    mean = 2415020.75933 + 29.53058868 * number + 0.0001178 * t * t - 0.000000155 * t**3
    mean += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t * t) * rad)
    sun = (359.2242 + 29.10535608 * number - 0.0000333 * t * t - 0.00000347 * t**3) * rad
    moon = (306.0253 + 385.81691806 * number + 0.0107306 * t * t + 0.00001236 * t**3) * rad
    latitude = (21.2964 + 390.67050646 * number - 0.0016528 * t * t - 0.00000239 * t**3) * rad
    shift = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun)
    shift += -0.4068 * sin(moon) + 0.0161 * sin(2 * moon) - 0.0004 * sin(3 * moon)
    shift += 0.0104 * sin(2 * latitude) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    shift += 0.0004 * sin(2 * latitude + sun) - 0.0004 * sin(2 * latitude - sun)
    shift += -0.0006 * sin(2 * latitude + moon) + 0.0010 * sin(2 * latitude - moon) + 0.0005 * sin(2 * moon + sun)
    lag = -0.000278 + 0.000265 * t + 0.000262 * t * t
    return floor(mean + shift - lag + 0.5 + _ZONE)


def _sun_longitude(moment: float) -> float:
    """Give the sun's apparent longitude in degrees (0 to 360) at a Julian date."""
    t = (moment - 2451545.0) / 36525
    rad = pi / 180
    anomaly = (357.52910 + 35999.05030 * t - 0.0001559 * t * t - 0.00000048 * t**3) * rad
    longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t * t
    longitude += (1.914600 - 0.004817 * t - 0.000014 * t * t) * sin(anomaly)
    longitude += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    return longitude % 360


def _from_julian(day: int) -> date:
    return _EPOCH + timedelta(days=day - _JULIAN_OF_EPOCH)
