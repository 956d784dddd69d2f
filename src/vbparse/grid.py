"""Rulings into grids: lines that cross make a table, the lines missing between two cells make them one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from vbparse.geometry import Box
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vbparse.readers.pages import Rule

TOUCH: Final = 3.0
"""Ends of rulings this close to another touch it; borders drawn cell by cell leave such gaps (points)."""
COVERED: Final = 0.6
"""A border is drawn between two cells if rulings cover this share of their common side."""
MIN_CELL: Final = 4.0
"""Rulings closer than this are the two sides of one (double) border; points."""
MAX_RULES: Final = 4000
"""A page with more rulings is a drawing."""

MAX_CELLS: Final = 20_000
"""A grid of more cells is squared paper."""


class Stroke(NamedTuple):
    """A straight ruling: at `at` across its direction, from `start` to `end` along it."""

    at: float
    start: float
    end: float


class Grid(NamedTuple):
    """A table's rulings. `xs` and `ys` are the edges of its columns and rows, from left and top.

    `region[i][j]` numbers the printed cell that the square of row `i` and column `j` belongs to; squares
    without a ruling between them share one.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    region: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> Box:
        """Outline of the table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def cell_count(self) -> int:
        """Number of printed cells."""
        return len({number for row in self.region for number in row})

    def locate(self, x: float, y: float) -> int | None:
        """Give the printed cell at a point, None outside the table."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        return self.region[row][column]


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """Find the tables that rulings draw on a page, from the top down.

    A frame of one cell, a column of frames and lines that nothing crosses (the short rule under a title) are
    none.
    """
    if not 4 <= len(rules) <= MAX_RULES:  # noqa: PLR2004 (a box has four sides)
        return []
    across = _merge(Stroke((r.top + r.bottom) / 2, r.x0, r.x1) for r in rules if r.x1 - r.x0 >= r.bottom - r.top)
    down = _merge(Stroke((r.x0 + r.x1) / 2, r.top, r.bottom) for r in rules if r.x1 - r.x0 < r.bottom - r.top)
    grids = (_grid(*group) for group in _crossing(across, down))
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: (grid.ys[0], grid.xs[0]))


def _merge(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Join pieces that continue each other on one line."""
    rows: list[list[Stroke]] = []
    for stroke in sorted(strokes):
        if rows and stroke.at - rows[-1][0].at <= TOUCH / 2:
            rows[-1].append(stroke)
        else:
            rows.append([stroke])
    merged: list[Stroke] = []
    for row in rows:
        at = row[len(row) // 2].at
        pieces = sorted((stroke.start, stroke.end) for stroke in row)
        start, end = pieces[0]
        for next_start, next_end in pieces[1:]:
            if next_start <= end + TOUCH:
                end = max(end, next_end)
            else:
                merged.append(Stroke(at, start, end))
                start, end = next_start, next_end
        merged.append(Stroke(at, start, end))
    return merged


def _crossing(across: Sequence[Stroke], down: Sequence[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Gather rulings that cross or touch, directly or through others."""
    parent = list(range(len(across) + len(down)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    ats = [line.at for line in across]
    for index, bar in enumerate(down, len(across)):
        first = bisect_right(ats, bar.start - TOUCH)
        last = bisect_right(ats, bar.end + TOUCH)
        for other in range(first, last):
            if across[other].start - TOUCH <= bar.at <= across[other].end + TOUCH:
                parent[root(other)] = root(index)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for node in range(len(parent)):
        group = groups.setdefault(root(node), ([], []))
        if node < len(across):
            group[0].append(across[node])
        else:
            group[1].append(down[node - len(across)])
    return list(groups.values())


def _grid(across: Sequence[Stroke], down: Sequence[Stroke]) -> Grid | None:
    if len(across) < 2 or len(down) < 2:  # noqa: PLR2004 (a grid has two lines each way)
        return None
    ys = _edges([line.at for line in across], (min(bar.start for bar in down), max(bar.end for bar in down)))
    xs = _edges([bar.at for bar in down], (min(line.start for line in across), max(line.end for line in across)))
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > MAX_CELLS:  # noqa: PLR2004 (a table has two columns)
        return None
    grid = Grid(tuple(xs), tuple(ys), _regions(xs, ys, across, down))
    return grid if grid.cell_count > 1 else None


def _edges(places: Sequence[float], reach: tuple[float, float]) -> list[float]:
    """Give the edges of rows or columns, with the open sides of a table that no ruling closes."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > MIN_CELL:
            edges.append(place)
    low, high = reach
    if edges[0] - low > MIN_CELL:
        edges.insert(0, low)
    if high - edges[-1] > MIN_CELL:
        edges.append(high)
    return edges


def _regions(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Stroke], down: Sequence[Stroke]
) -> tuple[tuple[int, ...], ...]:
    columns, rows = len(xs) - 1, len(ys) - 1
    number = list(range(rows * columns))

    def root(node: int) -> int:
        while number[node] != node:
            node = number[node]
        return node

    bars, lines = [_at(down, x) for x in xs], [_at(across, y) for y in ys]
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not _drawn(bars[column + 1], ys[row], ys[row + 1]):
                _unite(number, root(here), root(here + 1))
            if row + 1 < rows and not _drawn(lines[row + 1], xs[column], xs[column + 1]):
                _unite(number, root(here), root(here + columns))
    return tuple(tuple(root(row * columns + column) for column in range(columns)) for row in range(rows))


def _unite(number: list[int], one: int, other: int) -> None:
    number[max(one, other)] = min(one, other)


def _at(strokes: Sequence[Stroke], place: float) -> list[Stroke]:
    """Give the strokes that lie at an edge; strokes are in the order of their places."""
    first = bisect_left(strokes, (place - MIN_CELL,))
    last = bisect_right(strokes, (place + MIN_CELL, float("inf"), float("inf")))
    return list(strokes[first:last])


def _drawn(strokes: Sequence[Stroke], start: float, end: float) -> bool:
    """Tell whether strokes at an edge draw the border between `start` and `end`."""
    covered = sum(max(0.0, min(stroke.end, end) - max(stroke.start, start)) for stroke in strokes)
    return covered >= COVERED * (end - start)


def same_columns(one: Sequence[float], other: Sequence[float], tolerance: float = TOUCH) -> bool:
    """Tell whether two tables have columns of the same widths (the whole may be shifted)."""
    return len(one) == len(other) and all(
        abs((b - a) - (d - c)) <= tolerance for (a, b), (c, d) in zip(pairwise(one), pairwise(other), strict=True)
    )
