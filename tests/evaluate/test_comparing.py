"""What counts as the same text."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.evaluate.comparing import fold, fold_value, overlap, similarity, word_counts


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Uỷ ban nhân dân", "Ủy ban nhân dân"),
        ("Trung tâm Văn hoá - Thông tin", "Trung tâm Văn hóa - Thông tin"),
        ("“Kế hoạch”", '"KẾ HOẠCH"'),
        ("2021 – 2030.", "2021-2030"),
        ("70 / KH-UBND", "70/KH-UBND"),
        ("a\N{NO-BREAK SPACE}b", "a b"),
        (unicodedata.normalize("NFD", "Hà Đông;"), "hà  đông"),
    ],
)
def test_spellings_of_one_text_fold_alike(first: str, second: str) -> None:
    assert fold(first) == fold(second)


@pytest.mark.parametrize(("first", "second"), [("Phúc La", "Phú La"), ("má", "mà"), ("01/2024", "01/2025")])
def test_different_texts_do_not(first: str, second: str) -> None:
    assert fold(first) != fold(second)


def test_null_folds_to_nothing() -> None:
    assert fold_value(None) == ""
    assert fold_value(2024) == "2024"


def test_similarity_and_overlap() -> None:
    assert similarity("Hoà bình", "hòa  bình") == 1.0
    assert 0.5 < similarity("Phòng Nội vụ", "Phòng Nội vụ quận") < 1.0
    assert overlap(word_counts("a b c d"), word_counts("a b")) == pytest.approx(2 / 3)
    assert overlap(Counter(), word_counts("a")) == 0.0


@given(st.text(max_size=40))
def test_any_text_folds_and_is_alike_itself(text: str) -> None:
    assert fold(text) == fold(f"  {text} ")
    assert similarity(text, text) == 1.0
