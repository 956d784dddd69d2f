"""A PDF page as a picture, for pages whose text is none."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Final

from vbparse.errors import DamagedInput, LimitExceeded
from vbparse.readers.pages import Raster, Scan
from vbparse.readers.pdfium import open_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.readers.pdf_frame import Frame
    from vbparse.readers.pdf_objects import Picture
    from vbparse.readers.pdfium import Document
    from vbparse.settings import Settings

POINTS: Final = 72
DRAWN_DPI: Final = 300.0
"""Resolution for pages that hold no picture: their letters are curves, or fonts without a Unicode map."""
BROAD: Final = 0.1
"""Pictures that take a smaller share of the page (a seal, an emblem) do not tell its resolution."""
_BGR: Final = 2
_WHITE: Final = 0xFFFFFFFF


def scan_of(document: Document, number: int, frame: Frame, pictures: Sequence[Picture], settings: Settings) -> Scan:
    """Offer page `number` as a picture."""

    def draw(dpi: float) -> Raster:
        return _draw(document, number, (frame.width, frame.height), dpi, settings)

    return Scan(draw, _resolution(pictures, frame))


def _resolution(pictures: Sequence[Picture], frame: Frame) -> float:
    """Give the resolution of the largest picture."""
    least = BROAD * frame.width * frame.height
    broad = [picture for picture in pictures if picture.box.width * picture.box.height >= least]
    return max(broad, key=lambda picture: picture.pixels).dpi if broad else DRAWN_DPI


def _draw(document: Document, number: int, size: tuple[float, float], dpi: float, settings: Settings) -> Raster:
    """Draw a page of `size` points as displayed, without its annotations: what a stamp says is read from it."""
    scale = dpi / POINTS
    width, height = (max(1, round(scale * each)) for each in size)
    if width * height > settings.max_pixels:
        message = f"page {number} would be a picture of {width * height} pixels, more than {settings.max_pixels}"
        raise LimitExceeded(message)
    assert document.is_open, "the stream of pages has ended"
    data = bytearray(3 * width * height)
    with open_page(document, number) as page:
        if page is None:
            message = f"page {number} cannot be opened"
            raise DamagedInput(message)
        address = ctypes.addressof(ctypes.c_char.from_buffer(data))
        bitmap = page.api.create_bitmap(width, height, _BGR, address, 3 * width)
        try:
            page.api.fill_bitmap(bitmap, 0, 0, width, height, _WHITE)
            page.api.draw_page(bitmap, page.handle, 0, 0, width, height, 0, 0)
        finally:
            page.api.destroy_bitmap(bitmap)
    return Raster(width, height, 3, data)
