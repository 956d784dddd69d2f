"""An Excel workbook: tasks to be tracked, units, cited documents, findings; ready to be sorted, filtered and printed.

People type into the columns `Trạng thái`, `Tiến độ`, `Kết quả`, `Ghi chú`, and add columns and sheets of their own.
"""

from __future__ import annotations

from itertools import chain
from math import inf
from typing import TYPE_CHECKING, Any, Final

from vbparse.errors import LimitExceeded
from vbparse.export.options import DEFAULTS, ExportOptions
from vbparse.export.sheet_style import (
    Palette,
    fill,
    finish,
    fit_row,
    keep_days,
    kind_of,
    kind_of_typed,
    lay_out,
    shown_text,
)
from vbparse.export.sheet_update import update_workbook
from vbparse.export.sheets import Layout, Line, Sheets
from vbparse.export.workbook import MOST_ROWS, abandon_workbook, begin_workbook, pack_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vbparse.export.update import Change, Updated
    from vbparse.plan.model import PlanDocument

NAME: Final = "xlsx"
SUFFIX: Final = ".xlsx"
ABOUT: Final = {
    "vi": "sổ Excel theo dõi nhiệm vụ, có lọc, ngày tháng thật và cột để cập nhật tiến độ",
    "en": "an Excel workbook for tracking tasks, with filters, real dates and columns for status and progress",
}


def render(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:
    """Give the workbook of one plan."""
    return _render((plan,), options, several=False)


def render_many(plans: Iterable[PlanDocument], options: ExportOptions = DEFAULTS) -> bytes:
    """Give one workbook of several plans, whose rows name their plan. Raises `LimitExceeded` where no sheet holds them."""
    return _render(plans, options, several=True)


def update(existing: bytes, change: Change, options: ExportOptions = DEFAULTS) -> Updated:
    """Bring a workbook of ours up to date; see `sheet_update`. Raises `InputError`, `LimitExceeded`."""
    return update_workbook(existing, change, options)


def _render(plans: Iterable[PlanDocument], options: ExportOptions, *, several: bool) -> bytes:
    rest = iter(plans)
    first = next(rest, None)
    book = begin_workbook(first, streaming=True)
    try:
        _write(book, chain([] if first is None else [first], rest), options, several=several)
    except BaseException:
        abandon_workbook(book)
        raise
    return pack_workbook(book, first)


def _write(book: Any, plans: Iterable[PlanDocument], options: ExportOptions, *, several: bool) -> None:
    sheets = Sheets(options, several=several)
    pages = {name: _Page(book, layout, options) for name, layout in sheets.layouts.items()}
    for plan in plans:
        for name, lines in sheets.add(plan).items():
            pages[name].add(lines)
    pages["units"].add(sheets.unit_lines())
    for page in pages.values():
        page.close()
    keep_days(book, sheets)


class _Page:
    """A sheet that is being written, row by row."""

    def __init__(self, book: Any, layout: Layout, options: ExportOptions) -> None:
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

        self._sheet, self._make = book.create_sheet(), WriteOnlyCell
        self._layout, self._lang = layout, options.lang
        self._palette = Palette(self._sheet)
        self._rows = 1
        self._widths = [field.width if field.kind != "key" else inf for field in layout.fields]
        lay_out(self._sheet, layout, options.lang)
        heads = (self._cell(field.head[self._lang], "head", field.kind) for field in layout.fields)
        self._sheet.append(list(heads))

    def add(self, lines: Iterable[Line]) -> None:
        """Add rows."""
        for line in lines:
            self._rows += 1
            if self._rows > MOST_ROWS:
                message = f"there are more rows than a sheet of Excel takes ({MOST_ROWS:,})"
                raise LimitExceeded(message, hint="Choose fewer plans or tasks, or use --to csv.")
            cells = list(self._cells(line))
            fit_row(self._sheet, self._rows, zip(map(shown_text, cells), self._widths, strict=True))
            self._sheet.append(cells)

    def close(self) -> None:
        """Finish the sheet."""
        finish(self._sheet, self._layout, self._lang, self._rows)

    def _cells(self, line: Line) -> Iterator[Any]:
        own = iter(enumerate(line.cells))
        for field in self._layout.fields:
            if field.kind == "key":
                yield self._cell(line.key, "text")
            elif field.kind == "typed":
                yield self._cell(None, kind_of_typed(field))
            else:
                number, content = next(own)
                yield self._cell(content, kind_of(content), *(["inherited"] if number in line.inherited else []))

    def _cell(self, content: Any, kind: str, *marks: str) -> Any:
        cell = self._make(self._sheet)
        self._palette.dress(cell, kind, *marks)
        fill(cell, content)
        return cell
