"""Ruled lines found in the picture of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from vbparse.ocr.spots import dense_runs, inked_columns, inked_rows, joined_runs, level, runs
from vbparse.readers.pages import Rule
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
BROKEN: Final = 3
"""A ruling goes on over so many spots without ink: telefaxes break them."""
ROOM: Final = 4
"""Spots on both sides of a ruling that print keeps free, mostly."""
NEAR: Final = 4
"""Spots within which the end of a ruling meets another."""
SHORTEST: Final = 17
"""A piece between gaps is at least so long (0.17 inches): letters that stand in its line are shorter."""
RESOLUTION: Final = 100


class _Line(NamedTuple):
    """A line in spots: `at` across its direction, `start` to `end` along it; in between, `first` to `last`, it stands alone."""

    at: float
    start: int
    end: int
    first: int
    last: int


def find_rulings(pixels: Any, dpi: float, skew: float) -> list[Rule]:
    """Find the ruled lines of a page; places are points on the page as turned clockwise by `skew` degrees."""
    factor = max(1, round(dpi / RESOLUTION))
    spots = level(_darkest(pixels, factor) <= DARK, skew)
    scale = 72 * factor / dpi
    inch = dpi / factor
    across = list(_lines(spots, int(ACROSS * inch), THICK * inch))
    down = [_trimmed(line, across) for line in _lines(spots.T, int(DOWN * inch), THICK * inch)]
    half = scale / 2
    rules = [
        Rule(scale * line.start, scale * line.at - half, scale * line.end, scale * line.at + half) for line in across
    ]
    rules += [
        Rule(scale * line.at - half, scale * line.start, scale * line.at + half, scale * line.end) for line in down
    ]
    return rules


def _trimmed(line: _Line, across: Sequence[_Line]) -> _Line:
    """End a line that runs down where it last stands alone, unless it ends at another ruling.

    In a row of merged cells no line is drawn, and a letter there may seem to go on with the line below.
    """
    start, end = (
        any(abs(other.at - place) <= NEAR and other.start - NEAR <= line.at <= other.end + NEAR for other in across)
        for place in (line.start, line.end)
    )
    return line._replace(start=line.start if start else line.first, end=line.end if end else line.last)


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


def _lines(spots: Spots, length: int, thick: float) -> Iterator[_Line]:
    """Yield the dark lines that run along rows."""
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


def _closed(spots: Spots, run: list[int], thick: float) -> Iterator[_Line]:
    """Yield a finished run if it is a thin line that stands free, and no streak from edge to edge of the scan."""
    left, top, right, bottom = run
    if bottom - top > thick + 2 or right - left >= WHOLE * spots.shape[1]:
        return
    sides = (spots[max(0, top - BESIDE) : top, left:right], spots[bottom : bottom + BESIDE, left:right])
    if not all(side.size == 0 or side.mean() < FREE for side in sides):
        return
    dark = inked_columns(spots[top:bottom, left:right])  # the run reaches over gaps, and a little beyond its ends
    alone = dark.copy()
    for side in (spots[max(0, top - ROOM) : top, left:right], spots[bottom : bottom + ROOM, left:right]):
        alone &= ~inked_columns(side)
    for first, after in joined_runs(dark, BROKEN):
        free = np.flatnonzero(alone[first:after])
        if after - first >= SHORTEST and len(free):
            near, far = first + int(free[0]), first + int(free[-1]) + 1
            yield _Line((top + bottom) / 2, left + first, left + after, left + near, left + far)
