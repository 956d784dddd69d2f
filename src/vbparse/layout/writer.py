"""Writes blocks down: the canonical text, and under it the printed words."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final, Literal

from vbparse.layout.flow import Block, Column, Style
from vbparse.layout.style import SLACK, style_of
from vbparse.textmap import Span, TextMap, WordTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.layout.lines import PrintedLine

BAR: Final = " | "
_HYPHENS: Final = frozenset("-–/")


class Writer:
    """The text so far, with its blocks and words."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._words = WordTable()
        self._line = 0
        self._blocks: list[Block] = []

    def paragraph(
        self,
        lines: Sequence[PrintedLine],
        *,
        kind: Literal["paragraph", "footnote"] = "paragraph",
        column: Column = "full",
        indent: float = 0.0,
        is_centred: bool = False,
    ) -> None:
        """Write a paragraph; `indent` is where first lines of its page usually begin.

        `is_centred` says that the lines of its column are centred: one that fills the column is so too.
        """
        span, ends = self._block(lines)
        style = style_of(lines, ends, indent)
        if is_centred and all(abs(line.left - line.right) <= SLACK for line in lines):
            style = style._replace(align="centre")
        self._blocks.append(Block(span, kind, style, column, lines[0].page))

    def row(self, cells: Sequence[Sequence[PrintedLine]], *, table: int) -> None:
        """Write a table row, its cells parted by " | "."""
        self._part("\n" if self._blocks else "")
        start = self._length
        spans = []
        for at, cell in enumerate(cells):
            self._part(BAR if at else "")
            begin = self._length
            self._put(cell)
            spans.append(Span(begin, self._length))
        lines = list(chain.from_iterable(cells))
        style = _row_style(lines)
        page = lines[0].page if lines else 0
        self._blocks.append(Block(Span(start, self._length), "row", style, page=page, table=table, cells=tuple(spans)))

    def plain(
        self,
        text: str,
        *,
        kind: Literal["paragraph", "footnote"] = "paragraph",
        column: Column = "full",
        style: Style = Style(),  # noqa: B008 (a tuple)
    ) -> None:
        """Write a paragraph of an input without pages; `bold_until` of its style counts from its beginning."""
        span = self._plain(text)
        if style.bold_until is not None:
            style = style._replace(bold_until=span.start + style.bold_until)
        self._blocks.append(Block(span, kind, style, column))

    def plain_row(self, cells: Sequence[str], *, table: int, bold: bool | None = None) -> None:
        """Write a table row of an input without pages; `bold` tells whether all of it is so, where that is known."""
        span = self._plain(BAR.join(cells))
        spans = []
        at = span.start
        for cell in cells:
            spans.append(Span(at, at + len(cell)))
            at += len(cell) + len(BAR)
        self._blocks.append(Block(span, "row", Style(bold=bold), table=table, cells=tuple(spans)))

    def result(self) -> tuple[TextMap, tuple[Block, ...]]:
        """Give the whole text with its words, and its blocks."""
        return TextMap("".join(self._parts), self._words), tuple(self._blocks)

    def _block(self, lines: Sequence[PrintedLine]) -> tuple[Span, list[int]]:
        self._part("\n" if self._blocks else "")
        start = self._length
        ends = self._put(lines)
        return Span(start, self._length), ends

    def _plain(self, text: str) -> Span:
        self._part("\n" if self._blocks else "")
        start = self._length
        self._part(text)
        return Span(start, self._length)

    def _part(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)

    def _put(self, lines: Sequence[PrintedLine]) -> list[int]:
        """Write the words of lines, parted by single spaces; give where each ends."""
        words = self._words
        begin = len(words.starts)
        before = ""
        for line in lines:
            self._line += 1
            if before and not glues(before, line.words[0].text):
                self._part(" ")
            at = self._length
            boxes: list[float] = []
            for text, x0, top, x1, bottom, _, _, confidence, raw in line.words:
                if confidence is not None:
                    words.doubt(confidence, raw)
                words.starts.append(at)
                at += len(text)
                words.ends.append(at)
                at += 1
                boxes += (x0, top, x1, bottom)
            words.boxes.fromlist(boxes)
            self._part(line.text)
            words.pages.extend([line.page] * len(line.words))
            words.lines.extend([self._line] * len(line.words))
            before = line.words[-1].text
        return words.ends[begin:].tolist()


def glues(before: str, after: str) -> bool:
    """Tell whether a word goes on in the next line: "1676/SNV-" + "TCBC", "2021-" + "2030", "xã/" + "phường".

    Lines break after a hyphen or a bar that stands inside a word; where a blank follows one in print, it
    stands free ("kinh tế -" + "xã hội").
    """
    return before[-1] in _HYPHENS and before[-2:-1].isalnum() and after[0].isalnum()


def _row_style(lines: Sequence[PrintedLine]) -> Style:
    if not lines:
        return Style()
    return Style(
        size=round(lines[0].size, 1),
        bold=all(line.is_bold for line in lines),
        italic=all(line.is_italic for line in lines),
    )
