"""Tables with rulings, read cell by cell: the cells of a page cut out, put one under the other, and read at once.

In the whole page the engine runs columns together, and takes rulings for letters ("I", "|").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from vbparse.ocr.recogniser import Picture
from vbparse.ocr.spots import inked_columns, inked_rows
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.grid import Grid
    from vbparse.ocr.recogniser import Recogniser, Seen

POINTS: Final = 72
ACROSS: Final = 2.0
DOWN: Final = 1.2
"""Points inside the middle of the rulings, left and right, above and below, where a cell's print may begin."""
DARK: Final = 150
FEW: Final = 6
"""A cell with fewer dark pixels is empty."""
GAP: Final = 0.09
"""Inches of white around each cell that is read."""
SMALLEST: Final = 120.0
"""A grid narrower than this (points) is no table: a seal, a stamp, a drawing."""


class Cut(NamedTuple):
    """A cell that was cut out: where its print is in the page, and where it is put (pixels)."""

    left: int
    top: int
    right: int
    bottom: int
    new_top: int


def tables_of(grids: Sequence[Grid]) -> list[Grid]:
    """Leave out grids that are too small for a table."""
    return [grid for grid in grids if grid.box.width >= SMALLEST]


def without_tables(pixels: Any, grids: Sequence[Grid], dpi: float) -> Any:
    """Give a picture in which the tables are white."""
    rest = pixels.copy()
    for grid in grids:
        left, top, right, bottom = (round(dpi / POINTS * each) for each in grid.box)
        margin = round(ACROSS * dpi / POINTS)
        rest[max(0, top - margin) : bottom + margin, max(0, left - margin) : right + margin] = 255
    return rest


def read_cells(
    picture: Picture, grids: Sequence[Grid], recogniser: Recogniser, *, line: int, seconds: float
) -> list[Seen]:
    """Read the cells of all tables of a page; their lines are numbered from `line` on.

    Raises what the recogniser raises.
    """
    pixels, dpi = picture
    margin = round(GAP * dpi)
    cuts = list(_cuts(pixels, grids, dpi, margin))
    if not cuts:
        return []
    width = max(cut.right - cut.left for cut in cuts) + 2 * margin
    stacked = np.full((cuts[-1].new_top + cuts[-1].bottom - cuts[-1].top + margin, width), 255, np.uint8)
    for left, top, right, bottom, new_top in cuts:
        stacked[new_top : new_top + bottom - top, margin : margin + right - left] = pixels[top:bottom, left:right]
    seen = recogniser.read(Picture(stacked, dpi), "block", seconds=seconds)
    return [_put_back(each, cuts[_cell_of(each, cuts)], margin, line) for each in seen]


def _cuts(pixels: Any, grids: Sequence[Grid], dpi: float, margin: int) -> Iterator[Cut]:
    """Yield the cells that have print, column by column, cut to their print."""
    at = margin
    for grid in grids:
        for left, top, right, bottom in _cells(grid, dpi):
            dark = pixels[top:bottom, left:right] < DARK
            if np.count_nonzero(dark) < FEW:
                continue
            rows, columns = np.flatnonzero(inked_rows(dark)), np.flatnonzero(inked_columns(dark))
            high, low = int(rows[0]), int(rows[-1]) + 1
            near, far = int(columns[0]), int(columns[-1]) + 1
            yield Cut(left + near, top + high, left + far, top + low, at)
            at += low - high + 2 * margin


def _cells(grid: Grid, dpi: float) -> Iterator[tuple[int, int, int, int]]:
    """Yield the inner edges of the cells (pixels): left, top, right, bottom."""
    scale = dpi / POINTS
    squares: dict[int, list[tuple[int, int]]] = {}
    for row, regions in enumerate(grid.region):
        for column, region in enumerate(regions):
            squares.setdefault(region, []).append((column, row))
    for places in sorted(squares.values()):
        columns, rows = [column for column, _ in places], [row for _, row in places]
        yield (
            round(scale * (grid.xs[min(columns)] + ACROSS)),
            round(scale * (grid.ys[min(rows)] + DOWN)),
            round(scale * (grid.xs[max(columns) + 1] - ACROSS)),
            round(scale * (grid.ys[max(rows) + 1] - DOWN)),
        )


def _cell_of(seen: Seen, cuts: Sequence[Cut]) -> int:
    """Give the number of the cell that a word stands in, or next to."""
    middle = (seen.top + seen.bottom) / 2

    def distance(number: int) -> float:
        high = (cuts[number].bottom - cuts[number].top) / 2
        return abs(cuts[number].new_top + high - middle) - high

    return min(range(len(cuts)), key=distance)


def _put_back(seen: Seen, cut: Cut, margin: int, line: int) -> Seen:
    """Put a word back to where it is printed."""
    dx, dy = cut.left - margin, cut.top - cut.new_top
    return seen._replace(
        x0=seen.x0 + dx,
        top=seen.top + dy,
        x1=seen.x1 + dx,
        bottom=seen.bottom + dy,
        baseline=seen.baseline + dy,
        line=line + seen.line,
    )
