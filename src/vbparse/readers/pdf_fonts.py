"""Fonts of the printed words, read once per run of text."""

from __future__ import annotations

import ctypes
import math
import re
from array import array
from itertools import repeat
from typing import TYPE_CHECKING, Final

from vbparse.patterns import compile_pattern
from vbparse.readers.pages import Font
from vbparse.readers.pdfium import FORCE_BOLD, INVISIBLE, ITALIC, STROKED
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vbparse.readers.pdfium import OpenPage

_SUBSET_TAG = compile_pattern(r"^[A-Z]{6}\+")
_BOLD_NAME = compile_pattern(r"bold|black|heavy", re.IGNORECASE)
_ITALIC_NAME = compile_pattern(r"italic|oblique", re.IGNORECASE)
_NAME_BYTES: Final = 512
_NAME_LETTERS: Final = 80
_SLANT: Final = 0.1
"""A text matrix that leans more than this (tangent) makes italics of an upright font."""
_TWIN: Final = 0.05
"""Text drawn again within this many sizes of itself looks bold."""
_MAX_SPARE: Final = 400


class Run(NamedTuple):
    """Words from one text object: `first` and `after` index the words, the rest holds for all of them.

    `a` and `b` are the direction of writing and `(e, f)` is a point of the baseline, in the page's own
    coordinates.
    """

    first: int
    after: int
    handle: int
    font: Font
    a: float
    b: float
    e: float
    f: float


class FontBook:
    """The fonts of one document, each held once however many words use it."""

    def __init__(self) -> None:
        """Begin with no fonts."""
        self._known: dict[Font, Font] = {}

    def same(self, font: Font) -> Font:
        """Give the one object that stands for this font."""
        return self._known.setdefault(font, font)

    def names(self) -> set[str]:
        """Give the names of all fonts so far."""
        return {font.name for font in self._known}


def read_runs(page: OpenPage, starts: Sequence[int], book: FontBook) -> list[Run]:
    """Cut the words (indexes of their first letters) into runs and read each run's font."""
    heads, handles = _heads(page, starts)
    letters = [starts[k] for k in heads]
    sizes = map(page.api.char_size, repeat(page.text), letters)
    numbers = _matrices(lambda at: map(page.api.char_matrix, repeat(page.text), letters, at), len(letters))
    faces: dict[int, tuple[str, bool, bool]] = {}  # by handle: kept no longer than the page, for it is used again
    fonts: dict[tuple[float, ...], Font] = {}
    runs: list[Run] = []
    for k, (handle, size, first, after) in enumerate(
        zip(handles, sizes, heads, (*heads[1:], len(starts)), strict=True)
    ):
        a, b, c, d, e, f = numbers[6 * k : 6 * k + 6]
        face, mode = (page.api.object_font(handle) or 0, page.api.render_mode(handle)) if handle else (0, 0)
        key = (face, mode, size, a, b, c, d)
        font = fonts.get(key)
        if font is None:
            if face not in faces:
                faces[face] = _read_face(page, face)
            font = fonts[key] = book.same(_font(faces[face], mode, size, (a, b, c, d)))
        runs.append(Run(first, after, handle, font, a, b, e, f))
    return runs


def _heads(page: OpenPage, starts: Sequence[int]) -> tuple[list[int], list[int]]:
    """Give the words with which a new text object begins, and the handles of those objects (0 for none).

    The words of an object follow each other, so that two words of one object have only such between them:
    halving takes far fewer calls than asking for each word.
    """
    object_at = page.api.char_object
    last = len(starts) - 1
    heads, handles = [0], [object_at(page.text, starts[0]) or 0]
    stack = [(0, handles[0], last, object_at(page.text, starts[last]) or 0)]
    while stack:
        low, before, high, after = stack.pop()
        if before == after:
            continue
        if high - low == 1:
            heads.append(high)
            handles.append(after)
            continue
        middle = (low + high) // 2
        between = object_at(page.text, starts[middle]) or 0
        stack.append((middle, between, high, after))
        stack.append((low, before, middle, between))
    return heads, handles


def embolden(page: OpenPage, runs: list[Run], drawn: Sequence[int], count: int, book: FontBook) -> list[Run]:
    """Mark runs as bold that were drawn twice, a hair apart (PDFium gives their text once).

    `drawn` are all text objects of the page, `count` its letters. Pages that draw each letter by itself
    are looked at only if they draw more letters than they have.
    """
    own = {run.handle for run in runs}
    spare = [handle for handle in drawn if handle not in own]
    if not spare or (len(spare) > _MAX_SPARE and len(drawn) <= count):
        return runs
    numbers = _matrices(lambda at: map(page.api.object_matrix, spare, at), len(spare))
    near: dict[tuple[float, float], list[tuple[float, float]]] = {}
    for x, y in zip(numbers[4::6], numbers[5::6], strict=True):
        for cell in {(left // 2, low // 2) for left in (x - 1, x + 1) for low in (y - 1, y + 1)}:
            near.setdefault(cell, []).append((x, y))
    return [
        run._replace(font=book.same(run.font._replace(bold=True)))
        if not run.font.bold and _has_twin(run, near.get((run.e // 2, run.f // 2), ()))
        else run
        for run in runs
    ]


def _has_twin(run: Run, places: Iterable[tuple[float, float]]) -> bool:
    apart = min(_TWIN * run.font.size, 1.0)
    return any(0 < math.hypot(x - run.e, y - run.f) <= apart for x, y in places)


def _matrices(fill: Callable[[range], Iterable[object]], count: int) -> list[float]:
    """Let `fill` write `count` matrices to the addresses it is given; six numbers each."""
    buffer = array("f", bytes(24 * count))
    base = buffer.buffer_info()[0]
    for _ in fill(range(base, base + 24 * count, 24)):
        pass
    return buffer.tolist()


def _read_face(page: OpenPage, face: int) -> tuple[str, bool, bool]:
    """Give name, bold, italic of a font."""
    if not face:
        return "", False, False
    buffer = ctypes.create_string_buffer(_NAME_BYTES)
    size = min(page.api.font_name(face, ctypes.addressof(buffer), _NAME_BYTES), _NAME_BYTES)
    raw = buffer.raw[:size].split(b"\0")[0].decode("utf-8", "replace")
    name = _SUBSET_TAG.sub("", "".join(char for char in raw if char.isprintable()))[:_NAME_LETTERS]
    flags = max(page.api.font_flags(face), 0)
    return name, bool(_BOLD_NAME.search(name) or flags & FORCE_BOLD), bool(_ITALIC_NAME.search(name) or flags & ITALIC)


def _font(face: tuple[str, bool, bool], mode: int, size: float, matrix: tuple[float, float, float, float]) -> Font:
    """Combine a face with the way it is drawn; the true size is the font size times the matrix' height."""
    name, bold, italic = face
    a, b, c, d = matrix
    length = math.hypot(a, b)
    height = abs(a * d - b * c) / length if length else math.hypot(c, d)
    leans = height > 0 and abs(a * c + b * d) > _SLANT * height * length
    return Font(name, round(size * height, 2), bold or mode in STROKED, italic or leans, mode == INVISIBLE)
