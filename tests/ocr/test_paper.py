"""A sheet in a photograph is found, cut out and made rectangular; a scan is left alone."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tests.ocr.pictures import blank, raster_of, write_lines
from vbparse.geometry import projected
from vbparse.ocr.paper import cut_out, find_sheet

CORNERS = ((80, 60), (760, 100), (800, 1060), (40, 1020))


def photograph() -> np.ndarray:
    """Give a sheet with print on a dark table, seen at a slant."""
    sheet = Image.fromarray(write_lines(blank(1000, 707)))
    picture = Image.new("L", (850, 1130), 60)
    width, height = sheet.size
    corners = ((0, 0), (width, 0), (width, height), (0, height))
    rows, values = [], []
    for (x, y), (u, v) in zip(CORNERS, corners, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    back = np.linalg.solve(np.array(rows, float), np.array(values, float))
    seen = sheet.transform(picture.size, Image.Transform.PERSPECTIVE, tuple(back), fillcolor=60)
    return np.asarray(seen)


def test_the_sheet_is_found_by_its_corners() -> None:
    found = find_sheet(raster_of(photograph()))
    assert found is not None

    assert np.allclose(found.corners, CORNERS, atol=8)
    assert found.dpi == pytest.approx(85, abs=5)


def test_it_is_cut_out_as_a_rectangle_of_a4() -> None:
    picture = photograph()
    found = find_sheet(raster_of(picture))
    assert found is not None
    sheet, back = cut_out(picture, found)

    assert sheet.shape[0] / sheet.shape[1] == pytest.approx(2**0.5, abs=0.01)
    assert sheet[5:60, 20:-20].min() > 200
    assert projected(back, 0, 0) == pytest.approx(found.corners[0])
    assert projected(back, sheet.shape[1], sheet.shape[0]) == pytest.approx(found.corners[2])


def test_a_scan_has_no_sheet_to_cut_out() -> None:
    assert find_sheet(raster_of(write_lines(blank()))) is None


def test_a_dark_picture_has_none() -> None:
    assert find_sheet(raster_of(np.full((800, 600), 40, np.uint8))) is None
