"""What makes a task doubtful: signs that a slot was missed, or that it is no task at all.

Not every task without a unit is doubtful: the contents of a plan often name nobody. It is where those around it
name one, where a word asks for a unit that was not found, or where a few words stand alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vbparse.diagnostics import Diagnostic
    from vbparse.entities.model import Mention, Unit
    from vbparse.tasks.model import Task
    from vbparse.textmap import Span

_WITH: Final = compile_pattern(r"\bphối hợp\s+(?:chặt chẽ\s+)?(?:với|cùng|các)\b", re.IGNORECASE)
_HANDS_ON: Final = compile_pattern(r"\s*(?:nộp|gửi|chuyển|trình|bàn giao)\b", re.IGNORECASE)
_HANDS_TO: Final = compile_pattern(
    r"\b(?:nộp|gửi|chuyển|trình|bàn giao|cung cấp)\b[^.;]{0,80}\b(?:cho|về|đến|tới)\b", re.IGNORECASE
)
_REPORTS: Final = compile_pattern(r"\b(?:báo cáo|gửi|nộp|trình)\b", re.IGNORECASE)
_ASKS_FOR_UNIT: Final = compile_pattern(
    r"\s*(?:chịu trách nhiệm|chủ trì|giao\s|yêu cầu|đề nghị|đồng chí|phân công|thành viên)", re.IGNORECASE
)
_NAMES_PERSON: Final = compile_pattern(r"\s*(?:các\s+)?(?:đồng chí|đ/c|đ\.c|ông|bà)\s", re.IGNORECASE)
_INITIALS_ACT: Final = compile_pattern(r"\b[A-ZĐ]{3,}\s+(?:hỗ trợ|thực hiện|tổ chức|chủ trì|phụ trách|hướng dẫn)\b")
_SHORT: Final = 60
"""Characters of a clause that may be a label or the rest of a list."""


_CAST_DOUBT: Final = frozenset({
    "DATE_YEAR_UNKNOWN", "DEADLINE_BEFORE_ISSUE", "DEADLINE_CASCADE_BROKEN", "DEADLINE_CONFLICT", "DEADLINE_INVALID_DATE",
    "DEADLINE_OUTSIDE_PLAN_YEAR", "DUTY_DATE_DIFFERS", "DUTY_LEAD_DIFFERS", "ROLE_FROM_MODEL", "UNIT_ABBR_AMBIGUOUS", "UNIT_ABOLISHED",
    "UNIT_FROM_MODEL", "UNIT_NOT_YET", "UNIT_PLACE_UNKNOWN", "UNIT_SPELLING", "UNIT_UNKNOWN",
})  # fmt: skip
"""Findings of other stages that make the tasks doubtful in which they lie, or whose units they are about."""


def with_doubts(
    tasks: Sequence[Task], findings: Iterable[Diagnostic], units: Iterable[Mention[Unit]]
) -> tuple[Task, ...]:
    """Add to each task's review marks the findings of all stages that touch it."""
    doubts = [finding for finding in findings if finding.code in _CAST_DOUBT and finding.span is not None]
    spans = {finding.span for finding in doubts}
    names = {mention.span: mention.value.name for mention in units if mention.span in spans}
    return tuple(_with(task, doubts, names) for task in tasks) if doubts else tuple(tasks)


def _with(task: Task, doubts: Sequence[Diagnostic], names: Mapping[Span, str]) -> Task:
    slots = {unit.value.name for unit in (*task.lead, *task.cooperate, *task.advise_to, *task.report_to)}
    codes = [
        finding.code
        for finding in doubts
        if finding.span is not None and (task.span.contains(finding.span) or names.get(finding.span) in slots)
    ]
    return task._replace(review=tuple(dict.fromkeys((*task.review, *codes))))


def doubts_about(text: str, tasks: Sequence[Task]) -> tuple[tuple[str, ...], ...]:
    """Name for each task, by the codes of findings, why a person should look at it."""
    assigned = _Assigned(tasks)
    return tuple(
        _doubts(text[task.span.start : task.span.end], task, expected=assigned.expects(task)) for task in tasks
    )


class _Assigned:
    """How many of the tasks beside and around a task name who leads."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._shares: defaultdict[str, list[bool]] = defaultdict(list)
        for task in tasks:
            for place in _places(task):
                self._shares[place].append(bool(task.lead))

    def expects(self, task: Task) -> bool:
        """Tell whether at least half of the tasks beside it, or in its section, name a lead."""
        return any(2 * sum(leads) >= len(leads) for place in _places(task) if (leads := self._shares[place]))


def _places(task: Task) -> tuple[str, str]:
    """Give the item above a task and the section it stands in (its own node where it is one)."""
    return f"{task.node.rpartition('.')[0]}.", task.node.partition(".")[0]


def _doubts(clause: str, task: Task, *, expected: bool) -> tuple[str, ...]:
    found = []
    nobody = not task.lead and not task.cooperate
    if not task.lead and task.cooperate:
        found.append("COOPERATE_WITHOUT_LEAD")
    if (nobody and expected) or (not task.lead and _asks_for_unit(clause)):
        found.append("LEAD_MISSING")
    if _NAMES_PERSON.match(clause) and any(given.slot == "lead" for given in task.inherited):
        found.append("SUBJECT_NOT_LEAD")
    if not task.cooperate and _WITH.search(clause):
        found.append("COOPERATE_MISSING")
    if not task.report_to and _hands_over(clause, nobody=not task.lead):
        found.append("ADDRESSEE_MISSING")
    if not task.lead and (len(clause) < _SHORT or ":" in clause):
        found.append("TASK_DOUBTFUL")
    if any(unit.rule == "open" for unit in (*task.lead, *task.cooperate, *task.report_to)):
        found.append("UNIT_UNREGISTERED")
    if any(time.rule == "every" and time.value.role == "frequency" for time in task.deadlines):
        found.append("FREQUENCY_UNSURE")
    return tuple(found)


def _asks_for_unit(clause: str) -> bool:
    """Tell a clause that must name somebody: `Chịu trách nhiệm …`, `Yêu cầu các đồng chí …`, `GVHD hỗ trợ`."""
    return bool(_ASKS_FOR_UNIT.match(clause) or _INITIALS_ACT.search(clause))


def _hands_over(clause: str, *, nobody: bool) -> bool:
    """Tell a clause in which something goes to somebody: `Nộp 03 dự án …`, `gửi … về`; `báo cáo` where nobody leads."""
    return bool(_HANDS_ON.match(clause) or _HANDS_TO.search(clause) or (nobody and _REPORTS.search(clause)))
