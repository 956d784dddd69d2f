"""From lines of text to paragraphs and table rows: cut paragraphs joined, page numbers and markup dropped."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Final

from vbparse.diagnostics import Diagnostic
from vbparse.patterns import compile_pattern
from vbparse.readers.pages import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAGE_CHARS: Final = (900, 4500)
"""A page of print holds about so many characters, at least and at most."""

_PAGE_NUMBER = compile_pattern(r"(?:[-–—]\s*(\d{1,3})\s*[-–—]|(?:Trang\s+)?(\d{1,3}))$")
_MARKUP = compile_pattern(r"\*\*|^#{1,6}\s+(?=\S)")
_BORDER: Final = " \t|:+=-"
"""What the line under the head of a Markdown table is made of."""
_PIPE = compile_pattern(r"(?:^|(?<=\s))\|(?=\s|$)")
_MARKER = compile_pattern(
    r"[-–—+*•▪](?=\s|\w)|o\s|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]|[IVXL]{1,6}|[ivx]{1,5})(?:[)/]|\.(?=\s|$))"
)
"""Where an item of a list begins: `-`, `1.`, `1.1.`, `a)`, `đ)`, `II.`, `(1)`."""
_ENDINGS: Final = frozenset('.;:!?…)]}”"»')
_STANDALONE = compile_pattern(r"Số\s*:")
"""A line of the letterhead ("Số: 12/KH-UBND"): what follows is another line of it, whatever its case."""
_BASIS = compile_pattern(r"Căn cứ|Theo|Xét|Thực hiện")
"""A basis of the plan begins anew ("Căn cứ Luật …,") after the comma of the one before."""

_TOP_LINES: Final = 10
_BESIDE = compile_pattern(r"^Nơi nhận\s*:|^(?:TM|KT|TL|TUQ|T/M|Q)\.|\(\s*[Kk]ý")
"""What stands in the two columns at the foot of a document: recipients, signatures."""
_NUMBERED = compile_pattern(r"(?:S?TT|\d{1,3}|[IVX]{1,5})\.?$")
"""The first cell of a table's rows."""


def build_lines(raw: Sequence[str]) -> tuple[tuple[Line, ...], list[Diagnostic]]:
    """Turn the lines of a text into paragraphs and rows, in order, and say what was mended.

    A paragraph cut by a page break is joined: it does not end like a sentence, and the next line begins in
    lower case without a marker ("các ngành, đoàn" + "thể, các tổ chức"), blank lines between or not. A list
    item that ends in a comma goes on in the next line ("- Chi cục A," + "B;"). Numbers on a line of their
    own between blank lines that fit the number of pages so far are page numbers.
    """
    builder = _Builder()
    for place, line in enumerate(raw):
        stripped = line.strip()
        if not stripped or (_stands_alone(raw, place) and builder.takes_as_page_number(stripped)):
            builder.after_gap = True
        elif cells := _cells(line):
            builder.add_row(cells)
        elif not ("|" in stripped and _is_border(stripped)):
            builder.add_text(stripped)
    builder.end_paragraph()
    return tuple(_without_columns(builder.lines)), [
        Diagnostic(code, values={"count": n}) for code, n in sorted(builder.mended.items()) if n
    ]


class _Builder:
    """The lines so far, and the paragraph that is being put together."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.mended: Counter[str] = Counter()
        self.after_gap = False
        self._parts: list[str] = []
        self._chars = 0
        self._page = 0

    def add_text(self, stripped: str) -> None:
        """Take a line of text: the rest of the paragraph before, or a new one."""
        text, marks = _MARKUP.subn("", stripped)
        self.mended["MARKUP_ARTEFACT"] += bool(marks)
        text = text.strip()
        if not text:
            return
        if self._parts and _goes_on(self._parts[0], self._parts[-1], text, after_gap=self.after_gap):
            self.mended["PAGE_BREAK_SPLIT"] += self.after_gap
        else:
            self.end_paragraph()
        self._parts.append(text)
        self._chars += len(text)
        self.after_gap = False

    def add_row(self, cells: tuple[str, ...]) -> None:
        """Take a row of a table."""
        self.end_paragraph()
        self.lines.append(Line(cells=cells))
        self._chars += sum(map(len, cells))
        self.after_gap = False

    def takes_as_page_number(self, stripped: str) -> bool:
        """Tell whether the line is the next page number, and remember it."""
        found = _PAGE_NUMBER.match(stripped)
        number = int(found[1] or found[2]) if found else 0
        least, most = PAGE_CHARS
        if number <= self._page or not max(number - 1, 1) * least <= self._chars <= number * most:
            return False
        self._page = number
        self.mended["STRAY_PAGE_NUMBER"] += 1
        return True

    def end_paragraph(self) -> None:
        """Close the paragraph that is being put together."""
        if self._parts:
            self.lines.append(Line(" ".join(self._parts)))
            self._parts = []


def _stands_alone(raw: Sequence[str], place: int) -> bool:
    return not (place and raw[place - 1].strip()) and not (place + 1 < len(raw) and raw[place + 1].strip())


def _goes_on(first: str, before: str, text: str, *, after_gap: bool) -> bool:
    """Tell whether `text` continues the paragraph that begins with line `first` and so far ends in `before`."""
    if before[-1] in _ENDINGS or _MARKER.match(text) or _STANDALONE.match(before) or before.isupper():
        return False
    if text[0].islower():
        return True
    return before.endswith(",") and not after_gap and bool(_MARKER.match(first)) and not _BASIS.match(text)


def _cells(line: str) -> tuple[str, ...]:
    """Give the cells of a table row, parted by tabs or by " | "; none where the line is no row."""
    if _PIPE.search(line):
        parts = [part.strip() for part in _PIPE.split(line.strip())]
        if len(parts) > 2 and not parts[0] and not parts[-1]:  # noqa: PLR2004 (Markdown draws the outer lines too)
            parts = parts[1:-1]
    else:
        parts = [part.strip() for part in line.split("\t")]
        if len(parts) == 2 and (not parts[0] or _is_marker(parts[0])):  # noqa: PLR2004
            return ()  # an indented paragraph, or the marker of a list item ("1." + tab) as Word saves it
    return tuple(parts) if len(parts) > 1 and any(parts) and not _is_border("".join(parts)) else ()


def _is_marker(text: str) -> bool:
    found = _MARKER.match(text + " ")
    return found is not None and found.end() >= len(text)


def _is_border(text: str) -> bool:
    return "-" in text and not text.strip(_BORDER)


def _without_columns(lines: Sequence[Line]) -> Iterator[Line]:
    """Give the lines with rows that are no table taken apart: columns of the letterhead and of the signature.

    The left column is read first, then the right one. "Kính gửi:" beside its addressee is one line.
    """
    place = 0
    for is_row, group in groupby(lines, key=lambda line: bool(line.cells)):
        rows = list(group)
        if not is_row or any(len(row.cells) != 2 or _NUMBERED.match(row.cells[0]) for row in rows):  # noqa: PLR2004
            yield from rows
        elif len(rows) == 1 and rows[0].cells[0].endswith(":") and not _BESIDE.search(rows[0].cells[0]):
            yield Line(" ".join(rows[0].cells))
        elif place < _TOP_LINES or any(_BESIDE.search(cell) for row in rows for cell in row.cells):
            yield from (Line(cell) for column in range(2) for row in rows if (cell := row.cells[column]))
        else:
            yield from rows
        place += len(rows)
