"""The three things that are timed against each other, each as a function of a file."""

from __future__ import annotations

import ctypes
import re
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pypdfium2

_WORD = re.compile(r"\S+")


class Word(NamedTuple):
    """A word as tuples keep it: text, box in points of the page, font."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    font: str
    size: float


def pypdfium2_words(path: Path) -> list[Word]:
    """Read all words with box, font and size: the plain loop that programs of the field use.

    The text of a page at once, words parted at blanks, for each word the boxes of its first and last
    character and the font of its first.
    """
    import pypdfium2

    words = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text_page = page.get_textpage()
            words += _words_of_page(text_page)
            text_page.close()
            page.close()
    return words


def _words_of_page(text_page: pypdfium2.PdfTextPage) -> list[Word]:
    words = []
    for found in _WORD.finditer(text_page.get_text_range()):
        left, bottom, _, top = text_page.get_charbox(found.start(), loose=True)
        _, low, right, high = text_page.get_charbox(found.end() - 1, loose=True)
        font, size = _font(text_page, found.start())
        words.append(Word(found[0], left, min(bottom, low), right, max(top, high), font, size))
    return words


def _font(text_page: pypdfium2.PdfTextPage, index: int) -> tuple[str, float]:
    import pypdfium2.raw

    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pypdfium2.raw.FPDFText_GetFontInfo(text_page, index, name, 128, flags)
    return sys.intern(name.value.decode("utf-8", "replace")), pypdfium2.raw.FPDFText_GetFontSize(text_page, index)


def pdfplumber_words(path: Path) -> int:
    """Read all words with box, font and size through pdfplumber, page by page, and count them."""
    import pdfplumber

    count = 0
    with pdfplumber.open(path) as document:
        for page in document.pages:
            count += len(page.extract_words(extra_attrs=["fontname", "size"]))
            page.close()
    return count


def vbparse_parse(path: Path) -> object:
    """Read the whole plan."""
    import vbparse

    return vbparse.parse(path)


READERS: dict[str, Callable[[Path], object]] = {
    "pypdfium2 words": pypdfium2_words,
    "pdfplumber words": pdfplumber_words,
    "vbparse parse": vbparse_parse,
}
