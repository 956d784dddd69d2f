"""What is taken of a plan: tasks of a unit, of a stretch of days, and what goes with them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planmaker import make_plan, task, time
from tests.planstrategy import plans
from vbparse.export.options import ALL, ExportOptions, Selection
from vbparse.export.selection import select_data, selected, unit_ids
from vbparse.plan import model
from vbparse.plan.model import PlanDocument


def ids(plan: PlanDocument) -> list[str]:
    return [task.id for task in plan.tasks]


def test_nothing_asked_for_is_the_plan_itself() -> None:
    plan = make_plan()

    assert selected(plan, ALL) is plan


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Phòng Kinh tế xã Thử", {"phong-a"}),
        ("phong kinh te", {"phong-a"}),
        ("UBND xã Thử", {"ubnd"}),
        ("Công an xã", {"phong-b"}),
        ("Công a", set()),
        ("Sở Nội vụ", set()),
        ("", set()),
    ],
)
def test_a_unit_is_known_by_its_name_written_out_and_without_its_place(name: str, found: set[str]) -> None:
    assert unit_ids(make_plan(), name) == found


def test_a_unit_is_known_by_the_documents_own_abbreviation() -> None:
    unit = model.Unit(id="x", name="Ban Chỉ đạo phong trào", cls="named", abbreviations=("BCĐ PT",))

    assert unit_ids(make_plan(units=(unit,)), "bcđ pt") == {"x"}


def test_tasks_of_a_unit_are_those_that_it_leads_or_helps_with() -> None:
    plan = make_plan()

    assert ids(selected(plan, Selection("Công an xã Thử"))) == ["II.1.b1#2", "II.2"]
    assert ids(selected(plan, Selection("Công an xã Thử", lead_only=True))) == ["II.2"]
    assert ids(selected(plan, Selection("Sở Nội vụ"))) == []


def test_a_lead_that_is_only_inherited_counts() -> None:
    given_lead = {"slot": "lead", "value": "phong-b", "node": "II", "evidence": {"text": "x", "start": 0, "end": 1}}
    plan = make_plan(tasks=(task("II.1", inherited=[given_lead]),))

    assert ids(selected(plan, Selection("Công an xã Thử", lead_only=True))) == ["II.1"]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2024, 5, 24), date(2024, 5, 24), ["II.1.b1#1"]),
        (date(2024, 11, 19), date(2024, 11, 30), ["II.1.b1#1", "II.1.b1#2"]),  # inherited; the second due day
        (date(2024, 6, 30), date(2024, 6, 30), ["II.2"]),  # every six months
        (date(2024, 12, 1), None, ["II.2"]),
        (None, date(2024, 5, 1), []),
        (date(2025, 1, 1), None, []),
    ],
)
def test_a_task_is_in_where_one_of_its_days_is(first: date | None, last: date | None, found: list[str]) -> None:
    assert ids(selected(make_plan(), Selection(first=first, last=last))) == found


def test_a_day_with_blanks_is_in_no_stretch() -> None:
    plan = make_plan(tasks=(task("II.1", due=["2024-05-XX"]),))

    assert ids(selected(plan, Selection(first=date(2024, 5, 1)))) == []


def test_events_outside_the_days_and_findings_about_what_is_left_out_go() -> None:
    small = selected(make_plan(), Selection(first=date(2024, 11, 1), last=date(2024, 11, 30)))

    assert [found.id for found in small.times] == ["t1", "t2", "t3", "t4"]  # t1, t2 are deadlines of what is left
    assert [finding.code for finding in small.diagnostics] == ["NUMBERING_GAP"]


def test_an_event_where_other_units_tasks_stand_goes() -> None:
    times = (time("t1", "15/11", role="event", node="II.1"), time("t2", "16/11", role="event", node="II.2"))
    plan = make_plan(
        tasks=(task("II.1", lead=["phong-a"]), task("II.2", lead=["phong-b"])),
        times=(*times, time("t3", "17/11", role="event", node="I")),
    )

    assert [found.id for found in selected(plan, Selection("Công an xã Thử")).times] == ["t2", "t3"]


def test_a_task_that_is_left_out_is_not_referred_to() -> None:
    plan = make_plan(tasks=(task("II.1", lead=["phong-a"]), task("II.2", lead=["phong-b"], same_as=["II.1"])))
    (kept,) = selected(plan, Selection("Công an xã Thử")).tasks

    assert kept.same_as == ()


def test_plain_data_is_reduced_alike() -> None:
    plan, select = make_plan(), Selection("Công an xã Thử")

    assert select_data(plan.model_dump(mode="json"), select) == selected(plan, select).model_dump(mode="json")


def test_options_tell_what_is_not_as_usual() -> None:
    assert ExportOptions().words() == ()
    options = ExportOptions("en", select=Selection("Phòng Nội vụ", first=date(2024, 5, 1)))
    assert options.words() == ("lang=en", "unit=Phòng Nội vụ", "first=2024-05-01")


@given(plans(), st.one_of(st.none(), st.sampled_from(["Phòng", "x", "="])), st.booleans(), st.none() | st.dates())
def test_any_plan_can_be_reduced(plan: PlanDocument, unit: str | None, lead_only: bool, first: date | None) -> None:  # noqa: FBT001
    small = selected(plan, Selection(unit, lead_only, first))

    assert [task for task in ids(plan) if task in ids(small)] == ids(small)
    assert PlanDocument.model_validate_json(small.model_dump_json()) == small
    assert selected(small, Selection(unit, lead_only, first)) == small
