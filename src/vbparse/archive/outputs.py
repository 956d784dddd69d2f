"""The plans of an archive put out together, each read, written and let go, so that memory does not grow with them.

jsonl     each plan one line, as kept
csv       all tasks, a row each: the plan's code, day, issuer and file, then the columns of `export/columns`
ics       one calendar
xlsx      the rows of csv as a workbook (a further sheet where one is full)
parquet   five tables in a folder (see `parquet.py`)
"""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any, Final

from vbparse.archive.rows import rows_of
from vbparse.export import to_ics
from vbparse.export.calendar import new_calendar
from vbparse.export.columns import TASK_COLUMNS, Cell, Column, day_of, is_inherited
from vbparse.export.options import DEFAULTS, ExportOptions
from vbparse.export.sheets import TITLES
from vbparse.export.tasks import task_rows
from vbparse.export.to_csv import cell_text
from vbparse.export.workbook import EPOCH, MOST_ROWS, copy_without_clock, fill_cell, print_across
from vbparse.output import writing_whole
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from vbparse.archive.queries.documents import DocumentInfo
    from vbparse.export.options import Lang
    from vbparse.export.tasks import TaskRow
    from vbparse.plan.model import PlanDocument


class Kept(NamedTuple):
    """A plan of the archive: what is known of it, and its JSON."""

    info: DocumentInfo
    json: bytes

    def plan(self) -> PlanDocument:
        """Give the plan document."""
        from vbparse.plan.model import PlanDocument  # noqa: PLC0415 (lines of JSON need no models)

        return PlanDocument.model_validate_json(self.json)


class _PlanColumn(NamedTuple):
    """A column that tells which plan a task is of."""

    head: dict[Lang, str]
    width: int
    cell: Callable[[DocumentInfo], Cell]


_PLAN_COLUMNS: Final = (
    _PlanColumn({"vi": "Số, ký hiệu", "en": "Code"}, 18, lambda info: info.code),
    _PlanColumn({"vi": "Ngày ban hành", "en": "Issued on"}, 12, lambda info: day_of(info.date or "") or info.date),
    _PlanColumn({"vi": "Cơ quan ban hành", "en": "Issuer"}, 28, lambda info: info.issuer),
    _PlanColumn({"vi": "Tệp", "en": "File"}, 30, lambda info: info.paths[0] if info.paths else None),
)


def pieces_jsonl(plans: Iterable[Kept], options: ExportOptions = DEFAULTS) -> Iterator[bytes]:
    """Yield each plan as a line of JSON."""
    del options
    for kept in plans:
        yield kept.json


def pieces_csv(plans: Iterable[Kept], options: ExportOptions = DEFAULTS) -> Iterator[bytes]:
    """Yield the headings (behind the byte order mark that Excel needs), then the rows of each plan."""
    yield _lines([_heads(options.lang)]).encode("utf-8-sig")
    for info, row in _tasks(plans):
        yield _lines([[cell_text(cell) for cell in _cells(info, row, options.lang)]]).encode()


def pieces_ics(plans: Iterable[Kept], options: ExportOptions = DEFAULTS) -> Iterator[bytes]:
    """Yield a calendar with the to-dos and events of all plans."""
    frame = new_calendar("vbparse", options.lang).to_ical()
    head, end, tail = frame.rpartition(b"END:VCALENDAR")
    yield head
    for kept in plans:
        for item in to_ics.items(kept.plan(), options):
            yield item.to_ical()
    yield end + tail


PIECES: Final = {"jsonl": pieces_jsonl, "csv": pieces_csv, "ics": pieces_ics}
"""Forms that come in pieces; the others need a place in a file system."""
FORMS: Final = (*PIECES, "xlsx", "parquet")


def write_plans(out: Path, plans: Iterable[Kept], form: str, options: ExportOptions = DEFAULTS) -> None:
    """Write plans into the file `out` (`parquet`: files in that folder), whole or not at all.

    Raises `OutputError`, and `ResourceError` where what a form needs is not installed.
    """
    if form == "parquet":
        from vbparse.archive.parquet import write_parquet  # noqa: PLC0415 (an extra)

        write_parquet(out, (rows_of(kept.plan()) for kept in plans))
        return
    with writing_whole(out) as stream:
        if form == "xlsx":
            _write_workbook(stream, plans, options)
        else:
            stream.writelines(PIECES[form](plans, options))


def _tasks(plans: Iterable[Kept]) -> Iterator[tuple[DocumentInfo, TaskRow]]:
    for kept in plans:
        for row in task_rows(kept.plan()):
            yield kept.info, row


def _heads(lang: Lang) -> list[str]:
    return [column.head[lang] for column in _PLAN_COLUMNS] + [column.head[lang] for column in TASK_COLUMNS]


def _cells(info: DocumentInfo, row: TaskRow, lang: Lang) -> list[Cell]:
    return [column.cell(info) for column in _PLAN_COLUMNS] + [column.cell(row, lang) for column in TASK_COLUMNS]


def _lines(rows: list[list[str]]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue()


def _write_workbook(stream: IO[bytes], plans: Iterable[Kept], options: ExportOptions) -> None:
    """Write a workbook whose rows go to disk as they come."""
    from openpyxl import Workbook  # noqa: PLC0415 (0.1 s to import)

    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = "vbparse", TITLES["tasks"][options.lang]
    try:
        made = _fill(book, plans, options.lang)
    except BaseException:
        for sheet in book.worksheets:  # else they complain when they are collected
            sheet.close()
        raise
    book.properties.created = datetime(made.year, made.month, made.day)  # noqa: DTZ001 (the format knows no zones)
    with tempfile.TemporaryFile() as saved:
        book.save(saved)
        copy_without_clock(saved, stream, made)


def _fill(book: Any, plans: Iterable[Kept], lang: Lang) -> date:
    """Write the tasks of all plans, with as many sheets as they need; gives the last day of issue."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    last = get_column_letter(len(_PLAN_COLUMNS) + len(TASK_COLUMNS))
    sheet, count, made = _begin_sheet(book, lang), 1, EPOCH
    for info, row in _tasks(plans):
        if count == MOST_ROWS:
            sheet, count = _begin_sheet(book, lang), 1
        sheet.append(_sheet_row(sheet, info, row, lang))
        count += 1
        sheet.auto_filter.ref = f"A1:{last}{count}"
        made = max(made, day_of(info.date or "") or EPOCH)
    return made


def _begin_sheet(book: Any, lang: Lang) -> Any:
    """Add a sheet with the headings. Its form stands before its rows, for these are written at once."""
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    number = len(book.worksheets) + 1
    title = TITLES["tasks"][lang]
    sheet = book.create_sheet(title if number == 1 else f"{title} {number}")
    widths = [column.width for column in _PLAN_COLUMNS] + [column.width for column in TASK_COLUMNS]
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    print_across(sheet)
    cells = [_new_cell(sheet, head) for head in _heads(lang)]
    for cell in cells:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFE7E6E6")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.append(cells)
    return sheet


def _sheet_row(sheet: Any, info: DocumentInfo, row: TaskRow, lang: Lang) -> list[Any]:
    from openpyxl.styles import Font  # noqa: PLC0415

    columns: list[Column | None] = [*(None for _ in _PLAN_COLUMNS), *TASK_COLUMNS]
    cells = [_new_cell(sheet, content) for content in _cells(info, row, lang)]
    for cell, column in zip(cells, columns, strict=True):
        if column is not None and is_inherited(column, row):
            cell.font = Font(italic=True, color="FF595959")
    return cells


def _new_cell(sheet: Any, content: Cell | date) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    cell = WriteOnlyCell(sheet)
    fill_cell(cell, content)
    return cell
