"""The register of assigned tasks, read back by openpyxl."""

from __future__ import annotations

import io
import time
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from hypothesis import given, settings

from tests.planmaker import evidence, make_plan, task
from tests.planmaker import time as deadline
from tests.planstrategy import large_plan, plans
from vbparse.export import to_register
from vbparse.export.options import ExportOptions
from vbparse.export.tasks import duties, values
from vbparse.export.workbook import clean_text
from vbparse.pipeline import parse

if TYPE_CHECKING:
    import pytest

    from vbparse.plan.model import PlanDocument

HEADS = ("STT", "Nhiệm vụ", "Văn bản giao", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "Kết quả", "Ghi chú")
SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "kehoach70.pdf"


def sheet(plan: PlanDocument, options: ExportOptions | None = None) -> Any:
    data = to_register.render(plan, options or ExportOptions())
    return openpyxl.load_workbook(io.BytesIO(data)).active


def rows(plan: PlanDocument) -> list[dict[str, Any]]:
    head, *found = sheet(plan).iter_rows(values_only=True)
    assert head == HEADS
    return [dict(zip(head, row, strict=True)) for row in found]


def test_each_task_has_a_row_with_what_the_plan_says() -> None:
    first, second, third, fourth = rows(make_plan())

    assert [row["STT"] for row in (first, second, third, fourth)] == [1, 2, 3, 4]
    assert first["Nhiệm vụ"] == "Lập báo cáo"
    assert first["Văn bản giao"] == (
        "Kế hoạch số 12/KH-UBND ngày 01/02/2024 của Ủy ban nhân dân xã Thử (mục II.1.b1#1, trang 1)"
    )
    assert first["Đơn vị chủ trì"] == "Phòng Kinh tế xã Thử"
    assert first["Thời hạn"] == "24/05/2024; 24/11/2024"
    assert first["Kết quả"] == "báo cáo"
    assert second["Đơn vị phối hợp"] == "Công an xã Thử; Ủy ban nhân dân xã Thử"
    assert second["Thời hạn"] == datetime(2024, 11, 19)  # noqa: DTZ001
    assert third["Thời hạn"] == "6 tháng một lần"
    assert fourth == {
        **dict.fromkeys(HEADS),
        "STT": 4,
        "Nhiệm vụ": "- Việc chung",
        "Văn bản giao": fourth["Văn bản giao"],
    }


def test_the_notes_say_what_is_inherited_inferred_and_to_check() -> None:
    unsure = deadline("t9", "trước ngày 25/5", due="2024-05-24", inferred=("year",))
    tasks = (*make_plan().tasks, task("II.3", "Rà soát", deadlines=["t9"], due=["2024-05-24"]))
    first, second, third, fourth, fifth = rows(make_plan(tasks=tasks, times=(*make_plan().times, unsure)))

    assert first["Ghi chú"] == (
        "Kế thừa: chủ trì: Phòng Kinh tế xã Thử (theo II.1)\nBáo cáo cho: Ủy ban nhân dân xã Thử"
    )
    assert second["Ghi chú"].startswith("Đề nghị\nKế thừa: ")
    assert "thời hạn: 2024-11-19 (theo C.p1)" in second["Ghi chú"]
    assert third["Ghi chú"] == "Cần kiểm tra: Có nhiều đơn vị chủ trì."
    assert fourth["Ghi chú"] is None
    assert fifth["Ghi chú"] == "Suy ra từ “trước ngày 25/5”, không ghi đủ trong văn bản"


def test_a_duty_that_the_plan_says_twice_has_one_row() -> None:
    twice = (task("II.1", "Lập báo cáo"), task("A1.r1", "Lập báo cáo", same_as=["II.1"]))

    assert [row["Nhiệm vụ"] for row in rows(make_plan(tasks=twice))] == ["Lập báo cáo"]


def test_what_the_plan_does_not_say_is_not_made_up() -> None:
    bare = make_plan(
        header=make_plan().header.model_copy(update={"code": None, "date": None, "issuer": None, "type": None})
    )
    plan = bare.model_copy(
        update={"tasks": (task("I.p1", "Việc chung").model_copy(update={"evidence": evidence("x")}),)}
    )
    (row,) = rows(plan)

    assert row["Văn bản giao"] == "thu.pdf (mục I.p1, trang 1)"
    assert row["Thời hạn"] is None
    assert row["Đơn vị chủ trì"] is None


def test_plan_70_has_its_four_deadlines() -> None:
    plan = parse(SAMPLE)
    found = rows(plan)
    days = [row["Thời hạn"].date() for row in found if isinstance(row["Thời hạn"], datetime)]

    assert days == [date(2024, 5, 24), date(2024, 11, 24), date(2024, 5, 19), date(2024, 11, 19)]
    assert len(found) == len(duties(plan))
    assert found[0]["Văn bản giao"].startswith(
        "Kế hoạch số 70/KH-UBND ngày 17/02/2024 của Ủy ban nhân dân quận Hà Đông"
    )


def test_it_is_dressed_for_printing() -> None:
    page = sheet(make_plan())

    assert page.title == "Nhiệm vụ được giao"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$1:$1"
    assert page.oddHeader.center.text == "SỔ THEO DÕI NHIỆM VỤ ĐƯỢC GIAO"
    assert page.freeze_panes == "C2"
    assert page.auto_filter.ref == page.dimensions
    assert page.cell(2, 2).alignment.wrap_text
    assert page.row_dimensions[2].height == 60
    first = duties(make_plan())[0]
    assert page.cell(3, 6).number_format == "DD/MM/YYYY"
    assert page.cell(2, 6).value == "24/05/2024; 24/11/2024", first


def test_headings_come_in_english_too() -> None:
    page = sheet(make_plan(), ExportOptions(lang="en"))

    assert [cell.value for cell in page[1]] == [
        "No.",
        "Task",
        "Assigned by",
        "Lead",
        "Cooperating",
        "Due",
        "Result",
        "Notes",
    ]
    assert page.cell(2, 3).value.endswith("(item II.1.b1#1, page 1)")
    assert page.cell(4, 6).value == "every 6 months"


def test_text_stays_text() -> None:
    cell = sheet(make_plan()).cell(3, 2)

    assert (cell.value, cell.data_type, cell.quotePrefix) == ('=1+1 "trích"; dòng\nhai', "s", True)


@settings(max_examples=40)
@given(plans())
def test_any_plan_comes_back(plan: PlanDocument) -> None:
    wanted = duties(plan)
    found = [list(row) for row in sheet(plan).iter_rows(min_row=2, values_only=True)]

    assert len(found) == len(wanted)
    for number, (row, cells) in enumerate(zip(wanted, found, strict=True), 1):
        assert cells[0] == number
        assert same(cells[1], row.task.text)
        assert same(cells[3], "; ".join(values(row.lead)))
        assert same(cells[4], "; ".join(values(row.cooperate)))
        assert same(cells[6], "; ".join(row.task.deliverables))
        if isinstance(cells[5], datetime):
            assert [cells[5].date().isoformat()] == list(values(row.due))


def test_the_same_plan_gives_the_same_bytes_at_any_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    first = to_register.render(make_plan())
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 6, 7, 8, 9, 0, 1, 0))

    assert to_register.render(make_plan()) == first


def test_a_long_plan_is_written_in_seconds() -> None:
    begin = time.process_time()
    data = to_register.render(large_plan(10_000))

    assert time.process_time() - begin < 40
    assert openpyxl.load_workbook(io.BytesIO(data), read_only=True).active.max_row == 10_001


def same(cell: Any, text: str) -> bool:
    """Tell whether a cell holds a text, but for what the format cannot hold and the ends of lines."""
    shown, wanted = (each.replace("\r\n", "\n").replace("\r", "\n") for each in (str(cell or ""), clean_text(text)))
    return shown == wanted
