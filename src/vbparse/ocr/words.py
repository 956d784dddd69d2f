"""What an engine saw, as words of a page: in points, on straight lines, with an estimate of their type."""

from __future__ import annotations

from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING, Final

from vbparse.geometry import projected
from vbparse.ocr.phrases import mend_phrases
from vbparse.ocr.repair import repair
from vbparse.readers.pages import Font, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vbparse.geometry import Projection
    from vbparse.ocr.recogniser import Seen

POINTS: Final = 72
TYPE: Final = 1.07
"""Sizes of type are so many times what the engine measures from ascender to descender (Times New Roman)."""
LIKE: Final = 0.84
"""Type above this share of the page's usual size is of that size: measures of single lines vary so much."""
FACE: Final = "ocr"


def place_words(seen: Iterable[Seen], dpi: float, straight: Projection | None) -> tuple[Word, ...]:
    """Give words in points; `straight` carries places of the picture (in points) onto straight lines.

    Specks that were taken for words are left out, and what knowledge can put right is repaired.
    """
    mended = list(mend_phrases(repair(seen)))
    scale = POINTS / dpi
    words: list[Word] = []
    for (each, raw), size in zip(mended, _sizes([each.seen for each in mended]), strict=True):
        font = Font(FACE, round(2 * scale * TYPE * size) / 2, bold=False, italic=False)
        x0, top, x1, bottom, foot = (scale * at for at in (each.x0, each.top, each.x1, each.bottom, each.baseline))
        word = Word(each.text, x0, top, x1, bottom, foot, font, each.confidence, raw if each.raw is None else each.raw)
        words.append(word if straight is None else _moved(word, straight))
    lines = groupby(zip(mended, words, strict=True), key=lambda pair: pair[0].seen.line)
    return tuple(word for _, pairs in lines for word in _levelled([word for _, word in pairs]))


def _moved(word: Word, straight: Projection) -> Word:
    """Put a word onto a straight line, by the middle of its foot."""
    x = (word.x0 + word.x1) / 2
    x_new, y_new = projected(straight, x, word.baseline)
    return _shifted(word, x_new - x, y_new - word.baseline)


def _levelled(line: list[Word]) -> list[Word]:
    """Put the words of a line at one height: paper bends, and skew differs from place to place."""
    foot = median(word.baseline for word in line)
    return [_shifted(word, 0.0, foot - word.baseline) for word in line]


def _shifted(word: Word, dx: float, dy: float) -> Word:
    return word._replace(
        x0=word.x0 + dx, top=word.top + dy, x1=word.x1 + dx, bottom=word.bottom + dy, baseline=word.baseline + dy
    )


def _sizes(seen: Sequence[Seen]) -> list[float]:
    """Give the size of each word's type: that of most of the page, or of its small print."""
    if not seen:
        return []
    usual = median(each.size for each in seen)
    small = median([each.size for each in seen if each.size < LIKE * usual] or [usual])
    return [usual if each.size >= LIKE * usual else small for each in seen]
