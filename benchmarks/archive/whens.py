"""Deadlines and recurrences, each with what it means."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from random import Random

_DAY = timedelta(days=1)
_QUARTERS = ("I", "II", "III", "IV")


class When(NamedTuple):
    """A time in a task: words, last admissible days (ISO), recurrence rules."""

    text: str
    due: tuple[str, ...] = ()
    rrule: tuple[str, ...] = ()


RECURRENT = (
    When("hằng tháng", (), ("FREQ=MONTHLY",)),
    When("hằng quý", (), ("FREQ=MONTHLY;INTERVAL=3",)),
    When("định kỳ hằng quý", (), ("FREQ=MONTHLY;INTERVAL=3",)),
    When("định kỳ 6 tháng", (), ("FREQ=MONTHLY;INTERVAL=6",)),
    When("định kỳ hằng tháng", (), ("FREQ=MONTHLY",)),
    When("hằng tuần", (), ("FREQ=WEEKLY",)),
)


def choose_deadline(random: Random, after: date, year: int) -> When:
    """Choose a deadline between a day and the end of the year, in one of the ways that plans have."""
    day = _day(random, after + 21 * _DAY, year)
    month = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    quarter = _quarter_end(day)
    return random.choice(
        (
            When(f"trước ngày {_figures(day)}", (_iso(day - _DAY),)),
            When(f"hoàn thành trước ngày {_figures(day)}", (_iso(day - _DAY),)),
            When(f"trước ngày {_words(day)}", (_iso(day - _DAY),)),
            When(f"chậm nhất ngày {_words(day)}", (_iso(day),)),
            When(f"chậm nhất ngày {_figures(day)}", (_iso(day),)),
            When(f"hoàn thành trong tháng {day.month}/{day.year}", (_iso(month),)),
            When(f"hoàn thành trong Quý {_QUARTERS[(day.month - 1) // 3]} năm {day.year}", (_iso(quarter),)),
        )
    )


def choose_slot(random: Random, after: date, year: int) -> When:
    """Choose the time of a slot ("Thời gian hoàn thành: ...") or of a cell."""
    day = _day(random, after + 21 * _DAY, year)
    month = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    quarter = _QUARTERS[(day.month - 1) // 3]
    return random.choice(
        (
            When(f"Trước ngày {_figures(day)}", (_iso(day - _DAY),)),
            When(f"Tháng {day.month}/{day.year}", (_iso(month),)),
            When(f"Tháng {day.month} năm {day.year}", (_iso(month),)),
            When(f"Quý {quarter}/{day.year}", (_iso(_quarter_end(day)),)),
            When(f"Quý {quarter} năm {day.year}", (_iso(_quarter_end(day)),)),
        )
    )


def choose_report(random: Random, after: date, year: int) -> When:
    """Choose when a report is due: once, or each period."""
    if random.random() < 0.4:
        last = random.randint(5, 25)
        monthly = When(f"trước ngày {last} hằng tháng", (), (f"FREQ=MONTHLY;BYMONTHDAY={last - 1}",))
        return random.choice((monthly, *RECURRENT[1:4]))
    day = _day(random, max(after + 30 * _DAY, date(year, 9, 1)), year)
    return When(f"trước ngày {_figures(day)}", (_iso(day - _DAY),))


def _day(random: Random, first: date, year: int) -> date:
    return first + timedelta(days=random.randint(0, (date(year, 12, 20) - first).days))


def _quarter_end(day: date) -> date:
    month = (day.month + 2) // 3 * 3
    return date(day.year, month, calendar.monthrange(day.year, month)[1])


def _iso(day: date) -> str:
    return day.isoformat()


def _figures(day: date) -> str:
    """Write a day as the decree has it: days below 10 and months below 3 get a nought."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day.month < 3 else f"{day.day:02d}/{day.month}/{day.year}"


def _words(day: date) -> str:
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d} tháng {month} năm {day.year}"
