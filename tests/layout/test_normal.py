from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.layout.normal import normalise, normalise_text


@pytest.mark.parametrize(
    ("raw", "text", "repaired"),
    [
        ("Kế", "Kế", False),
        (unicodedata.normalize("NFD", "đường"), "đường", False),
        ("\N{LATIN CAPITAL LETTER ETH}ảng", "Đảng", True),
        ("\N{LATIN SMALL LETTER OI}u", "ưu", True),
        ("KH\N{NON-BREAKING HYPHEN}UBND", "KH-UBND", False),
        ("\N{SOFT HYPHEN}", "-", False),
        ("nề\N{ZERO WIDTH SPACE}n", "nền", False),
        (chr(0xF0B7), "•", False),
        ("T\N{CYRILLIC SMALL LETTER O}án", "Toán", True),
        ("2021–2030", "2021–2030", False),
        ("“hòa”", "“hòa”", False),
    ],
)
def test_words_become_what_is_printed(raw: str, text: str, *, repaired: bool) -> None:
    assert normalise(raw) == (text, repaired)


def test_a_foreign_word_keeps_its_letters() -> None:
    russian = "\N{CYRILLIC SMALL LETTER O}\N{CYRILLIC SMALL LETTER EN}"

    assert normalise(russian) == (russian, False)


def test_a_text_keeps_single_blanks() -> None:
    assert normalise_text(" Số:\N{NO-BREAK SPACE}\t70 ").text == "Số: 70"


@given(st.text())
def test_any_text_becomes_nfc_and_stays_so(raw: str) -> None:
    text = normalise_text(raw).text

    assert unicodedata.is_normalized("NFC", text)
    assert normalise_text(text).text == text
