from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.layout.typeset import Dress, Sheets
from vbparse.layout.compose import lay_out
from vbparse.settings import Settings

PLAN = [
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Mục đích",
    "a) Nâng cao nhận thức, trách nhiệm của các cấp ủy, chính quyền và đoàn thể trong công tác cải cách hành chính; lấy sự hài lòng của người dân, doanh nghiệp làm thước đo hiệu quả hoạt động.",
    "b) Gắn cải cách hành chính với chuyển đổi số.",
    "2. Yêu cầu",
    "- Xác định rõ nhiệm vụ, cơ quan chủ trì, cơ quan phối hợp, thời gian và sản phẩm của từng nhiệm vụ trong giai đoạn 2026 – 2030; bám sát Kế hoạch số 12/KH-UBND ngày 08/01/2026 của tỉnh về phát triển kinh tế - xã hội.",
    "+ Báo cáo trước ngày 25 tháng cuối quý.",
    "Các phòng, ban chuyên môn tổ chức thực hiện nghiêm túc. Ủy ban nhân dân các thôn phối hợp với Mặt trận Tổ quốc và các đoàn thể tuyên truyền đến từng hộ dân, kịp thời phản ánh khó khăn, vướng mắc về Văn phòng để tổng hợp.",
    "II. TỔ CHỨC THỰC HIỆN",
    "1. Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã là cơ quan thường trực, theo dõi, đôn đốc việc thực hiện Kế hoạch này; định kỳ hằng quý tổng hợp, báo cáo Chủ tịch Ủy ban nhân dân xã.",
    "Trên đây là Kế hoạch cải cách hành chính năm 2026, yêu cầu các đơn vị nghiêm túc triển khai thực hiện./.",
]
DRESSES = [
    Dress(),
    Dress(space=0),
    Dress(indent=0),
    Dress(justify=False),
    Dress(indent=0, justify=False),
    Dress(pitch=1.7, space=0, size=13),
    Dress(indent=18, hang=True, space=0),
    Dress(indent=0, hang=True),
    Dress(left=57, right=539, indent=28, space=4, size=12.5, number="bottom"),
]


def set_and_read(paragraphs: list[str], dress: Dress) -> list[str]:
    sheets = Sheets(dress=dress)
    for text in paragraphs:
        sheets.paragraph(text, bold=text.isupper())
    flow, _ = lay_out(sheets.result(), Settings())
    return [flow.text_of(block) for block in flow.blocks]


@pytest.mark.parametrize("dress", DRESSES)
def test_paragraphs_come_out_in_every_dress(dress: Dress) -> None:
    assert set_and_read(PLAN * 4, dress) == PLAN * 4


@pytest.mark.parametrize("seed", range(8))
def test_words_may_be_placed_as_badly_as_ocr_places_them(seed: int) -> None:
    random = Random(seed)
    sheets = Sheets()
    for text in PLAN * 3:
        sheets.paragraph(text)
    for words in sheets.pages:
        for at, word in enumerate(words):
            dx, dy, size = random.uniform(-1, 1), random.uniform(-0.8, 0.8), 14 + random.choice([-0.3, 0, 0.3])
            words[at] = word._replace(
                x0=word.x0 + dx, x1=word.x1 + dx, baseline=word.baseline + dy, font=word.font._replace(size=size)
            )

    flow, _ = lay_out(sheets.result(), Settings())

    assert [flow.text_of(block) for block in flow.blocks] == PLAN * 3


@pytest.mark.parametrize("bottom", range(300, 420, 8))
def test_a_page_break_may_fall_anywhere(bottom: int) -> None:
    assert set_and_read(PLAN, Dress(bottom=float(bottom))) == PLAN


@pytest.mark.parametrize("right", [430.0, 460.0, 490.0, 520.0, 552.0])
@pytest.mark.parametrize("dress", [Dress(), Dress(justify=False), Dress(indent=0)])
def test_lines_may_break_anywhere(right: float, dress: Dress) -> None:
    narrow = Dress(indent=dress.indent, justify=dress.justify, right=right)

    assert set_and_read(PLAN * 2, narrow) == PLAN * 2


def test_title_lines_are_joined_and_the_type_stands_alone() -> None:
    title = "Thực hiện công tác bình đẳng giới và vì sự tiến bộ của phụ nữ trên địa bàn xã An Bình năm 2026"
    sheets = Sheets()
    sheets.paragraph("KẾ HOẠCH", bold=True, align="centre")
    sheets.y -= 6
    sheets.paragraph(title, bold=True, align="centre")
    for text in PLAN:
        sheets.paragraph(text)

    flow, _ = lay_out(sheets.result(), Settings())

    assert [flow.text_of(block) for block in flow.blocks][:3] == ["KẾ HOẠCH", title, PLAN[0]]
    assert [block.style.align for block in flow.blocks[:2]] == ["centre", "centre"]


def test_titles_in_capitals_of_several_lines_are_one() -> None:
    title = "DANH MỤC NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH, CHUYỂN ĐỔI SỐ VÀ CẢI THIỆN MÔI TRƯỜNG ĐẦU TƯ KINH DOANH NĂM 2026"
    sheets = Sheets()
    for text in ("PHỤ LỤC", title, "(Kèm theo Kế hoạch số 12/KH-UBND)"):
        sheets.paragraph(text, bold=text.isupper(), align="centre")
        sheets.y -= 6
    sheets.paragraph(PLAN[2])

    flow, _ = lay_out(sheets.result(), Settings())

    assert [flow.text_of(block) for block in flow.blocks][:3] == ["PHỤ LỤC", title, "(Kèm theo Kế hoạch số 12/KH-UBND)"]


def test_a_word_broken_at_its_hyphen_is_whole_again() -> None:
    sheets = Sheets()
    sheets.paragraph(PLAN[7])
    left, y = sheets.dress.left, sheets.y + 16
    sheets.at("Thực hiện Công văn số 1676/SNV-", left + 36, y, size=14)
    sheets.pages[-1][-1] = sheets.pages[-1][-1]._replace(x1=sheets.dress.right)
    sheets.at("TCBC ngày 20/5/2026 về phát triển kinh tế -", left, y + 16, size=14)
    sheets.pages[-1][-1] = sheets.pages[-1][-1]._replace(x1=sheets.dress.right)
    sheets.at("xã hội.", left, y + 32, size=14)

    flow, _ = lay_out(sheets.result(), Settings())
    text = flow.text_of(flow.blocks[-1])

    assert text == "Thực hiện Công văn số 1676/SNV-TCBC ngày 20/5/2026 về phát triển kinh tế - xã hội."
    at = flow.textmap.text.index("1676/SNV-TCBC")
    assert len(flow.textmap.regions(flow.blocks[-1].span)) == 3
    assert len(flow.textmap.word_indexes(type(flow.blocks[-1].span)(at, at + 13))) == 2


@given(st.lists(st.sampled_from(PLAN), min_size=1, max_size=12), st.sampled_from(DRESSES[:2]))
def test_any_order_of_paragraphs_comes_out(paragraphs: list[str], dress: Dress) -> None:
    read = set_and_read(paragraphs, dress)

    assert " ".join(read) == " ".join(paragraphs)
