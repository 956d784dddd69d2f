"""The calendar of what falls due, read back by its library."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import icalendar
import pytest

from tests.planmaker import PLAN_ID, make_plan
from vbparse.archive.calendar import render_dues
from vbparse.archive.register import Archive
from vbparse.plan.model import Header

if TYPE_CHECKING:
    from pathlib import Path

    from vbparse.archive.queries.due import DueItem
    from vbparse.plan.model import PlanDocument


def items_of(plan: PlanDocument, folder: Path) -> list[DueItem]:
    with Archive(folder / "plans.db", create=True) as archive:
        archive.add(plan, path="thu.pdf")
        return archive.due("2024-01-01", "2024-12-31")


def todos(data: bytes) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(data)
    return {str(item["uid"]).removeprefix(f"{PLAN_ID}:"): item for item in calendar.walk("VTODO")}


@pytest.fixture
def items(tmp_path: Path) -> list[DueItem]:
    return items_of(make_plan(), tmp_path)


def test_every_due_day_is_a_todo(items: list[DueItem]) -> None:
    found = todos(render_dues(items, "Việc đến hạn", "vi"))
    assert list(found) == [
        "II.1.b1#1:2024-05-24",
        "II.2:2024-06-30",
        "II.1.b1#2:2024-11-19",
        "II.1.b1#1:2024-11-24",
        "II.2:2024-12-31",
    ]
    assert [item["due"].dt for item in found.values()] == [date.fromisoformat(uid[-10:]) for uid in found]
    assert {int(item["sequence"]) for item in found.values()} == {0}
    assert {item["dtstamp"].dt for item in found.values()} == {datetime(2024, 2, 1, tzinfo=UTC)}


def test_a_todo_tells_who_and_where(items: list[DueItem]) -> None:
    found = todos(render_dues(items, "Việc đến hạn", "vi"))
    about = str(found["II.1.b1#2:2024-11-19"]["description"]).splitlines()
    assert "Kế hoạch: Thử nghiệm năm 2024; Ủy ban nhân dân xã Thử" in about
    assert "Chủ trì: Phòng Kinh tế xã Thử" in about
    assert "Kế thừa: Chủ trì: Phòng Kinh tế xã Thử; Hạn: 2024-11-19" in about
    assert "Nơi ghi: 12/KH-UBND, II.1.b1#2, trang 2" in about
    half_yearly = found["II.2:2024-06-30"]
    assert half_yearly["x-vbparse-rrule"] == "FREQ=MONTHLY;INTERVAL=6"
    assert "Định kỳ: 6 tháng một lần" in half_yearly["description"]
    assert "tạm lấy ngày cuối kỳ" in half_yearly["description"]
    english = todos(render_dues(items, "Due", "en"))["II.2:2024-06-30"]
    assert "Recurrence: every 6 months" in english["description"]


def test_no_clock_is_looked_at(items: list[DueItem]) -> None:
    assert render_dues(items, "x", "vi") == render_dues(items, "x", "vi")


def test_a_plan_without_a_day_counts_from_its_year(tmp_path: Path) -> None:
    (first, *_) = todos(
        render_dues(items_of(make_plan(header=Header(date="2024-02-XX", year=(2024,))), tmp_path), "x", "vi")
    ).values()
    assert first["dtstamp"].dt == datetime(2024, 1, 1, tzinfo=UTC)


def test_nothing_due_is_an_empty_calendar() -> None:
    assert todos(render_dues([], "x", "vi")) == {}
