"""The workbook: four sheets, read back by openpyxl."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from tests.export.workbooks import opened, rows_of
from tests.planmaker import INHERITED_DUE, PLAN_ID, evidence, make_plan, task
from tests.planstrategy import large_plan, plans
from vbparse.errors import LimitExceeded
from vbparse.export import to_xlsx
from vbparse.export.columns import day_of
from vbparse.export.options import ExportOptions
from vbparse.export.tasks import task_rows, values
from vbparse.export.workbook import MOST_ROWS, clean_text
from vbparse.plan import model

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

SLOW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def citation(number: int, **values: object) -> model.Citation:
    fields = {"type": "Kế hoạch", "node": "II.1", "evidence": evidence("x", number), "id": f"c{number}", **values}
    return model.Citation.model_validate(fields)


CITED = (
    citation(
        1, code="39/KH-UBND", date="2024-01-29", issuer="Ủy ban nhân dân tỉnh Thử", title="năm 2024", role="basis"
    ),
    citation(2, code="39/KH-UBND", date="2024-01-29", issuer="Ủy ban nhân dân tỉnh Thử", title="năm 2024"),
    citation(1, type="Luật", title="Ngân sách", date="2015-XX-XX"),
)


def test_there_are_four_sheets_and_the_first_is_that_of_the_tasks() -> None:
    book = opened(to_xlsx.render(make_plan()))

    assert book.sheetnames == ["Nhiệm vụ", "Đơn vị", "Văn bản", "Cảnh báo", "vbparse"]
    assert [sheet.sheet_state for sheet in book] == ["visible"] * 4 + ["hidden"]
    english = opened(to_xlsx.render(make_plan(), ExportOptions("en"))).sheetnames
    assert english == ["Tasks", "Units", "Documents", "Findings", "vbparse"]


def test_tasks_have_columns_for_people_and_a_key() -> None:
    first, *_ = rows_of(to_xlsx.render(make_plan()))

    assert list(first)[7:11] == ["Trạng thái", "Tiến độ", "Kết quả", "Ghi chú"]
    assert [first[head] for head in list(first)[7:11]] == [None] * 4
    assert first["Khóa"] == f"{PLAN_ID}#II.1.b1#1"


def test_units_are_counted_and_know_their_next_day() -> None:
    data = to_xlsx.render(make_plan())
    rows = {row["Đơn vị"]: row for row in rows_of(data, "Đơn vị")}
    days = [day for _, day in opened(data)["vbparse"].iter_rows(values_only=True)]

    office = rows["Phòng Kinh tế xã Thử"]
    assert (office["Chủ trì"], office["Phối hợp"], office["Nhận báo cáo"]) == (2, 0, 0)
    assert rows["Ủy ban nhân dân xã Thử"]["Nhận báo cáo"] == 1
    assert office["Hạn sắp tới"] == '=IFERROR(INDEX(vbparse!$B$1:$B$3,1+COUNTIF(vbparse!$B$1:$B$3,"<"&TODAY())),"")'
    assert days[:3] == [datetime(2024, 5, 24), datetime(2024, 11, 19), datetime(2024, 11, 24)]  # noqa: DTZ001
    police = rows["Công an xã Thử"]["Hạn sắp tới"]
    assert police.startswith("=IFERROR(INDEX(vbparse!$B$4:$B$6,")  # one inherited day, two of the recurrence
    assert days[3:6] == [datetime(2024, 6, 30), datetime(2024, 11, 19), datetime(2024, 12, 31)]  # noqa: DTZ001


def test_a_unit_without_days_has_no_next_one() -> None:
    rows = rows_of(to_xlsx.render(make_plan(tasks=(task("II.1", lead=["phong-a"]),))), "Đơn vị")

    assert rows[0]["Đơn vị"] == "Phòng Kinh tế xã Thử"  # those with tasks come first
    assert [row["Hạn sắp tới"] for row in rows] == [None] * 3


def test_cited_documents_stand_once_with_their_roles_and_pages() -> None:
    first, second = rows_of(to_xlsx.render(make_plan(citations=CITED)), "Văn bản")

    assert list(first.values())[:-1] == [
        *("Kế hoạch", "39/KH-UBND", datetime(2024, 1, 29), "Ủy ban nhân dân tỉnh Thử", "năm 2024"),  # noqa: DTZ001
        *("căn cứ; viện dẫn", "1, 2"),
    ]
    assert (second["Loại"], second["Ngày"], second["Trang"]) == ("Luật", "2015-XX-XX", 1)


def test_findings_are_sorted_by_how_grave_they_are() -> None:
    rows = rows_of(to_xlsx.render(make_plan()), "Cảnh báo")

    assert [list(row.values())[:4] for row in rows] == [
        ["lỗi", "NUMBERING_GAP", "Thiếu số.", None],
        ["cảnh báo", "MULTIPLE_LEADS", "Có nhiều đơn vị chủ trì.", "II.2"],
    ]


def test_colours_depend_on_the_day_on_which_the_workbook_is_opened() -> None:
    data = to_xlsx.render(make_plan())
    sheet = opened(data)["Nhiệm vụ"]
    rules = {str(area.sqref): [rule.formula[0] for rule in area.rules] for area in sheet.conditional_formatting}

    assert [formula.split(",")[1] for formula in rules[f"F2:F{MOST_ROWS}"]] == [
        "$F2<TODAY()",
        "$F2<=TODAY()+7",
        "$F2>TODAY()+7",
    ]
    assert all('$H2<>"Hoàn thành"' in formula for formula in rules[f"F2:F{MOST_ROWS}"])
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert lists[f"H2:H{MOST_ROWS}"] == '"Chưa bắt đầu,Đang làm,Hoàn thành,Tạm dừng"'
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not [name for name in package.namelist() if str(date.today().year).encode() in package.read(name)]  # noqa: DTZ011


def test_it_prints_on_a4_across_with_headings_and_numbers_on_each_page() -> None:
    for sheet in opened(to_xlsx.render(make_plan())).worksheets[:4]:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.oddFooter.center.text == "Trang &P/&N"
    assert opened(to_xlsx.render(make_plan()))["Nhiệm vụ"].print_area == "'Nhiệm vụ'!$A$1:$K$5"


def test_rows_are_as_high_as_their_texts_and_may_grow() -> None:
    with zipfile.ZipFile(io.BytesIO(to_xlsx.render(make_plan(tasks=(task("II.1", "dài " * 100),))))) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()

    assert '<row r="2" ht="100.4">' in sheet
    assert "customHeight" not in sheet


def test_several_plans_name_theirs_and_are_counted_together() -> None:
    other = make_plan(plan_id="b", header=model.Header(code="7/KH-X"), citations=CITED)
    data = to_xlsx.render_many(iter([make_plan(), other]))
    rows = rows_of(data)

    assert [row["Kế hoạch"] for row in rows] == ["12/KH-UBND"] * 4 + ["7/KH-X"] * 4
    assert [row["STT"] for row in rows] == list(range(1, 9))
    assert rows_of(data, "Đơn vị")[0]["Chủ trì"] == 4
    assert [row["Kế hoạch"] for row in rows_of(data, "Văn bản")] == ["7/KH-X"] * 2
    assert rows_of(data, "Cảnh báo")[0]["Kế hoạch"] == "12/KH-UBND"


def test_no_plan_gives_headings() -> None:
    assert rows_of(to_xlsx.render_many([])) == []


def test_the_part_of_a_unit_is_told_where_a_table_is_made_for_it() -> None:
    rows = rows_of(to_xlsx.render(make_plan(), ExportOptions(part_of="Công an xã Thử")))

    assert [row["Vai trò"] for row in rows] == [None, "phối hợp", "chủ trì", None]


def test_more_rows_than_a_sheet_takes_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(to_xlsx, "MOST_ROWS", 3)

    with pytest.raises(LimitExceeded, match="more rows"):
        to_xlsx.render(make_plan())


def test_names_of_errors_are_text() -> None:
    sheet = opened(to_xlsx.render(make_plan(tasks=(task("II.1", "#N/A", inherited=[INHERITED_DUE]),))))["Nhiệm vụ"]

    assert (sheet["C2"].value, sheet["C2"].data_type) == ("#N/A", "s")


@pytest.mark.slow
def test_ten_thousand_tasks() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx.render(large_plan())), read_only=True)
    _, *rows = book["Nhiệm vụ"].iter_rows(values_only=True)

    assert [row[0] for row in rows] == list(range(1, 10_001))
    assert rows[-1][-1] == "1/kh-ubnd/2024-01-02/uy-ban-nhan-dan-tinh-thu#I.1000#10"


def handed_back(text: str | None) -> str | None:
    """Give what XML hands back of a text: its ends of lines are one."""
    return clean_text(text or "").replace("\r\n", "\n").replace("\r", "\n") or None


def shown(cell: Any) -> str | None:
    value = cell.date().isoformat() if isinstance(cell, datetime) else cell
    return handed_back(None if value is None else str(value))


@given(plans())
@SLOW
def test_the_workbook_says_what_the_plan_says(plan: PlanDocument) -> None:
    data = to_xlsx.render(plan)
    tasks = list(task_rows(plan))
    rows = rows_of(data)

    assert [row["Mã"] for row in rows] == [row.task.id for row in tasks]
    assert [shown(row["Nhiệm vụ"]) for row in rows] == [handed_back(row.task.text) for row in tasks]
    assert [shown(row["Chủ trì"]) for row in rows] == [handed_back("; ".join(values(row.lead))) for row in tasks]
    assert [shown(row["Phối hợp"]) for row in rows] == [handed_back("; ".join(values(row.cooperate))) for row in tasks]
    assert [shown(row["Thời hạn"]) for row in rows] == [values(row.due[:1])[0] if row.due else None for row in tasks]
    real = [isinstance(row["Thời hạn"], datetime) for row in rows]
    assert real == [bool(row.due) and day_of(row.due[0].value) is not None for row in tasks]
    names = {shown(row["Đơn vị"]) for row in rows_of(data, "Đơn vị")}
    assert names == {handed_back(unit.name) for unit in plan.units}
    assert len(rows_of(data, "Cảnh báo")) == len(plan.diagnostics)
    formulas = [cell for sheet in opened(data) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert all(cell.parent.title == "Đơn vị" for cell in formulas)
    assert to_xlsx.render(plan) == data
