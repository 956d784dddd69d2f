"""Changes as events for other systems."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given, settings

from tests.planmaker import PLAN_ID, make_plan, task
from tests.planstrategy import plans
from vbparse.revise.compare import diff
from vbparse.revise.events import encode, events_of

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

LONG = "Chủ trì chăm sóc cây xanh trên các tuyến đường liên thôn"


def test_an_event_tells_what_where_and_how_sure() -> None:
    old = make_plan(tasks=(task("I.b1", LONG, due=["2024-05-24"]),))
    new = make_plan(tasks=(task("I.b2", LONG, 2, due=["2024-05-29"]),), plan_id="other")

    (event,) = events_of(diff(old, new))
    assert event["id"].startswith("evt_")
    assert event == {
        "id": event["id"],
        "event": "changed",
        "plan_id": "other",
        "old_plan_id": PLAN_ID,
        "amendment": False,
        "task": "I.b2",
        "old_task": "I.b1",
        "fields": {"due": {"old": ("2024-05-24",), "new": ("2024-05-29",)}},
        "relation": None,
        "affects": [],
        "text": LONG,
        "confidence": 1.0,
        "evidence": {
            "old": {
                "text": LONG,
                "start": 0,
                "end": len(LONG),
                "regions": [{"page": 1, "bbox": (85.0, 300.0, 300.0, 314.0)}],
            },
            "new": {
                "text": LONG,
                "start": 0,
                "end": len(LONG),
                "regions": [{"page": 2, "bbox": (85.0, 300.0, 300.0, 314.0)}],
            },
        },
    }


def test_each_kind_of_change_is_an_event() -> None:
    old = make_plan(tasks=(task("I.b1", LONG), task("I.b2", "Tuần tra ban đêm")))
    header = old.header.model_copy(update={"date": "2024-03-01"})
    new = make_plan(tasks=(task("I.b1", "Sửa chữa phòng học cũ"), task("I.b3", LONG)), header=header)

    head, added, moved, removed = events_of(diff(old, new))
    assert (head["event"], head["task"], head["fields"]) == (
        "changed",
        None,
        {"header.date": {"old": "2024-02-01", "new": "2024-03-01"}},
    )
    assert (added["event"], added["task"], added["old_task"], added["evidence"]["old"]) == ("added", "I.b1", None, None)
    assert (moved["event"], moved["task"], moved["old_task"], moved["fields"]) == ("moved", "I.b3", "I.b1", {})
    assert (removed["event"], removed["task"], removed["old_task"]) == ("removed", None, "I.b2")
    assert removed["fields"]["text"] == {"old": "Tuần tra ban đêm", "new": None}


def test_an_id_stays_when_the_file_is_read_again_and_differs_when_the_change_does() -> None:
    old = make_plan(tasks=(task("I.b1", LONG),))

    def id_of(day: str, page: int = 1) -> str:
        (event,) = events_of(diff(old, make_plan(tasks=(task("I.b1", LONG, page, due=[day]),))))
        return str(event["id"])

    assert id_of("2024-05-29") == id_of("2024-05-29", page=2)
    assert id_of("2024-05-29") != id_of("2024-05-30")


@settings(max_examples=40)
@given(plans(), plans())
def test_events_of_any_plans_are_json_with_ids_of_their_own(old: PlanDocument, new: PlanDocument) -> None:
    events = events_of(diff(old, new))

    assert len({event["id"] for event in events}) == len(events)
    for event in events:
        line = encode(event)
        assert b"\n" not in line
        assert encode(json.loads(line)) == line
