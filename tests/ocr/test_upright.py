"""Turns and skew from rows of print, and places carried back to the page as displayed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.ocr.pictures import blank, write_lines
from vbparse.geometry import inverse, product, projected
from vbparse.ocr.upright import Stand, find_stand, small_copy, standing


def small(turns: int = 0, skew: float = 0.0) -> np.ndarray:
    page = Image.fromarray(write_lines(blank())).rotate(skew, fillcolor=255, resample=Image.Resampling.BICUBIC)
    return small_copy(np.ascontiguousarray(np.rot90(np.asarray(page), -turns)), 100)


def test_upright_print_stands_without_doubt() -> None:
    assert find_stand(small()) == Stand(0, 0.0, is_sure=True)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_turned_print_is_seen_and_to_be_confirmed(turns: int) -> None:
    stand = find_stand(small(turns))

    assert stand.turns == turns
    assert not stand.is_sure


@pytest.mark.parametrize("skew", [-3.5, -1.0, 0.4, 2.5])
def test_skew_is_measured(skew: float) -> None:
    assert find_stand(small(skew=skew)).skew == pytest.approx(skew, abs=0.11)


def test_a_blank_page_stands_as_it_is() -> None:
    assert find_stand(small_copy(blank(), 100)) == Stand()


def test_rulings_do_not_count_as_print() -> None:
    page = write_lines(blank(), rows=range(200, 600, 22))
    page[:, 60:63] = 0  # a border down the whole page would pass for rows across it
    page[:, 740:743] = 0

    assert find_stand(small_copy(page, 100)).turns == 0


def test_places_of_a_turned_page() -> None:
    upright = standing(300, 200, Stand(turns=1))
    assert upright is not None

    assert projected(upright, 0, 0) == pytest.approx((300, 0))
    assert projected(upright, 200, 300) == pytest.approx((0, 200))
    assert standing(300, 200, Stand()) is None


@given(st.integers(0, 3), st.floats(-4, 4), st.floats(0, 100), st.floats(0, 100))
def test_places_come_back(turns: int, skew: float, x: float, y: float) -> None:
    upright = standing(300, 200, Stand(turns, skew))
    if upright is None:
        return

    assert projected(product(upright, inverse(upright)), x, y) == pytest.approx((x, y), abs=1e-6)
