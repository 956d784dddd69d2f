"""The rows of a sheet that people work in: taken up, put in another order, filled anew, people's cells untouched."""

from __future__ import annotations

from copy import copy
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from vbparse.export.sheet_style import Palette, fill, fit_row, kind_of, kind_of_typed, shown_text
from vbparse.export.sheets import Formula
from vbparse.export.workbook import DAY_FORMAT
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vbparse.export.options import Lang
    from vbparse.export.sheets import Layout, Line

Cells = dict[int, Any]
"""The cells of a row, by column."""

_WIDTH: Final = 8.43
"""Width of a column that says nothing else."""
_INK: Final = {
    (False, False): "FF000000",
    (True, False): "FF595959",
    (False, True): "FF7F7F7F",
    (True, True): "FF7F7F7F",
}


class Place(NamedTuple):
    """Where a layout stands in a sheet: the row of the headings, their columns, and the columns of our fields."""

    sheet: Any
    lang: Lang
    top: int
    heads: dict[str, int]
    columns: Mapping[int, int] = MappingProxyType({})


def take_rows(place: Place) -> list[Cells]:
    """Take the rows below the headings out of a sheet, in their order; empty ones are dropped."""
    sheet = place.sheet
    for merged in list(sheet.merged_cells.ranges):
        if merged.max_row > place.top:
            sheet.unmerge_cells(merged.coord)
    rows: dict[int, Cells] = {}
    cells = sheet._cells  # noqa: SLF001 (openpyxl has no public way to move cells with all that is theirs)
    for row, column in sorted(key for key in cells if key[0] > place.top):
        rows.setdefault(row, {})[column] = cells.pop((row, column))
    for row in [number for number in sheet.row_dimensions if number > place.top]:
        del sheet.row_dimensions[row]
    return [row for row in rows.values() if any(_is_filled(cell) for cell in row.values())]


def text_of(cells: Cells, column: int | None) -> str:
    """Give what a cell shows, as text on one line."""
    cell = cells.get(column or 0)
    return "" if cell is None or cell.value is None else " ".join(str(cell.value).split())


class Rows:
    """Puts rows back into a sheet, one below the other."""

    def __init__(self, place: Place, layout: Layout, pattern: dict[int, Any]) -> None:
        """Begin below the headings. New cells of people's columns get the style that `pattern` has for them."""
        self._place, self._layout, self._pattern = place, layout, pattern
        self._palette = Palette(place.sheet)
        self._row = place.top
        self._widths = _widths(place.sheet)
        self._columns = pattern.keys() | set(place.columns.values())
        self._own = [number for number, field in enumerate(layout.fields) if field.kind == "own"]

    def put(self, cells: Cells, line: Line | None = None, *, gone: str | None = None) -> None:
        """Put a row: `line` fills our cells of it; `gone` are words that mark it as one without a task."""
        self._row += 1
        for column, cell in cells.items():
            move(cell, self._row, column)
            self._place.sheet._cells[self._row, column] = cell  # noqa: SLF001
        is_new = not cells
        if line is not None:
            self._fill(line, is_new=is_new)
        elif gone is not None:
            self._mark(gone)
        self._fit()

    def finish(self) -> None:
        """Let filter, tables and print area reach to the last row."""
        last = max(self._row, self._place.top + 1)
        _stretch(self._place.sheet, self._place.top, last)

    def _fill(self, line: Line, *, is_new: bool) -> None:
        contents = dict(zip(self._own, line.cells, strict=True))
        inherited = {self._own[number] for number in line.inherited}
        for number, column in self._place.columns.items():
            content = contents.get(number, line.key)
            cell = self._place.sheet.cell(self._row, column)
            if is_new or not cell.has_style:
                self._palette.dress(cell, kind_of(content))
            restyle(cell, content, inherited=number in inherited)
            fill(cell, content)
        if is_new:
            self._dress_theirs()

    def _dress_theirs(self) -> None:
        """Make the empty cells of people's columns look like those above."""
        sheet, ours = self._place.sheet, set(self._place.columns.values())
        for field in self._layout.fields:
            column = self._place.heads.get(field.head[self._place.lang])
            if field.kind == "typed" and column is not None:
                self._palette.dress(sheet.cell(self._row, column), kind_of_typed(field))
        for column, style in self._pattern.items():
            if column not in ours:
                sheet.cell(self._row, column)._style = copy(style)  # noqa: SLF001

    def _mark(self, words: str) -> None:
        """Strike our cells through, and say in those of the number and of what to check that the task is gone."""
        heads = {number: self._layout.fields[number].head["vi"] for number in self._place.columns}
        for number, column in self._place.columns.items():
            cell = self._place.sheet.cell(self._row, column)
            if heads[number] == "STT":
                cell.value = None
            elif heads[number] == "Cần kiểm tra":
                fill(cell, words)
            restyle(cell, cell.value, inherited=bool(cell.font.i), gone=heads[number] != "Cần kiểm tra")

    def _fit(self) -> None:
        sheet = self._place.sheet
        cells = ((column, sheet._cells.get((self._row, column))) for column in self._columns)  # noqa: SLF001
        fit_row(
            sheet, self._row, ((shown_text(cell), self._widths.get(column, _WIDTH)) for column, cell in cells if cell)
        )


def move(cell: Any, row: int, column: int) -> None:
    """Give a cell another place; a formula goes on to mean its neighbours there."""
    from openpyxl.formula.tokenizer import TokenizerError  # noqa: PLC0415
    from openpyxl.formula.translate import Translator, TranslatorError  # noqa: PLC0415

    before = cell.coordinate
    cell.row, cell.column = row, column
    if cell.coordinate == before:
        return
    if cell.hyperlink is not None:
        cell.hyperlink.ref = cell.coordinate
    if cell.data_type != "f":
        return
    try:
        if isinstance(cell.value, str):
            cell.value = Translator(cell.value, origin=before).translate_formula(cell.coordinate)
        elif getattr(cell.value, "ref", None) == before:
            text = cell.value.text
            cell.value.ref = cell.coordinate
            cell.value.text = Translator(text, origin=before).translate_formula(cell.coordinate)
    except (TokenizerError, TranslatorError):
        return  # it stays as it was typed


def restyle(cell: Any, content: object, *, inherited: bool, gone: bool = False) -> None:
    """Let a cell look like what is in it; what people made of its colours and lines stays."""
    wanted = (inherited, gone)
    if (bool(cell.font.i), bool(cell.font.strike)) != wanted:
        font = copy(cell.font)
        font.i, font.strike, font.color = inherited, gone or None, _INK[wanted]
        cell.font = font
    if isinstance(content, date | Formula):
        if not cell.is_date:
            cell.number_format = DAY_FORMAT
    elif cell.number_format == DAY_FORMAT:
        cell.number_format = "General"


def _is_filled(cell: Any) -> bool:
    return cell.value is not None or cell.comment is not None


def _widths(sheet: Any) -> dict[int, float]:
    """Give the widths of columns; one entry may stand for a group of them."""
    found: dict[int, float] = {}
    for dimension in sheet.column_dimensions.values():
        first, last = dimension.min or 0, dimension.max or 0
        if not first:
            from openpyxl.utils import column_index_from_string  # noqa: PLC0415

            first = last = column_index_from_string(dimension.index)
        hidden_or_wide = 1000.0 if dimension.hidden else dimension.width
        found.update(dict.fromkeys(range(first, min(last, first + 100) + 1), hidden_or_wide))
    return found


def _stretch(sheet: Any, top: int, last: int) -> None:
    from openpyxl.utils import get_column_letter, range_boundaries  # noqa: PLC0415

    def to_last(ref: str) -> str:
        first_column, first_row, last_column, _ = range_boundaries(ref)
        return f"{get_column_letter(first_column)}{first_row}:{get_column_letter(last_column)}{last}"

    filters = [sheet.auto_filter] if sheet.auto_filter.ref else []
    for table in sheet.tables.values():
        _, first_row, _, _ = range_boundaries(table.ref)
        if first_row == top:
            table.ref, table.totalsRowCount = to_last(table.ref), None
            filters += [table.autoFilter] if table.autoFilter is not None else []
    for kept in filters:  # what they hid is shown again: new rows are not known to them
        kept.ref, kept.filterColumn, kept.sortState = to_last(kept.ref), [], None
    area = (sheet.print_area or "").rpartition("!")[2].replace("$", "")
    if area and "," not in area:
        sheet.print_area = to_last(area)
