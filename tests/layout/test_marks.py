from __future__ import annotations

import pytest

from vbparse.layout.marks import (
    has_cue,
    is_ended,
    is_recipients,
    is_structure,
    is_type_heading,
    marker,
    wants_number,
)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("- Sở Nội vụ", "-"),
        ("-Bộ Công an", "-"),
        ("+ Tổ chức", "+"),
        ("• Rà soát", "•"),
        ("o Mỗi khối lớp", "o"),
        ("1. Mục đích", "1."),
        ("1.Mục đích", "1."),
        ("1/ Mục đích", "1/"),
        ("2.3.1. Tổ chức", "2.3.1."),
        ("1.1 Tổ chức", "1.1"),
        ("a) Rà soát", "a)"),
        ("đ) Rà soát", "đ)"),
        ("(1) Rà soát", "(1)"),
        ("IV. TỔ CHỨC", "IV."),
        ("I - MỤC ĐÍCH", "I -"),
        ("A. Phần chung", "A."),
        ("Điều 1. Phê duyệt", "Điều 1"),
        ("Chương II", "Chương II"),
    ],
)
def test_items_begin_with_a_marker(text: str, mark: str) -> None:
    assert marker(text) == mark


@pytest.mark.parametrize(
    "text",
    [
        "66/NQ-CP ngày 26/3/2025",
        "31/2021/NĐ-CP",
        "1), giao",
        "34):",
        "2024. Sở Nội vụ",
        "5.000 tờ rơi",
        "ông An",
        "ở xã",
    ],
)
def test_numbers_and_words_are_no_markers(text: str) -> None:
    assert marker(text) == ""


def test_ends_of_sentences() -> None:
    assert all(map(is_ended, ["năm 2024.", "của quận;", "như sau:", "thực hiện./.", "(nếu có).”"]))
    assert not any(map(is_ended, ["các ngành, đoàn", "của quận,", "giai đoạn 2021-2030", "(nếu có)"]))


def test_words_that_want_a_number() -> None:
    assert wants_number("hoàn thành trong tháng")
    assert not wants_number("hoàn thành kế hoạch")


@pytest.mark.parametrize("text", ["Nơi nhận:", "NƠI NHẬN:", "Nơi nhận : TM. UBND", "Nơi nhận TM. ỦY BAN", "Nơi gửi:"])
def test_the_list_of_recipients_begins(text: str) -> None:
    assert is_recipients(text)


@pytest.mark.parametrize("text", ["Nơi nhận hồ sơ là bộ phận một cửa", "Các nơi nhận:"])
def test_other_lines_begin_no_list_of_recipients(text: str) -> None:
    assert not is_recipients(text)


def test_headings_that_fill_their_line() -> None:
    assert is_type_heading("KẾ HOẠCH")
    assert is_type_heading("QUYẾT ĐỊNH:")
    assert not is_type_heading("Kế hoạch")
    assert not is_type_heading("KẾ HOẠCH TỔ CHỨC LỄ HỘI")
    assert is_structure("PHỤ LỤC II")
    assert is_structure("Phần I")
    assert not is_structure("Phụ lục kèm theo Kế hoạch")


def test_lines_of_the_letterhead_are_known_by_their_words() -> None:
    assert has_cue("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "motto")
    assert not has_cue("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "motto")
    assert has_cue("HỎA TỐC", "urgency", "secrecy")
