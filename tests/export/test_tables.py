"""Tasks as tables: CSV and Excel, read back by other readers than wrote them."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.planmaker import make_plan, task
from tests.planstrategy import large_plan, plans
from vbparse.export import to_csv, to_xlsx
from vbparse.export.options import ExportOptions
from vbparse.export.tasks import Given, task_rows, values
from vbparse.export.to_csv import cell_text

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument


def csv_rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheet(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).active


def sheet_rows(data: bytes) -> list[dict[str, Any]]:
    head, *rows = sheet(data).iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_rows_name_units_and_say_what_is_inherited() -> None:
    first, second, third, _ = task_rows(make_plan())

    assert first.lead == (Given("Phòng Kinh tế xã Thử", "II.1"),)
    assert first.due == (Given("2024-05-24"), Given("2024-11-24"))
    assert second.due == (Given("2024-11-19", "C.p1"),)
    assert second.times == (Given("ngày 20/11/2024", "C.p1"),)
    assert third.lead == (Given("Công an xã Thử"),)
    assert third.rrule == (Given("FREQ=MONTHLY;INTERVAL=6"),)
    assert third.review == {"vi": ("Có nhiều đơn vị chủ trì.",), "en": ("Several leads.",)}
    assert second.pages == (2,)
    assert first.place == ("II. TỔ CHỨC THỰC HIỆN", "1. Phòng Kinh tế")
    assert third.place == ("II. TỔ CHỨC THỰC HIỆN",)


def test_csv_holds_every_task() -> None:
    data = to_csv.render(make_plan())
    first, second, third, fourth = csv_rows(data)

    assert data.startswith(b"\xef\xbb\xbfSTT,")
    assert first["Mã"] == "II.1.b1#1"
    assert first["Chủ trì"] == "Phòng Kinh tế xã Thử"
    assert first["Thời hạn"] == "2024-05-24"
    assert first["Thời hạn khác"] == "2024-11-24"
    assert first["Kế thừa"] == "chủ trì: Phòng Kinh tế xã Thử (theo II.1)"
    assert second["Phối hợp"] == "Công an xã Thử; Ủy ban nhân dân xã Thử"
    assert second["Thời hạn"] == "2024-11-19"
    assert "thời hạn: 2024-11-19 (theo C.p1)" in second["Kế thừa"]
    assert second["Tính chất"] == "đề nghị"
    assert third["Định kỳ"] == "6 tháng một lần"
    assert third["Cần kiểm tra"] == "Có nhiều đơn vị chủ trì."
    assert fourth["Thời hạn"] == ""


def test_csv_runs_no_formula() -> None:
    _, second, _, fourth = csv_rows(to_csv.render(make_plan()))

    assert second["Nhiệm vụ"] == '\'=1+1 "trích"; dòng\nhai'
    assert fourth["Nhiệm vụ"] == "'- Việc chung"


@given(st.text(max_size=40))
def test_csv_cells_never_begin_like_a_formula(text: str) -> None:
    (row,) = csv_rows(to_csv.render(make_plan(tasks=(task("II.1", text),))))

    assert not row["Nhiệm vụ"].startswith(("=", "+", "-", "@", "\t", "\r"))


@given(plans())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_csv_says_what_the_plan_says(plan: PlanDocument) -> None:
    data = to_csv.render(plan)
    tasks = list(task_rows(plan))
    rows = csv_rows(data)

    assert [row["Mã"] for row in rows] == [row.task.id for row in tasks]
    assert [row["Nhiệm vụ"] for row in rows] == [cell_text(row.task.text) for row in tasks]
    assert [row["Chủ trì"] for row in rows] == [cell_text("; ".join(values(row.lead))) for row in tasks]
    assert [row["Thời hạn"] for row in rows] == ["".join(values(row.due[:1])) for row in tasks]
    assert [row["Sản phẩm"] for row in rows] == [cell_text("; ".join(row.task.deliverables)) for row in tasks]
    several = csv_rows(to_csv.render_many([plan, plan]))
    assert [row["Mã"] for row in several] == [row["Mã"] for row in rows] * 2


@given(st.text(max_size=40))
def test_a_cell_is_its_text_or_has_an_apostrophe_in_front(text: str) -> None:
    assert cell_text(text) in {text.replace("\0", ""), "'" + text.replace("\0", "")}


def test_ten_thousand_tasks_and_a_plan_named_in_front() -> None:
    rows = csv_rows(to_csv.render_many([large_plan()]))

    assert len(rows) == 10_000
    assert {row["Kế hoạch"] for row in rows} == {"1/KH-UBND"}


def test_the_part_of_a_unit_stands_in_front() -> None:
    rows = csv_rows(to_csv.render(make_plan(), ExportOptions(part_of="Công an xã Thử")))

    assert [row["Vai trò"] for row in rows] == ["", "phối hợp", "chủ trì", ""]


def test_excel_has_real_dates_and_marks_what_is_inherited() -> None:
    data = to_xlsx.render(make_plan())
    first, second, _, fourth = sheet_rows(data)
    table = sheet(data)

    assert first["STT"] == 1
    assert first["Thời hạn"].date() == date(2024, 5, 24)
    assert second["Thời hạn"].date() == date(2024, 11, 19)
    assert fourth["Thời hạn"] is None
    heads = [cell.value for cell in table[1]]
    due = heads.index("Thời hạn") + 1
    assert table.cell(2, due).number_format == "DD/MM/YYYY"
    assert not table.cell(2, due).font.italic
    assert table.cell(3, due).font.italic
    assert table.cell(2, heads.index("Chủ trì") + 1).font.italic


def test_excel_is_dressed_for_use() -> None:
    table = sheet(to_xlsx.render(make_plan()))

    assert table.title == "Nhiệm vụ"
    assert table.freeze_panes == "D2"
    assert table.auto_filter.ref == table.dimensions
    assert table.page_setup.orientation == "landscape"
    assert table.cell(2, 3).alignment.wrap_text


def test_excel_keeps_text_as_text() -> None:
    table = sheet(to_xlsx.render(make_plan()))
    cell = table.cell(3, 3)

    assert cell.value == '=1+1 "trích"; dòng\nhai'
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_excel_leaves_out_what_the_format_cannot_hold() -> None:
    (row,) = sheet_rows(to_xlsx.render(make_plan(tasks=(task("II.1", "a\x00b\x1bc" + "d" * 40_000),))))

    assert row["Nhiệm vụ"].startswith("abcd")
    assert len(row["Nhiệm vụ"]) == 32_767


@pytest.mark.parametrize("exporter", [to_csv, to_xlsx])
def test_headings_come_in_both_languages(exporter: Any) -> None:
    vietnamese = exporter.render(make_plan())
    english = exporter.render(make_plan(), ExportOptions(lang="en"))
    read = csv_rows if exporter is to_csv else sheet_rows

    assert "Chủ trì" in read(vietnamese)[0]
    assert read(english)[0]["Lead"] == "Phòng Kinh tế xã Thử"
    assert read(english)[2]["Recurrence"] == "every 6 months"


@pytest.mark.parametrize("exporter", [to_csv, to_xlsx])
def test_a_plan_without_tasks_gives_headings_only(exporter: Any) -> None:
    data = exporter.render(make_plan(tasks=()))

    assert (csv_rows(data) if exporter is to_csv else sheet_rows(data)) == []


def test_excel_is_the_same_at_any_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    first = to_xlsx.render(make_plan())
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 6, 7, 8, 9, 0, 1, 0))

    assert to_xlsx.render(make_plan()) == first
