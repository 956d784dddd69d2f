"""Boxes on a page, in points from the top left of the page as displayed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Box(NamedTuple):
    """A rectangle in points; `x0 <= x1` and `top <= bottom`."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        """Middle point (x, y)."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    def holds(self, x: float, y: float) -> bool:
        """Tell whether the point lies inside or on the edge."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def rounded(self) -> Box:
        """Give the box with numbers rounded to 0.01 pt, as the contract publishes them."""
        return Box(round(self.x0, 2), round(self.top, 2), round(self.x1, 2), round(self.bottom, 2))


def union(boxes: Iterable[Box]) -> Box:
    """Give the smallest box around all `boxes`; at least one is needed."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return Box(min(x0s), min(tops), max(x1s), max(bottoms))


Projection = tuple[float, float, float, float, float, float, float, float, float]
"""A map of the plane, row by row: (x, y) goes to ((ax + by + c) / w, (dx + ey + f) / w) with w = gx + hy + i."""


def projected(projection: Projection, x: float, y: float) -> tuple[float, float]:
    """Give the place that a point is carried to."""
    a, b, c, d, e, f, g, h, i = projection
    w = g * x + h * y + i
    return (a * x + b * y + c) / w, (d * x + e * y + f) / w


def project_box(projection: Projection, box: Box) -> Box:
    """Give the smallest box around the place that a box is carried to."""
    corners = [projected(projection, x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
    xs, ys = zip(*corners, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def product(first: Projection, then: Projection) -> Projection:
    """Give the map that does `first` and then `then`."""
    rows, columns = (then[0:3], then[3:6], then[6:9]), (first[0::3], first[1::3], first[2::3])
    a, b, c, d, e, f, g, h, i = (
        sum(p * q for p, q in zip(row, column, strict=True)) for row in rows for column in columns
    )
    return a, b, c, d, e, f, g, h, i


def inverse(projection: Projection) -> Projection:
    """Give the map that undoes `projection`."""
    a, b, c, d, e, f, g, h, i = projection
    det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    return (
        (e * i - f * h) / det,
        (c * h - b * i) / det,
        (b * f - c * e) / det,
        (f * g - d * i) / det,
        (a * i - c * g) / det,
        (c * d - a * f) / det,
        (d * h - e * g) / det,
        (b * g - a * h) / det,
        (a * e - b * d) / det,
    )
