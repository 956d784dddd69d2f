"""One page: from its picture to words on straight lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PIL import Image

from vbparse.ocr.clean import flatten, grey_of, has_ink
from vbparse.ocr.recogniser import Picture
from vbparse.ocr.repair import find_doubts
from vbparse.ocr.upright import Stand, find_stand, inverse, product, small_copy, upright
from vbparse.ocr.words import place_words

if TYPE_CHECKING:
    from vbparse.diagnostics import Diagnostic
    from vbparse.ocr.recogniser import Recogniser
    from vbparse.readers.pages import Page, Raster

LEVEL: Final = 1.0
"""Skew up to so many degrees is left in the picture: turning its pixels costs more marks than it saves."""


def read_picture(page: Page, raster: Raster, dpi: float, recogniser: Recogniser) -> tuple[Page, list[Diagnostic]]:
    """Read a page from its picture."""
    grey = flatten(grey_of(raster))
    if not has_ink(grey):
        return page._replace(words=(), why=f"{page.why}, blank"), []
    stand = find_stand(small_copy(grey, dpi))
    grey, left = straightened(grey, stand)
    scale = 72 / dpi
    height, width = (scale * each for each in grey.shape)
    back = upright(page.width, page.height, stand)
    straighten = None
    if left:
        tilted = upright(width, height, Stand(skew=left))
        straighten = inverse(tilted) if tilted else None
    words = place_words(recogniser.read(Picture(grey, dpi)), dpi, straighten)
    why = f"{page.why}, read by OCR"
    if stand.turns % 2:
        page = page._replace(width=page.height, height=page.width)
    return page._replace(words=words, rules=(), upright=back, why=why), find_doubts(page.number, words)


def straightened(grey: Any, stand: Stand) -> tuple[Any, float]:
    """Set a picture upright; gives the skew that was left in it."""
    turned = np.ascontiguousarray(np.rot90(grey, stand.turns)) if stand.turns else grey
    if abs(stand.skew) <= LEVEL:
        return turned, stand.skew
    image = Image.fromarray(turned).rotate(-stand.skew, Image.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(image), 0.0
