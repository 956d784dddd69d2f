"""The printed lines that the zones of a document are read from.

In body and annexes a line is a block. In the letterhead and at the end a block may hold several lines, and
a row of an unruled table stands for two columns: both are cut into lines of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.patterns import compile_pattern
from vbparse.textmap import Span
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.layout.flow import Block, Column, Flow

_RULE = compile_pattern(r"[\s\-–—_=*~.…·¯]*")
_HEAD_RULE = compile_pattern(r"[\s_=~*¯]*(?:[-–—]{3,}\s*)?")
_TAIL_RULE = compile_pattern(r"(?:\s*(?:[-–—]{3,}|_{2,}|\*{1,3}|={3,}))?\s*$")
_STOPS = (".", ";", ":", "!", "?", "…", "./.", ".”", '."', ".)")
_CAPITAL_SHARE = 0.8
_SAMPLE = 160  # characters looked at to tell capitals
_END_PLACE = compile_pattern(r"\s*[;.,]*\s*(?:\./\.)?\s*$")


class Line(NamedTuple):
    """A stretch of the canonical text that stands for itself: `text == textmap.slice(span)`, no blanks around."""

    span: Span
    text: str
    block: Block
    column: Column = "full"

    @property
    def is_row(self) -> bool:
        """Tell whether the line is a table row."""
        return self.block.kind == "row"

    def part(self, start: int, end: int) -> Span:
        """Turn offsets into `text` into a span of the document."""
        return Span(self.span.start + start, self.span.start + end)

    def cut(self, start: int, end: int) -> Line:
        """Give the line between two offsets of `text`, without blanks around."""
        text = self.text[start:end]
        lead = len(text) - len(text.lstrip())
        stripped = text.strip()
        first = self.span.start + start + lead
        return Line(Span(first, first + len(stripped)), stripped, self.block, self.column)


def read_lines(flow: Flow) -> tuple[Line, ...]:
    """Give one line a block, blank blocks and footnotes left out."""
    return tuple(
        line for block in flow.blocks if block.kind != "footnote" and (line := _line(flow, block, block.span)).text
    )


def _line(flow: Flow, block: Block, span: Span) -> Line:
    text = flow.textmap.slice(span)
    return Line(span, text, block, block.column).cut(0, len(text))


def printed_lines(line: Line) -> Iterator[Line]:
    """Cut a block into its printed lines: the cells of a row (left, right), then at line breaks."""
    if line.block.cells and line.is_row:
        last = len(line.block.cells) - 1
        for index, cell in enumerate(line.block.cells):
            text = line.text[max(0, cell.start - line.span.start) : max(0, cell.end - line.span.start)]
            column: Column = "left" if index == 0 else "right" if index == last else line.column
            start = max(cell.start, line.span.start)
            yield from _broken(Line(Span(start, start + len(text)), text, line.block, column))
    else:
        yield from _broken(line)


def _broken(line: Line) -> Iterator[Line]:
    at = 0
    for piece in line.text.split("\n"):
        cut = line.cut(at, at + len(piece))
        if cut.text:
            yield cut
        at += len(piece) + 1


def is_rule(text: str) -> bool:
    """Tell whether a line is only dashes, dots or stars: `-------`, `*`, `…………`."""
    return _RULE.fullmatch(text) is not None


def without_rules(line: Line) -> Line:
    """Cut printed rules off both ends: `SỞ NỘI VỤ -------`, `/ỦY BAN …`."""
    head = _HEAD_RULE.match(line.text)
    tail = _TAIL_RULE.search(line.text)
    start = head.end() if head else 0
    return line.cut(start, max(start, tail.start()) if tail else len(line.text))


def is_capital(text: str) -> bool:
    """Tell whether a text is printed in capitals (a few small letters, as in `QĐ-TTg`, do no harm)."""
    if text.isupper():
        return True
    letters = [char for char in text[:_SAMPLE] if char.isalpha()]
    return len(letters) > 1 and sum(char.isupper() for char in letters) >= _CAPITAL_SHARE * len(letters)


def ends_sentence(text: str) -> bool:
    """Tell whether a paragraph ends as one: full stop, semicolon, colon."""
    return text.endswith(_STOPS)


def ends_document(text: str) -> bool:
    """Tell whether a paragraph bears the end mark `./.` (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    return "./." in text[-8:] or text.endswith(". /.")


def joined(lines: Sequence[Line]) -> str:
    """Give the text of lines that form one value, breaks as single spaces."""
    return " ".join(" ".join(line.text.split()) for line in lines)


def covering(lines: Sequence[Line]) -> Span:
    """Give the span from the first line to the last."""
    return Span(lines[0].span.start, lines[-1].span.end)


def without_stop(text: str) -> str:
    """Leave out what ends a member of a list: `;`, `.`, `,`, `./.`."""
    return text[: match.start()] if (match := _END_PLACE.search(text)) else text
