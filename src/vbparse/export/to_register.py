"""The register of assigned tasks in the form with eight columns by which offices follow and report them.

Each duty has a row; one that the plan says twice has one. What the plan does not give stays empty; `Ghi chú` tells what was inherited or
inferred, and what a person should check.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any, Final

from vbparse.export.columns import JOIN, Cell, day_of, inherited_words
from vbparse.export.options import DEFAULTS, ExportOptions
from vbparse.export.recurrence import describe
from vbparse.export.tasks import TaskRow, duties, values
from vbparse.export.workbook import begin_workbook, fill_cell, pack_workbook, print_across
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vbparse.export.options import Lang
    from vbparse.plan.model import PlanDocument, Time

NAME: Final = "register"
SUFFIX: Final = ".xlsx"
ABOUT: Final = {
    "vi": "sổ theo dõi nhiệm vụ được giao, mẫu 8 cột, Excel",
    "en": "the register of assigned tasks in the form with 8 columns, Excel",
}

_TITLE: Final[dict[Lang, str]] = {"vi": "SỔ THEO DÕI NHIỆM VỤ ĐƯỢC GIAO", "en": "REGISTER OF ASSIGNED TASKS"}
_LINE: Final = 15.0
"""Height of a line, points."""
_HIGHEST: Final = 409.0
"""The height that a row may have, points."""
_SHEET: Final[dict[Lang, str]] = {"vi": "Nhiệm vụ được giao", "en": "Assigned tasks"}
_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "number": "số",
        "date": "ngày",
        "of": "của",
        "place": "mục",
        "page": "trang",
        "footer": "Trang &P/&N",
        "request": "đề nghị",
        "encourage": "khuyến khích",
        "inherited": "Kế thừa",
        "inferred": "Suy ra từ “{0}”, không ghi đủ trong văn bản",
        "check": "Cần kiểm tra",
        "report": "Báo cáo cho",
        "same": "Trùng với",
    },
    "en": {
        "number": "no.",
        "date": "of",
        "of": "by",
        "place": "item",
        "page": "page",
        "footer": "Page &P of &N",
        "request": "requested",
        "encourage": "encouraged",
        "inherited": "Inherited",
        "inferred": "Inferred from “{0}”, which the document does not print in full",
        "check": "To check",
        "report": "Reports to",
        "same": "Same as",
    },
}


class _Column(NamedTuple):
    """A column: its heading, its width in characters, and what a row has in it."""

    head: dict[Lang, str]
    width: int
    cell: Callable[[_Register, int, TaskRow], Cell]


class _Register:
    """Makes the cells of one plan's register."""

    def __init__(self, plan: PlanDocument, lang: Lang) -> None:
        self._plan = plan
        self._lang = lang
        self._words = _WORDS[lang]
        self._times = {time.id: time for time in plan.times}
        self._document = self._named()

    def document(self, row: TaskRow) -> str:
        """Name the document, and the place in it: "Kế hoạch số 70/KH-UBND ngày 17/02/2024 của … (mục II.1.b1, trang 2)"."""
        place = f"{self._words['place']} {row.task.id}"
        if row.pages:
            place += f", {self._words['page']} {', '.join(map(str, row.pages))}"
        return f"{self._document} ({place})"

    def due(self, row: TaskRow) -> Cell:
        """Give the one due day as a date; several, or recurrences, in words; else what is printed."""
        days = [day_of(text) for text in values(row.due)]
        if len(days) == 1 and days[0] is not None and not row.rrule:
            return days[0]
        words = [_written(text, self._lang) for text in values(row.due)]
        words += [describe(rule, self._lang) for rule in values(row.rrule)]
        return JOIN.join(words or values(row.times))

    def note(self, row: TaskRow) -> str:
        """Tell what is not said by the task itself, and what to check."""
        words = self._words
        parts = {
            "inherited": inherited_words(row, self._lang),
            "report": JOIN.join(values(row.report_to)),
            "same": JOIN.join(row.task.same_as),
            "check": JOIN.join(row.review[self._lang]),
        }
        lines = [words[row.task.modality].capitalize()] if row.task.modality != "assign" else []
        lines += [words["inferred"].format(time.evidence.text) for time in self._inferred(row)]
        return "\n".join([*lines, *(f"{words[key]}: {text}" for key, text in parts.items() if text)])

    def _inferred(self, row: TaskRow) -> Iterator[Time]:
        """Yield the times of a task that are not printed in full (`trước ngày 25/5`: the year)."""
        ids = (*row.task.deadlines, *(given.value for given in row.task.inherited))
        return (self._times[key] for key in dict.fromkeys(ids) if key in self._times and self._times[key].inferred)

    def _named(self) -> str:
        header, words = self._plan.header, self._words
        parts = [
            header.type,
            f"{words['number']} {header.code}" if header.code else None,
            f"{words['date']} {_written(header.date, self._lang)}" if header.date else None,
            f"{words['of']} {header.issuer.name}" if header.issuer else None,
        ]
        return " ".join(filter(None, parts)) or self._plan.source.name


COLUMNS: Final = (
    _Column({"vi": "STT", "en": "No."}, 6, lambda _, number, __: number),
    _Column({"vi": "Nhiệm vụ", "en": "Task"}, 50, lambda _, __, row: row.task.text),
    _Column({"vi": "Văn bản giao", "en": "Assigned by"}, 26, lambda register, _, row: register.document(row)),
    _Column({"vi": "Đơn vị chủ trì", "en": "Lead"}, 24, lambda _, __, row: JOIN.join(values(row.lead))),
    _Column({"vi": "Đơn vị phối hợp", "en": "Cooperating"}, 24, lambda _, __, row: JOIN.join(values(row.cooperate))),
    _Column({"vi": "Thời hạn", "en": "Due"}, 14, lambda register, _, row: register.due(row)),
    _Column({"vi": "Kết quả", "en": "Result"}, 20, lambda _, __, row: JOIN.join(row.task.deliverables)),
    _Column({"vi": "Ghi chú", "en": "Notes"}, 30, lambda register, _, row: register.note(row)),
)
"""`Kết quả` holds what the plan wants to come of the task, where it says so."""


def render(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:
    """Give the workbook: headings, then a row for each duty."""
    book = begin_workbook(plan)
    sheet = book.active
    sheet.title = _SHEET[options.lang]
    _fill(sheet, plan, options.lang)
    _dress(sheet, options.lang)
    return pack_workbook(book, plan)


def _fill(sheet: Any, plan: PlanDocument, lang: Lang) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415 (0.1 s to import)

    line = Side("thin", color="FFBFBFBF")
    border = Border(left=line, right=line, top=line, bottom=line)
    wrapped = Alignment(wrap_text=True, vertical="top")
    centred = Alignment(wrap_text=True, vertical="center", horizontal="center")
    bold, grey = Font(bold=True), PatternFill("solid", fgColor="FFE7E6E6")
    for place, column in enumerate(COLUMNS, 1):
        cell = sheet.cell(1, place, column.head[lang])
        cell.font, cell.fill, cell.border, cell.alignment = bold, grey, border, centred
    register = _Register(plan, lang)
    for number, row in enumerate(duties(plan), 1):
        cells = [sheet.cell(number + 1, place) for place in range(1, len(COLUMNS) + 1)]
        for cell, column in zip(cells, COLUMNS, strict=True):
            fill_cell(cell, column.cell(register, number, row))
            cell.border, cell.alignment = border, wrapped
        sheet.row_dimensions[number + 1] = {"ht": f"{_height(cells):g}"}


def _height(cells: list[Any]) -> float:
    """Give the height that the wrapped texts of a row need, points.

    Excel reckons it itself only where nothing is said; LibreOffice then takes one line. Said without `customHeight`, it
    is reckoned anew as soon as somebody types into the row.
    """
    texts = [(str(cell.value or ""), column.width) for cell, column in zip(cells, COLUMNS, strict=True)]
    lines = max(sum(max(1, ceil(len(line) / width)) for line in text.split("\n")) for text, width in texts)
    return min(lines * _LINE, _HIGHEST)


def _dress(sheet: Any, lang: Lang) -> None:
    """Freeze and filter the headings, set widths, print on A4 across under the register's title."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for place, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.oddHeader.center.text = _TITLE[lang]
    sheet.oddFooter.center.text = _WORDS[lang]["footer"]
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    print_across(sheet)


def _written(text: str, lang: Lang) -> str:
    """Write a day as people do; one with blanks stays as it is (`2024-02-XX`)."""
    day = day_of(text)
    return f"{day:%d/%m/%Y}" if day and lang == "vi" else text
