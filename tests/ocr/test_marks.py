"""A second look at the picture: numerals by their strokes, dashes by their shape, specks and handwriting out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ocr.pictures import blank, seen
from vbparse.ocr.marks import count_strokes, is_speck, mend_marks, without_handwriting
from vbparse.ocr.recogniser import Seen


def numeral(strokes: int, *, bar: bool = False, serifs: bool = True) -> Any:
    """Draw upright strokes 14 high, joined at their feet by serifs; `bar` makes an H of two."""
    page = blank(60, 200)
    for number in range(strokes):
        x = 20 + 8 * number
        page[20:34, x : x + 3] = 0
        if serifs:
            page[20:22, x - 1 : x + 4] = 0
            page[32:34, x - 2 : x + 5] = 0
    if bar:
        page[26:28, 20:31] = 0
    return page


def mended(text: str, page: Any, *, strokes: int, sure: float = 0.6, before: str | None = None) -> list[Seen]:
    word = Seen(text, 18, 19, 20 + 8 * strokes, 35, 34, 20, sure, 1)
    words = [word] if before is None else [word._replace(text=before, x0=0, x1=15), word]
    return list(mend_marks(words, page))


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_strokes_are_counted(count: int) -> None:
    assert count_strokes(numeral(count) < 140) == count


def test_the_bar_of_an_h_is_seen() -> None:
    assert count_strokes(numeral(2, bar=True) < 140) == 0


@pytest.mark.parametrize(
    ("read", "strokes", "printed"),
    [("II.", 3, "III."), ("H.", 2, "II."), ("HI.", 3, "III."), ("IL.", 1, "I."), ("III.", 3, "III."), ("II", 2, "II")],
)
def test_numerals_are_as_many_strokes_as_are_printed(read: str, strokes: int, printed: str) -> None:
    (word,) = mended(read, numeral(strokes), strokes=strokes)

    assert word.text == printed
    assert word.raw == (None if read == printed else read)


def test_a_number_stays_a_number() -> None:
    assert mended("1.", numeral(1, serifs=False), strokes=1)[0].text == "1."
    assert mended("11", numeral(2), strokes=2, sure=0.96)[0].text in {"11", "II"}
    assert mended("H.", numeral(2, bar=True), strokes=2)[0].text == "H."


@given(st.text(min_size=1, max_size=6), st.floats(0, 1))
def test_any_word_is_read_or_left_out(text: str, sure: float) -> None:
    assert len(mended(text, numeral(2), strokes=2, sure=sure)) <= 2


@pytest.mark.parametrize(("width", "printed"), [(6, "-"), (10, "–")])
def test_a_dash_is_a_dash_whatever_it_was_read_as(width: int, printed: str) -> None:
    word = Seen("~", 10, 24, 10 + width, 26, 30, 20, 0.5, 1)

    assert [each.text for each in mend_marks([word, seen("Kịp", 30, 30)], blank(60, 100))] == [printed, "Kịp"]


def test_a_dash_that_was_not_read_is_found_in_the_picture() -> None:
    page = blank(60, 200)
    page[30:32, 20:27] = 0
    words = list(mend_marks([seen("Chủ", 40, 36), seen("trì", 80, 36)], page))

    assert [word.text for word in words] == ["-", "Chủ", "trì"]
    assert (words[0].raw, words[0].x0, words[0].bottom) == ("", 20, 32)


def test_dust_before_a_line_is_no_dash() -> None:
    page = blank(60, 200)
    page[30:32, 24:26] = 0

    assert [word.text for word in mend_marks([seen("Chủ", 40, 36)], page)] == ["Chủ"]


@pytest.mark.parametrize("text", [".", ":", "'", "7", "Ộ"])
def test_what_is_smaller_than_print_is_a_speck(text: str) -> None:
    assert is_speck(Seen(text, 0, 0, 3, 3, 10, 20, 0.9, 1))


def test_an_unsure_letter_that_stands_on_its_line_is_none() -> None:
    assert not is_speck(Seen("8", 0, 6, 8, 20, 20, 20, 0.2, 1))
    assert is_speck(Seen("s)", 0, 0, 8, 25, 18, 20, 0.2, 1))


def date(day: str, *, sure: float = 0.96, below: float = 0.0) -> list[Seen]:
    words = [
        seen(text, 60 * at, 100) for at, text in enumerate(("An", "Bình,", "ngày", day, "tháng", "6", "năm", "2024"))
    ]
    words[3] = words[3]._replace(confidence=sure, bottom=100 + below)
    return words


def test_a_printed_day_stays_and_a_written_one_is_left_blank() -> None:
    assert without_handwriting(date("17")) == date("17")
    for written in (date("3|", sure=0.55), date("48", below=4)):
        assert [word.text for word in without_handwriting(written)] == [
            "An",
            "Bình,",
            "ngày",
            "tháng",
            "6",
            "năm",
            "2024",
        ]


def test_a_day_glued_to_its_word_goes_too() -> None:
    words = [word for word in date("") if word.text]
    words[2] = words[2]._replace(text="ngàyZ5", confidence=0.4)

    assert [word.text for word in without_handwriting(words)][2:4] == ["ngày", "tháng"]


def test_the_body_is_not_taken_for_the_line_of_the_date() -> None:
    sentence = [seen("từ", 0, 100), seen("ngày", 40, 100), seen("2|", 80, 100, sure=0.5), seen("tháng", 120, 100)]

    assert without_handwriting(sentence) == sentence


def test_a_cell_that_says_as_above() -> None:
    page = blank(60, 100)

    assert [word.text for word in mend_marks([seen("nL", 10, 40)], page, is_clean=True)] == ["nt"]
    assert [word.text for word in mend_marks([seen("nL", 10, 40), seen("x", 50, 40)], page, is_clean=True)] == [
        "nL",
        "x",
    ]


def test_places_are_kept() -> None:
    (word,) = mended("H.", numeral(2), strokes=2)

    assert np.allclose(word[1:6], (18, 19, 36, 35, 34))
