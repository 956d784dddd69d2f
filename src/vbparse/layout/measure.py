"""The measures of a page that paragraphs are told by: edges of the text area, distance of lines, indents.

They are read from the lines themselves, page by page; a page with too few lines (the last one) falls back
on the pages before it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vbparse.layout.lines import PrintedLine

FLUSH: Final = 3.0
"""A line that ends within so many points of the edge is full."""
INDENT: Final = 8.0
"""A line that begins so many points right of the edge is indented (the decree asks 28 to 36)."""
SHARE: Final = 0.08
"""An edge is where at least this share of the lines, and two, begin or end."""
SMALL: Final = 0.9
"""Print below this share of the usual size is small print."""
FAR: Final = 60.0
"""An edge this far from that of the pages before is no margin but an indent."""
LOOSE: Final = 1.6
"""Points by which a distance of lines must exceed the usual one to be a space between paragraphs."""
SPACING: Final = 1.2
"""Distance of lines in sizes where nothing was measured (single spacing is 1.15)."""


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


@dataclass(slots=True)
class Record:
    """What the pages so far, of one size, have shown: counts of edges, distances and indents (points)."""

    lefts: Counter[int] = field(default_factory=Counter)
    rights: Counter[int] = field(default_factory=Counter)
    pitches: Counter[float] = field(default_factory=Counter)
    gaps: Counter[float] = field(default_factory=Counter)
    indents: Counter[int] = field(default_factory=Counter)
    sizes: Counter[float] = field(default_factory=Counter)
    full: int = 0

    @property
    def size(self) -> float:
        """Size of most of the print (points)."""
        return max(self.sizes, key=lambda size: (self.sizes[size], size), default=14.0)

    def add(self, lines: Sequence[PrintedLine]) -> None:
        """Take in the lines of a page."""
        for line in lines:
            self.sizes[line.size] += len(line.text)
        lines = self._body(lines)
        left, right = edges(lines, self)
        self.lefts.update(round(line.x0) for line in lines)
        self.rights.update(round(line.x1) for line in lines)
        self.full += sum(right - line.x1 <= FLUSH for line in lines)
        for above, below in pairwise(lines):
            gap = round(2 * (below.baseline - above.baseline)) / 2
            if not 0 < gap < 4 * above.size:
                continue
            self.gaps[gap] += 1
            if right - above.x1 <= FLUSH and abs(below.x0 - left) <= FLUSH:
                self.pitches[gap] += 1
            elif right - above.x1 > FLUSH and below.x0 - left >= INDENT and right - below.x1 <= FLUSH:
                self.indents[round(below.x0 - left)] += 1

    def measure(self, lines: Sequence[PrintedLine]) -> Measure:
        """Measure a page (whose lines were added)."""
        lines = self._body(lines)
        own = Record()
        left, right = edges(lines, self)
        own.add(lines)
        pitch = _usual(own.pitches, 3) or _usual(self.pitches, 1) or _usual(self.gaps, 1)
        if pitch is None:
            pitch = SPACING * (lines[0].size if lines else 14.0)
        wide = sum(count for gap, count in self.gaps.items() if pitch + LOOSE < gap < 2.5 * pitch)
        close = sum(count for gap, count in self.gaps.items() if gap <= pitch + LOOSE)
        indent = _usual(self.indents, 1) or 0
        justified = self.full >= 0.25 * sum(self.rights.values())
        return Measure(left, right, pitch, float(indent), justified, wide > 0.15 * close)


    def _body(self, lines: Sequence[PrintedLine]) -> Sequence[PrintedLine]:
        """Leave out small print (recipients, footnotes), whose edges and distances are its own."""
        least = SMALL * self.size
        return [line for line in lines if line.size >= least]


def edges(lines: Sequence[PrintedLine], record: Record) -> tuple[float, float]:
    """Find the left and the right edge of the text area of a page."""
    left = _edge([line.x0 for line in lines], leftmost=True)
    right = _edge([line.x1 for line in lines], leftmost=False)
    known_left, known_right = _known(record.lefts, leftmost=True), _known(record.rights, leftmost=False)
    if known_left is not None and (left is None or known_left + INDENT < left < known_left + FAR):
        left = known_left
    if known_right is not None and (right is None or known_right - FAR < right < known_right - INDENT):
        right = known_right
    if left is None:
        left = min((line.x0 for line in lines), default=0.0)
    if right is None:
        right = max((line.x1 for line in lines), default=left)
    return left, max(right, left)


def _edge(ends: Iterable[float], *, leftmost: bool) -> float | None:
    """Find the outermost place where several lines begin (or end)."""
    ordered = sorted(ends, reverse=not leftmost)
    least = max(2, SHARE * len(ordered))
    start = 0
    for index, end in enumerate(ordered):
        while abs(end - ordered[start]) > FLUSH - 1:
            start += 1
        if index - start + 1 >= least:
            return ordered[start]
    return None


def _known(counts: Counter[int], *, leftmost: bool) -> float | None:
    least = max(3, SHARE * counts.total())
    for place in sorted(counts, reverse=not leftmost):
        if counts[place - 1] + counts[place] + counts[place + 1] >= least:
            return float(place)
    return None


def _usual(counts: Counter[float] | Counter[int], least: int) -> float | None:
    """Give the value counted most (the smallest of several), if it was counted `least` times."""
    if not counts:
        return None
    value = max(counts, key=lambda each: (counts[each], -each))
    return value if counts[value] >= least else None
