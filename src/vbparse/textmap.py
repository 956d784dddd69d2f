"""The canonical text of a document and, under each character, the printed word.

After layout a document *is* one `TextMap`: every later object carries a `Span` into it and no text of
its own. Pages and boxes are derived from spans, never stored twice and never found again by searching.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from vbparse.geometry import Box
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    `pages[i]` counts from 1, `lines[i]` numbers the printed lines through the document (it never falls), `boxes` holds
    four numbers a word. Words read from pictures have their confidence (0 to 1) in `confidences`, by index; of
    those that were repaired, `raws` has what was read.
    """

    __slots__ = ("boxes", "confidences", "ends", "lines", "pages", "raws", "starts")

    def __init__(self) -> None:
        """Begin without words."""
        self.starts = array("L")
        self.ends = array("L")
        self.pages = array("L")
        self.lines = array("L")
        self.boxes = array("f")
        self.confidences: dict[int, float] = {}
        self.raws: dict[int, str] = {}

    def add(self, span: Span, page: int, line: int, box: Box) -> None:
        """Append a word; `span` must begin at or after the end of the word before."""
        self.starts.append(span.start)
        self.ends.append(span.end)
        self.pages.append(page)
        self.lines.append(line)
        self.boxes.extend(box)

    def doubt(self, confidence: float, raw: str | None) -> None:
        """Say of the word that is added next how surely it was read, and how, if it was repaired."""
        self.confidences[len(self.starts)] = confidence
        if raw is not None:
            self.raws[len(self.starts)] = raw

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
        return range(first, bisect_left(starts, span.end, first))

    def regions(self, span: Span) -> tuple[Region, ...]:
        """Give one region per printed line that `span` touches; none for inputs without pages.

        A word that `span` covers in part gives its share of the box, in proportion to its characters.
        """
        return tuple(Region(page, Box(*box)) for page, box in self.boxes(span))

    def boxes(self, span: Span) -> Iterator[tuple[int, list[float]]]:
        """Yield page and box of each region: plain, for there are ten thousands in a long plan."""
        lines, inside = self.words.lines, self.word_indexes(span)
        first = inside.start
        while first < inside.stop:
            stop = bisect_right(lines, lines[first], first, inside.stop)
            yield self.words.pages[first], self._box(first, stop, span)
            first = stop

    def confidence(self, span: Span) -> float | None:
        """Give the lowest OCR confidence (0 to 1) under `span`; None where nothing was read by OCR."""
        if not self.words.confidences:
            return None
        known = self.words.confidences
        return min((known[index] for index in self.word_indexes(span) if index in known), default=None)

    def raw(self, span: Span) -> str | None:
        """Give the text of `span` as it was read, whole words; None where no word of it was repaired."""
        words, inside = self.words, self.word_indexes(span)
        if not words.raws or not any(index in words.raws for index in inside):
            return None
        parts: list[str] = []
        at = words.starts[inside.start]
        for index in inside:
            start, end = words.starts[index], words.ends[index]
            parts += (self.text[at:start], words.raws.get(index, self.text[start:end]))
            at = end
        return "".join(parts)

    def _box(self, first: int, stop: int, span: Span) -> list[float]:
        """Give the box around what `span` covers of the words `first` to `stop` of one line, rounded as published."""
        words = self.words
        boxes = words.boxes[4 * first : 4 * stop].tolist()
        if stop - first == 1 and span.start <= words.starts[first] and words.ends[first] <= span.end:
            return [round(number, 2) for number in boxes]
        lefts, rights = boxes[::4], boxes[2::4]
        cut_left, cut_right = span.start - words.starts[first], words.ends[stop - 1] - span.end
        if cut_right > 0:
            rights[-1] -= cut_right * (rights[-1] - lefts[-1]) / (words.ends[stop - 1] - words.starts[stop - 1])
        if cut_left > 0:
            whole = boxes[2] - boxes[0]
            lefts[0] += cut_left * whole / (words.ends[first] - words.starts[first])
        x0, top, x1, bottom = min(lefts), min(boxes[1::4]), max(rights), max(boxes[3::4])
        return [round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)]
