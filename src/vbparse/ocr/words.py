"""What an engine saw, as words of a page: in points, on straight lines, with an estimate of their type."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final

from vbparse.geometry import projected
from vbparse.ocr.repair import repair
from vbparse.readers.pages import Font, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vbparse.geometry import Projection
    from vbparse.ocr.recogniser import Seen

TYPE: Final = 1.07
"""Sizes of type are so many times what the engine measures from ascender to descender (Times New Roman)."""
LIKE: Final = 0.84
"""Type above this share of the page's usual size is of that size: measures of single lines vary so much."""
FACE: Final = "ocr"


def place_words(seen: Iterable[Seen], dpi: float, straighten: Projection | None) -> tuple[Word, ...]:
    """Give words in points; `straighten` carries places of the picture (in points) onto straight lines.

    Specks that were taken for words are left out, and what knowledge can put right is repaired.
    """
    mended = repair(seen)
    sizes = _sizes([each.seen for each in mended])
    scale = 72 / dpi
    words = []
    for (each, raw), size in zip(mended, sizes, strict=True):
        x0, top, x1, bottom, foot = (
            scale * value for value in (each.x0, each.top, each.x1, each.bottom, each.baseline)
        )
        if straighten is not None:
            x, y = (x0 + x1) / 2, foot
            x_new, y_new = projected(straighten, x, y)
            dx, dy = x_new - x, y_new - y
            x0, x1, top, bottom, foot = x0 + dx, x1 + dx, top + dy, bottom + dy, foot + dy
        font = Font(FACE, round(2 * scale * TYPE * size) / 2, bold=False, italic=False)
        words.append(Word(each.text, x0, top, x1, bottom, foot, font, each.confidence, raw))
    return tuple(words)


def _sizes(seen: Sequence[Seen]) -> list[float]:
    """Give the size of each word's type: that of most of the page, or of its small print."""
    if not seen:
        return []
    usual = median(each.size for each in seen)
    small = median([each.size for each in seen if each.size < LIKE * usual] or [usual])
    return [usual if each.size >= LIKE * usual else small for each in seen]
