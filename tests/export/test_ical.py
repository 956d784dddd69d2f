"""Calendars as text, read back by the library icalendar."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import icalendar
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.planstrategy import plans, texts
from vbparse.export import to_ics
from vbparse.export.ical import Component, Rule
from vbparse.export.options import ExportOptions
from vbparse.export.tasks import duties

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument


def read(*properties: tuple[Any, ...]) -> Any:
    item = Component("VTODO")
    for name, value, *parameters in properties:
        item.add(name, value, **({"parameters": parameters[0]} if parameters else {}))
    return icalendar.Todo.from_ical(item.to_ical())


def test_values_are_of_their_types() -> None:
    item = read(
        ("due", date(2024, 5, 24)),
        ("dtstamp", datetime(2024, 2, 1, tzinfo=UTC)),
        ("dtstart", datetime(2024, 5, 24, 8, 30), {"TZID": "Asia/Ho_Chi_Minh"}),  # noqa: DTZ001 (the zone is a parameter)
        ("sequence", 3),
        ("rrule", Rule("FREQ=MONTHLY;INTERVAL=6;UNTIL=20241231")),
        ("rdate", [date(2024, 6, 1), date(2024, 7, 1)]),
        ("categories", ["Phòng A, B", "Phòng C"]),
    )

    assert item["due"].dt == date(2024, 5, 24)
    assert item["dtstamp"].dt == datetime(2024, 2, 1, tzinfo=UTC)
    assert item["dtstart"].dt.isoformat() == "2024-05-24T08:30:00+07:00"
    assert item["sequence"] == 3
    assert item["rrule"]["INTERVAL"] == [6]
    assert [day.dt for day in item["rdate"].dts] == [date(2024, 6, 1), date(2024, 7, 1)]
    assert [str(name) for name in item["categories"].cats] == ["Phòng A, B", "Phòng C"]


def test_parts_stand_inside() -> None:
    item, alarm = Component("VTODO"), Component("VALARM")
    alarm.add("action", "DISPLAY")
    item.add("uid", "a")
    item.add_component(alarm)

    assert item.to_ical().decode().split("\r\n") == [
        *("BEGIN:VTODO", "UID:a", "BEGIN:VALARM", "ACTION:DISPLAY"),
        *("END:VALARM", "END:VTODO", ""),
    ]


@given(texts())
def test_lines_are_folded_between_characters_and_texts_come_back(text: str) -> None:
    item = Component("VTODO")
    item.add("summary", text * 5)
    lines = item.to_ical().split(b"\r\n")

    assert all(len(line) <= 75 and line.decode() is not None for line in lines)
    wanted = (text * 5).replace("\r\n", "\n").replace("\r", "\n")
    wanted = "".join(char for char in wanted if char in "\n\t" or (ord(char) >= 32 and ord(char) != 127))
    assert str(read(("summary", text * 5))["summary"]) == wanted


@given(plans(), st.sampled_from(["vi", "en"]))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_plan_gives_a_calendar_that_others_read(plan: PlanDocument, lang: Any) -> None:
    calendar = icalendar.Calendar.from_ical(to_ics.render(plan, ExportOptions(lang)))
    todos: list[Any] = calendar.walk("VTODO")

    assert {str(todo["x-vbparse-task"]) for todo in todos} == {row.task.id for row in duties(plan)}
    assert len({str(todo["uid"]) for todo in todos}) == len(todos)
