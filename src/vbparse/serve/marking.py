"""Words of the document that a person marks: a new task, or what names a unit, a day, a product of a task."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, Final, cast

from vbparse.plan.model import Region
from vbparse.revise import corrections as ops
from vbparse.revise import making
from vbparse.serve.dates import read_time, set_due
from vbparse.serve.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vbparse.plan.model import PlanDocument, Time, UnitMention
    from vbparse.revise.corrections import Operation, Quote, TaskRef, UnitSlot

WHAT: Final = ("task", *ops.UNIT_SLOTS, "deadline", "deliverables", "period")
"""What words may be."""
_SIDES: Final = 4
_FULL: Final = 10
"""Letters of a day of which nothing is blank."""


def mark(plan: PlanDocument, form: Mapping[str, list[str]]) -> list[Operation]:
    """Give the operations of a form that marks words.

    `start`, `end`: the words; `what` they are; `task`: of which; `unit`, `day`: what they say, where they do not say it
    as the parser reads; `replace`: instead of what is marked there; `box`: places on a page.
    Raises `Refused`, `KeyError`, `ValueError`.
    """
    given = {name: values[0].strip() for name, values in form.items() if values}
    start, end = int(given["start"]), int(given["end"])
    if not plan.text[max(start, 0) : max(end, 0)].strip():
        raise Refused("no_words")
    quote = making.quote(plan, start, end, regions=_regions(plan, form.get("box", ())))
    what = given.get("what", "")
    if what not in WHAT:
        raise KeyError(what)
    if what == "task":
        return [_task(quote, given)]
    if not given.get("task"):
        raise Refused("which_task")
    task = making.task_ref(plan, given["task"])
    if what in ops.UNIT_SLOTS:
        return _unit(plan, quote, given, task)
    if what == "deadline":
        return _deadline(plan, quote, given, task)
    return [ops.MarkText(task=task, field=cast("Any", what), quote=quote)]


def _task(quote: Quote, given: Mapping[str, str]) -> Operation:
    lead, due = given.get("unit"), given.get("day")
    return ops.AddTask(quote=quote, lead=(lead,) if lead else (), due=(due,) if due else ())


def _unit(plan: PlanDocument, quote: Quote, given: Mapping[str, str], task: TaskRef) -> list[Operation]:
    """Let words name a unit of a task: those of a mention that is there already stay that mention."""
    slot = cast("UnitSlot", given["what"])
    typed = given.get("unit", "")
    units = {unit.id: unit for unit in plan.units}
    there: UnitMention | None = _only(plan.unit_mentions, quote)
    if there is not None and there.unit in units:
        unit = units[there.unit]
        if not typed or any(ops.same(typed, name) for name in (unit.name, *unit.abbreviations)):
            return [ops.MarkUnit(quote=_quote_of(plan, there), unit=unit.name, cls=unit.cls, task=task, slot=slot)]
    name = typed or " ".join(quote.text.split())
    cleared = _cleared(plan, "unit", quote, given)
    return [*cleared, ops.MarkUnit(quote=quote, unit=name, task=task, slot=slot)]


def _deadline(plan: PlanDocument, quote: Quote, given: Mapping[str, str], task: TaskRef) -> list[Operation]:
    """Let words be a task's deadline; where a time was read there, what is wrong of it is set right."""
    day = given.get("day") or None
    there: Time | None = _only(plan.times, quote)
    if there is not None:
        return _known_time(plan, there, day, task)
    cleared = _cleared(plan, "time", quote, given)
    read = None if day else read_time(plan, quote.text)
    if read is not None and read.rrule:
        return [*cleared, ops.MarkTime(quote=quote, role="frequency", kind="set", rrule=read.rrule, task=task)]
    due = day or (read and (read.due or _full(read.end_date)))
    if not due:
        raise Refused("which_day")
    values: dict[str, Any] = {"start_date": due, "end_date": due}
    if read is not None:
        values = {name: getattr(read, name) for name in ("kind", "start_date", "end_date", "mod")}
    return [*cleared, ops.MarkTime(quote=quote, due=due, task=task, **values)]


def _known_time(plan: PlanDocument, time: Time, day: str | None, task: TaskRef) -> list[Operation]:
    values = {name: getattr(time, name) for name in ("role", "kind", "start_date", "end_date", "mod", "due", "rrule")}
    made: list[Operation] = []
    if not time.rrule or day:
        if time.role != "deadline":
            made.append(making.set_time(plan, time.id, "role", "deadline"))
        due = day or time.due or _full(time.end_date)
        if due is None:
            raise Refused("which_day")
        if due != time.due:
            made += set_due(plan, time, due)
        values |= {one.field: one.new for one in made if isinstance(one, ops.SetTime)}
    return [*made, ops.MarkTime(quote=_quote_of(plan, time), task=task, **values)]


def _cleared(plan: PlanDocument, kind: Any, quote: Quote, given: Mapping[str, str]) -> list[Operation]:
    """Take out what is marked on some of the words, where the person says so. Raises `Refused` where not."""
    marks: tuple[Any, ...] = plan.unit_mentions if kind == "unit" else plan.times
    over = [one for one in marks if one.evidence.start < quote.end and quote.start < one.evidence.end]
    if over and not given.get("replace"):
        raise Refused("marked_already", words="”, “".join(one.evidence.text for one in over))
    return [ops.Unmark(kind=kind, mark=making.mark_ref(plan, one.id)) for one in over]


def _only(marks: Sequence[Any], quote: Quote) -> Any:
    """Give the one mention inside the words, if no other has a part in them."""
    over = [one for one in marks if one.evidence.start < quote.end and quote.start < one.evidence.end]
    inside = [one for one in over if quote.start <= one.evidence.start and one.evidence.end <= quote.end]
    return inside[0] if len(inside) == 1 == len(over) else None


def _quote_of(plan: PlanDocument, mark: Any) -> Quote:
    evidence = mark.evidence
    return making.quote(plan, evidence.start, evidence.end, regions=evidence.regions)


def _full(day: str | None) -> str | None:
    return day if day and len(day) == _FULL and "X" not in day else None


def _regions(plan: PlanDocument, boxes: Sequence[str]) -> tuple[Region, ...]:
    """Read boxes (page, then the sides in points, by commas). Raises `ValueError`."""
    found = []
    for box in boxes:
        page, *sides = box.split(",")
        x0, top, x1, bottom = numbers = tuple(map(float, sides))
        if not (len(numbers) == _SIDES and all(map(isfinite, numbers)) and x0 <= x1 and top <= bottom):
            raise ValueError(box)
        if not 1 <= int(page) <= (plan.source.pages or 0):
            raise ValueError(box)
        found.append(Region(page=int(page), bbox=(x0, top, x1, bottom)))
    return tuple(found)
