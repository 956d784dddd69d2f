"""Words of a PDF page: text once per page, two boxes per word, a font per run of text."""

from __future__ import annotations

from itertools import repeat
from operator import le
from typing import TYPE_CHECKING, Final, cast

from vbparse.readers.pages import Word
from vbparse.readers.pdf_fonts import FontBook, Run, embolden, read_runs
from vbparse.readers.pdf_spacing import respace
from vbparse.readers.pdf_text import Tokens, letter_boxes, read_text, split_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vbparse.geometry import Box
    from vbparse.readers.pages import Font
    from vbparse.readers.pdf_frame import Frame
    from vbparse.readers.pdfium import OpenPage

ASCENT: Final = 0.891
DESCENT: Final = 0.216
"""Reach of Times New Roman above and below the baseline, in sizes. PDFium's own boxes end at the ink of
their letter in many fonts, so that the words of a line would have boxes of different heights."""
_LEVEL: Final = 0.05
"""Text that climbs more than this (tangent) is not level."""
_PROBES: Final = 60
"""Words of a page that are asked whether the font's Unicode map covers them."""
_new_word = cast("Callable[[type[Word], tuple[object, ...]], Word]", tuple.__new__)
"""Word's own constructor takes twice the time; a page has some 500 words."""


def read_words(
    page: OpenPage, count: int, frame: Frame, drawn: Sequence[int], book: FontBook
) -> tuple[list[Word], float]:
    """Read the words of a text page of `count` characters, in the order of the content stream.

    `drawn` are the handles of all text objects of the page. Returns the words, in displayed coordinates, and
    the share of them (0 to 1) whose first letter the font's Unicode map does not really cover. Words off the
    page are left out.
    """
    text = read_text(page, count)
    tokens = split_words(text)
    respace(page, text, tokens)
    if not tokens.texts:
        return [], 0.0
    faults = _share_of_faults(page, tokens)
    runs = embolden(page, read_runs(page, tokens.firsts, book), drawn, count, book)
    return _place(page, tokens, runs, frame), faults


def _share_of_faults(page: OpenPage, tokens: Tokens) -> float:
    """Ask some of the words; single letters are left out, for bullets of symbol fonts have no Unicode value."""
    step = max(1, len(tokens.texts) // _PROBES)
    asked = [first for first, word in zip(tokens.firsts[::step], tokens.texts[::step], strict=True) if len(word) > 1]
    return sum(map(page.api.map_error, repeat(page.text), asked)) / len(asked) if asked else 0.0


def _place(page: OpenPage, tokens: Tokens, runs: Sequence[Run], frame: Frame) -> list[Word]:
    """Give each word its box: along the line from its letters, across it from its font's size."""
    firsts, lasts = letter_boxes(page, tokens.firsts), letter_boxes(page, tokens.lasts)
    x0s, x1s = frame.along(firsts, lasts)
    across: list[tuple[float, float, float, Font]] = []  # top, bottom, baseline, font of each word
    highest, lowest = 0.0, frame.height
    for first, after, _, font, a, b, e, f in runs:
        dx, dy = frame.direction(a, b)
        if dx > 0 and abs(dy) < _LEVEL * dx:
            baseline = frame.point(e, f)[1]
            level = (baseline - ASCENT * font.size, baseline + DESCENT * font.size, baseline, font)
            across += [level] * (after - first)
            highest, lowest = min(highest, level[0]), max(lowest, level[1])
            continue
        for k in range(first, after):
            box = _around(firsts[4 * k : 4 * k + 4], lasts[4 * k : 4 * k + 4], frame)
            x0s[k], x1s[k] = box.x0, box.x1
            across.append((box.top, box.bottom, box.bottom, font))
            highest, lowest = min(highest, box.top), max(lowest, box.bottom)
    words = [
        _new_word(Word, (text, x0, top, x1, bottom, baseline, font, None, None))
        for text, x0, x1, (top, bottom, baseline, font) in zip(tokens.texts, x0s, x1s, across, strict=True)
    ]
    if highest >= 0 and lowest <= frame.height and min(x0s) >= 0 and max(x1s) <= frame.width and all(map(le, x0s, x1s)):
        return words
    return [word for word in (_clipped(word, frame.width, frame.height) for word in words) if word]


def _around(first: Sequence[float], last: Sequence[float], frame: Frame) -> Box:
    """Give the displayed box around two letters (left, top, right, bottom each) of tilted text."""
    left, top, right, bottom = first
    left2, top2, right2, bottom2 = last
    return frame.box(min(left, left2), min(bottom, bottom2), max(right, right2), max(top, top2))


def _clipped(word: Word, width: float, height: float) -> Word | None:
    x0, x1 = min(word.x0, word.x1), max(word.x0, word.x1)
    if not (0 <= (x0 + x1) / 2 <= width and 0 <= (word.top + word.bottom) / 2 <= height):
        return None
    return word._replace(x0=max(x0, 0.0), x1=min(x1, width), top=max(word.top, 0.0), bottom=min(word.bottom, height))
