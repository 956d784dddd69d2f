"""Which of the times of a task are its deadlines, and which repeat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from vbparse.entities.model import Mention, Time

# "dự toán ngân sách hằng năm", "báo cáo hằng tuần": the frequency tells which plan or report, no duty.
_NAMES_A_KIND = compile_pattern(
    r"(?:ngân sách|dự toán|kế hoạch|chương trình(?: công tác)?|vào báo cáo|chế độ báo cáo(?: nhanh| định kỳ)?|nghị quyết|kinh phí|chỉ tiêu|quy hoạch)\s*$",
    re.IGNORECASE,
)


def own_deadlines(text: str, times: tuple[Mention[Time], ...]) -> tuple[Mention[Time], ...]:
    """Give the mentions that date the task: deadlines, and frequencies that say how often it is done."""
    kept = []
    for time in times:
        value = time.value
        if value.role == "deadline" or (value.role == "frequency" and value.rrule and not _kind_only(text, time)):
            kept.append(time)
    return tuple(kept)


def _kind_only(text: str, time: Mention[Time]) -> bool:
    return bool(_NAMES_A_KIND.search(text, max(0, time.span.start - 40), time.span.start))


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
