"""Words of a PDF page: text once per page, two boxes per word, a font per run of text."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Final

from vbparse.readers.pages import Word
from vbparse.readers.pdf_fonts import FontBook, Run, embolden, read_runs
from vbparse.readers.pdf_spacing import respace
from vbparse.readers.pdf_text import Token, letter_boxes, read_text, split_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.geometry import Box
    from vbparse.readers.pdf_frame import Frame
    from vbparse.readers.pdfium import OpenPage

ASCENT: Final = 0.891
DESCENT: Final = 0.216
"""Reach of Times New Roman above and below the baseline, in sizes. PDFium's own boxes end at the ink of
their letter in many fonts, so that the words of a line would have boxes of different heights."""
_LEVEL: Final = 0.05
"""Text that climbs more than this (tangent) is not level."""
_PROBES: Final = 100
"""Words of a page that are asked whether the font's Unicode map covers them."""


def read_words(
    page: OpenPage, count: int, frame: Frame, drawn: Sequence[int], book: FontBook
) -> tuple[list[Word], float]:
    """Read the words of a text page of `count` characters, in the order of the content stream.

    `drawn` are the handles of all text objects of the page. Returns the words, in displayed coordinates, and the share of them (0 to 1) whose first letter the
    font's Unicode map does not really cover. Words off the page are left out.
    """
    text = read_text(page, count)
    tokens = respace(page, text, split_words(text))
    if not tokens:
        return [], 0.0
    firsts = [token.first for token in tokens]
    probes = firsts[:: max(1, len(firsts) // _PROBES)]
    faults = sum(map(page.api.map_error, repeat(page.text), probes)) / len(probes)
    runs = embolden(page, read_runs(page, firsts, book), drawn, count, book)
    return _on_page(_place(page, tokens, runs, frame), frame), faults


def _place(page: OpenPage, tokens: Sequence[Token], runs: Sequence[Run], frame: Frame) -> list[Word]:
    """Give each word its box: along the line from its letters, across it from its font's size."""
    texts = [token.text for token in tokens]
    firsts = letter_boxes(page, [token.first for token in tokens])
    lasts = letter_boxes(page, [token.last for token in tokens])
    x0s, x1s = frame.along(firsts, lasts)
    words: list[Word] = []
    for first, after, _, font, a, b, e, f in runs:
        dx, dy = frame.direction(a, b)
        if dx <= 0 or abs(dy) > _LEVEL * dx:
            boxes = (_around(firsts[4 * k : 4 * k + 4], lasts[4 * k : 4 * k + 4], frame) for k in range(first, after))
            words.extend(
                Word(text, *box, box.bottom, font) for text, box in zip(texts[first:after], boxes, strict=True)
            )
            continue
        baseline = frame.point(e, f)[1]
        top, bottom = baseline - ASCENT * font.size, baseline + DESCENT * font.size
        words.extend(
            Word(text, x0, top, x1, bottom, baseline, font)
            for text, x0, x1 in zip(texts[first:after], x0s[first:after], x1s[first:after], strict=True)
        )
    return words


def _around(first: Sequence[float], last: Sequence[float], frame: Frame) -> Box:
    """Give the displayed box around two letters (left, top, right, bottom each) of tilted text."""
    left, top, right, bottom = first
    left2, top2, right2, bottom2 = last
    return frame.box(min(left, left2), min(bottom, bottom2), max(right, right2), max(top, top2))


def _on_page(words: list[Word], frame: Frame) -> list[Word]:
    """Leave out words whose middle is off the page, and cut boxes at its edges."""
    width, height = frame.width, frame.height
    if all(0 <= x0 <= x1 <= width and top >= 0 and bottom <= height for _, x0, top, x1, bottom, _, _ in words):
        return words
    kept = (_clipped(word, width, height) for word in words)
    return [word for word in kept if word is not None]


def _clipped(word: Word, width: float, height: float) -> Word | None:
    x0, x1 = min(word.x0, word.x1), max(word.x0, word.x1)
    if not (0 <= (x0 + x1) / 2 <= width and 0 <= (word.top + word.bottom) / 2 <= height):
        return None
    return word._replace(x0=max(x0, 0.0), x1=min(x1, width), top=max(word.top, 0.0), bottom=min(word.bottom, height))
