"""Tables: the squares of the grid and the cell over each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.errors import LimitExceeded
from vbparse.readers.word.markup import Element
from vbparse.readers.word.styles import draws_lines
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.readers.word.styles import Styles

MOST_COLUMNS: Final = 100
MOST_SQUARES: Final = 500_000


class Grid(NamedTuple):
    """A table: `region[i][j]` is the index of the cell over row `i`, column `j`."""

    region: tuple[tuple[int, ...], ...]
    cells: tuple[Element, ...]


def read_grid(table: Element) -> Grid:
    """Find the cell over each square of a table; deleted rows are left out. Raises `LimitExceeded`."""
    cells: list[Element] = []
    rows: list[list[int]] = []
    for row in _rows(table):
        places = _places(row, rows[-1] if rows else [], cells)
        rows.append(places)
        if len(rows) * len(places) > MOST_SQUARES:
            message = f"a table has more than {MOST_SQUARES} squares"
            raise LimitExceeded(message, hint="Split the document.")
    width = max(map(len, rows), default=0)
    for places in rows:  # a row that ends early: its last cell is as wide as the rest
        places.extend([places[-1] if places else _blank(cells)] * (width - len(places)))
    return _without_twins(Grid(tuple(map(tuple, rows)), tuple(cells)))


def _rows(table: Element) -> Iterator[Element]:
    for child in table.children:
        if child.tag == "w:tr":
            if child.find("w:trPr", "w:del") is None:
                yield child
        elif child.tag in {"w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml"}:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row.children:
        if child.tag == "w:tc":
            if child.find("w:tcPr", "w:cellDel") is None:
                yield child
        elif child.tag in {"w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml"}:
            yield from _cells(child)


def _places(row: Element, above: list[int], cells: list[Element]) -> list[int]:
    """Number the squares of a row: a merged cell has the number of the row above or of the square before."""
    before = row.number("w:trPr", "w:gridBefore") or 0
    places = [_blank(cells)] * min(before, MOST_COLUMNS) if before > 0 else []
    for cell in _cells(row):
        span = min(max(cell.number("w:tcPr", "w:gridSpan") or 1, 1), MOST_COLUMNS - len(places))
        merge = cell.find("w:tcPr", "w:vMerge")
        if merge is not None and merge.get("w:val") != "restart" and len(places) < len(above):
            number = above[len(places)]
        else:
            number = len(cells)
            cells.append(cell)
        places.extend([number] * span)
    return places


def _blank(cells: list[Element]) -> int:
    cells.append(Element("w:tc", {}))
    return len(cells) - 1


def _without_twins(grid: Grid) -> Grid:
    """Drop columns that no cell ends in: Word cuts the grid at every edge of any row."""
    if not grid.region:
        return grid
    columns = list(zip(*grid.region, strict=True))
    kept = [column for at, column in enumerate(columns) if not at or column != columns[at - 1]]
    return grid._replace(region=tuple(zip(*kept, strict=True)))


def is_ruled(table: Element, styles: Styles) -> bool:
    """Tell whether a table draws lines: its own, those of its style, or those of a cell."""
    own = table.find("w:tblPr", "w:tblBorders")
    if own is not None and draws_lines(own):
        return True
    if own is None and styles.has_borders(table.value("w:tblPr", "w:tblStyle")):
        return True
    borders = (cell.find("w:tcPr", "w:tcBorders") for row in _rows(table) for cell in _cells(row))
    return any(border is not None and draws_lines(border) for border in borders)
