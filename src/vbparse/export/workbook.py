"""What Excel workbooks share: cells that hold no formulas, and packages without the time of writing."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import date
from typing import IO, TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from vbparse.export.columns import Cell, Column
    from vbparse.export.options import Lang
    from vbparse.export.tasks import TaskRow

SHEET: Final[dict[Lang, str]] = {"vi": "Nhiệm vụ", "en": "Tasks"}
MOST_ROWS: Final = 1_048_576
"""Rows that a sheet takes."""
EPOCH: Final = date(1980, 1, 1)
"""The day of what has none; the format of the package knows no earlier one."""
_A4: Final = "9"
_LONGEST: Final = 32_767
"""Characters that a cell takes."""
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def fill_cell(cell: Any, content: Cell) -> None:
    """Fill a cell; text stays text, also where it begins like a formula."""
    if isinstance(content, str):
        cell.value = clean(content) or None
        if cell.data_type == "f":
            cell.data_type, cell.quotePrefix = "s", True
    elif content is not None:
        cell.value = content
        if isinstance(content, date):
            cell.number_format = "DD/MM/YYYY"


def is_inherited(column: Column, row: TaskRow) -> bool:
    """Tell whether all that a cell holds was inherited."""
    given = row.slots().get(column.slot, ()) if column.slot else ()
    return bool(given) and all(item.source for item in given)


def clean(text: str) -> str:
    """Leave out what the format cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    plain = ILLEGAL_CHARACTERS_RE.sub("", text)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


def set_up(sheet: Any) -> None:
    """Print a sheet on A4 across, its headings on each page."""
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def copy_without_clock(book: IO[bytes], out: IO[bytes], made: date) -> None:
    """Write the package again without the time of writing, so that equal plans give equal bytes."""
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, (EPOCH.year, EPOCH.month, EPOCH.day, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.create_system = 0  # the same on every system
            fixed.file_size = entry.file_size  # tells whether it needs the large form
            if entry.filename == "docProps/core.xml":
                clock = rb"\g<1>" + f"{made.isoformat()}T00:00:00Z".encode()
                new.writestr(fixed, _MODIFIED.sub(clock, old.read(entry)))
                continue
            with old.open(entry) as source, new.open(fixed, "w") as target:
                shutil.copyfileobj(source, target)
