"""Columns side by side are laid one under the other; what is read there comes back to its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.ocr.pictures import blank, seen, write_lines
from vbparse.ocr.columns import Move, find_bands, lay_under, put_back
from vbparse.ocr.upright import small_copy

HEAD = range(60, 150, 22)


def letter() -> object:
    """Give a page with a letterhead in two columns over lines of full width."""
    page = write_lines(blank(), left=80, right=330, rows=HEAD)
    write_lines(page, left=400, right=740, rows=HEAD)
    return write_lines(page, rows=range(220, 900, 22))


def test_the_letterhead_is_a_band_and_the_body_is_none() -> None:
    ((top, bottom, river),) = find_bands(small_copy(letter(), 100), 100)

    assert 40 < top < 60
    assert 150 < bottom < 210
    assert 330 < river < 400


def test_its_right_half_is_moved_below_the_page() -> None:
    page = letter()
    laid, (move,) = lay_under(page, small_copy(page, 100), 100, 0.0)

    assert laid.shape[0] > page.shape[0]  # type: ignore[attr-defined]
    assert laid[move.top : move.bottom, move.left :].min() == 255
    assert laid[move.new_top : move.new_top + 100, move.left :].min() == 0


def test_a_page_without_columns_stays_as_it_is() -> None:
    page = write_lines(blank())

    assert lay_under(page, small_copy(page, 100), 100, 0.0) == (page, ())


@given(st.integers(0, 90), st.integers(0, 90))
def test_words_come_back(first: int, second: int) -> None:
    moves = (Move(100, 200, 400, 800, 1200), Move(700, 800, 400, 800, 1350))
    words = [seen("một", 450, 500), seen("hai", 450, 1220 + first), seen("ba", 450, 1370 + second)]

    assert [word.baseline for word in put_back(words, moves)] == [500, 120 + first, 720 + second]
