"""Days and recurrences that a person gives: words read as the parser reads them, and a time expression that falls due on another day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from vbparse.export.tasks import values
from vbparse.revise import making
from vbparse.revise.checks import check_rules
from vbparse.revise.naming import context_of
from vbparse.serve.refusals import Refused
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.entities.model import Time as TimeValue
    from vbparse.export.tasks import TaskRow
    from vbparse.plan.model import PlanDocument, Time
    from vbparse.revise.corrections import Operation, TimeField

_BEFORE: Final = 28
"""Characters before a phrase that are shown with it: `before`, `no later than` stand there."""
_ENDS: Final[tuple[TimeField, ...]] = ("start_date", "end_date")


class Phrase(NamedTuple):
    """A deadline of a task as printed, with the words `before` it.

    `day` is how it was read, empty where it was not; `source` is the node that it is inherited from, None for the task's
    own; `others` counts the other tasks that have it too.
    """

    time: str
    before: str
    words: str
    day: str
    source: str | None
    others: int


def phrases(plan: PlanDocument, row: TaskRow) -> tuple[Phrase, ...]:
    """Give the phrases that a task's days come from, or may come from: deadlines whose day was not read are among them."""
    times = {time.id: time for time in plan.times}
    inherited = {given.value: given.node for given in row.task.inherited if given.slot == "deadlines"}
    users = [frozenset((*task.deadlines, *(given.value for given in task.inherited))) for task in plan.tasks]
    found = []
    for key in dict.fromkeys((*row.task.deadlines, *inherited)):
        time = times.get(key)
        if time is None or (time.rrule and not time.due):
            continue
        source = None if key in row.task.deadlines else inherited[key]
        others = sum(key in used for used in users) - 1
        found.append(Phrase(key, _before(plan, time), time.evidence.text, time.due or "", source, others))
    return tuple(found)


def loose_days(row: TaskRow, shown: tuple[Phrase, ...]) -> tuple[str, ...]:
    """Give the days of a task that no phrase tells."""
    told = {phrase.day for phrase in shown}
    return tuple(day for day in values(row.due) if day not in told)


def set_due(plan: PlanDocument, time: Time, day: str) -> list[Operation]:
    """Let a time expression fall due on a day; its ends, where they are that day or the next, move with it."""
    made: list[Operation] = []
    if time.due:
        by = date.fromisoformat(day) - date.fromisoformat(time.due)
        for field in _ENDS:
            new = _moved(getattr(time, field), time.due, by)
            if new is not None:
                made.append(making.set_time(plan, time.id, field, new))
    return [*made, making.set_time(plan, time.id, "due", day)]


def read_time(plan: PlanDocument, words: str) -> TimeValue | None:
    """Read words that tell a time as the parser would; None where they do not tell one."""
    from vbparse.entities.times import find_times  # noqa: PLC0415 (loads the lexicon)
    from vbparse.outline.passages import Passage  # noqa: PLC0415
    from vbparse.textmap import Span  # noqa: PLC0415

    passage = Passage("", "body", Span(0, len(words)), words, meaning="time")
    found, _ = find_times([passage], context_of(plan), ())
    return found[0].value if len(found) == 1 else None


def rule_of(plan: PlanDocument, words: str) -> str:
    """Give the recurrence that a person writes, as RRULE or in words (`ngày 20 hằng tháng`). Raises `Refused`."""
    if words.startswith("FREQ="):
        try:
            return check_rules(words)
        except ValueError as error:
            raise Refused("which_rule", words=words) from error
    read = read_time(plan, words)
    if read is None or not read.rrule:
        raise Refused("which_rule", words=words)
    return read.rrule


def _moved(end: str | None, due: str, by: timedelta) -> str | None:
    try:
        stands = date.fromisoformat(end or "")
        near = 0 <= (stands - date.fromisoformat(due)).days <= 1
        return (stands + by).isoformat() if near else None
    except (ValueError, OverflowError):  # the calendar ends with the year 9999
        return None


def _before(plan: PlanDocument, time: Time) -> str:
    start = time.evidence.start
    words = plan.text[max(0, start - _BEFORE) : start].rpartition("\n")[2]
    return words if len(words) < _BEFORE else words.partition(" ")[2]
