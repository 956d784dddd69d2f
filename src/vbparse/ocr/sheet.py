"""One page: from its picture to words on straight lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PIL import Image

from vbparse.geometry import inverse, product
from vbparse.ocr.clean import darken, flatten, grey_of, has_ink
from vbparse.ocr.paper import cut_out, find_sheet
from vbparse.ocr.recogniser import Picture
from vbparse.ocr.repair import find_doubts
from vbparse.ocr.upright import Stand, find_stand, small_copy, standing
from vbparse.ocr.words import place_words
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.diagnostics import Diagnostic
    from vbparse.geometry import Projection
    from vbparse.ocr.recogniser import Recogniser
    from vbparse.readers.pages import Page, Raster

LEVEL: Final = 1.0
"""Skew up to so many degrees is left in the picture: turning its pixels costs more marks than it saves."""
POINTS: Final = 72


class Print(NamedTuple):
    """A page made ready: grey pixels, upright, at `dpi`.

    `straight` carries places of the picture (points) onto straight lines, None where they are straight;
    `upright` carries places on straight lines to places of the page as displayed, None where they are the same.
    """

    pixels: Any
    dpi: float
    straight: Projection | None = None
    upright: Projection | None = None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        height, width = self.pixels.shape
        return POINTS * width / self.dpi, POINTS * height / self.dpi


def read_picture(page: Page, raster: Raster, dpi: float, recogniser: Recogniser) -> tuple[Page, list[Diagnostic]]:
    """Read a page from its picture."""
    made = prepare(raster, dpi, recogniser)
    if made is None:
        return page._replace(words=(), why=f"{page.why}, blank"), []
    words = place_words(recogniser.read(Picture(darken(made.pixels), made.dpi)), made.dpi, made.straight)
    why = f"{page.why}, read by OCR"
    width, height = made.size
    return page._replace(width=width, height=height, words=words, rules=(), upright=made.upright, why=why), find_doubts(
        page.number, words
    )


def prepare(raster: Raster, dpi: float, recogniser: Recogniser) -> Print | None:
    """Make the picture of a page ready for reading; None for a blank page."""
    grey = grey_of(raster)
    sheet = find_sheet(raster)
    lying: Projection | None = None  # from the sheet to the picture, points
    if sheet is not None:
        grey, back = cut_out(grey, sheet)
        lying = product(product(_scaled(sheet.dpi / POINTS), back), _scaled(POINTS / dpi))
        dpi = sheet.dpi
    grey = flatten(grey)
    if not has_ink(grey):
        return None
    stand = find_stand(small_copy(grey, dpi))
    if not stand.is_sure:
        turns = recogniser.turns(Picture(grey, dpi))
        if turns is not None:
            stand = find_stand(small_copy(np.rot90(grey, turns), dpi))._replace(turns=turns)
    height, width = (POINTS * side / dpi for side in grey.shape)
    upright = standing(width, height, stand)
    grey, left = straightened(grey, stand)
    made = Print(grey, dpi)
    if left:
        tilt = standing(*made.size, Stand(skew=left))
        made = made._replace(straight=inverse(tilt) if tilt else None)
    if lying is not None:
        upright = product(upright, lying) if upright else lying
    return made._replace(upright=upright)


def straightened(grey: Any, stand: Stand) -> tuple[Any, float]:
    """Set a picture upright; gives the skew that was left in it."""
    turned = np.ascontiguousarray(np.rot90(grey, stand.turns)) if stand.turns else grey
    if abs(stand.skew) <= LEVEL:
        return turned, stand.skew
    image = Image.fromarray(turned).rotate(-stand.skew, Image.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(image), 0.0


def _scaled(factor: float) -> Projection:
    return factor, 0.0, 0.0, 0.0, factor, 0.0, 0.0, 0.0, 1.0
