"""Days, the lunar calendar, days off, and periods counted from an anchor."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.entities.times.calendar import (
    add_duration,
    day_off,
    extent,
    last_admissible,
    lunar_extent,
    next_working_day,
    nth_week,
    parse_day,
)
from vbparse.entities.times.lunar import solar_day, year_of_name
from vbparse.entities.times.model import BLANK, Point
from vbparse.entities.times.words import number

TET = {
    1968: "1968-01-29", 1985: "1985-01-21", 2000: "2000-02-05", 2007: "2007-02-17", 2020: "2020-01-25", 2023: "2023-01-22",
    2024: "2024-02-10", 2025: "2025-01-29", 2026: "2026-02-17", 2027: "2027-02-06", 2028: "2028-01-26", 2030: "2030-02-02",
}  # fmt: skip


@pytest.mark.parametrize(("year", "day"), TET.items())
def test_tet_is_on_the_day_of_the_vietnamese_calendar(year: int, day: str) -> None:
    assert solar_day(year, 1, 1) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("lunar", "solar"),
    [
        ((2024, 3, 10), "2024-04-18"),
        ((2025, 3, 10), "2025-04-07"),
        ((2026, 3, 10), "2026-04-26"),
        ((2020, 8, 15), "2020-10-01"),
        ((2023, 3, 10), "2023-04-29"),
        ((2024, 8, 15), "2024-09-17"),
        ((2025, 8, 15), "2025-10-06"),
        ((2024, 12, 23), "2025-01-22"),
    ],
)
def test_lunar_days(lunar: tuple[int, int, int], solar: str) -> None:
    assert solar_day(*lunar) == date.fromisoformat(solar)


@given(st.integers(1901, 2098), st.integers(1, 12))
def test_lunar_months_have_29_or_30_days_and_follow_each_other(year: int, month: int) -> None:
    first = solar_day(year, month, 1)
    following = solar_day(year + month // 12, month % 12 + 1, 1)

    assert first is not None
    assert following is not None
    assert (following - first).days in {29, 30, 58, 59, 60}


def test_there_is_no_lunar_day_31_and_none_outside_the_table() -> None:
    assert solar_day(2024, 1, 31) is None
    assert solar_day(2024, 1, 30) is None
    assert solar_day(2023, 1, 30) is None
    assert solar_day(2025, 1, 30) == date(2025, 2, 27)
    assert solar_day(2500, 1, 1) is None


@pytest.mark.parametrize(
    ("name", "year"), [("giáp thìn", 2024), ("bính ngọ", 2026), ("quí mão", 2023), ("giáp giáp", None)]
)
def test_years_by_stem_and_branch(name: str, year: int | None) -> None:
    assert year_of_name(name, near=2025) == year


@pytest.mark.parametrize(
    ("point", "days"),
    [
        (Point("day", 2024, 2, 2, 29), ("2024-02-29", "2024-02-29")),
        (Point("day", 2023, 2, 2, 29), None),
        (Point("month", 2024, 2, 2), ("2024-02-01", "2024-02-29")),
        (Point("quarter", 2024, 4, 6), ("2024-04-01", "2024-06-30")),
        (Point("year", 2024), ("2024-01-01", "2024-12-31")),
        (Point("week", 2024, 2, 2, 21, 31), ("2024-02-21", "2024-02-29")),
        (Point("day", 2024, 2, 2, BLANK), ("2024-02-XX", "2024-02-XX")),
        (Point("day", 2024, BLANK, BLANK, BLANK), ("2024-XX-XX", "2024-XX-XX")),
        (Point("day", None, 2, 2, 1), None),
        (Point("month", 2024, 13, 13), None),
    ],
)
def test_extent(point: Point, days: tuple[str, str] | None) -> None:
    assert extent(point) == days


def test_a_lunar_month_reaches_to_its_last_day() -> None:
    assert lunar_extent(Point("month", 2024, 12, 12)) == ("2024-12-31", "2025-01-28")


MONTH, YEAR, DAY = ("2024-06-01", "2024-06-30"), ("2024-01-01", "2024-12-31"), ("2024-05-25", "2024-05-25")


@pytest.mark.parametrize(
    ("days", "mod", "due"),
    [
        (DAY, "before", "2024-05-24"),
        (DAY, "on_or_before", "2024-05-25"),
        (DAY, None, "2024-05-25"),
        (DAY, "on_or_after", None),
        (MONTH, "before", "2024-05-31"),
        (MONTH, "start", "2024-06-01"),
        (MONTH, "mid", "2024-06-15"),
        (MONTH, "end", "2024-06-30"),
        (YEAR, "mid", "2024-06-30"),
        (("2024-02-XX", "2024-02-XX"), None, None),
    ],
)
def test_last_admissible_day(days: tuple[str, str], mod: str | None, due: str | None) -> None:
    assert last_admissible(days, mod, clock=False) == due  # type: ignore[arg-type]


def test_before_a_clock_time_the_day_itself_is_the_last() -> None:
    assert last_admissible(DAY, "before", clock=True) == "2024-05-25"


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2024-05-25", "weekend"),
        ("2024-04-30", "holiday"),
        ("2024-09-02", "holiday"),
        ("2024-04-18", "holiday"),
        ("2024-02-09", "holiday"),
        ("2024-05-24", None),
        ("2024-04-29", "holiday"),  # given in exchange for Saturday 4/5
        ("2024-05-04", None),
        ("2099-09-02", None),  # outside the table
    ],
)
def test_days_off(day: str, why: str | None) -> None:
    assert day_off(date.fromisoformat(day)) == why


@pytest.mark.parametrize(
    ("duration", "last"),
    [
        ("P5D", "2024-03-20"),  # Friday 15/3 + 5
        ("P2D", "2024-03-18"),  # Sunday moves to Monday
        ("P5BD", "2024-03-22"),
        ("P2W", "2024-03-29"),
        ("P1M", "2024-04-15"),
        ("P1Y", "2025-03-17"),  # Saturday moves to Monday
        ("PT72H", "2024-03-18"),
        ("P99999D", None),
    ],
)
def test_periods_leave_out_the_first_day_and_do_not_end_on_a_day_off(duration: str, last: str | None) -> None:
    found = add_duration(date(2024, 3, 15), duration)

    assert (found.isoformat() if found else None) == last


def test_a_month_after_the_31st_ends_on_the_last_day() -> None:
    assert add_duration(date(2024, 1, 31), "P1M") == date(2024, 2, 29)


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_the_next_working_day_is_no_day_off_and_near(day: date) -> None:
    found = next_working_day(day)

    assert day_off(found) is None
    assert timedelta(0) <= found - day <= timedelta(days=10)


@pytest.mark.parametrize(
    ("year", "month", "number", "days"),
    [(2017, 9, 1, (4, 10)), (2024, 6, 2, (10, 16)), (2024, 6, -1, (24, 30)), (2024, 6, 6, None), (2024, 13, 1, None)],
)
def test_weeks_of_a_month(year: int, month: int, number: int, days: tuple[int, int] | None) -> None:
    assert nth_week(year, month, number) == days


@pytest.mark.parametrize(
    ("text", "value"),
    [("05", 5), ("iv", 4), ("tư", 4), ("mười hai", 12), ("hai mươi", 20), ("hai mươi mốt", 21), ("ba mươi tư", 34),
     ("hai tư", 24), ("hai mươi lăm", 25), ("trăm", None), (None, None)],
)  # fmt: skip
def test_numbers_in_words(text: str | None, value: int | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", [None, "2024-02-XX", "no day", "2024-13-01", "9999-12-31", "0001-01-01"])
def test_what_is_no_day_is_none(text: str | None) -> None:
    assert parse_day(text) is None
