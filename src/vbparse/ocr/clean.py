"""The picture of a page made ready for the engine: seals paled, uneven paper made white.

Measured: a red seal over the signature hides "KT. CHỦ TỊCH" from the engine in the grey picture, and not in the
red channel; blue ink (the signature) is better left, for what remains of it becomes words. Uneven light costs
accents. What does not help: removing specks, sharpening, black and white before the engine's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PIL import Image

from vbparse.ocr.spots import joined_runs, reduced, widened

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vbparse.ocr.spots import Pixels
    from vbparse.readers.pages import Raster


RED: Final = 40
"""A pixel whose red exceeds its green and blue by more than this is red ink."""
COLOURED: Final = 0.0002
"""Share of red pixels from which a page has a seal or a stamp."""
CELL: Final = 32
"""The paper's brightness is taken from squares of so many pixels (at 200 dpi: two lines of text have paper in each)."""
DARK_PAPER: Final = 70
"""Paper is not darker than this: what is, lies beside the page."""
BLACK: Final = 0.25
WHITE: Final = 0.88
"""Shares of the paper's brightness that become black and white."""
STREAK: Final = 0.93
BESIDE: Final = 0.3
"""Shares of its height that are dark in the core of a streak and at its edges."""
LIGHT: Final = 200
"""What is lighter is paper."""
PRINT: Final = 55
"""Mean brightness of print that pale print is darkened to (seen: 40 to 75 in most scans, 115 to 125 in pale ones)."""
PALE: Final = 1.25
STRONGEST: Final = 3.0
"""Print is darkened if the power (gamma) that this takes is at least `PALE`, and at most with `STRONGEST`."""
INK: Final = 140
BLANK: Final = 0.0004
"""A page with a smaller share of dark spots (4 by 4 pixels) is blank but for dust: one line of text has five times as much."""
_STEP: Final = 4


def grey_of(raster: Raster) -> Pixels:
    """Give a picture in grey, red ink as pale as its red channel has it."""
    pixels = np.frombuffer(raster.data, np.uint8).reshape(raster.height, raster.width, raster.channels)
    if raster.channels == 1:
        return pixels[:, :, 0]
    sample = pixels[::_STEP, ::_STEP].astype(np.int16)
    if int(np.ptp(sample, axis=2).max(initial=0)) < RED // 2:
        return np.ascontiguousarray(pixels[:, :, 1])
    blue, green, red = (np.ascontiguousarray(pixels[:, :, channel]) for channel in range(3))
    grey = np.asarray(Image.merge("RGB", [Image.fromarray(each) for each in (red, green, blue)]).convert("L"))
    inked = sample[:, :, 2] - np.maximum(sample[:, :, 0], sample[:, :, 1]) > RED
    if inked.mean() < COLOURED:
        return grey
    return np.where(widened(_exceeds(red, np.maximum(green, blue), RED)), red, grey)


def flatten(grey: Pixels) -> Pixels:
    """Make the paper white, whatever the light, and the print black."""
    paper = _paper(grey)
    if paper.min() > 250:  # noqa: PLR2004 (white already: a page in black and white)
        return grey
    low = paper * BLACK
    scale = 255.0 / (paper * (WHITE - BLACK))
    size = (grey.shape[1], grey.shape[0])
    lows, scales = (np.asarray(Image.fromarray(each).resize(size, Image.Resampling.BILINEAR)) for each in (low, scale))
    flat = grey.astype(np.float32)
    flat -= lows
    flat *= scales
    np.clip(flat, 0, 255, out=flat)
    return flat.astype(np.uint8)


def without_streaks(flat: Pixels) -> Pixels:
    """Take out the dark streaks that a scanner draws from edge to edge: what goes on on both sides of one stays dark.

    A ruling of a table that fills its page takes 0.9 of it at most, a streak 0.94 and more.
    """
    down, across = _streaks(flat), _streaks(flat.T)
    if not down and not across:
        return flat
    clean = flat.copy()
    for pixels, streaks in ((clean, down), (clean.T, across)):
        for first, after in streaks:
            before = pixels[:, max(0, first - 1) : first] if first else np.full_like(pixels[:, :1], 255)
            behind = pixels[:, after : after + 1] if after < pixels.shape[1] else np.full_like(pixels[:, :1], 255)
            pixels[:, first:after] = np.maximum(before, behind)
    return clean


def _streaks(flat: Pixels) -> list[tuple[int, int]]:
    """Give the columns that streaks take."""
    dark = (flat < INK).mean(axis=0)
    if not (dark >= STREAK).any():
        return []
    found = joined_runs(dark >= BESIDE, 2)
    return [(max(0, first - 1), after + 1) for first, after in found if dark[first:after].max() >= STREAK]


def darken(flat: Pixels) -> Pixels:
    """Make pale print as dark as print usually is; other print stays as it is.

    The engine finds its lines in black and white: of pale print the marks over the letters fall out of them.
    """
    counts = np.bincount(flat[::2, ::2].ravel(), minlength=256)[:LIGHT]
    if not counts.any():
        return flat
    mean = float((counts * np.arange(LIGHT)).sum() / counts.sum())
    power = np.log(PRINT / 255) / np.log(max(mean, 1.0) / 255)
    if power < PALE:
        return flat
    levels = np.arange(256) / 255
    table: Pixels = (255 * levels ** min(power, STRONGEST)).astype(np.uint8)
    return table[flat]


def _paper(grey: Pixels) -> NDArray[np.float32]:
    """Give the brightness of the paper, one value a square: the brightest spots, evened out over neighbours."""
    small = reduced(grey, _STEP)  # evens out grain
    side = CELL // _STEP
    height, width = (max(side, -(-each // side) * side) for each in small.shape)
    padded = np.pad(small, ((0, height - small.shape[0]), (0, width - small.shape[1])), mode="edge")
    squares = padded.reshape(height // side, side, width // side, side)
    bright = np.percentile(squares.transpose(0, 2, 1, 3).reshape(height // side, width // side, -1), 85, axis=2)
    around = np.pad(bright, 1, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(around, (3, 3))
    evened = np.median(windows.max(axis=(2, 3))[..., None], axis=2)
    paper: NDArray[np.float32] = np.maximum(evened, DARK_PAPER).astype(np.float32)
    return paper


def _exceeds(one: Pixels, other: Pixels, by: int) -> NDArray[np.bool_]:
    """Tell where `one` exceeds `other`; both are bytes, so the difference may not go below zero."""
    return one > np.minimum(other, 255 - by) + np.uint8(by)


def has_ink(grey: Any) -> bool:
    """Tell whether anything is printed on a (flattened) page."""
    small = reduced(grey, _STEP)
    return float((small < INK).mean()) >= BLANK
