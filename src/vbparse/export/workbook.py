"""Excel workbooks: what all outputs that are one share.

Text stays text, also where it begins like a formula; days are real dates; the same content gives the same bytes.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any, Final

from vbparse.export.columns import day_of

if TYPE_CHECKING:
    from vbparse.export.columns import Cell
    from vbparse.plan.model import PlanDocument

MOST_ROWS: Final = 1_048_576
"""Rows that a sheet takes."""
EPOCH: Final = date(1980, 1, 1)
"""The day of what has none; the format of the package knows no earlier one."""
FONT: Final = "Times New Roman"
"""The font of administrative documents (Nghị định 30/2020, Phụ lục I)."""
FONT_SIZE: Final = 11
_A4: Final = 9
DAY_FORMAT: Final = "DD/MM/YYYY"
_LONGEST: Final = 32_767
"""Characters that a cell takes."""
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold; openpyxl's own list lacks the last two."""
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def begin_workbook(plan: PlanDocument | None, *, streaming: bool = False) -> Any:
    """Give a workbook with one empty sheet; its properties tell of the plan.

    A `streaming` one has no sheet yet, and takes rows in their order only, which need no memory.
    """
    from openpyxl import Workbook  # noqa: PLC0415 (0.1 s to import)

    book = Workbook(write_only=streaming)
    _use_font(book)
    made = _day_of_issue(plan)
    book.properties.creator = "vbparse"
    book.properties.created = datetime(made.year, made.month, made.day)  # noqa: DTZ001 (the format knows no zones)
    if plan is not None:
        book.properties.title = clean_text(plan.header.title or plan.source.name)
    return book


def _use_font(book: Any) -> None:
    """Make ours the font of cells without one, by whose digits the widths of columns are reckoned."""
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils.indexed_list import IndexedList  # noqa: PLC0415

    book._fonts = IndexedList([Font(FONT, FONT_SIZE, family=1)])  # noqa: SLF001 (there is no other way)


def pack_workbook(book: Any, plan: PlanDocument | None) -> bytes:
    """Give the bytes of a workbook; the day of the plan stands for the time of writing."""
    saved, out = io.BytesIO(), io.BytesIO()
    book.save(saved)
    copy_without_clock(saved, out, _day_of_issue(plan))
    return out.getvalue()


def abandon_workbook(book: Any) -> None:
    """Let go of a streaming workbook that is not to be written; openpyxl has begun files for its sheets."""
    for sheet in book.worksheets:
        if not sheet.closed:
            sheet.close()
        sheet._writer.cleanup()  # noqa: SLF001 (it is done by writing the workbook, and nowhere else)


def fill_cell(cell: Any, content: Cell) -> None:
    """Fill a cell; text stays text, also where it begins like a formula."""
    if isinstance(content, str):
        cell.value = clean_text(content) or None
        if cell.data_type != "s" and cell.value is not None:  # a formula, or the name of an error
            cell.data_type, cell.quotePrefix = "s", True
    elif content is not None:
        cell.value = content
        if isinstance(content, date):
            cell.number_format = DAY_FORMAT


def print_across(sheet: Any) -> None:
    """Print a sheet on A4 across, as wide as the page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def clean_text(text: str) -> str:
    """Leave out what the format cannot hold."""
    plain = _ILLEGAL.sub("", text)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


def copy_without_clock(book: IO[bytes], out: IO[bytes], made: date) -> None:
    """Write the package again without the time of writing, so that equal plans give equal bytes."""
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, (EPOCH.year, EPOCH.month, EPOCH.day, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.create_system = 0  # the same on every system
            fixed.file_size = entry.file_size  # tells whether it needs the large form
            if entry.filename == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + f"{made.isoformat()}T00:00:00Z".encode(), old.read(entry))
                new.writestr(fixed, content)
                continue
            with old.open(entry) as source, new.open(fixed, "w") as target:
                shutil.copyfileobj(source, target)


def _day_of_issue(plan: PlanDocument | None) -> date:
    """Give the day of issue; one before the format's first day is that."""
    day = day_of(plan.header.date or "") if plan is not None else None
    return max(day, EPOCH) if day else EPOCH
