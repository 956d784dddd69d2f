"""Tables: the words of a page into the cells of its grids, rows joined where a page break cuts them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from vbparse.grid import Grid, same_columns
from vbparse.layout.lines import PrintedLine, build_lines
from vbparse.layout.marks import is_ended
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vbparse.readers.pages import Word

Cell = tuple[PrintedLine, ...]
"""What is printed in a cell."""

SHORT_HEAD: Final = 2
"""A row of at most so many printed cells, over more columns, is a group row ("IV | Cải cách thể chế")."""
_NUMBER = compile_pattern(r"\d{1,3}[.)]?$")
NUMBER_HEADS: Final = frozenset({"stt", "tt", "số tt", "s tt", "số thứ tự"})
"""Heads of the column that counts the rows."""


class Row(NamedTuple):
    """A row: one cell a column; a group row, merged over the columns, has one or two.

    `inherits` lists the columns whose cell is merged with cells below it and empty: at the top of a page
    such a cell goes on from the row before.
    """

    cells: tuple[Cell, ...]
    is_group: bool = False
    inherits: tuple[int, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """What the cells say."""
        return tuple(" ".join(line.text for line in cell) for cell in self.cells)


class TablePart(NamedTuple):
    """A table, or the part of one that stands on a page.

    `xs` are the edges of its columns, `top` and `bottom` those of the whole (points).
    """

    xs: tuple[float, ...]
    rows: tuple[Row, ...]
    page: int
    top: float
    bottom: float


def read_tables(grids: Sequence[Grid], words: Iterable[Word], page: int) -> tuple[list[TablePart], list[Word]]:
    """Give the tables of a page, and the words that stand outside of them."""
    inside: list[defaultdict[int, list[Word]]] = [defaultdict(list) for _ in grids]
    outside: list[Word] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        for grid, cells in zip(grids, inside, strict=True):
            region = grid.locate(x, y)
            if region is not None:
                cells[region].append(word)
                break
        else:
            outside.append(word)
    parts = [
        _read_table(grid, {region: tuple(build_lines(found, page)) for region, found in cells.items()}, page)
        for grid, cells in zip(grids, inside, strict=True)
    ]
    return [part for part in parts if part.rows], outside


def goes_on(table: TablePart, part: TablePart) -> bool:
    """Tell whether `part`, the first print of a page, has the columns of the table that the page before ends in."""
    if same_columns(table.xs, part.xs):
        return True
    whole, other = table.xs[-1] - table.xs[0], part.xs[-1] - part.xs[0]
    return len(part.xs) < len(table.xs) and same_columns((0.0, whole), (0.0, other)) and part.rows[0].is_group


def without_heading(part: TablePart, heading: Row) -> tuple[TablePart, Row | None]:
    """Drop the heading row that is repeated at the top of a page; also give the row dropped."""
    first = part.rows[0]
    if heading.is_group or first.texts != heading.texts:
        return part, None
    return part._replace(rows=part.rows[1:]), first


def join_rows(last: Row, rows: Sequence[Row], *, numbered: bool) -> tuple[Row, tuple[Row, ...]]:
    """Fit the rows at the top of a page to the last row of the page before.

    Returns the last row, with the rest of its text where the page break cut it, and the rows left, with what
    they inherit through merged cells. `numbered` tells that the table's first column counts the rows.
    """
    if not rows or last.is_group:
        return last, tuple(rows)
    if len(last.cells) == len(rows[0].cells) and not rows[0].is_group and _is_rest(last, rows[0], numbered=numbered):
        inherited = rows[0].inherits
        last = last._replace(cells=tuple(a + b for a, b in zip(last.cells, rows[0].cells, strict=True)))
        return last, _inherit(rows[1:], last, inherited)
    return last, _inherit(rows, last, range(len(last.cells)))


def _inherit(rows: Sequence[Row], above: Row, columns: Iterable[int]) -> tuple[Row, ...]:
    """Fill cells that a page break parted from the merged cell above, down to where they end."""
    filled = list(rows)
    open_columns = set(columns)
    for index, row in enumerate(rows):
        open_columns.intersection_update(row.inherits)
        if row.is_group or not open_columns or len(row.cells) != len(above.cells):
            break
        cells = tuple(above.cells[at] if at in open_columns else cell for at, cell in enumerate(row.cells))
        filled[index] = row._replace(cells=cells)
    return tuple(filled)


def is_numbered(heading: Row) -> bool:
    """Tell whether the first column counts the rows ("STT", "TT")."""
    return heading.texts[0].casefold().strip(" .") in NUMBER_HEADS


def _is_rest(last: Row, first: Row, *, numbered: bool) -> bool:
    """Tell whether a row is the lower part of one that the page break cut.

    Its number is not printed again, and its text goes on in lower case, or after a text without an end.
    """
    if numbered and first.cells[0]:
        return False
    pairs = [(a, b) for a, b in zip(last.texts, first.texts, strict=True) if b]
    if not pairs:
        return False
    if any(a and not is_ended(a) and b[0].islower() for a, b in pairs):
        return True
    if not numbered or not last.texts[0]:
        return False
    return all(a and not is_ended(a) for a, b in pairs) and 2 * len(pairs) < len(first.cells)


def _read_table(grid: Grid, cells: dict[int, Cell], page: int) -> TablePart:
    height = len(grid.ys) - 1
    first_row: dict[int, int] = {}
    last_row: dict[int, int] = {}
    for index, regions in enumerate(grid.region):
        for region in regions:
            first_row.setdefault(region, index)
            last_row[region] = index
    heading = heading_height(grid.region, first_row, last_row)
    rows = []
    start = 0
    while start < height:
        end = start + heading if start == 0 else start + 1
        if end - start > 1:
            row = _heading(grid.region[start:end], cells)
        else:
            merged = {region for region in grid.region[start] if last_row[region] > first_row[region]}
            row = _row(grid.region[start], cells, merged)
        if any(row.cells) or row.inherits:
            rows.extend(_split(row))
        start = end
    return TablePart(grid.xs, tuple(rows), page, grid.ys[0], grid.ys[-1])


def _row(regions: Sequence[int], cells: dict[int, Cell], merged: set[int]) -> Row:
    distinct = list(dict.fromkeys(regions))
    if is_group(regions):
        return Row(tuple(cells.get(region, ()) for region in distinct), is_group=True)
    row: list[Cell] = []
    for at, region in enumerate(regions):
        row.append(() if at and regions[at - 1] == region else cells.get(region, ()))
    inherits = tuple(at for at, region in enumerate(regions) if region in merged and region not in cells)
    return Row(tuple(row), inherits=inherits)


def _split(row: Row) -> list[Row]:
    """Part a row that holds several, no ruling between them: the first column counts 1, 2, 3 downwards."""
    numbers = row.cells[0]
    if row.is_group or len(numbers) == 1 or not all(_NUMBER.match(line.text) for line in numbers):
        return [row]
    counted = [int(line.text.strip(".)")) for line in numbers]
    if not counted or counted != list(range(counted[0], counted[0] + len(counted))):
        return [row]
    tops = [number.baseline - number.size / 2 for number in numbers[1:]]
    cells = [
        tuple(tuple(line for line in cell if bisect_right(tops, line.baseline) == at) for cell in row.cells)
        for at in range(len(numbers))
    ]
    return [Row(each) for each in cells]


def heading_height(region: Sequence[Sequence[int]], first_row: dict[int, int], last_row: dict[int, int]) -> int:
    """Count the rows of a heading of two floors: some heads are merged downwards, others along the row.

    `region` numbers the cell over each square, `first_row` and `last_row` are those of each cell.
    """
    top = region[0]
    tall = max(last_row[number] for number in top)
    has_wide = any(a == b for a, b in pairwise(top))
    if not tall or not has_wide or len(set(top)) == 1:
        return 1
    closed = all(first_row[number] > tall for number in region[tall + 1]) if tall + 1 < len(region) else True
    return tall + 1 if closed else 1


def is_group(row: Sequence[int]) -> bool:
    """Tell whether the cells over the squares of a row make the title of a group."""
    count = len(set(row))
    return count <= SHORT_HEAD < len(row) or count == 1 < len(row)


def _heading(floors: Sequence[Sequence[int]], cells: dict[int, Cell]) -> Row:
    """Make one row of a heading's floors: a column's head is what stands above it, from the top down."""
    heads: list[Cell] = []
    for column in zip(*floors, strict=True):
        lines = [line for region in dict.fromkeys(column) for line in cells.get(region, ())]
        heads.append(tuple(lines))
    return Row(tuple(heads))
