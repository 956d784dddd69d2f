"""Words that were torn apart: joined to what they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.readers import text
from vbparse.readers.pages import Lines
from vbparse.readers.source import open_source
from vbparse.readers.text_letters import join_letters
from vbparse.settings import Settings


def read(raw: str) -> list[str]:
    lines = text.read(open_source(raw.encode(), max_bytes=10**6), Settings())
    assert isinstance(lines, Lines)
    return [line.text for line in lines.lines]


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("Th ự c hi ệ n k ế ho ạ ch n ă m 2024", "Thực hiện kế hoạch năm 2024"),
        ("- Các phòng, ban (tr ướ c ngày 20/5).", "- Các phòng, ban (trước ngày 20/5)."),
        ("vì sự ti ế n b ộ c ủ a ph ụ n ữ;", "vì sự tiến bộ của phụ nữ;"),
        ("Đ ơ n v ị - địa ph ươ ng", "Đơn vị - địa phương"),
    ],
)
def test_pieces_are_joined(torn: str, whole: str) -> None:
    assert join_letters(torn) == whole
    assert join_letters(whole) == whole


def test_a_torn_text_is_seen() -> None:
    assert read("Th ự c hi ệ n k ế ho ạ ch\n") == ["Thực hiện kế hoạch"]


@pytest.mark.parametrize(
    "whole",
    ["a) Công an xã p h á t biểu", "Tổ an ninh, y tế ở xã", "1. Điểm b khoản 2 Điều 3 và điểm c khoản 4 Điều 5"],
)
def test_a_text_with_few_lone_letters_is_left(whole: str) -> None:
    assert read(f"{whole}\n" + "Các phòng, ban, ngành thực hiện nhiệm vụ được giao.\n" * 20)[0] == whole


def test_a_mark_goes_back_over_its_letter() -> None:
    acute = "\N{COMBINING ACUTE ACCENT}"
    assert read(f"tha {acute}ng 5\n") == [f"tha{acute}ng 5"]


@given(st.text())
def test_any_line_is_taken_and_keeps_its_letters(line: str) -> None:
    assert join_letters(line).replace(" ", "") == line.replace(" ", "")
