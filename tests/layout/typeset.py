"""A small typesetter: paragraphs into pages of placed words, in many dresses, for the tests of layout."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vbparse.readers.pages import Font, Page, Pages, Rule, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NARROW = frozenset("iljtfrI.,;:'|!()[]/- ")


@dataclass(frozen=True)
class Dress:
    """How paragraphs are set; lengths in points, `pitch` in sizes. `hang`: items hang below the text after their marker."""

    size: float = 14.0
    pitch: float = 1.15
    indent: float = 36.0
    space: float = 6.0
    justify: bool = True
    hang: bool = False
    left: float = 85.0
    right: float = 552.0
    top: float = 60.0
    bottom: float = 780.0
    number: str = "top"


@dataclass
class Sheets:
    """Pages being filled with words, from the top down."""

    dress: Dress = field(default_factory=Dress)
    pages: list[list[Word]] = field(default_factory=lambda: [[]])
    rules: list[list[Rule]] = field(default_factory=lambda: [[]])
    y: float = 60.0
    first_number: int = 2

    def paragraph(self, text: str, *, bold: bool = False, align: str = "justify") -> None:
        """Set a paragraph; `align` is justify or centre."""
        dress = self.dress
        font = Font("Serif-Bold" if bold else "Serif", dress.size, bold, italic=False)
        width = dress.right - dress.left
        indent = 0.0 if align == "centre" else dress.indent
        words = text.split()
        hang = 0.0
        if dress.hang and len(words[0]) <= 4 and not words[0].isalpha():
            hang = indent + set_width(words[:1], dress.size) + 0.25 * dress.size
        lines = list(break_lines(words, dress.size, width, indent, width - hang))
        for at, line in enumerate(lines):
            x0 = dress.left + (indent if at == 0 else hang)
            room = dress.right - x0 - set_width(line, dress.size)
            if align == "centre":
                x0, gap = dress.left + room / 2, 0.0
            else:
                inner = dress.justify and at < len(lines) - 1 and len(line) > 1
                gap = room / (len(line) - 1) if inner else 0.0
            self._line(line, x0, gap, font)
        self.y += dress.space

    def at(self, text: str, x0: float, y: float, *, size: float = 13.0, bold: bool = False) -> None:
        """Put words at a place of the page that is open."""
        font = Font("Serif-Bold" if bold else "Serif", size, bold, italic=False)
        self.pages[-1].extend(place(text.split(), x0, y, 0.0, font))

    def centred(self, text: str, middle: float, y: float, *, size: float = 13.0, bold: bool = False) -> None:
        """Put words with their middle at a place."""
        self.at(text, middle - set_width(text.split(), size) / 2, y, size=size, bold=bold)

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """Draw a ruling on the page that is open."""
        self.rules[-1].append(Rule(x0, top, x1, bottom))

    def new_page(self) -> None:
        """Begin a page."""
        self.pages.append([])
        self.rules.append([])
        self.y = self.dress.top

    def result(self) -> Pages:
        """Give the pages, with their numbers printed from the second on."""
        return Pages(iter(self.pages_list()), len(self.pages))

    def pages_list(self) -> list[Page]:
        """Give the pages as a list."""
        return [
            Page(number, 595.0, 842.0, (*words, *self._number(number)), tuple(rules))
            for number, (words, rules) in enumerate(zip(self.pages, self.rules, strict=True), 1)
        ]

    def _line(self, words: Sequence[str], x0: float, gap: float, font: Font) -> None:
        step = self.dress.pitch * self.dress.size
        if self.y + step > self.dress.bottom:
            self.new_page()
        self.y += step
        self.pages[-1].extend(place(words, x0, self.y, gap, font))

    def _number(self, number: int) -> list[Word]:
        if number < self.first_number or not self.dress.number:
            return []
        font = Font("Serif", 13.0, bold=False, italic=False)
        if self.dress.number == "top":
            return place([str(number)], (self.dress.left + self.dress.right) / 2, 40.0, 0.0, font)
        return place([str(number)], self.dress.right - 8, 815.0, 0.0, font)


def set_width(words: Sequence[str], size: float) -> float:
    """Width of words with blanks between."""
    return sum(width_of(word, size) for word in words) + 0.25 * size * (len(words) - 1)


def width_of(word: str, size: float) -> float:
    """Width of a word, about that of a serif type."""
    return size * sum(0.3 if char in NARROW else 0.68 if char.isupper() else 0.47 for char in word)


def break_lines(words: Sequence[str], size: float, width: float, indent: float, rest: float) -> Iterator[list[str]]:
    """Break words into lines as wide as fit; words break after a hyphen inside them."""
    line: list[str] = []
    room = width - indent
    for word in words:
        if line and set_width([*line, word], size) > room:
            yield line
            line, room = [], rest
        line.append(word)
    if line:
        yield line


def place(words: Sequence[str], x0: float, y: float, gap: float, font: Font) -> list[Word]:
    """Place words on a baseline."""
    placed = []
    for word in words:
        x1 = x0 + width_of(word, font.size)
        placed.append(Word(word, x0, y - 0.89 * font.size, x1, y + 0.22 * font.size, y, font))
        x0 = x1 + 0.25 * font.size + gap
    return placed
