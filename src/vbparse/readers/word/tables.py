"""Tables: the squares of the grid and the cell over each; and tables that only put text side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.errors import LimitExceeded
from vbparse.patterns import compile_pattern
from vbparse.readers.word.markup import Element
from vbparse.readers.word.styles import draws_lines
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.readers.word.styles import Styles

MOST_COLUMNS: Final = 100
MOST_SQUARES: Final = 500_000
SIDE_BY_SIDE: Final = 3
"""A table of at most so many filled columns may put text side by side: letterhead, recipients and signature."""
FEW_ROWS: Final = 8

_BESIDE = compile_pattern(
    r"(?im)^\W{0,3}n(?:ơi|oi)\s+(?:nhận|gửi)\s*:?|^\s*(?:tm|kt|tl|tuq|t/m|q)\s?\.|\(\s*đã ký\s*\)|\(ký|"
    r"c[ộô]ng\s+h(?:òa|oà)\s+x[ãa]\s+h[ộô]i|đảng\s+cộng\s+sản\s+việt\s+nam|^\s*số\s*:[^|]{0,40}/"
)
"""What stands in two columns at the head and the foot of a document."""
_COUNTED = compile_pattern(r"(?i)s?\s?tt\.?$|số thứ tự$|\d{1,3}\.?$")
"""The first cell of rows that are counted."""


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


def is_side_by_side(grid: Grid, texts: list[str], *, ruled: bool) -> bool:
    """Tell whether a table only puts text side by side; `texts` are those of its cells.

    So do the letterhead and the signature, which say what they are, and signers in capitals without lines around.
    """
    filled = [[number for number in dict.fromkeys(row) if texts[number].strip()] for row in grid.region]
    filled = [row for row in filled if row]
    if max(map(len, filled), default=0) > SIDE_BY_SIDE or len(filled) > FEW_ROWS:
        return False
    if any(_COUNTED.match(texts[row[0]].strip()) for row in filled):
        return False
    if any(_BESIDE.search(texts[number]) for row in filled for number in row):
        return True
    return bool(filled) and not ruled and all(texts[number].strip().splitlines()[0].isupper() for number in filled[0])


def is_ruled(table: Element, styles: Styles) -> bool:
    """Tell whether a table draws lines: its own, those of its style, or those of a cell."""
    own = table.find("w:tblPr", "w:tblBorders")
    if own is not None and draws_lines(own):
        return True
    if own is None and styles.has_borders(table.value("w:tblPr", "w:tblStyle")):
        return True
    borders = (cell.find("w:tcPr", "w:tcBorders") for row in _rows(table) for cell in _cells(row))
    return any(border is not None and draws_lines(border) for border in borders)
