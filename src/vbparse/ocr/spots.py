"""Dark spots of a picture: arrays of truth values, height by width, and what is asked of them again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    Spots: TypeAlias = NDArray[np.bool_]
    Pixels: TypeAlias = NDArray[np.uint8]


def inked_rows(spots: Spots) -> Spots:
    """Tell of each row whether it has a dark spot."""
    found: Spots = np.logical_or.reduce(spots, axis=1)
    return found


def inked_columns(spots: Spots) -> Spots:
    """Tell of each column whether it has a dark spot."""
    found: Spots = np.logical_or.reduce(spots, axis=0)
    return found


def runs(marks: Spots) -> list[tuple[int, int]]:
    """Give first and end (exclusive) of the stretches that are marked."""
    padded = np.concatenate([[False], marks, [False]])
    edges = np.flatnonzero(padded[1:] != padded[:-1]).reshape(-1, 2)
    return [(int(first), int(after)) for first, after in edges]


def joined_runs(marks: Spots, gap: int) -> list[tuple[int, int]]:
    """Give the stretches that are marked, joined over gaps of at most `gap`."""
    joined: list[tuple[int, int]] = []
    for first, after in runs(marks):
        if joined and first - joined[-1][1] <= gap:
            joined[-1] = joined[-1][0], after
        else:
            joined.append((first, after))
    return joined


def widened(spots: Spots) -> Spots:
    """Add the neighbours above, below, left and right of what is dark."""
    wide = spots.copy()
    wide[1:] |= spots[:-1]
    wide[:-1] |= spots[1:]
    wide[:, 1:] |= spots[:, :-1]
    wide[:, :-1] |= spots[:, 1:]
    return wide


def level(spots: Spots, skew: float) -> Spots:
    """Turn spots clockwise by so many degrees."""
    if not skew:
        return spots
    image = Image.fromarray(spots.astype(np.uint8) * 255).rotate(-skew, Image.Resampling.NEAREST)
    turned: Spots = np.asarray(image) > 0
    return turned


def long_runs(spots: Spots, length: int) -> Spots:
    """Give the dark stretches of rows that go on for at least `length`."""
    return dense_runs(spots, length, length)


def dense_runs(spots: Spots, length: int, least: float) -> Spots:
    """Give the stretches of rows, `length` and more, that hold `least` dark spots in each `length`."""
    height, width = spots.shape
    if width <= length:
        return np.zeros_like(spots)
    sums = np.zeros((height, width + 1), np.int32)
    np.cumsum(spots, axis=1, out=sums[:, 1:])
    starts = sums[:, length:] - sums[:, :-length] >= least
    marks = np.zeros((height, width + 1), np.int32)
    marks[:, : starts.shape[1]] += starts
    marks[:, length:] -= starts
    found: Spots = np.cumsum(marks, axis=1)[:, :width] > 0
    return found


def reduced(pixels: Any, factor: int) -> Pixels:
    """Give a smaller copy of grey pixels, each the mean of a square."""
    return np.asarray(Image.fromarray(pixels).reduce(factor)) if factor > 1 else np.asarray(pixels)
