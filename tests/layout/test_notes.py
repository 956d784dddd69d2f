from __future__ import annotations

from tests.layout.typeset import Dress, Sheets, place
from vbparse.layout.compose import lay_out
from vbparse.readers.pages import Font
from vbparse.settings import Settings

LONG = (
    "Các phòng, ban chuyên môn xây dựng kế hoạch của đơn vị, tổ chức thực hiện và báo cáo kết quả về Văn phòng theo quy "
    "định tại Quyết định số 15/QĐ-UBND, bảo đảm đúng tiến độ và chất lượng công việc được giao trong năm."
)


def test_a_footnote_follows_the_paragraph_that_the_page_break_cuts() -> None:
    sheets = Sheets(dress=Dress(bottom=720))
    while len(sheets.pages) == 1:
        sheets.paragraph(LONG)
    del sheets.pages[1:], sheets.rules[1:]
    cut = sheets.pages[0][-1].baseline
    sheets.rule(85, cut + 12, 229, cut + 12.5)
    sheets.at("1 Quyết định số 15/QĐ-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh.", 85, cut + 24, size=10)
    sheets.new_page()
    left = LONG.split()
    printed = [word.text for word in sheets.pages[0] if word.font.size == 14]
    rest = left[len(printed) % len(left) :] if len(printed) % len(left) else []
    sheets.dress = Dress(bottom=720, indent=0)
    sheets.paragraph(" ".join(rest)) if rest else None
    sheets.dress = Dress(bottom=720)
    sheets.paragraph(LONG)

    flow, _ = lay_out(sheets.result(), Settings())

    notes = [block for block in flow.blocks if block.kind == "footnote"]
    assert [flow.text_of(note) for note in notes] == [
        "1 Quyết định số 15/QĐ-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh."
    ]
    assert {flow.text_of(block) for block in flow.blocks if block.kind == "paragraph"} == {LONG}


def test_a_raised_mark_is_enough() -> None:
    sheets = Sheets()
    for _ in range(4):
        sheets.paragraph(LONG)
    mark, note = Font("Serif", 6.5, bold=False, italic=False), Font("Serif", 10, bold=False, italic=False)
    sheets.pages[0].extend([*place(["2"], 85, 736, 0, mark), *place(["Theo", "Luật", "Tổ", "chức."], 90, 740, 0, note)])

    flow, _ = lay_out(sheets.result(), Settings())

    assert flow.blocks[-1].kind == "footnote"
    assert flow.text_of(flow.blocks[-1]) == "2 Theo Luật Tổ chức."


def test_recipients_are_no_footnotes() -> None:
    sheets = Sheets()
    for _ in range(4):
        sheets.paragraph(LONG)
    for at, text in enumerate(["Nơi nhận:", "- Như trên;", "- Lưu: VT."]):
        sheets.at(text, 85, 700 + 12 * at, size=11)

    flow, _ = lay_out(sheets.result(), Settings())

    assert {block.kind for block in flow.blocks} == {"paragraph"}
