"""What falls due in an archive, as a table: cells, plain data, CSV and a workbook."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

from vbparse.archive.calendar import inherited
from vbparse.export.calendar import word
from vbparse.export.columns import JOIN, Cell, day_of
from vbparse.export.recurrence import describe
from vbparse.export.to_csv import cell_text
from vbparse.export.workbook import begin_workbook, fill_cell, pack_workbook, print_across
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vbparse.archive.queries.due import DueItem, Part
    from vbparse.export.options import Lang

_DAYS: Final = frozenset({"day", "date"})
_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "name": "Việc đến hạn {0} – {1}",
        "sheet": "Việc đến hạn",
        "chosen": "không nêu ngày: lấy ngày cuối kỳ",
        "review": "cần kiểm tra",
    },
    "en": {
        "name": "Due {0} – {1}",
        "sheet": "Due",
        "chosen": "no day named: last of the period",
        "review": "to check",
    },
}


class DueColumn(NamedTuple):
    """A column: its name in JSON, its heading, its width in characters."""

    name: str
    head: dict[Lang, str]
    width: int = 14


COLUMNS: Final = (
    DueColumn("day", {"vi": "Hạn", "en": "Due"}, 12),
    DueColumn("overdue", {"vi": "Quá (ngày)", "en": "Overdue (days)"}, 10),
    DueColumn("code", {"vi": "Số, ký hiệu", "en": "Code"}, 18),
    DueColumn("text", {"vi": "Nhiệm vụ", "en": "Task"}, 60),
    DueColumn("lead", {"vi": "Chủ trì", "en": "Lead"}, 28),
    DueColumn("cooperate", {"vi": "Phối hợp", "en": "Cooperating"}, 28),
    DueColumn("report_to", {"vi": "Báo cáo cho", "en": "Reports to"}, 22),
    DueColumn("printed", {"vi": "Thời hạn ghi trong văn bản", "en": "Deadline as printed"}, 24),
    DueColumn("notes", {"vi": "Ghi chú", "en": "Notes"}, 24),
    DueColumn("page", {"vi": "Trang", "en": "Page"}, 7),
    DueColumn("task", {"vi": "Mã", "en": "Id"}, 12),
    DueColumn("date", {"vi": "Ngày ban hành", "en": "Date of issue"}, 12),
    DueColumn("issuer", {"vi": "Cơ quan ban hành", "en": "Issuer"}, 28),
    DueColumn("title", {"vi": "Trích yếu", "en": "Title"}, 40),
    DueColumn("rrule", {"vi": "RRULE", "en": "RRULE"}, 20),
    DueColumn("review", {"vi": "Cần kiểm tra", "en": "To check"}, 18),
    DueColumn("paths", {"vi": "Tệp", "en": "Files"}, 30),
    DueColumn("plan_id", {"vi": "Mã kế hoạch", "en": "Plan"}, 20),
    DueColumn("sha256", {"vi": "SHA-256", "en": "SHA-256"}, 14),
)


def table_name(first: str, last: str, lang: Lang) -> str:
    """Give what to call what falls due between two days."""
    return _WORDS[lang]["name"].format(first, last)


def data_of(item: DueItem) -> dict[str, Any]:
    """Give an item as plain data."""
    plan = {name: getattr(item.document, name) for name in ("code", "type_code", "date", "issuer", "title")}
    data = {name: value for name, value in item._asdict().items() if name != "document"}
    for slot in ("lead", "cooperate", "report_to"):
        data[slot] = [part._asdict() for part in data[slot]]
    more = {"paths": item.document.paths, "plan_id": item.document.plan_id, "sha256": item.document.sha256}
    return {"day": data.pop("day"), **plan, **data, **more}


def cells_of(item: DueItem, lang: Lang, names: Sequence[str]) -> list[Any]:
    """Give an item as the cells of columns: texts, numbers, and tuples of texts."""
    values = {**item.document._asdict(), **item._asdict(), "notes": _notes(item, lang)}
    for slot in ("lead", "cooperate", "report_to"):
        values[slot] = _names(values[slot])
    return [values[name] for name in names]


def render_csv(items: Iterable[DueItem], lang: Lang) -> bytes:
    """Give a table for Excel, in text (UTF-8 with a byte order mark)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(column.head[lang] for column in COLUMNS)
    for item in items:
        writer.writerow(cell_text(cell) for cell in _plain_cells(item, lang))
    return out.getvalue().encode("utf-8-sig")


def render_workbook(items: Iterable[DueItem], lang: Lang) -> bytes:
    """Give an Excel workbook; the same items give the same bytes."""
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 (0.1 s to import)
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = begin_workbook(None)
    sheet = book.active
    sheet.title = book.properties.title = _WORDS[lang]["sheet"]
    bold, grey = Font(bold=True), PatternFill("solid", fgColor="FFE7E6E6")
    wrapped = Alignment(wrap_text=True, vertical="top")
    for number, column in enumerate(COLUMNS, 1):
        cell = sheet.cell(1, number, column.head[lang])
        cell.font, cell.fill, cell.alignment = bold, grey, wrapped
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for place, item in enumerate(items, 2):
        for number, (column, content) in enumerate(zip(COLUMNS, _plain_cells(item, lang), strict=True), 1):
            cell = sheet.cell(place, number)
            if column.name in _DAYS and isinstance(content, str):
                fill_cell(cell, day_of(content) or content)
            else:
                fill_cell(cell, content)
            cell.alignment = wrapped
    sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows = "B2", sheet.dimensions, "1:1"
    print_across(sheet)
    return pack_workbook(book, None)


def _plain_cells(item: DueItem, lang: Lang) -> list[Cell]:
    cells = cells_of(item, lang, [column.name for column in COLUMNS])
    return [JOIN.join(map(str, cell)) if isinstance(cell, tuple) else cell for cell in cells]


def _names(parts: Sequence[Part]) -> tuple[str, ...]:
    return tuple(part.name for part in parts)


def _notes(item: DueItem, lang: Lang) -> tuple[str, ...]:
    """Tell where the day is from, and what a person should know before relying on the row."""
    words = _WORDS[lang]
    others = ", ".join(word(key, lang).lower() for key in inherited(item))
    notes = (
        item.rrule and describe(item.rrule, lang),
        item.chosen and words["chosen"],
        others and f"{word('inherited', lang).lower()}: {others}",
        item.review and words["review"],
    )
    return tuple(note for note in notes if note)
