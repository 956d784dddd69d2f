"""CSV for Excel and other tables: UTF-8 with a byte order mark, one task a row."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING, Final

from vbparse.export.columns import Cell, task_columns
from vbparse.export.options import DEFAULTS, ExportOptions
from vbparse.export.tasks import task_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.plan.model import PlanDocument

NAME: Final = "csv"
SUFFIX: Final = ".csv"
ABOUT: Final = {"vi": "bảng nhiệm vụ dạng văn bản, mở bằng Excel", "en": "the tasks as a table in text, opens in Excel"}

_FORMULA_STARTS: Final = tuple("=+-@\t\r\n＝＋－＠")


def render(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:
    """Give a row of headings and a row for each task. Days are ISO days."""
    return _render((plan,), options, several=False)


def render_many(plans: Iterable[PlanDocument], options: ExportOptions = DEFAULTS) -> bytes:
    """Give the tasks of several plans; the first column names the plan."""
    return _render(plans, options, several=True)


def _render(plans: Iterable[PlanDocument], options: ExportOptions, *, several: bool) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    columns = task_columns(options, several=several)
    writer.writerow(column.head[options.lang] for column in columns)
    for plan in plans:
        for row in task_rows(plan):
            writer.writerow(cell_text(column.cell(row, options.lang)) for column in columns)
    return out.getvalue().encode("utf-8-sig")


def cell_text(cell: Cell) -> str:
    """Put a cell in text; text that a table program would run as a formula gets an apostrophe in front."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    text = str(cell).replace("\0", "")
    return f"'{text}" if text.lstrip(" \N{NO-BREAK SPACE}").startswith(_FORMULA_STARTS) else text
