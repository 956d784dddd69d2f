"""What falls due: plan 70 and invented plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vbparse
from tests.clirunner import SAMPLE
from tests.planmaker import PLAN_ID, make_plan, task
from vbparse.archive.queries.documents import Filters
from vbparse.archive.queries.due import Part
from vbparse.archive.register import Archive
from vbparse.plan.model import Header, HeaderUnit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from vbparse.archive.queries.due import DueItem
    from vbparse.plan.model import PlanDocument


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of plan 70 (id 70/...) and the plan of tests/planmaker."""
    with Archive(tmp_path_factory.mktemp("archive") / "plans.db", create=True) as archive:
        archive.add(vbparse.parse(SAMPLE), path="kehoach70.pdf")
        archive.add(make_plan(), path="thu.pdf")
        yield archive


def other(number: int, **changes: Any) -> PlanDocument:
    """Give another plan, of another agency's number."""
    plan = make_plan(**changes)
    header = plan.header.model_copy(update={"code": f"{number}/KH-UBND"})
    source = plan.source.model_copy(update={"sha256": f"{number:064x}"})
    return plan.model_copy(update={"plan_id": f"{number}/kh", "header": header, "source": source})


def told(items: Sequence[DueItem]) -> list[tuple[str, str | None, str]]:
    return [(item.day, item.document.code, item.task) for item in items]


def test_plan_70_is_due_on_the_days_of_its_text(archive: Archive) -> None:
    (item,) = archive.due("2024-05-24", "2024-05-24", Filters(issuer="UBND quận Hà Đông"))
    assert item.day == "2024-05-24"
    assert "(trước ngày 25/5/2024)" in item.text
    assert item.printed == "ngày 25/5/2024"
    assert (item.task, item.node, item.page) == ("III.1.b4#1", "III.1.b4", 3)
    assert item.lead == (Part("Phòng Lao động - Thương binh và Xã hội quận Hà Đông", inherited=True),)
    assert Part("Ủy ban nhân dân quận Hà Đông", inherited=False) in item.report_to
    assert (item.rrule, item.inherited, item.chosen, item.overdue) == (None, False, False, None)
    assert item.document.code == "70/KH-UBND"
    assert item.document.title is not None
    assert "bình đẳng giới" in item.document.title
    assert item.document.paths == ("kehoach70.pdf",)


def test_a_recurrence_is_laid_on_days(archive: Archive) -> None:
    items = [
        item for item in archive.due("2024-01-01", "2025-12-31") if item.document.plan_id == PLAN_ID and item.rrule
    ]
    assert [(item.day, item.task, item.chosen) for item in items] == [
        ("2024-06-30", "II.2", True),
        ("2024-12-31", "II.2", True),
    ]
    assert {item.rrule for item in items} == {"FREQ=MONTHLY;INTERVAL=6"}
    assert {item.review for item in items} == {("MULTIPLE_LEADS",)}
    half_yearly = [
        item
        for item in archive.due("2024-02-18", "2024-12-31")
        if item.rrule and item.printed and "6 tháng" in item.printed
    ]
    assert {item.day for item in half_yearly} == {"2024-06-30", "2024-12-31"}


def test_both_ends_are_included_and_days_are_in_order(archive: Archive) -> None:
    assert told(archive.due("2024-11-24", "2024-11-24", Filters(issuer="Ủy ban nhân dân xã Thử"))) == [
        ("2024-11-24", "12/KH-UBND", "II.1.b1#1")
    ]
    everything = archive.due("2024-01-01", "2024-12-31")
    assert [item.day for item in everything] == sorted(item.day for item in everything)
    middle = archive.due("2024-05-25", "2024-11-23")
    assert middle == [item for item in everything if "2024-05-24" < item.day < "2024-11-24"]
    assert not archive.due("2024-05-25", "2024-05-24")


def test_a_deadline_that_a_heading_gives_is_marked(archive: Archive) -> None:
    (item,) = archive.due("2024-11-19", "2024-11-19", Filters(issuer="Ủy ban nhân dân xã Thử"))
    assert (item.task, item.inherited) == ("II.1.b1#2", True)
    assert item.lead == (Part("Phòng Kinh tế xã Thử", inherited=True),)
    assert item.cooperate == (Part("Công an xã Thử", inherited=False), Part("Ủy ban nhân dân xã Thử", inherited=False))


def test_a_unit_s_tasks_by_its_part(archive: Archive) -> None:
    year = ("2024-01-01", "2024-12-31")
    police = archive.due(*year, unit="Công an xã")
    assert [item.task for item in police] == ["II.2", "II.1.b1#2", "II.2"]
    assert [item.task for item in archive.due(*year, unit="cong an xa Thu", slots=("lead",))] == ["II.2", "II.2"]
    assert [item.task for item in archive.due(*year, unit="UBND xã Thử", slots=("report_to",))] == ["II.1.b1#1"] * 2
    assert {item.document.code for item in archive.due(*year, unit="Phòng LĐTBXH")} <= {"70/KH-UBND"}
    assert archive.due(*year, unit="Phòng Nội vụ") == archive.due(*year, unit="Phòng Nội vụ quận Hà Đông") != []
    assert archive.due(*year, unit="Công an xã Không Có") == []


def test_groups_that_a_unit_may_be_one_of(archive: Archive) -> None:
    may = ("2024-05-01", "2024-05-31")
    assert archive.due(*may, unit="Phòng Tư pháp") == []
    (item,) = archive.due(*may, unit="Phòng Tư pháp", groups=True)
    assert (item.day, item.task) == ("2024-05-19", "C.p1#2")
    assert "Các phòng, ban, ngành" in [part.name for part in item.lead]
    assert archive.due(*may, unit="Phòng Kinh tế xã Thử", groups=True) == archive.due(*may, unit="Phòng Kinh tế xã Thử")


def test_what_was_due_before_a_day_is_overdue(archive: Archive) -> None:
    thu = Filters(issuer="Ủy ban nhân dân xã Thử")
    items = archive.due("2025-03-01", "2025-03-31", thu, overdue_at="2025-01-05")
    assert [(item.day, item.task, item.overdue) for item in items] == [
        ("2024-05-24", "II.1.b1#1", 226),
        ("2024-11-19", "II.1.b1#2", 47),
        ("2024-11-24", "II.1.b1#1", 42),
        ("2024-12-31", "II.2", 5),  # of the recurrence only the last day
    ]
    within = archive.due("2024-06-01", "2024-12-31", thu, overdue_at="2024-11-24")
    assert [(item.day, item.overdue) for item in within] == [
        ("2024-05-24", 184),
        ("2024-06-30", 147),
        ("2024-11-19", 5),
        ("2024-11-24", None),
        ("2024-12-31", None),
    ]
    assert archive.due("2024-06-01", "2024-12-31", thu, overdue_at="2024-01-01") == archive.due(
        "2024-06-01", "2024-12-31", thu
    )


def test_filters_are_of_the_documents(archive: Archive) -> None:
    year = ("2024-01-01", "2024-12-31")
    assert {item.document.code for item in archive.due(*year)} == {"70/KH-UBND", "12/KH-UBND"}
    assert {item.document.code for item in archive.due(*year, Filters(issued_from="2024-02-02"))} == {"70/KH-UBND"}
    assert {item.document.code for item in archive.due(*year, Filters(type="kh"))} == {"70/KH-UBND"}


def test_what_says_something_again_and_further_copies_are_left_out(tmp_path: Path) -> None:
    twice = (
        task("II.1", "Nộp báo cáo", due=["2024-05-24"]),
        task("II.2", "Nộp báo cáo", due=["2024-05-24"], same_as=["II.1"]),
    )
    plan = make_plan(tasks=twice)
    scan = plan.model_copy(update={"source": plan.source.model_copy(update={"sha256": "1" * 64, "text_origin": "ocr"})})
    with Archive(tmp_path / "plans.db", create=True) as archive:
        archive.add(plan, path="plan.pdf")
        archive.add(scan, path="scan.pdf")
        archive.add(plan, path="copy.pdf")
        (item,) = archive.due("2024-05-24", "2024-05-24")
        assert (item.task, item.document.paths) == ("II.1", ("copy.pdf", "plan.pdf"))


def test_plans_of_one_day_come_by_day_of_issue_and_number(tmp_path: Path) -> None:
    undated = Header(issuer=HeaderUnit(unit="ubnd", name="Ủy ban nhân dân xã Thử"))
    plans = [other(9, header=undated), other(10), other(2)]
    with Archive(tmp_path / "plans.db", create=True) as archive:
        for number, plan in enumerate(plans):
            archive.add(plan, path=f"{number}.pdf")
        items = archive.due("2024-05-24", "2024-05-24")
        assert [item.document.code for item in items] == ["2/KH-UBND", "10/KH-UBND", "9/KH-UBND"]


@given(st.dates().map(str), st.dates().map(str), st.none() | st.dates().map(str), st.none() | st.text(max_size=12))
def test_any_days_and_names_give_an_answer(
    archive: Archive, first: str, last: str, overdue_at: str | None, unit: str | None
) -> None:
    for item in archive.due(first, last, unit=unit, overdue_at=overdue_at):
        late = overdue_at is not None and item.day < overdue_at
        assert first <= item.day <= last or late
        assert (item.overdue is not None) == late
