"""One page: from its picture to words on straight lines."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PIL import Image

from vbparse.diagnostics import Diagnostic
from vbparse.errors import DamagedInput
from vbparse.geometry import Box, inverse, product, project_box
from vbparse.grid import find_grids
from vbparse.ocr.cache import remember_page
from vbparse.ocr.cells import read_cells, tables_of, without_tables
from vbparse.ocr.clean import darken, flatten, grey_of, has_ink, without_streaks
from vbparse.ocr.columns import lay_under, put_back
from vbparse.ocr.leftovers import read_leftovers
from vbparse.ocr.marks import mend_marks
from vbparse.ocr.paper import cut_out, find_sheet
from vbparse.ocr.recogniser import Picture
from vbparse.ocr.repair import find_doubts
from vbparse.ocr.rulings import find_rulings
from vbparse.ocr.spots import level
from vbparse.ocr.upright import Stand, find_stand, small_copy, standing
from vbparse.ocr.words import place_words
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vbparse.geometry import Projection
    from vbparse.ocr.recogniser import Recogniser, Seen
    from vbparse.readers.pages import Page, Raster, Rule, Word

LEVEL: Final = 1.0
"""Skew up to so many degrees is left in the picture: turning its pixels costs more marks than it saves."""
POINTS: Final = 72


class Print(NamedTuple):
    """A page made ready: grey pixels, upright, at `dpi`, whose lines may still rise by `skew` degrees.

    `upright` carries places on level lines to places of the page as displayed, None where they are the same.
    """

    pixels: Any
    dpi: float
    skew: float = 0.0
    upright: Projection | None = None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        height, width = self.pixels.shape
        return POINTS * width / self.dpi, POINTS * height / self.dpi


def read_picture(  # noqa: PLR0913 (what a page needs, handed to another thread at once)
    page: Page, raster: Raster, dpi: float, recogniser: Recogniser, *, key: str = "", seconds: float = 60.0
) -> tuple[Page, list[Diagnostic]]:
    """Read a page from its picture, drawn at `dpi`; what was read is noted under `key` to be kept.

    Raises `LimitExceeded` if the engine takes longer than `seconds`, `OcrUnavailable`.
    """
    page = page._replace(scan=None)
    made = prepare(raster, dpi, recogniser)
    if made is None:
        return page._replace(words=(), why=f"{page.why}, blank"), []
    try:
        words, rules = read_print(made, recogniser, seconds)
    except DamagedInput:
        why = f"{page.why}, not read"
        return page._replace(words=(), why=why), [Diagnostic("PAGE_PICTURE", values={"page": page.number})]
    width, height = made.size
    read = page._replace(
        width=width,
        height=height,
        words=(*words, *_stamped(page.words, made.upright)),
        rules=tuple(rules),
        why=f"{page.why}, read by OCR",
        upright=made.upright,
        engine=recogniser.name,
    )
    findings = find_doubts(page.number, words)
    if key:
        remember_page(key, read, findings)
    return read, findings


def read_print(made: Print, recogniser: Recogniser, seconds: float) -> tuple[tuple[Word, ...], list[Rule]]:
    """Give the words and the ruled lines of a page that was made ready."""
    pixels, dpi, skew, _ = made
    rules = find_rulings(pixels, dpi, skew)
    tables = tables_of(find_grids(rules))
    if tables:  # cells are cut out along level lines
        pixels, skew = sheared(pixels, skew), 0.0
    pixels = darken(pixels)
    rest = without_tables(pixels, tables, dpi) if tables else pixels
    seen: list[Seen] = []
    if not tables or has_ink(rest):
        small = small_copy(rest, dpi)
        laid, moves = lay_under(rest, level(small, skew), dpi, skew)
        seen = list(put_back(recogniser.read(Picture(laid, dpi), seconds=seconds), moves))
        seen += read_leftovers(seen, rest, small, dpi, recogniser)
    last = max((each.line for each in seen), default=0)
    seen = list(mend_marks(seen, pixels))
    cells = read_cells(Picture(pixels, dpi), tables, recogniser, line=last, seconds=seconds)
    seen += mend_marks(cells, pixels, is_clean=True)
    tilt = standing(*made.size, Stand(skew=skew))
    return place_words(seen, dpi, inverse(tilt) if tilt else None), rules


def _stamped(words: Iterable[Word], upright: Projection | None) -> Iterator[Word]:
    """Put what is printed over the picture (the stamp of signing software) where it is on the page set straight."""
    straight = inverse(upright) if upright is not None else None
    for word in words:
        if straight is None:
            yield word
        else:
            box = project_box(straight, Box(word.x0, word.top, word.x1, word.bottom))
            yield word._replace(x0=box.x0, top=box.top, x1=box.x1, bottom=box.bottom, baseline=box.bottom)


def prepare(raster: Raster, dpi: float, recogniser: Recogniser) -> Print | None:
    """Make the picture of a page ready for reading; None for a blank page."""
    grey = grey_of(raster)
    sheet = find_sheet(raster)
    lying: Projection | None = None  # from the sheet to the picture, points
    if sheet is not None:
        grey, back = cut_out(grey, sheet)
        lying = product(product(_scaled(sheet.dpi / POINTS), back), _scaled(POINTS / dpi))
        dpi = sheet.dpi
    grey = without_streaks(flatten(grey))
    if not has_ink(grey):
        return None
    stand = find_stand(small_copy(grey, dpi))
    if not stand.is_sure:
        stand = _asked(grey, dpi, stand, recogniser)
    height, width = (POINTS * side / dpi for side in grey.shape)
    upright = standing(width, height, stand)
    grey, skew = straightened(grey, stand)
    if lying is not None:
        upright = product(upright, lying) if upright else lying
    return Print(grey, dpi, skew, upright)


def _asked(grey: Any, dpi: float, stand: Stand, recogniser: Recogniser) -> Stand:
    """Ask the engine how a page is turned, where its lines do not show it."""
    turns = recogniser.turns(Picture(grey, dpi))  # at half the resolution it errs on tables
    if turns is None or turns == stand.turns:
        return stand
    return find_stand(small_copy(np.ascontiguousarray(np.rot90(grey, turns)), dpi))._replace(turns=turns)


def straightened(grey: Any, stand: Stand) -> tuple[Any, float]:
    """Set a picture upright; gives the skew that was left in it."""
    turned = np.ascontiguousarray(np.rot90(grey, stand.turns)) if stand.turns else grey
    if abs(stand.skew) <= LEVEL:
        return turned, stand.skew
    image = Image.fromarray(turned).rotate(-stand.skew, Image.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(image), 0.0


def sheared(pixels: Any, skew: float) -> Any:
    """Level lines by moving columns and rows of pixels as wholes: no pixel is blended with another."""
    slope = np.tan(np.radians(skew))
    height, width = pixels.shape
    moved = np.full_like(pixels, 255)
    for first, after, by in _steps(width, slope):
        if by >= 0:
            moved[by:, first:after] = pixels[: height - by, first:after]
        else:
            moved[:by, first:after] = pixels[-by:, first:after]
    level = np.full_like(pixels, 255)
    for first, after, by in _steps(height, -slope):
        if by >= 0:
            level[first:after, by:] = moved[first:after, : width - by]
        else:
            level[first:after, :by] = moved[first:after, -by:]
    return level


def _steps(length: int, slope: float) -> Iterator[tuple[int, int, int]]:
    """Yield stretches of a side and how far each is moved across it; the middle stays."""
    shifts = np.rint((np.arange(length) - length / 2) * slope).astype(int)
    edges = [0, *(np.flatnonzero(np.diff(shifts)) + 1).tolist(), length]
    for first, after in pairwise(edges):
        yield first, after, int(shifts[first])


def _scaled(factor: float) -> Projection:
    return factor, 0.0, 0.0, 0.0, factor, 0.0, 0.0, 0.0, 1.0
