from __future__ import annotations

from typing import TYPE_CHECKING

from tests.layout.typeset import Dress, Sheets
from vbparse.layout.compose import lay_out
from vbparse.readers.pages import Page, Pages
from vbparse.settings import Settings

if TYPE_CHECKING:
    from vbparse.layout.flow import Flow

LEFT, RIGHT = 170.0, 410.0
TEXT = (
    "Thực hiện Kế hoạch số 12/KH-UBND ngày 08/01/2026 của Ủy ban nhân dân tỉnh về công tác cải cách hành chính năm 2026, "
    "Ủy ban nhân dân xã An Bình ban hành Kế hoạch thực hiện như sau:"
)


def letterhead(sheets: Sheets) -> None:
    sheets.centred("UBND HUYỆN BÌNH AN", LEFT, 70)
    sheets.centred("ỦY BAN NHÂN DÂN", LEFT, 85, bold=True)
    sheets.centred("XÃ AN BÌNH", LEFT, 100, bold=True)
    sheets.centred("Số: 12/KH-UBND", LEFT, 124)
    sheets.centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", RIGHT, 71, bold=True, size=12)
    sheets.centred("Độc lập - Tự do - Hạnh phúc", RIGHT, 88, bold=True)
    sheets.centred("An Bình, ngày 20 tháng 01 năm 2026", RIGHT, 125)
    sheets.y = 140


def body(sheets: Sheets, count: int = 3) -> None:
    sheets.paragraph("KẾ HOẠCH", bold=True, align="centre")
    sheets.paragraph("Cải cách hành chính năm 2026", bold=True, align="centre")
    for _ in range(count):
        sheets.paragraph(TEXT)


def signature(sheets: Sheets) -> None:
    y = sheets.y + 20
    for at, text in enumerate(["Nơi nhận:", "- UBND huyện;", "- Các thôn;", "- Lưu: VT."]):
        sheets.at(text, 85, y + 13 * at, size=11)
    for at, text in enumerate(["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]):
        sheets.centred(text, 430, y + 16 * at, size=14, bold=True)
    sheets.centred("Trần Văn Mẫu", 430, y + 100, size=14, bold=True)


def lay(pages: list[Page]) -> Flow:
    return lay_out(Pages(iter(pages), len(pages)), Settings())[0]


def texts(flow: Flow, column: str) -> list[str]:
    return [flow.text_of(block) for block in flow.blocks if block.column == column]


def test_the_letterhead_is_read_column_by_column() -> None:
    sheets = Sheets()
    letterhead(sheets)
    body(sheets)

    flow = lay(sheets.pages_list())

    assert texts(flow, "left") == ["UBND HUYỆN BÌNH AN", "ỦY BAN NHÂN DÂN", "XÃ AN BÌNH", "Số: 12/KH-UBND"]
    assert texts(flow, "right") == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "An Bình, ngày 20 tháng 01 năm 2026",
    ]
    assert texts(flow, "full")[:2] == ["KẾ HOẠCH", "Cải cách hành chính năm 2026"]


def test_marks_beside_the_letterhead_are_lines_of_their_own() -> None:
    sheets = Sheets()
    letterhead(sheets)
    sheets.centred("HỎA TỐC", LEFT, 146, bold=True)
    sheets.y = 160
    body(sheets)

    assert texts(lay(sheets.pages_list()), "left")[-1] == "HỎA TỐC"


def test_wrapped_lines_of_the_right_column_are_joined() -> None:
    sheets = Sheets()
    sheets.centred("ỦY BAN NHÂN DÂN", LEFT, 70)
    sheets.centred("XÃ AN BÌNH", LEFT, 85)
    sheets.centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", RIGHT, 70)
    sheets.centred("NAM", RIGHT, 84)
    sheets.centred("Độc lập - Tự do - Hạnh phúc", RIGHT, 98)
    sheets.y = 130
    body(sheets)

    assert texts(lay(sheets.pages_list()), "right") == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]


def test_a_letterhead_in_one_column_is_no_zone() -> None:
    sheets = Sheets()
    for text in ("ỦY BAN NHÂN DÂN XÃ AN BÌNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"):
        sheets.paragraph(text, align="centre")
    body(sheets)

    assert {block.column for block in lay(sheets.pages_list()).blocks} == {"full"}


def test_recipients_are_read_before_the_signature_beside_them() -> None:
    sheets = Sheets()
    body(sheets)
    signature(sheets)

    flow = lay(sheets.pages_list())

    assert texts(flow, "left") == ["Nơi nhận:", "- UBND huyện;", "- Các thôn;", "- Lưu: VT."]
    assert texts(flow, "right") == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Mẫu"]
    assert [block.column for block in flow.blocks][-7:] == ["left"] * 4 + ["right"] * 3


def test_a_recipient_that_reaches_over_the_river_stays_in_the_list() -> None:
    sheets = Sheets()
    body(sheets)
    y = sheets.y + 20
    for at, text in enumerate(
        [
            "Nơi nhận:",
            "- UBND huyện;",
            "- Các phòng, ban chuyên môn và đơn vị sự nghiệp công lập thuộc huyện;",
            "- Lưu: VT.",
        ]
    ):
        sheets.at(text, 85, y + 13 * at, size=11)
    sheets.centred("CHỦ TỊCH", 400, y, size=14, bold=True)
    sheets.centred("Trần Văn Mẫu", 400, y + 90, size=14, bold=True)

    flow = lay(sheets.pages_list())

    assert len(texts(flow, "left")) == 4
    assert texts(flow, "right") == ["CHỦ TỊCH", "Trần Văn Mẫu"]


def test_a_zone_cut_by_the_page_break_is_read_column_by_column() -> None:
    sheets = Sheets()
    body(sheets)
    sheets.at("Nơi nhận:", 85, 700, size=11)
    sheets.at("- UBND huyện;", 85, 713, size=11)
    sheets.centred("TM. ỦY BAN NHÂN DÂN", 430, 700, size=14, bold=True)
    sheets.new_page()
    sheets.at("- Các thôn;", 85, 70, size=11)
    sheets.at("- Lưu: VT.", 85, 83, size=11)
    sheets.centred("CHỦ TỊCH", 430, 70, size=14, bold=True)

    flow = lay(sheets.pages_list())

    assert texts(flow, "left") == ["Nơi nhận:", "- UBND huyện;", "- Các thôn;", "- Lưu: VT."]
    assert texts(flow, "right") == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    assert [block.column for block in flow.blocks][-6:] == ["left"] * 4 + ["right"] * 2


def test_two_signatures_stand_side_by_side() -> None:
    sheets = Sheets()
    body(sheets)
    y = sheets.y + 20
    for middle, lines in (
        (180, ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Lê Thị Mẫu")),
        (430, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Văn Mẫu")),
    ):
        for text, down in zip(lines, (0, 16, 90), strict=True):
            sheets.centred(text, middle, y + down, size=14, bold=True)
    for at, text in enumerate(["Nơi nhận:", "- Như trên;"]):
        sheets.at(text, 85, y + 120 + 13 * at, size=11)

    flow = lay(sheets.pages_list())

    assert texts(flow, "left") == ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Lê Thị Mẫu"]
    assert texts(flow, "right") == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Văn Mẫu"]
    assert texts(flow, "full")[-2:] == ["Nơi nhận:", "- Như trên;"]


def test_recipients_may_stand_beside_two_signatures() -> None:
    sheets = Sheets()
    body(sheets)
    y = sheets.y + 20
    for at, text in enumerate(["Nơi nhận:", "- Như trên;", "- Lưu: VT."]):
        sheets.at(text, 85, y + 13 * at, size=11)
    for middle, lines in (
        (280, ("SỞ NỘI VỤ", "GIÁM ĐỐC", "Lê Thị Mẫu")),
        (460, ("SỞ TÀI CHÍNH", "GIÁM ĐỐC", "Trần Văn Mẫu")),
    ):
        for text, down in zip(lines, (0, 16, 90), strict=True):
            sheets.centred(text, middle, y + down, size=14, bold=True)

    flow = lay(sheets.pages_list())

    assert texts(flow, "left") == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert texts(flow, "right") == ["SỞ NỘI VỤ", "GIÁM ĐỐC", "Lê Thị Mẫu", "SỞ TÀI CHÍNH", "GIÁM ĐỐC", "Trần Văn Mẫu"]


def test_an_annex_after_the_signature_is_not_drawn_into_it() -> None:
    sheets = Sheets()
    body(sheets)
    signature(sheets)
    sheets.new_page()
    sheets.paragraph("PHỤ LỤC", bold=True, align="centre")
    sheets.paragraph(TEXT)

    assert texts(lay(sheets.pages_list()), "full")[-2:] == ["PHỤ LỤC", TEXT]


def test_justified_text_is_no_zone() -> None:
    sheets = Sheets(dress=Dress(indent=0, space=0))
    for _ in range(6):
        sheets.paragraph(TEXT.upper())

    assert {block.column for block in lay(sheets.pages_list()).blocks} == {"full"}
