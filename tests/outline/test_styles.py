from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.outline.markers import LETTERS, follows, letter_value, roman_value, to_roman
from vbparse.outline.styles import CONSTRUCTS, Construct, read_marker


@pytest.mark.parametrize("construct", CONSTRUCTS, ids=lambda construct: construct.name)
def test_a_style_reads_its_examples_and_no_counterexample(construct: Construct) -> None:
    for example in construct.examples:
        found = construct.pattern.match(example)
        assert found is not None, example
        own = construct.read(found)
        read = read_marker(example)
        assert own is not None
        assert read is not None
        assert (read.text, read.end) == (own.text, own.end), example
    for other in construct.counterexamples:
        found = construct.pattern.match(other)
        assert found is None or construct.read(found) is None, other


def test_the_names_of_styles_are_unique() -> None:
    names = [construct.name for construct in CONSTRUCTS]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "text",
    [
        "15/11: Phát động cuộc thi",
        "2024 là năm bầu cử",
        "1.5 triệu đồng",
        "1.000 đồng",
        "100% đơn vị",
        "15-21/11",
        "Mục tiêu chung",
        "Mục 2 Kế hoạch này",
        "Điều 6 Nghị quyết số 1 quy định",
        "Phần mềm quản lý",
        "Chương trình hành động",
        "V/v báo cáo",
        "Đ/c Chủ tịch",
        "p/h với đơn vị",
        "(b/c);",
        "-----",
        "o mỗi khối",
        "**TM. ỦY BAN",
        "",
    ],
)
def test_what_only_looks_like_a_mark_is_none(text: str) -> None:
    assert read_marker(text) is None


@pytest.mark.parametrize(
    ("text", "printed", "part", "rest"),
    [
        ("Phần thứ hai. Nhiệm vụ", "Phần thứ hai", "PII", "Nhiệm vụ"),
        ("Chương II", "Chương II", "CII", ""),
        ("Mục 1. Nội dung", "Mục 1", "M1", "Nội dung"),
        ("Tiểu mục 1. Nội dung", "Tiểu mục 1", "TM1", "Nội dung"),
        ("Điều 1. Ban hành", "Điều 1.", "D1", "Ban hành"),
        ("I- MỤC ĐÍCH", "I-", "I", "MỤC ĐÍCH"),
        ("1/ Nội dung", "1/", "1", "Nội dung"),
        ("1.2. Nội dung", "1.2.", "2", "Nội dung"),
        ("1.3 Nội dung", "1.3", "3", "Nội dung"),
        ("đ) Nội dung", "đ)", "đ", "Nội dung"),
        ("(2) Nội dung", "(2)", "2", "Nội dung"),
        ("– Nội dung", "–", "b", "Nội dung"),
        (f"{chr(0xF0A7)} Nội dung", chr(0xF0A7), "b", "Nội dung"),
    ],
)
def test_a_mark_is_read_with_its_id(text: str, printed: str, part: str, rest: str) -> None:
    marker = read_marker(text)

    assert marker is not None
    assert (marker.text, marker.part, text[marker.end :]) == (printed, part, rest)


def test_dashes_of_all_kinds_are_one_style() -> None:
    styles = {marker.style for text in ("- a", "– a", "— a", "-Thường trực") if (marker := read_marker(text))}

    assert styles == {"-"}


def test_a_single_roman_letter_has_two_readings() -> None:
    marker = read_marker("I. Nội dung")

    assert marker is not None
    assert marker.other is not None
    assert (marker.family, marker.value) == ("roman", 1)
    assert (marker.other.family, marker.other.value) == ("capital", LETTERS.index("i") + 1)


def test_roman_numerals_count_both_ways() -> None:
    assert [roman_value(to_roman(value)) for value in range(1, 90)] == list(range(1, 90))
    assert [roman_value(text) for text in ("IIII", "VX", "IC", "")] == [0, 0, 0, 0]


def test_letters_count_in_vietnamese_order() -> None:
    assert [letter_value(letter) for letter in "abcdđeg"] == [1, 2, 3, 4, 5, 6, 7]
    assert all(follows(before, after) for before, after in pairwise(LETTERS))
    assert follows("d", "e")
    assert follows("e", "f")
    assert not follows("a", "c")
    assert not follows("d", "g")


@given(st.text())
def test_reading_a_mark_is_total(text: str) -> None:
    marker = read_marker(text)

    assert marker is None or 0 < marker.end <= len(text)
