"""The canonical text of a document and, under each character, the printed word.

After layout a document *is* one `TextMap`: every later object carries a `Span` into it and no text of
its own. Pages and boxes are derived from spans, never stored twice and never found again by searching.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import NamedTuple

from vbparse.geometry import Box


class Span(NamedTuple):
    """Code-point offsets into the canonical text, end exclusive."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Number of characters."""
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        """Give the span moved by `by` characters."""
        return Span(self.start + by, self.end + by)


class Region(NamedTuple):
    """A part of one printed line: page counted from 1, box in points from the top left."""

    page: int
    box: Box


class WordTable:
    """The printed words under the text, as parallel arrays in text order.

    `starts[i]:ends[i]` is the stretch of the text that word `i` covers (stretches do not overlap),
    `pages[i]` counts from 1, `lines[i]` numbers the printed lines through the document, `boxes` holds
    four numbers a word, `confidences` is empty where no word was read by OCR.
    """

    __slots__ = ("boxes", "confidences", "ends", "lines", "pages", "starts")

    def __init__(self) -> None:
        """Begin without words."""
        self.starts = array("L")
        self.ends = array("L")
        self.pages = array("L")
        self.lines = array("L")
        self.boxes = array("f")
        self.confidences = array("f")

    def add(self, span: Span, page: int, line: int, box: Box) -> None:
        """Append a word; `span` must begin at or after the end of the word before."""
        self.starts.append(span.start)
        self.ends.append(span.end)
        self.pages.append(page)
        self.lines.append(line)
        self.boxes.extend(box)

    def __len__(self) -> int:
        """Count the words."""
        return len(self.starts)

    def __eq__(self, other: object) -> bool:
        """Compare word by word."""
        return isinstance(other, WordTable) and all(getattr(self, n) == getattr(other, n) for n in self.__slots__)

    __hash__ = None  # type: ignore[assignment]  # it grows


class TextMap(NamedTuple):
    """NFC text in reading order, furniture left out, with the printed words under it (none without pages)."""

    text: str
    words: WordTable

    def slice(self, span: Span) -> str:
        """Give the text of `span`."""
        return self.text[span.start : span.end]

    def word_indexes(self, span: Span) -> range:
        """Give the indexes of the words that share a character with `span`."""
        starts, ends = self.words.starts, self.words.ends
        first = bisect_right(starts, span.start)
        if first and ends[first - 1] > span.start:
            first -= 1
        last = first
        while last < len(starts) and starts[last] < span.end:
            last += 1
        return range(first, last)

    def regions(self, span: Span) -> tuple[Region, ...]:
        """Give one region per printed line that `span` touches; none for inputs without pages.

        A word that `span` covers in part gives its share of the box, in proportion to its characters.
        """
        found: list[Region] = []
        line = -1
        for index in self.word_indexes(span):
            box = self._covered(index, span)
            if self.words.lines[index] == line:
                before = found[-1].box
                found[-1] = Region(
                    found[-1].page,
                    Box(
                        min(before.x0, box.x0),
                        min(before.top, box.top),
                        max(before.x1, box.x1),
                        max(before.bottom, box.bottom),
                    ),
                )
                continue
            line = self.words.lines[index]
            found.append(Region(self.words.pages[index], box))
        return tuple(Region(region.page, region.box.rounded()) for region in found)

    def confidence(self, span: Span) -> float | None:
        """Give the lowest OCR confidence (0 to 1) under `span`; None where nothing was read by OCR."""
        if not self.words.confidences:
            return None
        return min((self.words.confidences[index] for index in self.word_indexes(span)), default=None)

    def _covered(self, index: int, span: Span) -> Box:
        """Give the part of the box of word `index` under `span`."""
        words = self.words
        x0, top, x1, bottom = words.boxes[4 * index : 4 * index + 4]
        start, end = words.starts[index], words.ends[index]
        if span.start <= start and end <= span.end:
            return Box(x0, top, x1, bottom)
        share = (x1 - x0) / (end - start)
        left = x0 + share * (max(span.start, start) - start)
        right = x0 + share * (min(span.end, end) - start)
        return Box(left, top, right, bottom)
