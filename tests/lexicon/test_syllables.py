from __future__ import annotations

import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.syllables import CAPITAL, LOWER, NUMBER, SIGN, UPPER, cut


def test_every_sign_is_a_piece_of_its_own() -> None:
    pieces = cut("Sở LĐ-TB&XH (số 12)")
    assert [pieces.slice(at, at + 1) for at in range(len(pieces))] == [
        "Sở",
        "LĐ",
        "-",
        "TB",
        "&",
        "XH",
        "(",
        "số",
        "12",
        ")",
    ]


def test_cases() -> None:
    assert cut("sở Sở SỞ - 12 Đ").cases == [LOWER, CAPITAL, UPPER, SIGN, NUMBER, CAPITAL]


def test_keys_fold_case_tone_mark_and_dashes() -> None:
    assert cut("HOÀ – Uỷ").keys == [fold_word("hòa"), "-", fold_word("ủy")]


def test_only_words_in_capitals_may_be_abbreviations() -> None:
    assert cut("UBND Sở A").abbrs == ["UBND", None, None]


def test_names_with_an_apostrophe_are_one_piece() -> None:
    assert len(cut("Cư M'gar")) == 2


@given(st.text())
def test_pieces_lie_in_order_in_the_text_and_hold_all_letters(text: str) -> None:
    clean = unicodedata.normalize("NFC", text)
    pieces = cut(clean)
    spans = list(zip(pieces.starts, pieces.ends, strict=True))
    assert all(start < end for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    kept = "".join(clean[start:end] for start, end in spans)
    assert [char for char in clean if char.isalpha()] == [char for char in kept if char.isalpha()]
    assert len(pieces.keys) == len(pieces.abbrs) == len(pieces.cases) == len(spans)
