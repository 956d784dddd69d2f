"""Rivers: strips of white that run down a page between two columns."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.layout.lines import PrintedLine
    from vbparse.layout.measure import Measure
    from vbparse.readers.pages import Word

MIDDLE: Final = (0.12, 0.75)
"""Where a river runs, as shares of the text area (the decree puts it at 0.45)."""
NARROW: Final = 4.5
"""A river is at least this wide (points; a blank of capitals takes 3)."""
WIDE: Final = 1.2
"""A gap of so many sizes parts columns even where the river does not run through it."""
NEAR: Final = 80.0
"""Such a gap lies at most this far from the river (points)."""
GROWTH: Final = 1.5
"""Recipients are set in type smaller by so many points than the signature beside them."""
SURE: Final = 1000.0
"""More than any gap: what lies in the river parts columns first."""


class River(NamedTuple):
    """A strip without print between two columns: x of its two banks, in points."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        """Half-way between the banks."""
        return (self.x0 + self.x1) / 2

    def overlaps(self, other: River) -> bool:
        """Tell whether two strips share some width."""
        return self.x0 < other.x1 and other.x0 < self.x1


IsEnd = Callable[["PrintedLine", "River | None"], bool]
"""Tells whether a row ends a zone, given the river so far."""


def follow(rows: Sequence[PrintedLine], start: int, measure: Measure, *, is_end: IsEnd) -> tuple[int, River] | None:
    """Follow a river down from row `start`: give the row after the last along it, and its banks."""
    strips = _Strips(measure)
    river: River | None = None
    length = 0
    end = start
    for row in rows[start:]:
        if end > start and is_end(row, river):
            break
        strips.add(row)
        found = strips.river()
        if river is not None and (found is None or (length > 1 and not found.overlaps(river))):
            break
        if not strips.free:
            break
        river = found
        length += river is not None
        end += 1
    return None if river is None else (end, river)


def split_row(row: PrintedLine, river: River) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Part the words of a row at a river, or at a wide gap near it, or where the type grows right of it.

    A row that nothing parts lies on the side it begins on.
    """
    scores = [_parting(a, b, river) for a, b in pairwise(row.words)]
    best = max(scores, default=0.0)
    if best > 0:
        at = scores.index(best) + 1
        return row.words[:at], row.words[at:]
    return (row.words, ()) if row.x0 < river.middle else ((), row.words)


def _parting(a: Word, b: Word, river: River) -> float:
    """Tell how surely two neighbours stand in two columns; 0 where they do not."""
    shared = min(b.x0, river.x1) - max(a.x1, river.x0)
    if shared >= min(NARROW, river.x1 - river.x0):
        return SURE + shared
    gap = b.x0 - a.x1
    if b.font.size - a.font.size >= GROWTH and gap > 0 and b.x0 > river.x0:
        return SURE / 2 + gap
    is_near = abs((a.x1 + b.x0) / 2 - river.middle) <= NEAR
    return gap if is_near and gap >= WIDE * max(a.font.size, b.font.size) else 0.0


class _Strips:
    """The strips that all rows so far leave white."""

    def __init__(self, measure: Measure) -> None:
        low, high = MIDDLE
        self.free = [River(measure.left + low * measure.width, measure.left + high * measure.width)]
        self.left, self.right = float("inf"), 0.0

    def add(self, row: PrintedLine) -> None:
        """Take a row into account."""
        for word in row.words:
            if any(strip.x0 < word.x1 and word.x0 < strip.x1 for strip in self.free):
                self.free = [part for strip in self.free for part in _without(strip, word.x0, word.x1)]
        self.left, self.right = min(self.left, row.x0), max(self.right, row.x1)

    def river(self) -> River | None:
        """Give the widest strip with print on both sides."""
        strips = [strip for strip in self.free if strip.x0 >= self.left and strip.x1 <= self.right]
        return max(strips, key=lambda strip: strip.x1 - strip.x0, default=None)


def _without(strip: River, x0: float, x1: float) -> list[River]:
    """Give what a word leaves of a strip."""
    parts = (River(strip.x0, min(strip.x1, x0)), River(max(strip.x0, x1), strip.x1))
    return [part for part in parts if part.x1 - part.x0 >= NARROW]
