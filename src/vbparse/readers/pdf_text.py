"""The text of a PDF page, letter for letter as PDFium counts them, and its cutting into words."""

from __future__ import annotations

import ctypes
from array import array
from itertools import repeat
from typing import TYPE_CHECKING, Final

from vbparse.patterns import compile_pattern
from vbparse.readers.printable import JUNK
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.readers.pdfium import OpenPage

SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
_LINE_HYPHENS = "\x02" + chr(0xFFFE)
"""What PDFium puts for a hyphen at the end of a line, where it also drops the line break (real file: a
number `1676/SNV-` + `TCBC` came as one word)."""

_HYPHENS = compile_pattern(f"[{SOFT_HYPHEN}{_LINE_HYPHENS}]")
_WORD = compile_pattern(rf"[^\s{_LINE_HYPHENS}]+[{_LINE_HYPHENS}]?|[{_LINE_HYPHENS}]")

_NEIGHBOURS: Final = 1.15
"""Middles of neighbouring letters are at most as far apart as the larger of them is wide or high."""


class Tokens(NamedTuple):
    """The words of a page as parallel lists: places of their first and last letters in its text, what they read."""

    firsts: list[int]
    lasts: list[int]
    texts: list[str]


def read_text(page: OpenPage, count: int) -> str:
    """Give the page's text with exactly one character per index of PDFium's own count.

    Hyphens are decided here, where their boxes are known: a soft hyphen that was printed is a hyphen (Word
    exports each "-" as U+00AD); what has no place of its own becomes NUL, which no word keeps, or the line
    break that PDFium took it for.
    """
    buffer = ctypes.create_string_buffer(2 * count + 2)
    written = max(page.api.get_text(page.text, 0, count, ctypes.addressof(buffer)) - 1, 0)
    text = buffer.raw[: 2 * written].decode("utf-16-le", "surrogatepass")
    if len(text) != count:  # NULs are left out of GetText, pairs may count twice
        text = "".join(map(chr, map(_valid, map(page.api.get_unicode, repeat(page.text, count), range(count)))))
    return _with_hyphens(page, text) if _HYPHENS.search(text) else text


def split_words(text: str) -> Tokens:
    """Cut a page's text into words; what has no printed form is left out of them."""
    tokens = Tokens([], [], [])
    if JUNK.search(text):  # line-end hyphens are among it
        for found in _WORD.finditer(text):
            word = found[0]
            if not word.isprintable():
                word = clean(word)
            if word:
                add(tokens, found.start(), found.end() - 1, word)
        return tokens
    place = 0
    for word in text.split():
        place = text.index(word, place)
        tokens.firsts.append(place)
        place += len(word)
        tokens.lasts.append(place - 1)
        tokens.texts.append(word)
    return tokens


def add(tokens: Tokens, first: int, last: int, word: str) -> None:
    """Append a word."""
    tokens.firsts.append(first)
    tokens.lasts.append(last)
    tokens.texts.append(word)


def clean(text: str) -> str:
    """Restore hyphens of line ends, join surrogate pairs, strip what has no printed form."""
    for hyphen in _LINE_HYPHENS:
        text = text.replace(hyphen, "-")
    if any(0xD800 <= ord(char) <= 0xDFFF for char in text):  # noqa: PLR2004 (the surrogates)
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return JUNK.sub("", text)


def letter_boxes(page: OpenPage, indexes: Sequence[int]) -> list[float]:
    """Give four numbers a letter, in the page's own coordinates: left, top, right, bottom."""
    boxes = array("f", bytes(16 * len(indexes)))
    base = boxes.buffer_info()[0]
    for _ in map(page.api.loose_box, repeat(page.text), indexes, range(base, base + 16 * len(indexes), 16)):
        pass
    return boxes.tolist()


def _valid(code: int) -> int:
    return code if code <= 0x10FFFF else 0  # noqa: PLR2004 (the last code point)


def _with_hyphens(page: OpenPage, text: str) -> str:
    """Decide the hyphens of a text by their boxes, without changing its length."""
    places = [found.start() for found in _HYPHENS.finditer(text)]
    last = len(text) - 1
    boxes = letter_boxes(page, [near for place in places for near in (max(place - 1, 0), place, min(place + 1, last))])
    chars = list(text)
    for k, place in enumerate(places):
        before, own, after = (boxes[12 * k + 4 * j : 12 * k + 4 * j + 4] for j in range(3))
        printed = (own[0] != own[2] or own[1] != own[3]) and not (place and own == before)
        if not printed:
            chars[place] = "\n" if _apart(own, after) else "\0"
        elif chars[place] == SOFT_HYPHEN:
            chars[place] = "-"
    return "".join(chars)


def _apart(box: Sequence[float], next_box: Sequence[float]) -> bool:
    """Tell whether two letters stand too far apart to be neighbours on a line."""
    (left, top, right, bottom), (left2, top2, right2, bottom2) = box, next_box
    size = max(right - left, top - bottom, right2 - left2, top2 - bottom2)
    return max(abs(left + right - left2 - right2), abs(top + bottom - top2 - bottom2)) / 2 > _NEIGHBOURS * size
