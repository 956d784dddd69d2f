"""Prints a plan as PDF, in the look of Nghị định 30/2020/NĐ-CP: A4, letterhead in two columns, justified text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.archive.fonts import BOLD, REGULAR, fonts, word_width
from benchmarks.archive.model import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.pdfgen.canvas import Canvas

    from benchmarks.archive.model import Part, Plan

WIDTH, HEIGHT = 595.28, 841.89
LEFT, RIGHT, TOP, BOTTOM = 85.0, 567.0, 57.0, 57.0
SIZE, LEADING, INDENT = 13.0, 17.0, 34.0
LEFT_COLUMN, RIGHT_COLUMN, MIDDLE = 175.0, 425.0, 326.0
_CELLS = (26.0, 196.0, 92.0, 92.0, 76.0)  # widths of a table's columns
_PAD = 3.0


class Printed(NamedTuple):
    """A plan on paper."""

    data: bytes
    pages: int


def print_plan(plan: Plan, *, password: str = "") -> Printed:
    """Print a plan; the same bytes for the same plan and font. Raises `NoFont`."""
    return _Sheet(plan, password).print()


class _Sheet:
    def __init__(self, plan: Plan, password: str) -> None:
        from reportlab.pdfgen.canvas import Canvas

        fonts()
        self._plan, self._out = plan, io.BytesIO()
        # "invariant": no time and no random id in the file
        self._canvas: Canvas = Canvas(
            self._out, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, encrypt=password or None
        )
        self._pages = 1
        self._top = TOP  # where the next line begins, from the top of the page

    def print(self) -> Printed:
        self._letterhead()
        self._title()
        for part in self._plan.parts:
            if isinstance(part, Table):
                self._table(part)
            else:
                self._paragraph(part)
        self._end()
        self._canvas.showPage()
        self._canvas.save()
        return Printed(self._out.getvalue(), self._pages)

    def _letterhead(self) -> None:
        agency, day = self._plan.facts.agency, self._plan.facts.day
        above, own = _heads(self._plan)
        top = TOP + 12
        for line in above:
            self._centred(LEFT_COLUMN, top, line, REGULAR, 12)
            top += 15
        for line in own:
            for piece in _even_lines(line, BOLD, 12, 190):
                self._centred(LEFT_COLUMN, top, piece, BOLD, 12)
                top += 15
        self._canvas.line(LEFT_COLUMN - 30, HEIGHT - top + 9, LEFT_COLUMN + 30, HEIGHT - top + 9)
        self._centred(RIGHT_COLUMN, TOP + 12, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD, 12)
        self._centred(RIGHT_COLUMN, TOP + 28, "Độc lập - Tự do - Hạnh phúc", BOLD, 13)
        self._canvas.line(RIGHT_COLUMN - 75, HEIGHT - TOP - 33, RIGHT_COLUMN + 75, HEIGHT - TOP - 33)
        top = max(top, TOP + 45) + 6
        self._centred(LEFT_COLUMN, top, f"Số: {self._plan.facts.code}", REGULAR, 13)
        month = f"{day.month:02d}" if day.month < 3 else day.month
        locality = agency.place.bare or "Hà Nội"
        if locality == "Hồ Chí Minh":
            locality = "Thành phố Hồ Chí Minh"
        when = f"{locality}, ngày {day.day:02d} tháng {month} năm {day.year}"
        self._centred(RIGHT_COLUMN, top, when, REGULAR, 13, slant=0.2)
        self._top = top + 14

    def _title(self) -> None:
        self._top += 22
        self._centred(MIDDLE, self._top, "KẾ HOẠCH", BOLD, 14)
        for line in _even_lines(self._plan.facts.title, BOLD, 14, 400):
            self._top += 18
            self._centred(MIDDLE, self._top, line, BOLD, 14)
        self._canvas.line(MIDDLE - 45, HEIGHT - self._top - 8, MIDDLE + 45, HEIGHT - self._top - 8)
        self._top += 20

    def _paragraph(self, part: Part) -> None:
        font = BOLD if part.style in {"section", "heading"} else REGULAR
        lines = list(_lines(part.text, font, SIZE, RIGHT - LEFT, first=INDENT))
        if font == BOLD:
            self._keep(LEADING * (len(lines) + 1) + 4)  # a heading does not end a page
        for number, line in enumerate(lines):
            self._keep(LEADING)
            self._top += LEADING
            x = LEFT + (INDENT if number == 0 else 0)
            spare = RIGHT - x - _width(line, font, SIZE)
            gaps = line.count(" ")
            stretch = spare / gaps if number < len(lines) - 1 and gaps else 0
            self._show(x, self._top, line, font, SIZE, stretch=stretch)
        self._top += 4

    def _table(self, table: Table) -> None:
        self._top += 4
        for number, row in enumerate((table.head, *table.rows)):
            font = REGULAR if number else BOLD
            cells = [list(_lines(cell, font, 12, width - 2 * _PAD)) for cell, width in zip(row, _CELLS, strict=True)]
            height = max(map(len, cells)) * 14.5 + 2 * _PAD
            self._keep(height)
            x = LEFT
            for lines, width in zip(cells, _CELLS, strict=True):
                self._canvas.rect(x, HEIGHT - self._top - height, width, height)
                for place, line in enumerate(lines):
                    self._show(x + _PAD, self._top + _PAD + 11 + place * 14.5, line, font, 12)
                x += width
            self._top += height
        self._top += 8

    def _end(self) -> None:
        plan = self._plan
        recipients = [piece for line in plan.recipients for piece in _lines(line, REGULAR, 11, 200)]
        left = 15 * (len(recipients) + 1)
        self._keep(max(left, 17 * len(plan.authority) + 85) + 10)
        top = self._top + 20
        self._show(LEFT, top, "Nơi nhận:", BOLD, 12, slant=0.2)
        for number, line in enumerate(recipients, 1):
            self._show(LEFT, top + 14 * number, line, REGULAR, 11)
        for number, line in enumerate(plan.authority):
            self._centred(RIGHT_COLUMN, top + 17 * number, line, BOLD, 13)
        self._centred(RIGHT_COLUMN, top + 17 * len(plan.authority) + 60, plan.signer, BOLD, 13)

    def _keep(self, height: float) -> None:
        """Begin a page where so much does not go on this one."""
        if self._top + height <= HEIGHT - BOTTOM:
            return
        self._canvas.showPage()
        self._pages += 1
        self._top = TOP
        self._centred(WIDTH / 2, 40, str(self._pages), REGULAR, 13)

    def _centred(self, x: float, top: float, text: str, font: str, size: float, *, slant: float = 0) -> None:  # noqa: PLR0913 (where, what, how)
        self._show(x - _width(text, font, size) / 2, top, text, font, size, slant=slant)

    def _show(  # noqa: PLR0913 (where, what, how)
        self, x: float, top: float, text: str, font: str, size: float, *, stretch: float = 0, slant: float = 0
    ) -> None:
        line = self._canvas.beginText()
        line.setFont(font, size)
        line.setTextTransform(1, 0, slant, 1, x, HEIGHT - top)
        line.setWordSpace(stretch)  # each time: the file keeps it beyond the line
        line.textOut(text)
        self._canvas.drawText(line)


def _heads(plan: Plan) -> tuple[Sequence[str], Sequence[str]]:
    """Give the lines of the superior body and those of the issuer, in capitals."""
    agency = plan.facts.agency
    if agency.kind == "ministry":
        return (), (agency.name.upper(),)
    place = agency.place.name.upper()
    if agency.kind == "government":
        return (), ("ỦY BAN NHÂN DÂN", place)
    return ("ỦY BAN NHÂN DÂN", place), (agency.field.upper(),)


def _lines(text: str, font: str, size: float, width: float, *, first: float = 0) -> Iterator[str]:
    """Break a text into lines; the first begins `first` points to the right."""
    line: list[str] = []
    blank, used, most = word_width(font, " ") * size, 0.0, width - first
    for word in text.split():
        length = word_width(font, word) * size
        if line and used + blank + length > most:
            yield " ".join(line)
            line, used, most = [], 0.0, width
        used += length + (blank if line else 0)
        line.append(word)
    yield " ".join(line)


def _even_lines(text: str, font: str, size: float, most: float) -> list[str]:
    """Break a centred text into lines of much the same length, as few as `most` allows."""
    few = len(list(_lines(text, font, size, most)))
    width = _width(text, font, size) / few
    while len(lines := list(_lines(text, font, size, width))) > few:
        width += size
    return lines


def _width(text: str, font: str, size: float) -> float:
    words = text.split(" ")
    return (sum(word_width(font, word) for word in words) + (len(words) - 1) * word_width(font, " ")) * size
