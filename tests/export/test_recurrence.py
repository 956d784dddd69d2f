from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planmaker import make_plan
from vbparse.export.recurrence import describe, occurrences, place


@pytest.mark.parametrize(
    ("rule", "vietnamese", "english"),
    [
        ("FREQ=DAILY", "hằng ngày", "every day"),
        ("FREQ=WEEKLY;BYDAY=MO,FR", "hằng tuần, thứ Hai, thứ Sáu", "every week, Monday, Friday"),
        ("FREQ=MONTHLY;BYMONTHDAY=14", "hằng tháng, ngày 14", "every month, day 14"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "hằng tháng, ngày cuối tháng", "every month, last day of the month"),
        ("FREQ=MONTHLY;INTERVAL=3", "hằng quý", "every quarter"),
        ("FREQ=MONTHLY;INTERVAL=6", "6 tháng một lần", "every 6 months"),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=31", "hằng năm, ngày 31 tháng 5", "every year, day 31 month 5"),
        ("FREQ=MONTHLY;BYSETPOS=1", "FREQ=MONTHLY;BYSETPOS=1", "FREQ=MONTHLY;BYSETPOS=1"),
        ("thường xuyên", "thường xuyên", "thường xuyên"),
    ],
)
def test_rules_in_words(rule: str, vietnamese: str, english: str) -> None:
    assert describe(rule, "vi") == vietnamese
    assert describe(rule, "en") == english


@pytest.mark.parametrize(
    ("rule", "first", "chosen"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=14", date(2024, 3, 14), False),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", date(2024, 2, 29), False),
        ("FREQ=MONTHLY;INTERVAL=6", date(2024, 6, 30), True),
        ("FREQ=MONTHLY;INTERVAL=3", date(2024, 3, 31), True),
        ("FREQ=YEARLY", date(2024, 12, 31), True),
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=14", date(2024, 11, 14), False),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2024, 2, 29), False),
        ("FREQ=WEEKLY;BYDAY=MO", date(2024, 2, 19), False),
        ("FREQ=WEEKLY", date(2024, 2, 23), True),
        ("FREQ=DAILY", date(2024, 2, 17), False),
    ],
)
def test_the_first_day_of_a_recurrence(rule: str, first: date, *, chosen: bool) -> None:
    placed = place(rule, date(2024, 2, 17))

    assert placed is not None
    assert (placed.first, placed.chosen) == (first, chosen)


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=HOURLY", "", "FREQ=MONTHLY;BYSETPOS=1"])
def test_a_rule_without_a_day_is_not_laid_on_one(rule: str) -> None:
    assert place(rule, date(2024, 2, 17)) is None


RULES = st.from_regex(
    r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY|X);INTERVAL=[0-9a-z-]{0,3}(;BYMONTHDAY=[0-9,-]{0,6})?(;BYMONTH=[0-9,]{0,3})?",
    fullmatch=True,
)


@given(st.text(max_size=60) | RULES)
def test_any_rule_is_put_in_words_and_laid_or_not(rule: str) -> None:
    assert isinstance(describe(rule), str)
    assert place(rule, date(2024, 2, 17)) is None or rule


def days_of(rule: str, **header: object) -> list[str]:
    plan = make_plan()
    plan = plan.model_copy(update={"header": plan.header.model_copy(update=header)})
    return [day.isoformat() for day, _ in occurrences(rule, plan)]


def test_a_recurrence_ends_with_the_years_of_the_plan() -> None:
    assert days_of("FREQ=MONTHLY;BYMONTHDAY=15")[-1] == "2024-12-15"
    assert len(days_of("FREQ=MONTHLY;BYMONTHDAY=15")) == 11
    assert days_of("FREQ=MONTHLY;INTERVAL=3", year=(2024, 2025))[-1] == "2025-12-31"


def test_what_comes_every_year_goes_on_for_five_years() -> None:
    assert days_of("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30") == [f"{year}-06-30" for year in range(2024, 2030)]


def test_without_a_day_to_begin_nothing_is_laid_out() -> None:
    assert days_of("FREQ=MONTHLY;BYMONTHDAY=15", date=None, year=()) == []
    assert days_of("FREQ=MONTHLY;BYMONTHDAY=15", date="2024-XX-XX", year=(2024,))[0] == "2024-01-15"
    assert days_of("FREQ=HOURLY") == []
