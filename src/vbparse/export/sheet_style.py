"""How the sheets of a workbook look: styles of cells, colours by due day, lists to choose from, print set-up."""

from __future__ import annotations

from copy import copy
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from vbparse.export.sheets import DAYS, DONE, KEY, PROGRESS, STATES, STATUS, Formula
from vbparse.export.workbook import DAY_FORMAT, FONT, FONT_SIZE, MOST_ROWS, clean_text, print_across

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.export.columns import Cell
    from vbparse.export.options import Lang
    from vbparse.export.sheets import Field, Layout, Sheets

_NUMBER: Final = "STT"
_DUE: Final = "Thời hạn"
_SEVERITY: Final = "Mức độ"
_NEXT: Final = "Hạn sắp tới"
_SOON: Final = 7
"""Days before a due day from which it is coloured as near."""
_RED, _AMBER, _GREEN, _GREY = ("FFFFC7CE", "FF9C0006"), ("FFFFEB9C", "FF7F6000"), ("FFE2EFDA", "FF375623"), "FF7F7F7F"
_WRONG: Final[dict[Lang, str]] = {
    "vi": "Chọn một trong: {0}.",
    "en": "Choose one of: {0}.",
}
_NO_SHARE: Final[dict[Lang, str]] = {"vi": "Nhập từ 0% đến 100%.", "en": "Give 0% to 100%."}
_PAGE: Final[dict[Lang, str]] = {"vi": "Trang &P/&N", "en": "Page &P of &N"}


_LINE: Final = 14.2
"""Height of a line, points."""
_CHARACTERS: Final = 1.15
"""Characters that go, on average, into one unit of a column's width."""
_CENTRED: Final = frozenset({"head", "day", "number", "share"})
_HIGHEST: Final = 409.0


class Palette:
    """The styles of one workbook's cells, each made once (to make one for each cell would take most of the time)."""

    def __init__(self, sheet: Any) -> None:
        """Begin with any sheet of the workbook."""
        self._sheet = sheet
        self._made: dict[tuple[str, ...], Any] = {}

    def dress(self, cell: Any, kind: str, *marks: str) -> None:
        """Give a cell the style of its kind (`head`, `text`, `day`, `share`); marks: `typed`, `inherited`, `gone`."""
        key = (kind, *marks)
        if key not in self._made:
            self._made[key] = self._make(*key)
        cell._style = copy(self._made[key])  # noqa: SLF001 (openpyxl's only quick way)

    def _make(self, kind: str, *marks: str) -> Any:
        from openpyxl.cell import Cell  # noqa: PLC0415
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415

        cell = Cell(self._sheet, 1, 1)
        line = Side("thin", color="FFBFBFBF")
        cell.border = Border(left=line, right=line, top=line, bottom=line)
        cell.alignment = Alignment(
            wrap_text=True,
            vertical="center" if kind == "head" else "top",
            horizontal="center" if kind in _CENTRED else None,
        )
        colour = _GREY if "gone" in marks else "FF595959" if "inherited" in marks else "FF000000"
        cell.font = Font(
            FONT, FONT_SIZE, b=kind == "head", i="inherited" in marks, strike="gone" in marks or None, color=colour
        )
        if kind == "head":
            cell.fill = PatternFill("solid", fgColor="FFFFF2CC" if "typed" in marks else "FFDDEBF7")
        if kind in {"day", "share"}:
            cell.number_format = DAY_FORMAT if kind == "day" else "0%"
        return cell._style  # noqa: SLF001


def fill(cell: Any, content: Cell | Formula) -> None:
    """Put a value into a cell that has its style; text stays text, also where it begins like a formula."""
    cell.value = content.text if isinstance(content, Formula) else _cleaned(content)
    is_taken_for_more = isinstance(content, str) and cell.data_type not in {"s", "n"}
    if is_taken_for_more:
        cell.data_type = "s"
    if bool(cell.quotePrefix) != is_taken_for_more:
        cell.quotePrefix = is_taken_for_more


def _cleaned(content: Cell) -> Cell:
    return (clean_text(content) or None) if isinstance(content, str) else content


def fit_row(sheet: Any, row: int, texts: Iterable[tuple[str, float]]) -> None:
    """Make a row as high as its wrapped texts need in columns of these widths.

    Excel takes the height for one that it reckoned itself, and reckons anew when somebody types into the row; for
    that it must not say `customHeight`, as openpyxl would make it say.
    """
    lines = max((_lines(text, width) for text, width in texts), default=1)
    sheet.row_dimensions[row] = {"ht": f"{min(lines * _LINE + 1, _HIGHEST):g}"}


def shown_text(cell: Any) -> str:
    """Give the text that a cell shows; none for what needs one line."""
    return str(cell.value) if cell.data_type == "s" and cell.value else ""


def _lines(text: str, width: float) -> int:
    """Estimate how many lines a text takes."""
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(max(1, ceil(len(line) / (width * _CHARACTERS))) for line in text.splitlines()) or 1


def kind_of(content: Cell | Formula) -> str:
    """Tell which kind of style a value needs."""
    return "day" if isinstance(content, date | Formula) else "number" if isinstance(content, int) else "text"


def kind_of_typed(field: Field) -> str:
    """Tell which kind of style a column for people needs."""
    return "share" if field.head == PROGRESS else "text"


def lay_out(sheet: Any, layout: Layout, lang: Lang) -> None:
    """Set widths, what stays when the sheet is scrolled, headings on each page, A4 across: before the first row."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet.title = layout.title[lang]
    for number, field in enumerate(layout.fields, 1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width, column.hidden = field.width, field.kind == "key"
    sheet.freeze_panes = f"{get_column_letter(layout.frozen + 1)}2"
    sheet.print_title_rows = "1:1"
    print_across(sheet)
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.4, 0.4, 0.5, 0.7
    sheet.oddFooter.center.text = _PAGE[lang]
    sheet.oddFooter.left.text = "&A"


def finish(sheet: Any, layout: Layout, lang: Lang, rows: int) -> None:
    """Set filter, print area, colours and lists, when the number of rows (headings included) is known.

    Colours and lists hold for the whole column, so that they need no care when rows are added or moved.
    """
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    letters = {field.head["vi"]: get_column_letter(number) for number, field in enumerate(layout.fields, 1)}
    printed = max(number for number, field in enumerate(layout.fields, 1) if field.printed)
    sheet.auto_filter.ref = f"A1:{letters[KEY.head['vi']]}{rows}"
    sheet.print_area = f"A1:{get_column_letter(printed)}{rows}"
    if STATUS["vi"] in letters:
        _offer_choices(sheet, letters, lang)
        _colour_done(sheet, letters, lang)
        is_there = f'OR(${letters[_NUMBER]}2<>"",${letters[KEY.head["vi"]]}2="")'  # not a row whose task is gone
        _colour_days(sheet, letters[_DUE], f'${letters[STATUS["vi"]]}2<>"{STATES[lang][DONE]}",{is_there}')
    elif _NEXT in letters:
        _colour_days(sheet, letters[_NEXT])
    elif _SEVERITY in letters:
        _colour_severity(sheet, letters[_SEVERITY])


def keep_days(book: Any, sheets: Sheets) -> None:
    """Keep the days of the units where the formulas of their next due days look."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    if DAYS in book.sheetnames:
        book.remove(book[DAYS])
    sheet = book.create_sheet(DAYS)
    sheet.sheet_state = "hidden"
    for name, day in sheets.days():
        cell = WriteOnlyCell(sheet)
        fill(cell, name)
        sheet.append((cell, day))


def _whole(letter: str, to: str = "") -> str:
    return f"{letter}2:{to or letter}{MOST_ROWS}"


def _offer_choices(sheet: Any, letters: dict[str, str], lang: Lang) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    states = DataValidation("list", f'"{",".join(STATES[lang])}"', allow_blank=True, showErrorMessage=True)
    states.error = _WRONG[lang].format(", ".join(STATES[lang]))
    states.add(_whole(letters[STATUS["vi"]]))
    share = DataValidation("decimal", "0", "1", allow_blank=True, operator="between", showErrorMessage=True)
    share.error = _NO_SHARE[lang]
    share.add(_whole(letters[PROGRESS["vi"]]))
    for rule in (states, share):
        sheet.data_validations.append(rule)


def _colour_done(sheet: Any, letters: dict[str, str], lang: Lang) -> None:
    """Grey what is done."""
    from openpyxl.formatting.rule import FormulaRule  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415

    rule = FormulaRule([f'${letters[STATUS["vi"]]}2="{STATES[lang][DONE]}"'], font=Font(color=_GREY))
    sheet.conditional_formatting.add(_whole("A", letters[STATUS["vi"]]), rule)


def _colour_days(sheet: Any, letter: str, unless_done: str = "TRUE") -> None:
    """Colour days by how far they are from the day on which the workbook is opened: past, near, later."""
    day = f"${letter}2"
    for condition, colours in (
        (f"{day}<TODAY()", _RED),
        (f"{day}<=TODAY()+{_SOON}", _AMBER),
        (f"{day}>TODAY()+{_SOON}", _GREEN),
    ):
        _colour(sheet, letter, f"AND(ISNUMBER({day}),{condition},{unless_done})", colours)


def _colour_severity(sheet: Any, letter: str) -> None:
    for words, colours in ((("lỗi", "error"), _RED), (("cảnh báo", "warning"), _AMBER)):
        tests = ",".join(f'${letter}2="{word}"' for word in words)
        _colour(sheet, letter, f"OR({tests})", colours)


def _colour(sheet: Any, letter: str, condition: str, colours: tuple[str, str]) -> None:
    from openpyxl.formatting.rule import FormulaRule  # noqa: PLC0415
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415

    ground, ink = colours
    rule = FormulaRule([condition], fill=PatternFill("solid", bgColor=ground), font=Font(color=ink), stopIfTrue=True)
    sheet.conditional_formatting.add(_whole(letter), rule)
