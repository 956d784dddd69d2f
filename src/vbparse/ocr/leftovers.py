"""Print that the engine passed over: found as ink under no word, and read once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from vbparse.lexicon.spelling import is_syllable
from vbparse.ocr.columns import Move, put_back
from vbparse.ocr.recogniser import Picture
from vbparse.ocr.spots import inked_columns, inked_rows, joined_runs
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vbparse.ocr.recogniser import Recogniser, Seen
    from vbparse.ocr.spots import Spots

    Area = tuple[int, int, int, int]

REACH: Final = 0.25
"""What lies within so many sizes of a word belongs to it (marks above and below)."""
GAP: Final = 0.35
"""Ink further apart than so many inches, along a line, is of two areas."""
WIDE: Final = 0.3
HIGH: Final = (0.07, 1.2)
"""Width at least, and height, of lines of print that were passed over, in inches (a seal is 1.4 high)."""
INK: Final = (0.1, 0.5)
"""Share of such an area that is dark."""
MOST: Final = 12
"""More areas than this are no lines of print: a picture, a map, a seal and its dust."""
SURE: Final = 0.75
"""How sure the words of such a line are, on average, if they are print."""
MARGIN: Final = 0.06
_WORD = compile_pattern(r"[^\W\d_]{2,}")


def read_leftovers(seen: Sequence[Seen], pixels: Any, small: Spots, dpi: float, recogniser: Recogniser) -> list[Seen]:
    """Read what no word of `seen` covers; `small` are the dark spots of the same picture.

    Gives the words that are surely print, numbered as lines of their own.
    """
    factor = pixels.shape[1] / small.shape[1]
    areas = find_areas(seen, small, dpi / factor, factor)
    if not areas or len(areas) > MOST:
        return []
    stacked, moves = _stack(pixels, [_widened(area, factor, dpi, pixels.shape) for area in areas], dpi)
    last = max((each.line for each in seen), default=0)
    more = put_back(recogniser.read(Picture(stacked, dpi), "block"), moves)
    lines: dict[int, list[Seen]] = {}
    for each in more:
        lines.setdefault(each.line, []).append(each._replace(line=last + each.line))
    return [word for line in lines.values() if _is_print(line) for word in line]


def find_areas(seen: Iterable[Seen], small: Spots, dpi: float, factor: float) -> list[Area]:
    """Give left, top, right and bottom (spots) of the areas of ink that no word covers and that look like a line."""
    rest = small.copy()
    for each in seen:
        reach = REACH * each.size
        top, bottom = int((each.top - reach) / factor), int((each.bottom + reach) / factor) + 1
        left, right = int((each.x0 - reach) / factor), int((each.x1 + reach) / factor) + 1
        rest[max(0, top) : bottom, max(0, left) : right] = False
    areas = []
    for top, bottom in joined_runs(inked_rows(rest), 1):
        for left, right in joined_runs(inked_columns(rest[top:bottom]), int(GAP * dpi)):
            area = rest[top:bottom, left:right]
            rows = np.flatnonzero(inked_rows(area))
            high = (rows[-1] + 1 - rows[0]) / dpi
            if (
                right - left >= WIDE * dpi
                and HIGH[0] <= high <= HIGH[1]
                and INK[0] <= area[rows[0] : rows[-1] + 1].mean() <= INK[1]
            ):
                areas.append((left, top + int(rows[0]), right, top + int(rows[-1]) + 1))
    return areas


def _stack(pixels: Any, areas: Sequence[Area], dpi: float) -> tuple[Any, list[Move]]:
    """Put areas of a picture one under the other, where they are from left to right."""
    gap = round(2 * MARGIN * dpi)
    height = gap + sum(bottom - top + gap for _, top, _, bottom in areas)
    stacked = np.full((height, pixels.shape[1]), 255, np.uint8)
    moves: list[Move] = []
    at = gap
    for left, top, right, bottom in areas:
        stacked[at : at + bottom - top, left:right] = pixels[top:bottom, left:right]
        moves.append(Move(top, bottom, left, right, at))
        at += bottom - top + gap
    return stacked, moves


def _widened(area: Area, factor: float, dpi: float, shape: tuple[int, int]) -> Area:
    margin = MARGIN * dpi
    left, top, right, bottom = (factor * each for each in area)
    return (
        max(0, int(left - margin)),
        max(0, int(top - margin)),
        min(shape[1], int(right + margin)),
        min(shape[0], int(bottom + margin)),
    )


def _is_print(line: Sequence[Seen]) -> bool:
    """Tell whether a line that was read is print: its words are sure, and most are syllables or numbers."""
    letters = sum(len(word.text) for word in line)
    if sum(word.confidence * len(word.text) for word in line) < SURE * letters:
        return False
    words = [part for word in line for part in _WORD.findall(word.text)]
    return bool(words) and 2 * sum(map(is_syllable, words)) > len(words)
