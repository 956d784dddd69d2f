"""A calendar (iCalendar, RFC 5545): tasks as to-dos, events as events.

Days are whole days (`VALUE=DATE`); clock times are of Asia/Ho_Chi_Minh. An item keeps its UID when the plan
is read again, so that a calendar which takes it in once more changes it instead of doubling it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from vbparse import __version__
from vbparse.export.columns import JOIN, day_of, inherited_words
from vbparse.export.options import DEFAULTS, ExportOptions
from vbparse.export.recurrence import first_possible_day, last_day, place
from vbparse.export.tasks import Given, TaskRow, duties, values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.export.options import Lang
    from vbparse.plan.model import PlanDocument, Time

NAME: Final = "ics"
SUFFIX: Final = ".ics"
ABOUT: Final = {"vi": "lịch: việc cần làm và sự kiện", "en": "a calendar of to-dos and events"}

ZONE: Final = "Asia/Ho_Chi_Minh"
_SUMMARY: Final = 120
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "lead": "Chủ trì",
        "cooperate": "Phối hợp",
        "report": "Báo cáo cho",
        "times": "Thời hạn ghi trong văn bản",
        "inherited": "Kế thừa",
        "place": "Nơi ghi",
        "page": "trang",
        "chosen": "Văn bản không nêu ngày trong kỳ: tạm lấy ngày cuối kỳ.",
    },
    "en": {
        "lead": "Lead",
        "cooperate": "Cooperating",
        "report": "Reports to",
        "times": "Deadline as printed",
        "inherited": "Inherited",
        "place": "Found in",
        "page": "page",
        "chosen": "The document names no day of the period: its last day was taken.",
    },
}


def render(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:
    """Give the calendar: a VTODO for each task (one a deadline where it has several), a VEVENT for each event."""
    calendar = begin(" ".join(filter(None, (plan.header.type, plan.header.code))) or plan.source.name, options.lang)
    for item in items(plan, options):
        calendar.add_component(item)
    return bytes(calendar.to_ical())


def begin(name: str, lang: Lang) -> Any:
    """Give an empty calendar of that name."""
    from icalendar import Calendar, Timezone  # noqa: PLC0415 (40 ms to import)

    calendar = Calendar()
    calendar.add("prodid", f"-//vbparse//vbparse {__version__}//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add_component(Timezone.from_ical(_ZONE_RULES))
    return calendar


def items(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> Iterator[Any]:
    """Yield the to-dos and events of a plan."""
    writer = _Writer(plan, options)
    yield from writer.todos()
    yield from writer.events()


_ZONE_RULES: Final = (
    f"BEGIN:VTIMEZONE\r\nTZID:{ZONE}\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    "TZOFFSETFROM:+0700\r\nTZOFFSETTO:+0700\r\nTZNAME:+07\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)


class _Writer:
    """Makes the items of one calendar."""

    def __init__(self, plan: PlanDocument, options: ExportOptions) -> None:
        self._plan = plan
        self._lang = options.lang
        self._words = _WORDS[options.lang]
        self._start = first_possible_day(plan)
        self._stamp = datetime.combine(self._start, time(), UTC) if self._start else _BEGINNING

    def todos(self) -> Iterator[Any]:
        for row in duties(self._plan):
            days = [day for given in row.due if (day := day_of(given.value))]
            for number, day in enumerate(days, 1):
                item = self._todo(row, "" if number == 1 else f":due{number}")
                item.add("due", day)
                yield item
            rules = [item for number, rule in enumerate(row.rrule, 1) if (item := self._recurring(row, rule, number))]
            yield from rules
            if not days and not rules:
                yield self._todo(row, "")

    def events(self) -> Iterator[Any]:
        """Give what takes place on days that are known; events of one node are counted in its order."""
        counts: dict[str, int] = {}
        for event in self._plan.times:
            if event.role != "event":
                continue
            counts[event.node] = counts.get(event.node, 0) + 1
            if (item := self._event(event, counts[event.node])) is not None:
                yield item

    def _todo(self, row: TaskRow, mark: str, note: str = "") -> Any:
        from icalendar import Todo  # noqa: PLC0415

        item = Todo()
        self._head(item, f"{self._plan.plan_id}:{row.task.id}{mark}", _short(row.task.text))
        item.add("description", f"{self._about(row)}\n{note}".rstrip())
        item.add("status", "NEEDS-ACTION")
        if row.lead:
            item.add("categories", list(values(row.lead)))
        item.add("x-vbparse-task", row.task.id)
        return item

    def _recurring(self, row: TaskRow, rule: Given, number: int) -> Any:
        """Give a to-do that comes again, to the end of the plan's years; None where it cannot be laid on days."""
        placed = place(rule.value, self._start) if self._start else None
        if placed is None:
            return None
        item = self._todo(row, f":every{number}", self._words["chosen"] if placed.chosen else "")
        item.add("dtstart", placed.first)
        end = last_day(placed.rule, placed.first, self._plan)
        item["rrule"] = _recurrence(f"{placed.rule};UNTIL={end:%Y%m%d}" if end else placed.rule)
        item.add("x-vbparse-rrule", rule.value)
        return item

    def _event(self, event: Time, number: int) -> Any:
        from icalendar import Event  # noqa: PLC0415

        days = [day for text in (event.dates or (event.start_date,)) if text and (day := day_of(text))]
        if not days:
            return None
        item = Event()
        text = self._node_texts().get(event.node) or self._plan.header.title or event.evidence.text
        self._head(item, f"{self._plan.plan_id}:{event.node}:event{number}", _short(text))
        item.add("description", f"{text}\n{event.evidence.text}")
        _add_days(item, event, days)
        item.add("transp", "TRANSPARENT")
        return item

    def _head(self, item: Any, uid: str, summary: str) -> None:
        item.add("uid", uid)
        item.add("dtstamp", self._stamp)
        item.add("sequence", 0)
        item.add("summary", summary)
        item.add("x-vbparse-plan", self._plan.plan_id)

    def _about(self, row: TaskRow) -> str:
        words = self._words
        where = f"{self._plan.header.code or self._plan.source.name}, {row.task.id}"
        if row.pages:
            where += f", {words['page']} {', '.join(map(str, row.pages))}"
        lines = {
            "lead": JOIN.join(values(row.lead)),
            "cooperate": JOIN.join(values(row.cooperate)),
            "report": JOIN.join(values(row.report_to)),
            "times": JOIN.join(values(row.times)),
            "inherited": inherited_words(row, self._lang),
            "place": where,
        }
        return "\n".join((row.task.text, *(f"{words[key]}: {text}" for key, text in lines.items() if text)))

    def _node_texts(self) -> dict[str, str]:
        found: dict[str, str] = {}
        nodes = list(self._plan.outline)
        while nodes:
            node = nodes.pop()
            found[node.id] = node.text
            nodes.extend(node.children)
        return found


def _add_days(item: Any, event: Time, days: list[date]) -> None:
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


def _recurrence(rule: str) -> Any:
    from icalendar import vRecur  # noqa: PLC0415

    return vRecur.from_ical(rule)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SUMMARY else f"{line[: _SUMMARY - 1].rstrip()}…"
