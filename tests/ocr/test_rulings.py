"""Ruled lines in pictures: tables found, letters and streaks left alone."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.ocr.pictures import blank, write_lines
from vbparse.grid import find_grids
from vbparse.ocr.cells import tables_of, without_tables
from vbparse.ocr.rulings import find_rulings

XS = (100, 160, 420, 720)
YS = (200, 240, 300, 360, 420)


def ruled(*, gap: int = 0) -> Any:
    """Give a page with a table of four rows and three columns; the second row is merged over all columns."""
    page = blank()
    for y in YS:
        page[y : y + 2, XS[0] : XS[-1] + 2] = 0
    for x in XS:
        for top, bottom in pairwise(YS):
            if top != YS[1] or x in {XS[0], XS[-1]}:
                page[top : bottom + 2, x : x + 2] = 0
    if gap:
        page[:, 200 : 200 + gap] = 255
    return page


@pytest.mark.parametrize("skew", [0.0, 0.7])
@pytest.mark.parametrize("gap", [0, 3])
def test_a_table_is_found_with_its_merged_row(skew: float, gap: int) -> None:
    page = np.asarray(Image.fromarray(ruled(gap=gap)).rotate(skew, fillcolor=255))
    (grid,) = find_grids(find_rulings(page, 100, skew))

    assert (len(grid.xs) - 1, len(grid.ys) - 1, grid.cell_count) == (3, 4, 10)


def test_a_letter_in_the_line_of_a_ruling_does_not_go_on_with_it() -> None:
    page = ruled()
    page[262:302, 159:164] = 0  # the stem of a letter that stands on the ruling below it
    page[262:280, 150:170] = 0

    (grid,) = find_grids(find_rulings(page, 100, 0.0))
    assert grid.cell_count == 10


def test_lines_of_print_are_no_rulings() -> None:
    assert find_rulings(write_lines(blank()), 100, 0.0) == []


def test_an_underline_is_a_ruling_but_no_table() -> None:
    page = write_lines(blank())
    page[88:90, 300:500] = 0

    assert len(find_rulings(page, 100, 0.0)) == 1
    assert find_grids(find_rulings(page, 100, 0.0)) == []


def test_a_streak_from_edge_to_edge_is_none() -> None:
    page = blank()
    page[:, 400:403] = 0

    assert find_rulings(page, 100, 0.0) == []


def test_small_grids_are_no_tables_and_tables_can_be_taken_out() -> None:
    grids = find_grids(find_rulings(ruled(), 100, 0.0))

    assert tables_of(grids) == grids
    assert without_tables(ruled(), grids, 100).min() == 255
    assert tables_of([grids[0]._replace(xs=(0.0, 30.0, 60.0, 90.0))]) == []
