"""Excel workbooks: what all outputs that are one share.

Text stays text, also where it begins like a formula; days are real dates; the same content gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from vbparse.export.columns import day_of

if TYPE_CHECKING:
    from vbparse.export.columns import Cell
    from vbparse.plan.model import PlanDocument

_LONGEST: Final = 32_767
"""Characters that a cell takes."""
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold; openpyxl's own list lacks the last two."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def begin_workbook(plan: PlanDocument) -> Any:
    """Give a workbook with one empty sheet; its properties tell of the plan."""
    from openpyxl import Workbook  # noqa: PLC0415 (0.1 s to import)

    book = Workbook()
    made = _day_of_issue(plan)
    book.properties.creator = "vbparse"
    book.properties.title = clean_text(plan.header.title or plan.source.name)
    book.properties.created = datetime(made.year, made.month, made.day)  # noqa: DTZ001 (the format knows no zones)
    return book


def pack_workbook(book: Any, plan: PlanDocument) -> bytes:
    """Give the bytes of a workbook; the day of the plan stands for the time of writing."""
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue(), _day_of_issue(plan))


def fill_cell(cell: Any, content: Cell) -> None:
    """Fill a cell; text stays text, also where it begins like a formula."""
    if isinstance(content, str):
        cell.value = clean_text(content) or None
        if cell.data_type == "f":
            cell.data_type, cell.quotePrefix = "s", True
    elif content is not None:
        cell.value = content
        if isinstance(content, date):
            cell.number_format = "DD/MM/YYYY"


def print_across(sheet: Any) -> None:
    """Print a sheet on A4 across, as wide as the page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def clean_text(text: str) -> str:
    """Leave out what the format cannot hold."""
    plain = _ILLEGAL.sub("", text)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


def _day_of_issue(plan: PlanDocument) -> date:
    return day_of(plan.header.date or "") or date(*_EPOCH[:3])


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
