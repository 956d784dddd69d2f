from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flowmaker import make_flow
from vbparse.outline.lines import read_lines
from vbparse.outline.recipients import is_recipients_label, read_addressees, read_recipients

if TYPE_CHECKING:
    from vbparse.outline.model import Recipient


def read(text: str) -> list[tuple[str, str | None]]:
    return [(recipient.text, recipient.purpose) for recipient in recipients(text)]


def recipients(text: str) -> tuple[Recipient, ...]:
    return read_recipients(read_lines(make_flow(text)))


def test_names_and_purposes() -> None:
    assert read(
        "Nơi nhận:\n- Sở Nội vụ (để b/cáo);\n- Các phòng (th/h);\n- Hội Nông dân(biết);\n- UBND các xã;\n- Lưu: VT."
    ) == [
        ("Sở Nội vụ", "để b/cáo"),
        ("Các phòng", "th/h"),
        ("Hội Nông dân", "biết"),
        ("UBND các xã", None),
        ("Lưu: VT", None),
    ]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("- Sở Nội vụ (phòng CCHC);", "Sở Nội vụ"),
        ("- Lưu: VT, NC (2b).", "Lưu: VT, NC"),
        ("- Lưu: VT, VP (Nh).", "Lưu: VT, VP"),
        ("- Lưu: VT, KGVX. Thg.", "Lưu: VT, KGVX"),
        ("- Lưu: VT, QHĐP (2b)Q.Cường.", "Lưu: VT, QHĐP"),
        ("- Lưu: VT, CN (2). nvv", "Lưu: VT, CN"),
        ("- Lưu: VT, (VX/KN).", "Lưu: VT"),
        ("- Lưu: VT, TH 2b.", "Lưu: VT, TH"),
        ("- Lưu: VT, M.", "Lưu: VT, M"),
        ("- Lưu: VT", "Lưu: VT"),
        ("- VP UBND TP (3E);", "VP UBND TP"),
        ("- Chi cục Thuế; Hạt Kiểm lâm;", "Chi cục Thuế; Hạt Kiểm lâm"),
        ("- CT, các PCT UBND huyện;", "CT, các PCT UBND huyện"),
        ("-Thường trực Huyện ủy./.", "Thường trực Huyện ủy"),
    ],
)
def test_brackets_and_typists_marks_are_left_out(line: str, text: str) -> None:
    assert read(f"Nơi nhận:\n{line}") == [(text, None)]


def test_of_two_brackets_the_purpose_counts() -> None:
    assert read("Nơi nhận:\n- Bộ Công an (qua Cục A) (để báo cáo);") == [("Bộ Công an", "để báo cáo")]


def test_wrapped_lines_are_joined() -> None:
    assert read(
        "Nơi nhận:\n- Uỷ ban Kiểm tra, Ban xây dựng Đảng,\nVP Đảng uỷ;\n- Ban Thi đua\n(b/c);\n- Lưu: VT,\nNV."
    ) == [
        ("Uỷ ban Kiểm tra, Ban xây dựng Đảng, VP Đảng uỷ", None),
        ("Ban Thi đua", "b/c"),
        ("Lưu: VT, NV", None),
    ]


def test_a_list_on_one_line() -> None:
    assert read("Nơi nhận: - Như trên; - Bộ Y tế (b/c); - Lưu: VT.") == [
        ("Như trên", None),
        ("Bộ Y tế", "b/c"),
        ("Lưu: VT", None),
    ]


def test_a_list_without_dashes() -> None:
    assert read("Nơi nhận:\nPhòng Giáo dục;\nCác tổ chuyên môn;\nLưu: VT.") == [
        ("Phòng Giáo dục", None),
        ("Các tổ chuyên môn", None),
        ("Lưu: VT", None),
    ]


def test_the_last_line_of_the_party_has_no_dash() -> None:
    assert read("Nơi nhận:\n- Thường trực Tỉnh ủy (để báo cáo),\n- Các chi bộ,\nLưu Văn phòng Huyện ủy.")[-1] == (
        "Lưu Văn phòng Huyện ủy",
        None,
    )


def test_labels_of_groups_and_scraps_are_no_recipients() -> None:
    assert read("Nơi nhận:\n- Như trên;\nBản điện tử:\n- Các phòng;\n- Lưu: VT.\n3") == [
        ("Như trên", None),
        ("Các phòng", None),
        ("Lưu: VT", None),
    ]


def test_the_span_holds_the_line_with_its_bracket() -> None:
    flow = make_flow("Nơi nhận:\n- Sở Nội vụ (để b/c);\n- Lưu: VT.")
    found = read_recipients(read_lines(flow))

    assert flow.textmap.slice(found[0].span) == "Sở Nội vụ (để b/c);"


def test_addressees_of_a_letter() -> None:
    lines = read_lines(make_flow("Kính gửi:\n- Các phòng thuộc huyện;\n- UBND các xã."))
    one = read_lines(make_flow("Kính gửi: Hội đồng nhân dân huyện"))

    assert [recipient.text for recipient in read_addressees(lines)] == ["Các phòng thuộc huyện", "UBND các xã"]
    assert [recipient.text for recipient in read_addressees(one)] == ["Hội đồng nhân dân huyện"]


@pytest.mark.parametrize(
    "text",
    ["Nơi nhận:", "Nơi nhận :", "**Nơi nhận:**", "__Nơi nhận: __", "NƠI NHẬN", "Nơi nhận: - Như trên;"],
)
def test_the_label(text: str) -> None:
    assert is_recipients_label(text)


@pytest.mark.parametrize("text", ["Nơi nhận hồ sơ là bộ phận một cửa.", "Nơi nhậnhồ sơ", "Nơi ở:"])
def test_what_is_no_label(text: str) -> None:
    assert not is_recipients_label(text)


@given(st.text(alphabet="Nơi nhận:-Lưu VT;.,()b/c\n+ "))
def test_reading_recipients_is_total(text: str) -> None:
    assert all(recipient.text for recipient in recipients(text))
