"""Tables: which rows are heads, groups and rows, and what the columns mean.

The task table of an annex reads `STT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian`; what a head
means is kept in `lexicon/data/columns.tsv`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from vbparse.lexicon.fold import fold
from vbparse.outline.columns import LONGEST_HEAD, NUMBER_CELL, Cell, is_count, is_head, is_second_head, make_column
from vbparse.outline.lines import Line, ends_sentence, is_capital
from vbparse.outline.markers import roman_value
from vbparse.outline.styles import read_marker
from vbparse.patterns import compile_pattern
from vbparse.textmap import Span
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.outline.model import Column

RowRole = Literal["head", "group", "row", "empty"]

_GROUP_CELL = compile_pattern(r"(?P<number>[IVXL]{1,6}|[A-ZĐ])[.)]?")
_FIGURES = compile_pattern(r"[\d.,%\s-]*")
_MOST_SCRAPS = 4  # lines of a broken cell between two rows
_LONGEST_SCRAP = 60


class RowPlace(NamedTuple):
    """What a line is in its table: the table's index in the part and its role; for groups marker and title."""

    table: int
    role: RowRole
    marker: Cell | None = None
    title: Cell | None = None


class Grid:
    """A table while its rows are looked at: `columns` are its heads."""

    __slots__ = ("columns", "heads", "pages")

    def __init__(self) -> None:
        """Begin without rows."""
        self.columns: tuple[Column, ...] = ()
        self.pages: list[int] = []
        self.heads: set[str] = set()


def cells_of(line: Line) -> tuple[Cell, ...]:
    """Give the cells of a row, blanks at their ends left out of span and text."""
    found = []
    for cell in line.block.cells or (line.span,):
        start = max(0, cell.start - line.span.start)
        text = line.text[start : max(start, cell.end - line.span.start)]
        lead = len(text) - len(text.lstrip())
        stripped = text.strip()
        first = min(line.span.start + start, line.span.end) + (lead if stripped else 0)
        found.append(Cell(Span(first, first + len(stripped)), stripped))
    return tuple(found)


def find_tables(lines: Sequence[Line]) -> tuple[dict[int, RowPlace], tuple[Grid, ...]]:
    """Place the lines that belong to tables; keys are indexes of lines.

    A paragraph between two runs of rows that is a group's title (`I. NÂNG CAO NHẬN THỨC` printed over the whole
    width) belongs to the table, which goes on behind it.
    """
    places: dict[int, RowPlace] = {}
    grids: list[Grid] = []
    for run in _runs(lines):
        _place_run(lines, run, places, grids)
    return places, tuple(grids)


def _runs(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Give the indexes of lines of one table at a time, group titles between its rows included."""
    run: list[int] = []
    for index, line in enumerate(lines):
        if line.is_row:
            if run and _is_new_table(lines, run, index):
                yield run
                run = []
            run.append(index)
        elif run and _is_group_line(lines, index) and lines[run[-1]].block.kind != "paragraph":
            run.append(index)
        elif run:
            yield _without_tail(lines, run)
            run = []
    if run:
        yield _without_tail(lines, run)


def _without_tail(lines: Sequence[Line], run: list[int]) -> list[int]:
    while run and not lines[run[-1]].is_row:
        run.pop()
    return run


def _is_new_table(lines: Sequence[Line], run: Sequence[int], index: int) -> bool:
    before, after = lines[run[-1]], lines[index]
    if before.block.table is None or after.block.table is None or not before.is_row:
        return False
    return before.block.table != after.block.table and is_head(cells_of(after))


def _is_group_line(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a paragraph is a group's title: a Roman or capital mark, and a row without heads follows."""
    if index + 1 >= len(lines) or not lines[index + 1].is_row or is_head(cells_of(lines[index + 1])):
        return False
    marker = read_marker(lines[index].text)
    if marker is None:
        return False
    return marker.family in {"roman", "capital"} or (not marker.is_bullet and is_capital(lines[index].text))


def _place_run(lines: Sequence[Line], run: Sequence[int], places: dict[int, RowPlace], grids: list[Grid]) -> None:
    if not run:
        return
    grid = Grid()
    at = _read_heads(lines, run, grid)
    if not grid.columns and grids and _goes_on(lines, run[0], places):
        grid = grids.pop()
    table = len(grids)
    grids.append(grid)
    for index in run[:at]:
        places[index] = RowPlace(table, "head")
    for position in range(at, len(run)):
        index = run[position]
        line = lines[index]
        if line.block.page and line.block.page not in grid.pages:
            grid.pages.append(line.block.page)
        following = lines[run[position + 1]] if position + 1 < len(run) else None
        places[index] = _place(line, following, grid, table)


def _goes_on(lines: Sequence[Line], start: int, places: dict[int, RowPlace]) -> bool:
    """Tell whether rows without heads go on with the table before them: only scraps of text stand between."""
    for index in range(start - 1, max(-1, start - 1 - _MOST_SCRAPS), -1):
        if index in places:
            return True
        if read_marker(lines[index].text) or len(lines[index].text) > _LONGEST_SCRAP:
            return False
    return False


def _place(line: Line, following: Line | None, grid: Grid, table: int) -> RowPlace:
    if not line.is_row:
        marker = read_marker(line.text)
        end = marker.end if marker else 0
        title = line.cut(end, len(line.text))
        label = Cell(line.part(0, len(marker.text)), marker.text) if marker else None
        return RowPlace(table, "group", label, Cell(title.span, title.text))
    cells = cells_of(line)
    if not any(cell.text for cell in cells):
        return RowPlace(table, "empty")
    if _row_key(cells) in grid.heads or (not cells[0].text[:1].isdigit() and is_head(cells)) or is_count(cells):
        return RowPlace(table, "head")
    if len(cells) == 1 and len(grid.columns) > 1 and _is_spanning_title(line):
        return _merged_group(cells[0], table)
    return _group(cells, following, table) or RowPlace(table, "row")


def _is_spanning_title(line: Line) -> bool:
    """Tell a group's title merged over all columns from a note: marked, bold or in capitals."""
    if len(line.text) > LONGEST_HEAD and ends_sentence(line.text):
        return False
    marker = read_marker(line.text)
    return (marker is not None and not marker.is_bullet) or bool(line.block.style.bold) or is_capital(line.text)


def _group(cells: Sequence[Cell], following: Line | None, table: int) -> RowPlace | None:
    """Read a group row: `II | XÃ HỘI SỐ | |`, or one merged cell `II. XÃ HỘI SỐ`."""
    filled = [cell for cell in cells if cell.text]
    if len(filled) == 1 and filled[0] is cells[0] and len(cells) > 1:
        return _merged_group(filled[0], table)
    number = _GROUP_CELL.fullmatch(cells[0].text)
    rest = [cell for cell in cells[1:] if cell.text]
    if not rest or any(not _FIGURES.fullmatch(cell.text) for cell in rest[1:]) or len(rest) > 2:  # noqa: PLR2004
        return None
    if number is not None and (roman_value(number["number"]) or number["number"].isupper()):
        return RowPlace(table, "group", cells[0], rest[0])
    if _counts_below(cells[0].text, following):
        return RowPlace(table, "group", cells[0], rest[0])
    return None


def _merged_group(cell: Cell, table: int) -> RowPlace:
    marker = read_marker(cell.text)
    if marker is None or marker.is_bullet:
        return RowPlace(table, "group", None, cell)
    start = cell.span.start
    label = Cell(Span(start, start + len(marker.text)), marker.text)
    return RowPlace(table, "group", label, Cell(Span(start + marker.end, cell.span.end), cell.text[marker.end :]))


def _counts_below(number: str, following: Line | None) -> bool:
    """Tell whether the next row counts below this one: `1` then `1.1`."""
    if following is None or not following.is_row or not number[:1].isdigit():
        return False
    plain = number.rstrip(".)")
    below = cells_of(following)[0].text
    return below.startswith(f"{plain}.") and below.rstrip(".)") != plain


def _read_heads(lines: Sequence[Line], run: Sequence[int], grid: Grid) -> int:
    """Read the head rows at the beginning of a table; gives how many lines they are."""
    first = lines[run[0]]
    if not first.is_row:
        return 0
    cells = cells_of(first)
    if not (is_head(cells) or _looks_like_head(cells, lines, run)):
        return 0
    heads = [[cell] for cell in cells]
    at = 1
    while at < len(run) and lines[run[at]].is_row:
        further = cells_of(lines[run[at]])
        if is_count(further):
            at += 1
            break
        if not is_second_head(cells, further):
            break
        if len(further) == len(heads):
            for head, cell in zip(heads, further, strict=True):
                head.append(cell)
        grid.heads.add(_row_key(further))
        at += 1
    grid.heads.add(_row_key(cells))
    grid.columns = tuple(make_column(head) for head in heads)
    return at


def _row_key(cells: Sequence[Cell]) -> str:
    return fold(" | ".join(cell.text for cell in cells if cell.text))


def _looks_like_head(cells: Sequence[Cell], lines: Sequence[Line], run: Sequence[int]) -> bool:
    """Tell heads that no record names: short cells without a number over a first row that is numbered."""
    if len(run) < 2 or not lines[run[1]].is_row:  # noqa: PLR2004
        return False
    below = cells_of(lines[run[1]])
    if NUMBER_CELL.fullmatch(cells[0].text) or not below[0].text or not NUMBER_CELL.fullmatch(below[0].text):
        return False
    return len(cells) > 1 and all(cell.text and len(cell.text) <= LONGEST_HEAD for cell in cells)
