"""Keys under which spellings of one word meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.lexicon.fold import fold, fold_ascii


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà bình", "hòa bình"),
        ("Uỷ ban", "Ủy ban"),
        ("ỦY BAN NHÂN DÂN", "Ủy ban nhân dân"),
        ("Lao động – Thương binh", "Lao động-Thương binh"),
        ("Văn hoá, Thể thao", "Văn hóa,Thể thao"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("quý", "quy"), ("Hà Đông", "Hà Đồng"), ("bàn", "bán")])
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_ascii_fold_drops_tones_and_the_bar_of_d() -> None:
    assert fold_ascii("Ủy ban nhân dân quận Hà Đông") == "uy ban nhan dan quan ha dong"


@given(st.text())
def test_folding_twice_changes_nothing_of_the_ascii_key(text: str) -> None:
    assert fold_ascii(fold_ascii(text)) == fold_ascii(text)
