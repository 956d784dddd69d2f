"""A sheet of paper in a photograph: found by its brightness, cut out and made rectangular."""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PIL import Image

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vbparse.geometry import Projection
    from vbparse.readers.pages import Raster

    Corners = tuple[tuple[float, float], ...]

SMALL: Final = 300
"""The sheet is looked for on a copy with so many pixels on its long side."""
TABLE: Final = 0.35
"""A picture of which this share of the rim is no paper shows a sheet lying on something."""
LEAST: Final = 0.3
"""The sheet takes at least this share of the picture, else nothing is cut."""
FILLED: Final = 0.96
"""The corners are right if the paper fills this share of what they span."""
LONG_SIDE: Final = 11.69
"""Inches of the long side of A4."""
ASPECT: Final = (1.25, 1.6)
"""Long side by short side of a sheet seen at a slant (A4: 1.41)."""


class Sheet(NamedTuple):
    """A sheet cut out of a picture: where its corners are (pixels, clockwise from the top left), and its resolution."""

    corners: Corners
    dpi: float


def find_sheet(raster: Raster) -> Sheet | None:
    """Find the sheet in a photograph; None where the whole picture is paper, or nothing is surely a sheet."""
    pixels = np.frombuffer(raster.data, np.uint8).reshape(raster.height, raster.width, raster.channels)
    step = max(1, max(raster.width, raster.height) // SMALL)
    tone = pixels[step // 2 :: step, step // 2 :: step].min(axis=2)
    rim = np.concatenate([tone[0], tone[-1], tone[:, 0], tone[:, -1]])
    level = _level(tone)
    if (rim < level).mean() < TABLE:
        return None
    paper = _closed(tone >= level)
    corners = _corners(paper)
    area = _area(corners)
    if area < LEAST * paper.size or paper[_inside(corners, paper.shape)].mean() < FILLED:
        return None
    corners = tuple((step * (x + 0.5), step * (y + 0.5)) for x, y in corners)
    sides = [hypot(a[0] - b[0], a[1] - b[1]) for a, b in pairwise((*corners, corners[0]))]
    across, down = max(sides[0], sides[2]), max(sides[1], sides[3])
    long, short = max(across, down), min(across, down)
    if not ASPECT[0] <= long / max(short, 1) <= ASPECT[1]:
        return None
    return Sheet(corners, long / LONG_SIDE)


def cut_out(grey: Any, sheet: Sheet) -> tuple[NDArray[np.uint8], Projection]:
    """Cut a sheet out of a picture and make it rectangular.

    Also gives what carries pixels of the result to pixels of the picture.
    """
    top, right, bottom, left = (
        hypot(a[0] - b[0], a[1] - b[1]) for a, b in pairwise((*sheet.corners, sheet.corners[0]))
    )
    across, down = max(top, bottom), max(left, right)
    long, short = sheet.dpi * LONG_SIDE, sheet.dpi * LONG_SIDE / 2**0.5
    width, height = (round(short), round(long)) if down >= across else (round(long), round(short))
    back = _projection(((0, 0), (width, 0), (width, height), (0, height)), sheet.corners)
    image = Image.fromarray(grey).transform(
        (width, height), Image.Transform.PERSPECTIVE, back[:8], Image.Resampling.BICUBIC
    )
    return np.asarray(image), back


def _level(tone: NDArray[np.uint8]) -> int:
    """Part bright from dark (Otsu's way: the two classes lie as far apart as they can)."""
    counts = np.bincount(tone.ravel(), minlength=256).astype(np.float64)
    below = np.cumsum(counts)
    sums = np.cumsum(counts * np.arange(256))
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return int(np.nan_to_num(apart).argmax()) + 1


def _closed(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Fill the letters: what has paper on both sides of it, in its row and in its column, is on the sheet."""
    rows = np.logical_or.accumulate(mask, axis=1) & np.logical_or.accumulate(mask[:, ::-1], axis=1)[:, ::-1]
    columns = np.logical_or.accumulate(mask, axis=0) & np.logical_or.accumulate(mask[::-1], axis=0)[::-1]
    return mask | (rows & columns)


def _corners(mask: NDArray[np.bool_]) -> Corners:
    """Give the outermost places towards the four corners of the picture, clockwise from the top left."""
    ys, xs = np.nonzero(mask)
    if len(ys) == 0:
        return ((0.0, 0.0),) * 4
    sums, differences = xs + ys, xs - ys
    found = (sums.argmin(), differences.argmax(), sums.argmax(), differences.argmin())
    return tuple((float(xs[at]), float(ys[at])) for at in found)


def _area(corners: Corners) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise((*corners, corners[0])))) / 2


def _inside(corners: Corners, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Mark what lies between the corners."""
    ys, xs = np.mgrid[: shape[0], : shape[1]]
    inside = np.ones(shape, bool)
    for (xa, ya), (xb, yb) in pairwise((*corners, corners[0])):
        inside &= (xb - xa) * (ys - ya) - (yb - ya) * (xs - xa) >= 0
    return inside


def _projection(places: Corners, to: Corners) -> Projection:
    """Find the projection that carries four places to four others."""
    rows, values = [], []
    for (x, y), (u, v) in zip(places, to, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    a, b, c, d, e, f, g, h = np.linalg.solve(np.array(rows, float), np.array(values, float)).tolist()
    return a, b, c, d, e, f, g, h, 1.0
