"""Calendars brought up to date: what rises, what stays, what is cancelled."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import icalendar
import pytest

from tests.planmaker import PLAN_ID, make_plan
from vbparse.errors import InputError
from vbparse.export import to_ics
from vbparse.export.options import DEFAULTS
from vbparse.export.update import Change, Counts

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

FIRST = "II.1.b1#1"


def items(data: bytes) -> dict[str, Any]:
    parts = icalendar.Calendar.from_ical(data).subcomponents
    return {str(part["uid"]).removeprefix(f"{PLAN_ID}:"): part for part in parts if part.name in {"VTODO", "VEVENT"}}


def sequences(data: bytes) -> dict[str, int]:
    return {uid: part["sequence"] for uid, part in items(data).items() if part["sequence"]}


def moved(plan: PlanDocument) -> PlanDocument:
    """Give the plan with another first deadline."""
    tasks = [
        task.model_copy(update={"due": ("2024-05-31", "2024-11-24")}) if task.id == FIRST else task
        for task in plan.tasks
    ]
    return plan.model_copy(update={"tasks": tuple(tasks)})


def test_the_same_plan_changes_nothing() -> None:
    before = to_ics.render(make_plan())
    updated = to_ics.update(before, Change((make_plan(),)), DEFAULTS)

    assert sequences(updated.data) == {}
    assert updated.counts == Counts(kept=len(items(before)), new=0, gone=0, theirs=0)
    assert items(updated.data) == items(before)


def test_a_changed_deadline_raises_one_sequence() -> None:
    updated = to_ics.update(to_ics.render(make_plan()), Change((moved(make_plan()),)), DEFAULTS)

    assert sequences(updated.data) == {FIRST: 1}
    assert items(updated.data)[FIRST]["due"].dt.isoformat() == "2024-05-31"
    again = to_ics.update(updated.data, Change((make_plan(),)), DEFAULTS)
    assert sequences(again.data) == {FIRST: 2}


def test_what_people_put_there_stays() -> None:
    calendar = icalendar.Calendar.from_ical(to_ics.render(make_plan()))
    todo = next(part for part in calendar.walk("VTODO") if str(part["uid"]).endswith(FIRST))
    todo["status"] = icalendar.vText("COMPLETED")
    todo.add("comment", "xong sớm")
    todo.subcomponents.clear()
    own = icalendar.Event()
    own.add("uid", "own")
    calendar.add_component(own)

    updated = to_ics.update(calendar.to_ical(), Change((moved(make_plan()),)), DEFAULTS)

    first = items(updated.data)[FIRST]
    assert (first["status"], first["comment"], first.subcomponents) == ("COMPLETED", "xong sớm", [])
    assert "own" in items(updated.data)
    assert updated.counts.theirs == 1


def test_a_task_that_is_gone_is_cancelled_and_may_come_again() -> None:
    plan = make_plan()
    less = plan.model_copy(update={"tasks": tuple(task for task in plan.tasks if task.id != FIRST)})

    gone = to_ics.update(to_ics.render(plan), Change((less,)), DEFAULTS)

    assert sequences(gone.data) == {FIRST: 1, f"{FIRST}:due2": 1}
    assert items(gone.data)[FIRST]["status"] == "CANCELLED"
    assert gone.counts.gone == 2
    assert to_ics.update(gone.data, Change((less,)), DEFAULTS).counts.gone == 0
    back = to_ics.update(gone.data, Change((plan,)), DEFAULTS)
    assert items(back.data)[FIRST]["status"] == "NEEDS-ACTION"
    assert sequences(back.data) == {FIRST: 2, f"{FIRST}:due2": 2}


def test_tasks_that_were_left_out_on_purpose_stay() -> None:
    plan = make_plan()
    less = plan.model_copy(update={"tasks": tuple(task for task in plan.tasks if task.id != FIRST), "times": ()})

    updated = to_ics.update(to_ics.render(plan), Change((less,), {f"{PLAN_ID}#{FIRST}"}), DEFAULTS)

    assert items(updated.data)[FIRST]["status"] == "NEEDS-ACTION"
    assert not [uid for uid in sequences(updated.data) if "event" in uid or FIRST in uid]


@pytest.mark.parametrize("data", [b"", b"no calendar", b"BEGIN:VTODO\r\nUID:a\r\nEND:VTODO\r\n", b"\xff\xfe\x00"])
def test_what_is_no_calendar_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        to_ics.update(data, Change((make_plan(),)), DEFAULTS)


def test_alarms_ring_in_the_morning_before() -> None:
    found = items(to_ics.render(make_plan()))

    def alarms(uid: str) -> list[tuple[timedelta, str | None]]:
        return [(part["trigger"].dt, part["trigger"].params.get("RELATED")) for part in found[uid].walk("VALARM")]

    week, day = -timedelta(days=6, hours=16), -timedelta(hours=16)
    assert alarms(FIRST) == [(week, "END"), (day, "END")]
    assert alarms("II.2:every1") == [(day, None)]
    assert alarms("II.1:event1") == [(day, None)]
    assert alarms("II.2:event1") == [(-timedelta(days=1), None)]
    assert alarms("I.p1") == []
    assert all(part["description"] for item in found.values() for part in item.walk("VALARM"))
