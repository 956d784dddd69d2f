"""An Excel workbook with the table of tasks, ready to be sorted, filtered and printed."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from vbparse.export.columns import TASK_COLUMNS, Cell, Column, day_of
from vbparse.export.options import DEFAULTS, ExportOptions
from vbparse.export.tasks import TaskRow, task_rows

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

NAME: Final = "xlsx"
SUFFIX: Final = ".xlsx"
ABOUT: Final = {
    "vi": "bảng nhiệm vụ Excel, có lọc và ngày tháng thật",
    "en": "an Excel table of the tasks, with filters and real dates",
}

_SHEET: Final = {"vi": "Nhiệm vụ", "en": "Tasks"}
_LONGEST: Final = 32_767
"""Characters that a cell takes."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def render(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:
    """Give the workbook: one task a row, days as dates, inherited values in italics."""
    from openpyxl import Workbook  # noqa: PLC0415 (0.1 s to import)

    book = Workbook()
    sheet = book.active
    sheet.title = _SHEET[options.lang]
    made = day_of(plan.header.date or "") or date(*_EPOCH[:3])
    book.properties.creator = "vbparse"
    book.properties.title = _clean(plan.header.title or plan.source.name)
    book.properties.created = datetime(made.year, made.month, made.day)  # noqa: DTZ001 (the format knows no zones)
    _fill(sheet, task_rows(plan), options)
    _dress(sheet)
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue(), made)


def _fill(sheet: Any, rows: tuple[TaskRow, ...], options: ExportOptions) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    bold, italic = Font(bold=True), Font(italic=True, color="FF595959")
    grey, wrapped = PatternFill("solid", fgColor="FFE7E6E6"), Alignment(wrap_text=True, vertical="top")
    for number, column in enumerate(TASK_COLUMNS, 1):
        cell = sheet.cell(1, number, column.head[options.lang])
        cell.font, cell.fill, cell.alignment = bold, grey, wrapped
    for place, row in enumerate(rows, 2):
        for number, column in enumerate(TASK_COLUMNS, 1):
            cell = sheet.cell(place, number)
            _set(cell, column.cell(row, options.lang))
            cell.alignment = wrapped
            if _is_inherited(column, row):
                cell.font = italic


def _set(cell: Any, content: Cell) -> None:
    """Fill a cell; text stays text, also where it begins like a formula."""
    if isinstance(content, str):
        cell.value = _clean(content) or None
        if cell.data_type == "f":
            cell.data_type, cell.quotePrefix = "s", True
    elif content is not None:
        cell.value = content
        if isinstance(content, date):
            cell.number_format = "DD/MM/YYYY"


def _is_inherited(column: Column, row: TaskRow) -> bool:
    """Tell whether all that a cell holds was inherited."""
    given = row.slots().get(column.slot, ()) if column.slot else ()
    return bool(given) and all(item.source for item in given)


def _dress(sheet: Any) -> None:
    """Freeze and filter the headings, set widths, print on A4 across."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for number, column in enumerate(TASK_COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _clean(text: str) -> str:
    """Leave out what the format cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    plain = ILLEGAL_CHARACTERS_RE.sub("", text)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


def _without_clock(book: bytes, made: date) -> bytes:
    """Write the package again without the time of writing, so that equal plans give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + f"{made.isoformat()}T00:00:00Z".encode(), content)
            fixed = zipfile.ZipInfo(entry.filename, _EPOCH)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.create_system = 0  # the same on every system
            new.writestr(fixed, content)
    return out.getvalue()
