"""The calendar, read back by its library."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
from hypothesis import given
from hypothesis import strategies as st

import vbparse
from tests.planmaker import PLAN_ID, make_plan, task
from vbparse.export import to_ics
from vbparse.export.options import ExportOptions
from vbparse.plan.model import Header


def items(data: bytes, kind: str) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(data)
    return {str(item["uid"]).removeprefix(f"{PLAN_ID}:"): item for item in calendar.walk(kind)}


def test_every_task_is_a_todo_and_each_deadline_has_its_own() -> None:
    todos = items(to_ics.render(make_plan()), "VTODO")

    assert list(todos) == ["II.1.b1#1", "II.1.b1#1:due2", "II.1.b1#2", "II.2:every1", "I.p1"]
    assert todos["II.1.b1#1"]["due"].dt == date(2024, 5, 24)
    assert todos["II.1.b1#1:due2"]["due"].dt == date(2024, 11, 24)
    assert todos["II.1.b1#2"]["due"].dt == date(2024, 11, 19)
    assert "due" not in todos["I.p1"]


def test_a_todo_tells_who_and_where() -> None:
    todo = items(to_ics.render(make_plan()), "VTODO")["II.1.b1#2"]
    about = str(todo["description"])

    assert todo["summary"] == '=1+1 "trích"; dòng hai'
    assert todo["status"] == "NEEDS-ACTION"
    assert "Chủ trì: Phòng Kinh tế xã Thử" in about
    assert "Phối hợp: Công an xã Thử; Ủy ban nhân dân xã Thử" in about
    assert "thời hạn: 2024-11-19 (theo C.p1)" in about
    assert "Nơi ghi: 12/KH-UBND, II.1.b1#2, trang 2" in about
    assert todo["x-vbparse-task"] == "II.1.b1#2"


def test_a_recurrence_runs_to_the_end_of_the_plan_and_says_which_days_were_chosen() -> None:
    todo = items(to_ics.render(make_plan()), "VTODO")["II.2:every1"]

    assert todo["dtstart"].dt == date(2024, 6, 30)
    assert todo["rrule"]["FREQ"] == ["MONTHLY"]
    assert todo["rrule"]["INTERVAL"] == [6]
    assert todo["rrule"]["BYMONTHDAY"] == [-1]
    assert todo["rrule"]["UNTIL"] == [date(2024, 12, 31)]
    assert todo["x-vbparse-rrule"] == "FREQ=MONTHLY;INTERVAL=6"
    assert "tạm lấy ngày cuối kỳ" in todo["description"]


def test_events_stand_on_their_days() -> None:
    events = items(to_ics.render(make_plan()), "VEVENT")

    assert list(events) == ["II.1:event1", "II.2:event1", "II.2:event2"]
    whole, clocked, several = events.values()
    assert (whole["dtstart"].dt, whole["dtend"].dt) == (date(2024, 11, 15), date(2024, 12, 16))
    assert clocked["dtstart"].dt.replace(tzinfo=None) == datetime(2024, 10, 10, 8)  # noqa: DTZ001
    assert clocked["dtstart"].dt.utcoffset() == timedelta(hours=7)
    assert clocked["dtend"].dt.replace(tzinfo=None) == datetime(2024, 10, 10, 11, 30)  # noqa: DTZ001
    assert several["dtstart"].dt == date(2024, 3, 8)
    assert [day.dt for day in several["rdate"].dts] == [date(2024, 10, 20)]
    assert str(whole["summary"]) == "Phòng Kinh tế"


def test_no_clock_is_looked_at() -> None:
    stamps = {item["dtstamp"].dt for item in items(to_ics.render(make_plan()), "VTODO").values()}

    assert stamps == {datetime(2024, 2, 1, tzinfo=UTC)}
    assert to_ics.render(make_plan()) == to_ics.render(make_plan())


def test_a_plan_without_a_date_or_years_gives_its_recurring_tasks_without_days() -> None:
    todos = items(to_ics.render(make_plan(header=Header(date="2024-02-XX"))), "VTODO")

    assert "II.2" in todos
    assert "rrule" not in todos["II.2"]


def test_words_come_in_english_too() -> None:
    todo = items(to_ics.render(make_plan(), ExportOptions(lang="en")), "VTODO")["II.1.b1#2"]

    assert "Lead: Phòng Kinh tế xã Thử" in todo["description"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_any_text_comes_back(text: str) -> None:
    todos = items(to_ics.render(make_plan(tasks=(task("II.1", text),), times=())), "VTODO")

    assert str(todos["II.1"]["description"]).split("\nNơi ghi")[0] == text


def test_a_duty_of_body_and_annex_is_one_item() -> None:
    text = (
        "KẾ HOẠCH\nThực hiện công tác năm 2024\nI. NHIỆM VỤ\n"
        "1. Phòng Y tế quận tổ chức tập huấn sơ cấp cứu cho cán bộ, hoàn thành trước ngày 31/5/2024.\n"
        "2. Phòng Tư pháp quận rà soát danh mục văn bản hết hiệu lực, hoàn thành trước ngày 15/6/2024.\n"
        "PHỤ LỤC\nDANH MỤC NHIỆM VỤ\n"
        "1. Phòng Y tế quận tổ chức tập huấn sơ cấp cứu cho cán bộ, hoàn thành trước ngày 31/5/2024.\n"
        "2. Phòng Tư pháp quận rà soát danh mục văn bản hết hiệu lực, hoàn thành trước ngày 30/6/2024.\n"
    )
    plan = vbparse.parse(text.encode(), name="plan.txt")

    todos = icalendar.Calendar.from_ical(to_ics.render(plan, ExportOptions())).walk("VTODO")

    assert [todo["X-VBPARSE-TASK"] for todo in todos] == ["I.1", "I.2", "A1.2"]
