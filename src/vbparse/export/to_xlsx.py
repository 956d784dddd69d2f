"""An Excel workbook with the table of tasks, ready to be sorted, filtered and printed."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from vbparse.export.columns import TASK_COLUMNS, day_of
from vbparse.export.options import DEFAULTS, ExportOptions
from vbparse.export.tasks import TaskRow, task_rows
from vbparse.export.workbook import EPOCH, SHEET, clean, copy_without_clock, fill_cell, is_inherited, set_up

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

NAME: Final = "xlsx"
SUFFIX: Final = ".xlsx"
ABOUT: Final = {
    "vi": "bảng nhiệm vụ Excel, có lọc và ngày tháng thật",
    "en": "an Excel table of the tasks, with filters and real dates",
}


def render(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:
    """Give the workbook: one task a row, days as dates, inherited values in italics."""
    from openpyxl import Workbook  # noqa: PLC0415 (0.1 s to import)

    book = Workbook()
    sheet = book.active
    sheet.title = SHEET[options.lang]
    made = day_of(plan.header.date or "") or EPOCH
    book.properties.creator = "vbparse"
    book.properties.title = clean(plan.header.title or plan.source.name)
    book.properties.created = datetime(made.year, made.month, made.day)  # noqa: DTZ001 (the format knows no zones)
    _fill(sheet, task_rows(plan), options)
    _dress(sheet)
    saved, out = io.BytesIO(), io.BytesIO()
    book.save(saved)
    copy_without_clock(saved, out, made)
    return out.getvalue()


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
            fill_cell(cell, column.cell(row, options.lang))
            cell.alignment = wrapped
            if is_inherited(column, row):
                cell.font = italic


def _dress(sheet: Any) -> None:
    """Freeze and filter the headings, set widths, print on A4 across."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for number, column in enumerate(TASK_COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions
    set_up(sheet)
