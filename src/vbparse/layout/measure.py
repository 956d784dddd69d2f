"""The measures of a page that paragraphs are told by: edges of the text area, distance of lines, indents.

They are read from the lines themselves, page by page; a page with too few lines (the last one) falls back
on the pages before it.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeVar

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vbparse.layout.lines import PrintedLine

FLUSH: Final = 3.0
"""A line that ends within so many points of the edge is full."""
EXACT: Final = 1.0
"""Lines of justified text end as near as this to the edge; points."""
JUSTIFIED: Final = 0.25
"""Text is justified if this share of its lines ends at the edge."""
SPACE: Final = 0.25
"""Width of a blank, in sizes."""
INDENT: Final = 8.0
"""A line that begins so many points right of the edge is indented (the decree asks 28 to 36)."""
SHARE: Final = 0.08
"""An edge is where at least this share of the lines, and two, begin or end."""
SMALL: Final = 0.9
"""Print below this share of the usual size is small print."""
FAR: Final = 60.0
"""A right edge this far inside that of the pages before is none: the lines are short."""
NARROW: Final = 0.15
"""A nearer one is an edge if this share of the lines ends at it."""
LOOSE: Final = 1.6
"""Points by which a distance of lines must exceed the usual one to be a space between paragraphs."""
SPACING: Final = 1.2
"""Distance of lines in sizes where nothing was measured (single spacing is 1.15)."""


FEW: Final = 8
"""Fewer lines than this do not show the edges of a page."""

_Number = TypeVar("_Number", int, float)
Extent = tuple[float, float]
"""Where a table begins and ends, x in points."""


class Measure(NamedTuple):
    """The measures under which a line stands.

    `left`, `right`: edges of the text area, x in points. `pitch`: distance of baselines within paragraphs.
    `indent`: how far first lines are indented, usually (0: not at all). `is_justified`: lines inside a
    paragraph end at the right edge. `is_spaced`: paragraphs stand apart.
    """

    left: float
    right: float
    pitch: float
    indent: float = 0.0
    is_justified: bool = True
    is_spaced: bool = False

    @property
    def width(self) -> float:
        """Width of the text area in points."""
        return self.right - self.left

    @property
    def centre(self) -> float:
        """Middle of the text area."""
        return (self.left + self.right) / 2


class Record:
    """What the pages so far, of one size, have shown: counts of edges, distances, indents and sizes (points)."""

    __slots__ = ("full", "gaps", "indents", "lefts", "pitches", "rights", "sizes", "widths")

    def __init__(self) -> None:
        """Begin without pages."""
        self.widths: Counter[int] = Counter()
        self.lefts: Counter[int] = Counter()
        self.rights: Counter[int] = Counter()
        self.pitches: Counter[float] = Counter()
        self.gaps: Counter[float] = Counter()
        self.indents: Counter[int] = Counter()
        self.sizes: Counter[float] = Counter()
        self.full = 0

    @property
    def size(self) -> float:
        """Size of most of the print (points)."""
        return max(self.sizes, key=lambda size: (self.sizes[size], size), default=14.0)

    def add(self, lines: Sequence[PrintedLine], tables: Sequence[Extent] = ()) -> None:
        """Take in the lines of a page, and how far its tables reach from left to right."""
        for line in lines:
            self.sizes[line.size] += len(line.text)
        lines = self._body(lines)
        left, right = edges(lines, tables, self)
        self.widths[round(right - left)] += 1
        self.lefts.update(round(line.x0) for line in lines)
        self.rights.update(round(line.x1) for line in lines)
        self.full += sum(abs(right - line.x1) <= EXACT for line in lines)
        for above, below in pairwise(lines):
            gap = round(2 * (below.baseline - above.baseline)) / 2
            if not 0 < gap < 4 * above.size:
                continue
            self.gaps[gap] += 1
            if not is_full(below, right - above.x1):
                if below.x0 - left >= INDENT:
                    self.indents[round(below.x0 - left)] += 1
            elif abs(below.x0 - left) <= FLUSH:
                self.pitches[gap] += 1

    def measure(self, lines: Sequence[PrintedLine], tables: Sequence[Extent] = ()) -> Measure:
        """Measure a page (whose lines were added)."""
        lines = self._body(lines)
        own = Record()
        left, right = edges(lines, tables, self)
        own.add(lines, tables)
        pitch = _usual(own.pitches, 3) or _usual(self.pitches, 3) or _least(self.gaps) or _usual(self.gaps, 1)
        if pitch is None:
            pitch = SPACING * (lines[0].size if lines else 14.0)
        wide = sum(count for gap, count in self.gaps.items() if pitch + LOOSE < gap < 2.5 * pitch)
        close = sum(count for gap, count in self.gaps.items() if gap <= pitch + LOOSE)
        indent = _usual(self.indents, 1) or 0
        justified = self.full >= JUSTIFIED * self.rights.total()
        return Measure(left, right, pitch, float(indent), justified, wide > 0.15 * close)

    def _body(self, lines: Sequence[PrintedLine]) -> Sequence[PrintedLine]:
        """Leave out small print (recipients, footnotes), whose edges and distances are its own."""
        least = SMALL * self.size
        return [line for line in lines if line.size >= least]


def is_full(after: PrintedLine, room: float) -> bool:
    """Tell whether a line could not have taken in the first word of the line after it.

    `room` is what is left between its end and the edge, in points.
    """
    word = after.words[0]
    return room <= FLUSH or room < word.x1 - word.x0 + SPACE * after.size


def edges(lines: Sequence[PrintedLine], tables: Sequence[Extent], record: Record) -> tuple[float, float]:
    """Find the left and the right edge of the text area of a page.

    Edges as far apart as on other pages are taken as they are (left and right pages may have other margins).
    Else, where all lines happen to be indented or short, the edges of the pages before hold. A page that holds
    little but tables is as wide as they are.
    """
    left, _ = _edge([line.x0 for line in lines], leftmost=True)
    right, ends = _edge([line.x1 for line in lines], leftmost=False)
    width = _usual(record.widths, 2)
    if left is not None and right is not None and width is not None and abs(right - left - width) <= INDENT:
        return left, right
    if tables and width is None and len(lines) < FEW:
        return min(x0 for x0, _ in tables), max(x1 for _, x1 in tables)
    known = _known(record.lefts, leftmost=True)
    if known is not None and (left is None or left > known + INDENT):
        left = known
    known = _known(record.rights, leftmost=False)
    if known is not None and (right is None or right < known - INDENT):
        is_narrow = right is not None and right > known - FAR and ends >= max(3, NARROW * len(lines))
        right = right if is_narrow else known
    if left is None:
        left = min((line.x0 for line in lines), default=0.0)
    if right is None:
        right = max((line.x1 for line in lines), default=left)
    return left, max(right, left)


def _edge(ends: Iterable[float], *, leftmost: bool) -> tuple[float | None, int]:
    """Find the outermost place where several lines begin (or end), and how many do."""
    ordered = sorted(ends, reverse=not leftmost)
    least = max(2, SHARE * len(ordered))
    start = 0
    for index, end in enumerate(ordered):
        while abs(end - ordered[start]) > FLUSH - 1:
            start += 1
        if index - start + 1 >= least:
            return ordered[start], sum(abs(each - ordered[start]) <= FLUSH for each in ordered)
    return None, 0


def _known(counts: Counter[int], *, leftmost: bool) -> float | None:
    least = max(3, SHARE * counts.total())
    for place in sorted(counts, reverse=not leftmost):
        if counts[place - 1] + counts[place] + counts[place + 1] >= least:
            return float(place)
    return None


def _usual(counts: Mapping[_Number, int], least: int) -> _Number | None:
    """Give the value counted most (the smallest of several), if it was counted `least` times."""
    if not counts:
        return None
    value = max(counts, key=lambda each: (counts[each], -each))
    return value if counts[value] >= least else None


def _least(counts: Counter[float]) -> float | None:
    """Give the smallest of the values that are common."""
    least = max(3, SHARE * counts.total())
    return min((value for value, count in counts.items() if count >= least), default=None)
