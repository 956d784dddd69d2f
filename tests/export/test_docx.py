"""The Word document, opened again by python-docx."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from tests.planmaker import make_plan
from tests.planstrategy import plans
from vbparse.export import to_docx
from vbparse.export.tasks import duties

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

docx = pytest.importorskip("docx")


def opened(plan: PlanDocument) -> Any:
    return docx.Document(io.BytesIO(to_docx.render(plan)))


def test_the_page_is_as_the_decree_has_it() -> None:
    document = opened(make_plan())
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)

    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in document.tables[0].cell(0, 1).text
    assert "ỦY BAN NHÂN DÂN XÃ THỬ" in document.tables[0].cell(0, 0).text


def test_the_table_has_the_duties_under_a_head_that_repeats() -> None:
    table = opened(make_plan()).tables[1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]

    assert rows[0] == ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "Ghi chú"]
    assert rows[1] == ["1", "Lập báo cáo", "Phòng Kinh tế xã Thử", "", "24/05/2024\n24/11/2024", "theo mục II.1"]
    assert rows[2][1] == '=1+1 "trích"; dòng\nhai'
    assert b"w:tblHeader" in table.rows[0]._tr.xml.encode()


@settings(deadline=None, max_examples=25)
@given(plans())
def test_any_plan_gives_a_document_and_again_the_same(plan: PlanDocument) -> None:
    assert len(opened(plan).tables[1].rows) == len(duties(plan)) + 1
    assert to_docx.render(plan) == to_docx.render(plan)


def test_rows_stay_whole_and_pages_are_numbered_from_the_second() -> None:
    document = docx.Document(io.BytesIO(to_docx.render(make_plan())))
    table = max(document.tables, key=lambda one: len(one.rows))

    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert section.header._element.xpath(".//w:fldSimple/@w:instr") == ["PAGE"]
    assert not section.first_page_header._element.xpath(".//w:fldSimple")
