"""Vietnamese syllables and accents."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.lexicon.load import table
from vbparse.lexicon.spelling import has_accent, is_syllable, mend_slips

RECORD = table("spelling.toml")["syllable"]


@pytest.mark.parametrize("word", RECORD["examples"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(word.upper())
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", [*RECORD["counterexamples"], "", "người ta", "ă ", "nghiêngg"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_accents() -> None:
    assert all(map(has_accent, ("kế", "Đông", "ư", "hoà")))
    assert not any(map(has_accent, ("ke", "Dong", "", "123", "–")))


@given(st.text(max_size=12))
def test_any_text_has_an_answer(word: str) -> None:
    assert is_syllable(word) in {True, False}
    assert has_accent(word) in {True, False}


def test_slips_of_the_keys_are_put_right_in_names() -> None:
    assert mend_slips("Văn phòng avf Trung tâm") == "Văn phòng và Trung tâm"
    assert mend_slips("Phòng Kinh tế và Hạ tầng") == "Phòng Kinh tế và Hạ tầng"
    assert mend_slips("Công ty ABC info") == "Công ty ABC info"
