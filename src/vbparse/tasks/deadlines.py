"""Which of the times of a task are its deadlines, and which repeat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.patterns import compile_pattern
from vbparse.textmap import Span

if TYPE_CHECKING:
    from vbparse.entities.model import Mention, Time, Unit
    from vbparse.tasks.mentions import Index

# "dự toán ngân sách hằng năm", "báo cáo hằng tuần": the frequency tells which plan or report, no duty.
_NAMES_A_KIND = compile_pattern(
    r"(?:ngân sách|(?<!đơn vị )dự toán|kế hoạch|chương trình(?: công tác)?|vào báo cáo|chế độ báo cáo(?: nhanh| định kỳ)?|nghị quyết|kinh phí|chỉ tiêu|(?<!diện )(?<!trong )quy hoạch)\s*$",
    re.IGNORECASE,
)
_REGULARLY = compile_pattern(r"định kỳ\b", re.IGNORECASE)
_REPORT = compile_pattern(r"báo cáo", re.IGNORECASE)
_REACH = 100  # characters in which the noun, and the name that it may end, begin


def own_deadlines(text: str, times: tuple[Mention[Time], ...], units: Index[Unit]) -> tuple[Mention[Time], ...]:
    """Give the mentions that date the task: deadlines, and frequencies that say how often it is done."""
    kept = []
    for time in times:
        value = time.value
        if value.role == "deadline" or (
            value.role == "frequency" and value.rrule and not _kind_only(text, time, units)
        ):
            kept.append(time)
    return tuple(kept)


def _kind_only(text: str, time: Mention[Time], units: Index[Unit]) -> bool:
    """Tell whether the noun before a frequency says what kind is meant; one in the name of a body says nothing.

    Nor does one before `định kỳ`, which says how often something is done; only reports are of that kind.
    """
    before = Span(max(0, time.span.start - _REACH), time.span.start)
    noun = _NAMES_A_KIND.search(text, before.start, before.end)
    if noun is None or (_REGULARLY.match(text, time.span.start) and not _REPORT.search(noun[0])):
        return False
    return not any(not text[unit.span.end : before.end].strip() for unit in units.inside(before))


def due_days(deadlines: tuple[Mention[Time], ...]) -> tuple[str, ...]:
    """Give the last admissible days, sorted, each once."""
    return tuple(sorted({time.value.due for time in deadlines if time.value.due}))


def rules_of(deadlines: tuple[Mention[Time], ...]) -> tuple[str, ...]:
    """Give the recurrences of a task; a bare `hằng năm` gives way to a dated rule of the same frequency."""
    rules: list[str] = []
    for time in deadlines:
        for rule in (time.value.rrule or "").split(" + "):
            if rule and rule not in rules:
                rules.append(rule)
    exact = {rule.split(";")[0] for rule in rules if ";BY" in rule}
    return tuple(rule for rule in rules if ";" in rule or rule not in exact)
