from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.layout.typeset import Sheets, place
from vbparse.layout.compose import lay_out
from vbparse.layout.furniture import take_stamps
from vbparse.readers.pages import Font
from vbparse.settings import Settings

if TYPE_CHECKING:
    from vbparse.layout.flow import Flow

TEXT = "Các phòng, ban tổ chức thực hiện nghiêm túc các nội dung của Kế hoạch này theo chức năng được giao."


def with_edges(*edges: tuple[str, float, float]) -> Flow:
    """Set three pages with the same body and put text at places of each; `#` stands for the page's number."""
    sheets = Sheets(first_number=9)
    for number in (1, 2, 3):
        if number > 1:
            sheets.new_page()
        sheets.y = 90
        for _ in range(8):
            sheets.paragraph(f"{number}. {TEXT}")
        for text, x, y in edges:
            sheets.at(text.replace("#", str(number)), x, y)
    return lay_out(sheets.result(), Settings())[0]


@pytest.mark.parametrize(
    "edge",
    [
        ("#", 315, 40),
        ("- # -", 310, 40),
        ("Trang #", 500, 815),
        ("Trang #/3", 500, 815),
        ("#/3", 540, 815),
        ("#", 85, 815),
    ],
)
def test_page_numbers_are_furniture(edge: tuple[str, float, float]) -> None:
    flow = with_edges(edge)

    assert [piece.kind for piece in flow.furniture] == ["page_number"] * 3
    assert len(flow.blocks) == 24


@pytest.mark.parametrize(
    "edge",
    [
        ("Kế hoạch công tác năm 2024", 200, 40),
        ("12/03/2024, 09:15 Kế hoạch số 12", 60, 30),
        ("https://congbao.example.vn/ke-hoach-12 #/3", 60, 820),
    ],
)
def test_heads_repeated_on_pages_are_furniture(edge: tuple[str, float, float]) -> None:
    flow = with_edges(edge)

    assert len(flow.furniture) == 3
    assert len(flow.blocks) == 24


@pytest.mark.parametrize("edge", [("PHỤ LỤC #", 280, 60), ("Phụ lục số #", 280, 60)])
def test_headings_that_count_on_are_text(edge: tuple[str, float, float]) -> None:
    assert with_edges(edge).furniture == ()


def test_a_letterhead_on_each_page_is_text() -> None:
    flow = with_edges(("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 300, 60), ("ỦY BAN NHÂN DÂN", 90, 60))

    assert flow.furniture == ()


def test_a_line_of_one_page_is_text() -> None:
    sheets = Sheets(first_number=9)
    sheets.at("Dự thảo lần 2", 85, 40)
    sheets.y = 90
    sheets.paragraph(TEXT)

    flow, _ = lay_out(sheets.result(), Settings())

    assert flow.furniture == ()
    assert flow.text_of(flow.blocks[0]) == "Dự thảo lần 2"


def test_a_secrecy_mark_stays_on_the_first_page_and_is_a_mark_on_the_others() -> None:
    flow = with_edges(("MẬT", 500, 40))

    assert [(piece.kind, piece.page) for piece in flow.furniture] == [("mark", 2), ("mark", 3)]
    assert flow.text_of(flow.blocks[0]) == "MẬT"


def test_a_year_at_the_top_of_a_page_is_text() -> None:
    sheets = Sheets(first_number=9)
    sheets.paragraph(TEXT)
    sheets.new_page()
    sheets.at("2025.", 85, 76)
    sheets.y = 76
    sheets.paragraph(TEXT)

    flow, _ = lay_out(sheets.result(), Settings())

    assert flow.furniture == ()


BODY = Font("Serif", 14.0, bold=False, italic=False)
STAMP = Font("Sans", 9.0, bold=False, italic=False)


def test_stamps_of_signing_software_are_taken_out() -> None:
    words = [
        *place(["Hà", "Đông,", "ngày", "17", "tháng", "02", "năm", "2024"], 300, 60, 0, BODY),
        *place(["Ký", "bởi:", "Ủy", "ban", "nhân", "dân", "huyện", "An", "Bình"], 300, 72, 0, STAMP),
        *place(["Cơ", "quan:", "Tỉnh", "Bình", "An"], 300, 83, 0, STAMP),
        *place(["Thời", "gian", "ký:", "17.02.2024", "16:05:33", "+07:00"], 300, 94, 0, STAMP),
        *place(["KẾ", "HOẠCH"], 280, 110, 0, BODY),
    ]

    kept, furniture = take_stamps(words, 1, 14.0)

    assert " ".join(word.text for word in kept) == "Hà Đông, ngày 17 tháng 02 năm 2024 KẾ HOẠCH"
    assert [piece.kind for piece in furniture] == ["stamp"]
    assert furniture[0].text.startswith("Ký bởi: Ủy ban")
    assert furniture[0].text.endswith("+07:00")


def test_text_about_signing_stays() -> None:
    words = place(["Người", "ký:", "Chủ", "tịch", "Ủy", "ban", "nhân", "dân", "xã"], 85, 60, 0, BODY)

    assert take_stamps(words, 1, 14.0) == (words, [])
