"""How a page stands: quarter turns and skew, found on a small copy, and places carried from one to the other."""

from __future__ import annotations

from math import cos, radians, sin, tan
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from vbparse.geometry import product
from vbparse.ocr.spots import long_runs, reduced, widened
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vbparse.geometry import Projection
    from vbparse.ocr.spots import Spots

SMALL_DPI: Final = 90
"""Resolution at which turns and skew are looked for."""
DARK: Final = 150
FEW: Final = 60
"""A page with fewer dark spots shows no lines."""
STEEP: Final = 4.0
"""Skew is looked for up to so many degrees to either side."""
CLEAR: Final = 1.6
"""Rows of print are so many times sharper along the lines than across them."""
FOOT: Final = 0.12
"""Lines of upright print end sharper at the foot than at the head, by this much (logarithm of a ratio)."""
LONG: Final = 0.35
"""Darkness that goes on for so many inches is a ruling, a border or a streak, and no letter."""


class Stand(NamedTuple):
    """How a page stands.

    `turns`: quarter turns counterclockwise that set it upright; `skew`: degrees by which it is then to be
    turned clockwise; `is_sure`: it stands upright without doubt (a page that seems turned is looked at again).
    """

    turns: int = 0
    skew: float = 0.0
    is_sure: bool = True


class _Rows(NamedTuple):
    """How sharply a page falls into rows, at which skew, and by how much sharper the foot of lines is."""

    sharpness: float
    skew: float
    foot: float


def small_copy(grey: Any, dpi: float) -> Spots:
    """Give the dark spots of a picture, at about `SMALL_DPI`, without long rulings."""
    factor = max(1, round(dpi / SMALL_DPI))
    dark = reduced(grey, factor) < DARK
    length = max(4, int(LONG * dpi / factor))
    lines = long_runs(dark, length) | long_runs(dark.T, length).T
    return dark & ~widened(lines)


def find_stand(small: Spots) -> Stand:
    """Find out how a page stands, from its small copy."""
    along, across = _rows(small), _rows(np.rot90(small))
    if along is None or across is None:
        return Stand()
    turned = across.sharpness > along.sharpness
    rows, other = (across, along) if turned else (along, across)
    turns = int(turned) + (2 if rows.foot < 0 else 0)
    is_sure = not turns and rows.sharpness > CLEAR * other.sharpness and rows.foot > FOOT
    return Stand(turns, round(rows.skew, 2), is_sure)


def _rows(small: Spots) -> _Rows | None:
    ys, xs = np.nonzero(small)
    if len(ys) < FEW:
        return None
    width = small.shape[1]
    xs = xs - width / 2
    margin = int(width * tan(radians(STEEP)) / 2) + 2
    length = small.shape[0] + 2 * margin

    def slopes(skew: float) -> NDArray[np.float64]:
        places = (ys + xs * tan(radians(skew)) + margin).astype(np.intp)
        return np.diff(np.bincount(places, minlength=length).astype(np.float64))

    def best(skews: NDArray[np.float64]) -> float:
        return float(max(skews, key=lambda skew: float((slopes(skew) ** 2).sum())))

    skew = best(np.arange(-STEEP, STEEP + 0.01, 0.5))
    skew = best(np.arange(max(-STEEP, skew - 0.4), min(STEEP, skew + 0.4) + 0.01, 0.1))
    found = slopes(skew)
    heads, feet = (np.maximum(side, 0) ** 3 for side in (found, -found))
    foot = float(np.log((feet.sum() + 1) / (heads.sum() + 1)))
    return _Rows(float((found**2).sum()) / len(ys), skew, foot)


def standing(width: float, height: float, stand: Stand) -> Projection | None:
    """Give what carries places of the upright page to the page as displayed, `width` by `height`; None: nothing to do."""
    if not stand.turns and not stand.skew:
        return None
    turned: Projection = (
        (1, 0, 0, 0, 1, 0, 0, 0, 1),
        (0, -1, width, 1, 0, 0, 0, 0, 1),
        (-1, 0, width, 0, -1, height, 0, 0, 1),
        (0, 1, 0, -1, 0, height, 0, 0, 1),
    )[stand.turns]
    if stand.turns % 2:
        width, height = height, width
    x, y = width / 2, height / 2
    cosine, sine = cos(radians(stand.skew)), sin(radians(stand.skew))
    # Places of the page set straight -> of the skewed page: turned back about the middle.
    tilt = (cosine, sine, x - x * cosine - y * sine, -sine, cosine, y + x * sine - y * cosine, 0, 0, 1)
    return product(tilt, turned)
