"""The text of a PDF page, letter for letter as PDFium counts them, and its cutting into words."""

from __future__ import annotations

import ctypes
import re
from array import array
from itertools import repeat
from typing import TYPE_CHECKING, Final, NamedTuple

from vbparse.readers.printable import JUNK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.readers.pdfium import OpenPage

SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
_LINE_HYPHENS = "\x02" + chr(0xFFFE)
"""What PDFium puts for a hyphen at the end of a line, where it also drops the line break (real file: a
number `1676/SNV-` + `TCBC` came as one word)."""

_HYPHENS = re.compile(f"[{SOFT_HYPHEN}{_LINE_HYPHENS}]")
_WORD = re.compile(rf"[^\s{_LINE_HYPHENS}]+[{_LINE_HYPHENS}]?|[{_LINE_HYPHENS}]")


class Token(NamedTuple):
    """A word in the text of its page: indexes of its first and last letter, and what it reads."""

    first: int
    last: int
    text: str


def read_text(page: OpenPage, count: int) -> str:
    """Give the page's text with exactly one character per index of PDFium's own count.

    Hyphens are decided here, where their boxes are known: a soft hyphen that was printed is a hyphen (Word
    exports each "-" as U+00AD); what has no place of its own becomes NUL, which no word keeps.
    """
    buffer = ctypes.create_string_buffer(2 * count + 2)
    written = max(page.api.get_text(page.text, 0, count, ctypes.addressof(buffer)) - 1, 0)
    text = buffer.raw[: 2 * written].decode("utf-16-le", "surrogatepass")
    if len(text) != count:  # NULs are left out of GetText, pairs may count twice
        text = "".join(map(chr, map(_valid, map(page.api.get_unicode, repeat(page.text, count), range(count)))))
    return _with_hyphens(page, text) if _HYPHENS.search(text) else text


def split_words(text: str) -> list[Token]:
    """Cut a page's text into words; what has no printed form is left out of them."""
    tokens = [Token(found.start(), found.end() - 1, found[0]) for found in _WORD.finditer(text)]
    if not JUNK.search(text):
        return tokens
    cleaned = (token._replace(text=clean(token.text)) for token in tokens)
    return [token for token in cleaned if token.text]


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
    places = [found.start() for found in _HYPHENS.finditer(text)]
    boxes = letter_boxes(page, [index for place in places for index in (max(place - 1, 0), place)])
    chars = list(text)
    for k, place in enumerate(places):
        before, own = boxes[8 * k : 8 * k + 4], boxes[8 * k + 4 : 8 * k + 8]
        if (own[0] == own[2] and own[1] == own[3]) or (place and own == before):
            chars[place] = "\0"
        elif chars[place] == SOFT_HYPHEN:
            chars[place] = "-"
    return "".join(chars)
