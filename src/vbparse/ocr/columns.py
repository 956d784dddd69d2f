"""Columns side by side, laid one under the other before a page is read.

The engine reads lines across the letterhead and across the recipients and the signature beside them. Where the
two halves stand at other heights, or in other sizes, it then cuts off marks ("PHO CHU TICH"). So the right half
is moved below the page, and what was read there is put back.
"""

from __future__ import annotations

from math import radians, tan
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from vbparse.ocr.spots import inked_columns, runs
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vbparse.ocr.recogniser import Seen
    from vbparse.ocr.spots import Spots

RIVER: Final = 0.16
"""Columns are parted by a strip without print at least so wide, in inches (a blank takes 0.05, in justified lines 0.1)."""
MIDDLE: Final = (0.15, 0.8)
"""Where the strip runs, as shares of the page's width."""
ROWS: Final = 2
"""Each column has so many rows of print."""
HIGH: Final = 0.33
"""Columns are at least so high, in inches: two lines."""
DUST: Final = 1
"""A row of spots with no more of them is blank."""
MARGIN: Final = 0.12
"""White left around what is moved, in inches."""
WHITE: Final = 255


class Move(NamedTuple):
    """A part of a picture that was moved down: where it was and is (pixels)."""

    top: int
    bottom: int
    left: int
    right: int
    new_top: int


class _Row(NamedTuple):
    """A row of print: from `top` to `bottom`, and which columns of spots hold ink."""

    top: int
    bottom: int
    ink: Spots


def lay_under(pixels: Any, small: Spots, dpi: float, skew: float) -> tuple[Any, tuple[Move, ...]]:
    """Move the right one of two columns below the page, wherever two stand side by side.

    `small` are the dark spots of the same picture at a lower resolution, turned clockwise by `skew` degrees so
    that its lines are level.
    """
    height, width = pixels.shape
    factor = width / small.shape[1]
    slope = tan(radians(skew))
    margin = round(MARGIN * dpi)
    moves: list[Move] = []
    end = height
    for top, bottom, river in find_bands(small, dpi / factor):
        left = round(factor * river)
        by = (left + width) / 2 * slope - width / 2 * slope  # the picture's lines rise to the right
        first, last = (min(height, max(0, round(factor * each - by))) for each in (top, bottom))
        moves.append(Move(first, last, left, width, end + margin))
        end += last - first + 2 * margin
    if not moves:
        return pixels, ()
    whole = np.full((end, width), WHITE, np.uint8)
    whole[:height] = pixels
    for top, bottom, left, right, new_top in moves:
        whole[new_top : new_top + bottom - top, left:right] = pixels[top:bottom, left:right]
        whole[top:bottom, left:right] = WHITE
    return whole, tuple(moves)


def put_back(seen: Iterable[Seen], moves: Sequence[Move]) -> Iterator[Seen]:
    """Put what was read in the parts that were moved to where it is printed."""
    for each in seen:
        move = next((move for move in reversed(moves) if each.bottom > move.new_top), None)
        if move is None:
            yield each
        else:
            by = move.top - move.new_top
            yield each._replace(top=each.top + by, bottom=each.bottom + by, baseline=each.baseline + by)


def find_bands(small: Spots, dpi: float) -> Iterator[tuple[int, int, int]]:
    """Yield top, bottom and the strip's middle of each stretch of rows that stands in two columns."""
    rows = _rows(small)
    least = RIVER * dpi
    at = 0
    while at < len(rows):
        found = _follow(rows, at, least)
        if found is None:
            at += 1
            continue
        end, (low, high) = found
        top, bottom = _limit(rows, at, above=True), _limit(rows, end, above=False)
        if bottom - top >= HIGH * dpi:
            yield top, bottom, (low + high) // 2
        at = end


def _limit(rows: Sequence[_Row], at: int, *, above: bool) -> int:
    """Give the middle of the white between two rows."""
    if above:
        return max(0, rows[0].top - 3) if at == 0 else (rows[at - 1].bottom + rows[at].top) // 2
    return rows[-1].bottom + 4 if at == len(rows) else (rows[at - 1].bottom + rows[at].top) // 2


def _rows(small: Spots) -> list[_Row]:
    """Cut the page into rows of print at the white between them."""
    return [_Row(top, bottom, inked_columns(small[top:bottom])) for top, bottom in runs(small.sum(axis=1) > DUST)]


def _follow(rows: Sequence[_Row], start: int, least: float) -> tuple[int, tuple[int, int]] | None:
    """Follow a white strip down from row `start`, as long as print stands on both sides of it."""
    free = ~rows[start].ink
    best: tuple[int, tuple[int, int]] | None = None
    left = right = 0
    for end in range(start, len(rows)):
        free = free & ~rows[end].ink
        strip = _widest(free, rows[start : end + 1], least)
        if strip is None:
            break
        left, right = _sides(rows[start : end + 1], strip)
        if left >= ROWS and right >= ROWS and _sides(rows[start : start + 1], strip) == (1, 1):
            best = end + 1, strip
    return best


def _widest(free: Spots, rows: Sequence[_Row], least: float) -> tuple[int, int] | None:
    """Give the widest strip that is white in all rows and has print on both sides."""
    low, high = (int(share * len(free)) for share in MIDDLE)
    strips = [(low + first, low + after) for first, after in runs(free[low:high]) if after - first >= least]
    wide = [strip for strip in strips if min(_sides(rows, strip)) > 0]
    return max(wide, key=lambda strip: strip[1] - strip[0], default=None)


def _sides(rows: Sequence[_Row], strip: tuple[int, int]) -> tuple[int, int]:
    """Count the rows that have print left and right of a strip."""
    left = sum(bool(row.ink[: strip[0]].any()) for row in rows)
    return left, sum(bool(row.ink[strip[1] :].any()) for row in rows)
