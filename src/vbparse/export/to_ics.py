"""A calendar (iCalendar, RFC 5545): tasks as to-dos, events as events.

Days are whole days (`VALUE=DATE`); clock times are of Asia/Ho_Chi_Minh. An item keeps its UID when the plan
is read again, so that a calendar which takes it in once more changes it instead of doubling it. Calendars that look
at SEQUENCE want it raised for that: `update` does it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from vbparse.export.calendar import (
    DAY_BEFORE,
    DAY_EARLIER,
    WEEK_BEFORE,
    ZONE,
    begin,
    new_calendar,
    new_todo,
    remind,
    tell,
    word,
)
from vbparse.export.columns import JOIN, day_of, inherited_words
from vbparse.export.ical import Component, Rule
from vbparse.export.options import DEFAULTS, ExportOptions
from vbparse.export.recurrence import first_possible_day, last_day, place
from vbparse.export.tasks import Given, TaskRow, duties, values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.export.update import Change, Updated
    from vbparse.plan.model import PlanDocument, Time

NAME: Final = "ics"
SUFFIX: Final = ".ics"
ABOUT: Final = {"vi": "lịch: việc cần làm và sự kiện", "en": "a calendar of to-dos and events"}


def render(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:
    """Give the calendar: a VTODO for each task (one a deadline where it has several), a VEVENT for each event."""
    name = " ".join(filter(None, (plan.header.type, plan.header.code))) or plan.source.name
    calendar = new_calendar(name, options.lang)
    for item in items(plan, options):
        calendar.add_component(item)
    return calendar.to_ical()


def update(existing: bytes, change: Change, options: ExportOptions) -> Updated:
    """Bring a calendar up to date, see `calendar_update`. Raises `InputError`."""
    from vbparse.export.calendar_update import update_calendar  # noqa: PLC0415 (its library is slow to import)

    plans = change.plans
    name = " ".join(filter(None, (plans[0].header.type, plans[0].header.code))) if plans else ""
    fresh = new_calendar(name, options.lang)
    for plan in plans:
        for item in items(plan, options):
            fresh.add_component(item)
    return update_calendar(existing, fresh.to_ical(), change)


def items(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> Iterator[Component]:
    """Yield the to-dos and events of a plan."""
    writer = _Writer(plan, options)
    yield from writer.todos()
    yield from writer.events()


class _Writer:
    """Makes the items of one calendar."""

    def __init__(self, plan: PlanDocument, options: ExportOptions) -> None:
        self._plan = plan
        self._lang = options.lang
        self._start = first_possible_day(plan)

    def todos(self) -> Iterator[Component]:
        for row in duties(self._plan):
            days = [day for given in row.due if (day := day_of(given.value))]
            for number, day in enumerate(days, 1):
                item = self._todo(row, "" if number == 1 else f":due{number}")
                item.add("due", day)
                remind(item, row.task.text, WEEK_BEFORE, DAY_BEFORE, of_end=True)
                yield item
            placed = (self._recurring(row, rule, number) for number, rule in enumerate(row.rrule, 1))
            rules = [item for item in placed if item is not None]
            yield from rules
            if not days and not rules:
                yield self._todo(row, "")

    def events(self) -> Iterator[Component]:
        """Give what takes place on days that are known; events of one node are counted in its order."""
        counts: dict[str, int] = {}
        for event in self._plan.times:
            if event.role != "event":
                continue
            counts[event.node] = counts.get(event.node, 0) + 1
            if (item := self._event(event, counts[event.node])) is not None:
                yield item

    def _todo(self, row: TaskRow, mark: str, note: str = "") -> Component:
        uid = f"{self._plan.plan_id}:{row.task.id}{mark}"
        item = new_todo(uid, row.task.text, plan_id=self._plan.plan_id, task=row.task.id, start=self._start)
        item.add("description", self._about(row, note))
        if row.lead:
            item.add("categories", list(values(row.lead)))
        return item

    def _recurring(self, row: TaskRow, rule: Given, number: int) -> Component | None:
        """Give a to-do that comes again, to the end of the plan's years; None where it cannot be laid on days."""
        placed = place(rule.value, self._start) if self._start else None
        if placed is None:
            return None
        item = self._todo(row, f":every{number}", word("chosen", self._lang) if placed.chosen else "")
        item.add("dtstart", placed.first)
        end = last_day(placed.rule, placed.first, self._plan)
        item.add("rrule", Rule(f"{placed.rule};UNTIL={end:%Y%m%d}" if end else placed.rule))
        item.add("x-vbparse-rrule", Rule(rule.value))
        remind(item, row.task.text, DAY_BEFORE)
        return item

    def _event(self, event: Time, number: int) -> Component | None:
        days = [day for text in (event.dates or (event.start_date,)) if text and (day := day_of(text))]
        if not days:
            return None
        item = Component("VEVENT")
        text = self._node_texts().get(event.node) or self._plan.header.title or event.evidence.text
        uid = f"{self._plan.plan_id}:{event.node}:event{number}"
        begin(item, uid, text, plan_id=self._plan.plan_id, start=self._start)
        item.add("description", f"{text}\n{event.evidence.text}")
        _add_days(item, event, days)
        item.add("transp", "TRANSPARENT")
        remind(item, text, DAY_EARLIER if _clock(event.start_time) else DAY_BEFORE)
        return item

    def _about(self, row: TaskRow, note: str) -> str:
        where = f"{self._plan.header.code or self._plan.source.name}, {row.task.id}"
        if row.pages:
            where += f", {word('page', self._lang)} {', '.join(map(str, row.pages))}"
        lines = {
            "lead": JOIN.join(values(row.lead)),
            "cooperate": JOIN.join(values(row.cooperate)),
            "report": JOIN.join(values(row.report_to)),
            "times": JOIN.join(values(row.times)),
            "inherited": inherited_words(row, self._lang),
            "place": where,
        }
        return tell(row.task.text, lines, self._lang, note)

    def _node_texts(self) -> dict[str, str]:
        found: dict[str, str] = {}
        nodes = list(self._plan.outline)
        while nodes:
            node = nodes.pop()
            found[node.id] = node.text
            nodes.extend(node.children)
        return found


def _add_days(item: Component, event: Time, days: list[date]) -> None:
    """Put an event on its days: whole days, or clock times of one day."""
    first = days[0]
    last = day_of(event.end_date or "") or first
    clock = _clock(event.start_time)
    if clock is None:
        item.add("dtstart", first)
        if len(days) > 1:
            item.add("rdate", days[1:])
        item.add("dtend", (first if len(days) > 1 else last) + timedelta(days=1))
        return
    item.add("dtstart", datetime.combine(first, clock), parameters={"TZID": ZONE})
    if (end := _clock(event.end_time)) is not None:
        item.add("dtend", datetime.combine(last, end), parameters={"TZID": ZONE})


def _clock(text: str | None) -> time | None:
    try:
        return time.fromisoformat(text) if text else None
    except ValueError:
        return None
