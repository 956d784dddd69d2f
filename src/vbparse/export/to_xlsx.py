"""An Excel workbook with the table of tasks, ready to be sorted, filtered and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vbparse.export.columns import TASK_COLUMNS, Column
from vbparse.export.options import DEFAULTS, ExportOptions
from vbparse.export.tasks import TaskRow, task_rows
from vbparse.export.workbook import begin_workbook, fill_cell, pack_workbook, print_across

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

NAME: Final = "xlsx"
SUFFIX: Final = ".xlsx"
ABOUT: Final = {
    "vi": "bảng nhiệm vụ Excel, có lọc và ngày tháng thật",
    "en": "an Excel table of the tasks, with filters and real dates",
}

_SHEET: Final = {"vi": "Nhiệm vụ", "en": "Tasks"}


def render(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:
    """Give the workbook: one task a row, days as dates, inherited values in italics."""
    book = begin_workbook(plan)
    sheet = book.active
    sheet.title = _SHEET[options.lang]
    _fill(sheet, task_rows(plan), options)
    _dress(sheet)
    return pack_workbook(book, plan)


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
            if _is_inherited(column, row):
                cell.font = italic


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
    print_across(sheet)
