"""Findings about the dates of tasks: two dates for one report, chains of reports, dates outside the plan.

Two dates conflict only if sender, addressee, product and period agree: reports to the office that compiles by
20/5, and from there to the committee by 25/5, are a chain in good order.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from itertools import combinations, permutations
from typing import TYPE_CHECKING

from vbparse.diagnostics import Diagnostic
from vbparse.lexicon.fold import fold
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vbparse.entities.model import Mention, Unit
    from vbparse.tasks.model import Task

_REPORT = compile_pattern(r"\bbáo cáo\b", re.IGNORECASE)
_COMPILES = compile_pattern(r"\btổng hợp\b", re.IGNORECASE)
_WORD = compile_pattern(r"[^\W\d_]+")
_ALIKE = 0.8
"""Share of its words that a clause has in common with one that orders the same thing."""
_NEAR = timedelta(days=31)
"""Dates that lie farther apart belong to two periods where no period is named."""
_CLOSED = 14
"""Day of a period's last month on which its figures are closed."""
_GRACE = 3
"""Months of the next year in which a plan of one year is still being closed."""


class _Dated(NamedTuple):
    """A task with dates: who sends to whom, what in words without dates, for which period, by when."""

    task: Task
    senders: frozenset[str]
    addressees: frozenset[str]
    words: Counter[str]
    period: str | None
    days: tuple[date, ...]
    compiles: bool


def check_dates(text: str, tasks: Sequence[Task], years: Sequence[int]) -> Iterator[Diagnostic]:
    """Yield the findings about the tasks' own dates; `years` are those that the plan's title names."""
    for task in tasks:
        yield from _outside_plan(task, years)
        yield from _before_period_ends(text, task)
    reports = [_dated(text, task) for task in tasks if task.due and task.report_to]
    yield from _conflicts(reports)
    yield from _chains(reports)


def _dated(text: str, task: Task) -> _Dated:
    clause = text[task.span.start : task.span.end]
    period = task.period
    return _Dated(
        task=task,
        senders=_names(task.lead),
        addressees=_names(task.report_to),
        words=Counter(_WORD.findall(fold(clause))),
        period=fold(text[period.span.start : period.span.end]) if period else None,
        days=tuple(date.fromisoformat(day) for day in task.due),
        compiles=bool(_COMPILES.search(clause)),
    )


def _names(units: Iterable[Mention[Unit]]) -> frozenset[str]:
    return frozenset(unit.value.name for unit in units)


def _outside_plan(task: Task, years: Sequence[int]) -> Iterator[Diagnostic]:
    """Find a written year that is neither the plan's nor the beginning of the next (`trước ngày 15/01` of it)."""
    if not years:
        return
    for time in task.deadlines:
        due = time.value.due
        if due is None or "year" in time.value.inferred:
            continue
        year, month = int(due[:4]), int(due[5:7])
        late = year == max(years) + 1 and month <= _GRACE
        if not late and not min(years) - 1 <= year <= max(years):
            values = {"due": due, "years": "-".join(str(year) for year in sorted({min(years), max(years)}))}
            yield Diagnostic("DEADLINE_OUTSIDE_PLAN_YEAR", time.span, time.node, values)


def _before_period_ends(text: str, task: Task) -> Iterator[Diagnostic]:
    """Find a report that is due before the figures of its period are closed (`báo cáo 6 tháng đầu năm` by 25/5).

    They are closed on the 14th of the period's last month: Nghị định 09/2019/NĐ-CP, Điều 12.
    """
    period = task.period
    end = period.value.end_date if period else None
    reports = task.report_to or _REPORT.search(text, task.span.start, task.span.end)
    if period is None or end is None or "X" in end or not reports:
        return
    closed = f"{end[:8]}{_CLOSED}"
    for due in task.due:
        if (period.value.start_date or end) <= due < closed:
            values = {"period": text[period.span.start : period.span.end], "end": closed, "due": due}
            yield Diagnostic("REPORT_BEFORE_PERIOD_END", task.span, task.node, values)


def _conflicts(reports: Sequence[_Dated]) -> Iterator[Diagnostic]:
    for first, second in combinations(reports, 2):
        if first.days != second.days and _same_report(first, second):
            values = {"first": first.days[0].isoformat(), "second": second.days[0].isoformat(), "node": first.task.node}
            yield Diagnostic("DEADLINE_CONFLICT", second.task.span, second.task.node, values)


def _same_report(first: _Dated, second: _Dated) -> bool:
    """Tell whether two clauses order one report; those of one item or one list are steps, each with its own report."""
    if not first.senders or second.task.node.startswith(f"{first.task.node.rpartition('.')[0]}."):
        return False
    same = (first.senders, first.addressees) == (second.senders, second.addressees)
    return same and _of_one_period(first, second) and _alike(first, second)


def _alike(first: _Dated, second: _Dated) -> bool:
    """Tell whether the shorter clause says little that the longer does not (which may name its subject besides)."""
    common = (first.words & second.words).total()
    return common >= _ALIKE * min(first.words.total(), second.words.total())


def _of_one_period(first: _Dated, second: _Dated) -> bool:
    if first.period is not None or second.period is not None:
        return first.period == second.period
    return len(first.days) == len(second.days) == 1 and abs(first.days[0] - second.days[0]) <= _NEAR


def _chains(reports: Sequence[_Dated]) -> Iterator[Diagnostic]:
    """Find who passes on what others report to it, and whether its own report is due after theirs."""
    for lower, upper in permutations(reports, 2):
        passed = lower.addressees & upper.senders
        if not passed or upper.addressees <= passed or not _same_period(lower, upper):
            continue
        sure = lower.period is not None or lower.compiles or upper.compiles
        for first, last in _pairs(lower, upper):
            values = {"unit": min(passed), "first": first.isoformat(), "last": last.isoformat()}
            if first < last:
                yield Diagnostic("DEADLINE_CASCADE_OK", upper.task.span, upper.task.node, values)
            elif sure:
                yield Diagnostic("DEADLINE_CASCADE_BROKEN", upper.task.span, upper.task.node, values)


def _same_period(first: _Dated, second: _Dated) -> bool:
    """Tell whether two reports may be on one period: the same in words, or one of them names none."""
    return first.period is None or second.period is None or first.period == second.period


def _pairs(lower: _Dated, upper: _Dated) -> Iterator[tuple[date, date]]:
    """Pair each day of the lower step with the day of the upper one that belongs to it."""
    for first in lower.days:
        near = [last for last in upper.days if abs(last - first) <= _NEAR]
        if near:
            yield first, min(near, key=lambda last: abs(last - first))
