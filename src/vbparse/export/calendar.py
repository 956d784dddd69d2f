"""What all calendars share (iCalendar, RFC 5545): the frame, and how an item begins and tells of itself.

No clock is looked at: an item's stamp is the day from which its plan counts, so the same plans give the same bytes.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Final

from vbparse import __version__
from vbparse.export.ical import Component

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vbparse.export.options import Lang

ZONE: Final = "Asia/Ho_Chi_Minh"
_ZONE_RULES: Final = (
    f"BEGIN:VTIMEZONE\r\nTZID:{ZONE}\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    "TZNAME:+07\r\nTZOFFSETFROM:+0700\r\nTZOFFSETTO:+0700\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)
_SUMMARY: Final = 120
WEEK_BEFORE, DAY_BEFORE, DAY_EARLIER = "-P6DT16H", "-PT16H", "-P1D"
"""When alarms ring: at 8:00 of the seventh day and of the day before a whole day; a day before a clock time."""
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "lead": "Chủ trì",
        "cooperate": "Phối hợp",
        "report": "Báo cáo cho",
        "due": "Hạn",
        "times": "Thời hạn ghi trong văn bản",
        "every": "Định kỳ",
        "inherited": "Kế thừa",
        "plan": "Kế hoạch",
        "place": "Nơi ghi",
        "page": "trang",
        "chosen": "Văn bản không nêu ngày trong kỳ: tạm lấy ngày cuối kỳ.",
    },
    "en": {
        "lead": "Lead",
        "cooperate": "Cooperating",
        "report": "Reports to",
        "due": "Due",
        "times": "Deadline as printed",
        "every": "Recurrence",
        "inherited": "Inherited",
        "plan": "Plan",
        "place": "Found in",
        "page": "page",
        "chosen": "The document names no day of the period: its last day was taken.",
    },
}


def new_calendar(name: str, lang: Lang) -> Component:
    """Give an empty calendar."""
    calendar = Component("VCALENDAR")
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//vbparse//vbparse {__version__}//{lang.upper()}")
    calendar.add("x-wr-calname", name)
    calendar.add_text(_ZONE_RULES)
    return calendar


def new_todo(uid: str, text: str, *, plan_id: str, task: str, start: date | None) -> Component:
    """Give a to-do for a task of a plan that counts from the day `start`."""
    item = Component("VTODO")
    begin(item, uid, text, plan_id=plan_id, start=start)
    item.add("status", "NEEDS-ACTION")
    item.add("x-vbparse-task", task)
    return item


def begin(item: Component, uid: str, text: str, *, plan_id: str, start: date | None) -> None:
    """Give an item what every one has; `text` is told in short."""
    item.add("uid", uid)
    item.add("dtstamp", datetime.combine(start, time(), UTC) if start else _BEGINNING)
    item.add("sequence", 0)
    item.add("summary", _short(text))
    item.add("x-vbparse-plan", plan_id)


def remind(item: Component, text: str, *times: str, of_end: bool = False) -> None:
    """Give an item alarms, each so long before its start, or before its end (of a to-do: when it is due)."""
    for before in times:
        alarm = Component("VALARM")
        alarm.add("action", "DISPLAY")
        alarm.add("description", _short(text))
        alarm.add("trigger", before, parameters={"RELATED": "END"} if of_end else None)
        item.add_component(alarm)


def tell(text: str, lines: Mapping[str, str | None], lang: Lang, note: str = "") -> str:
    """Give the description of an item: the text, what is known of it line by line, and a note."""
    known = (f"{word(key, lang)}: {value}" for key, value in lines.items() if value)
    return "\n".join((text, *known, note)).rstrip()


def word(key: str, lang: Lang) -> str:
    """Give a word of descriptions in a language."""
    return _WORDS[lang][key]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SUMMARY else f"{line[: _SUMMARY - 1].rstrip()}…"
