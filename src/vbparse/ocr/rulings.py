"""Ruled lines found in the picture of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from vbparse.ocr.spots import dense_runs, inked_columns, inked_rows, joined_runs, level, runs
from vbparse.readers.pages import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.ocr.spots import Spots

DARK: Final = 165
"""Spots at most so bright may be part of a ruling: thin rulings are pale."""
ACROSS: Final = 0.6
DOWN: Final = 0.28
"""Inches that a ruling is long, across and down the page: no letter and no row of letters is so long and so dense."""
DENSE: Final = 0.93
"""Share of a ruling's length that is dark: telefaxes break them."""
THICK: Final = 0.06
"""Inches: what is thicker is a bar, a border of the scan, a photograph."""
WHOLE: Final = 0.97
"""A line that takes this share of the page is a streak of the scanner, or the edge of the sheet."""
BESIDE: Final = 2
FREE: Final = 0.4
"""So many spots beside a ruling, at most this share is dark: else it is the body of a row of letters."""
BROKEN: Final = 5
"""A ruling goes on over so many spots that show none: where another crosses it, where a telefax broke it."""
SHORTEST: Final = 17
"""A piece between gaps is at least so long (0.17 inches): letters that stand in its line are shorter."""
RESOLUTION: Final = 100


def find_rulings(pixels: Any, dpi: float, skew: float) -> list[Rule]:
    """Find the ruled lines of a page; places are points on the page as turned clockwise by `skew` degrees."""
    factor = max(1, round(dpi / RESOLUTION))
    spots = level(_darkest(pixels, factor) <= DARK, skew)
    scale = 72 * factor / dpi
    inch = dpi / factor
    across = _lines(spots, int(ACROSS * inch), THICK * inch)
    rules = [Rule(*(scale * each for each in line)) for line in across]
    for top, left, bottom, right in _lines(spots.T, int(DOWN * inch), THICK * inch):
        rules.append(Rule(scale * left, scale * top, scale * right, scale * bottom))
    return rules


def _darkest(pixels: Any, factor: int) -> Any:
    """Give a smaller copy, each spot as dark as its darkest pixel."""
    height, width = (side // factor * factor for side in pixels.shape)
    blocks = pixels[:height, :width]
    rows = blocks[::factor]
    for at in range(1, factor):
        rows = np.minimum(rows, blocks[at::factor])
    columns = rows[:, ::factor]
    for at in range(1, factor):
        columns = np.minimum(columns, rows[:, at::factor])
    return columns


def _lines(spots: Spots, length: int, thick: float) -> Iterator[tuple[float, float, float, float]]:
    """Yield left, top, right and bottom of the dark lines that run along rows."""
    near = spots.copy()  # a line that is not quite level steps from row to row
    near[1:] |= spots[:-1]
    near[:-1] |= spots[1:]
    inside = dense_runs(near, length, DENSE * length)
    open_runs: list[list[int]] = []
    for row in np.flatnonzero(inked_rows(inside)).tolist():
        for run in open_runs:
            if run[3] < row:
                yield from _closed(spots, run, thick)
        open_runs = [run for run in open_runs if run[3] >= row]
        for left, right in runs(inside[row]):
            same = next((run for run in open_runs if run[3] == row and run[0] < right and left < run[2]), None)
            if same is None:
                open_runs.append([left, row, right, row + 1])
            else:
                same[0], same[2], same[3] = min(same[0], left), max(same[2], right), row + 1
    for run in open_runs:
        yield from _closed(spots, run, thick)


def _closed(spots: Spots, run: list[int], thick: float) -> Iterator[tuple[float, float, float, float]]:
    """Yield a finished run if it is a thin line that stands free, and no streak from edge to edge of the scan."""
    left, top, right, bottom = run
    if bottom - top > thick + 2 or right - left >= WHOLE * spots.shape[1]:
        return
    sides = (spots[max(0, top - BESIDE) : top, left:right], spots[bottom : bottom + BESIDE, left:right])
    if all(side.size == 0 or side.mean() < FREE for side in sides):
        middle = (top + bottom) / 2
        dark = inked_columns(
            spots[max(0, top - 1) : bottom + 1, left:right]
        )  # the run reaches over gaps, and beyond its ends
        for first, after in joined_runs(dark, BROKEN):
            if after - first >= SHORTEST:
                yield left + first, middle - 0.5, left + after, middle + 0.5
