"""From a page's own coordinates to the page as displayed: CropBox and /Rotate undone."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from vbparse.geometry import Box
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.readers.pdfium import OpenPage


class Frame(NamedTuple):
    """The visible part of a page in its own coordinates (y upwards), and its quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def width(self) -> float:
        """Width of the page as displayed, points."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the page as displayed, points."""
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Give the displayed place of a point."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:  # noqa: PLR2004 (half a turn)
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def direction(self, dx: float, dy: float) -> tuple[float, float]:
        """Give the displayed direction of a vector."""
        return ((dx, -dy), (dy, dx), (-dx, dy), (-dy, -dx))[self.turns]

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Give the displayed box of a rectangle."""
        (xa, ya), (xb, yb) = self.point(left, bottom), self.point(right, top)
        return Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))

    def along(self, firsts: Sequence[float], lasts: Sequence[float]) -> tuple[list[float], list[float]]:
        """Give x0 and x1 as displayed of words whose text runs to the displayed right.

        `firsts` and `lasts` are PDFium rectangles (left, top, right, bottom) of the first and the last
        letter of each word, one after the other.
        """
        if self.turns == 0:
            return [x - self.left for x in firsts[0::4]], [x - self.left for x in lasts[2::4]]
        if self.turns == 1:
            return [y - self.bottom for y in firsts[3::4]], [y - self.bottom for y in lasts[1::4]]
        if self.turns == 2:  # noqa: PLR2004
            return [self.right - x for x in firsts[2::4]], [self.right - x for x in lasts[0::4]]
        return [self.top - y for y in firsts[1::4]], [self.top - y for y in lasts[3::4]]


def read_frame(page: OpenPage) -> Frame | None:
    """Read the frame of a page; None for a page without area."""
    box = array("f", bytes(16))
    if not page.api.page_box(page.handle, box.buffer_info()[0]):
        return None
    left, top, right, bottom = box
    frame = Frame(left, bottom, right, top, page.api.page_rotation(page.handle) % 4)
    return frame if frame.width > 0 and frame.height > 0 else None
