"""Pictures made ready: seals paled, uneven paper white, pale print dark, streaks out."""

from __future__ import annotations

import numpy as np

from tests.ocr.pictures import blank, raster_of, write_lines
from vbparse.ocr.clean import darken, flatten, grey_of, has_ink, without_streaks


def test_red_ink_is_pale_and_black_ink_stays() -> None:
    page = np.full((200, 200, 3), 255, np.uint8)
    page[50:150, 50:150] = (30, 30, 220)  # blue, green, red
    page[90:110, 20:180] = 20

    grey = grey_of(raster_of(page))
    assert grey[60, 60] > 200
    assert grey[100, 100] < 40


def test_blue_ink_is_left() -> None:
    page = np.full((200, 200, 3), 255, np.uint8)
    page[50:150, 50:150] = (200, 40, 30)

    assert grey_of(raster_of(page))[100, 100] < 100


def test_uneven_paper_becomes_white_and_print_black() -> None:
    page = write_lines(blank()).astype(float)
    shade = np.linspace(0.5, 0.95, page.shape[1])[None, :]
    flat = flatten((page * shade).astype(np.uint8))

    assert flat[1100:, 50:].min() > 240
    assert flat[103, 100] < 20


def test_white_paper_is_not_touched() -> None:
    page = write_lines(blank())

    assert flatten(page) is page


def test_pale_print_is_darkened_other_print_is_not() -> None:
    dark = write_lines(blank())
    pale = np.maximum(dark, 120)

    assert darken(dark) is dark
    assert darken(pale)[103, 100] < 70
    assert darken(blank()).min() == 255


def test_dust_is_no_ink() -> None:
    page = blank()
    page[100:104, 100:104] = 0

    assert not has_ink(page)
    assert has_ink(write_lines(page, rows=range(100, 130, 22)))


def test_a_streak_goes_and_what_crosses_it_stays() -> None:
    page = blank()
    page[:, 400:405] = 0
    page[500:503, 300:500] = 0
    page[100:1070, 700:703] = 0  # the border of a table does not reach from edge to edge

    clean = without_streaks(page)
    assert clean[200, 402] == 255
    assert clean[501, 402] == 0
    assert clean[500, 701] == 0
