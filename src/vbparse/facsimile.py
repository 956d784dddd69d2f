"""Pages of a document as pictures, for people to look at: of a PDF file, or of a scan that is a picture file.

A page is shown as displayed, so places of a plan's evidence (points from the top left) lie on it times the scale.
"""

from __future__ import annotations

import ctypes
import io
import json
from math import sqrt
from typing import TYPE_CHECKING, Any, Final

from vbparse.errors import DamagedInput, InputError, UnsupportedInput
from vbparse.readers import jpeg, pdf, png, tiff
from vbparse.readers.foreign import HEAD
from vbparse.readers.frames import POINTS, read_frames
from vbparse.readers.pdfium import Document, open_page
from vbparse.readers.source import open_source
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.readers.pages import Page
    from vbparse.readers.source import Source
    from vbparse.settings import Settings

MEDIA_TYPES: Final = frozenset({pdf.MEDIA_TYPE, png.MEDIA_TYPE, jpeg.MEDIA_TYPE, tiff.MEDIA_TYPE})
"""Of the documents that have pages to look at."""
_PICTURES: Final = (png, jpeg, tiff)
_BGRX: Final = 3
_WHITE: Final = 0xFFFFFFFF
_ANNOTATIONS: Final = 1
"""Stamps, and numbers that were filled in, are shown as well."""
_FEW_COLOURS: Final = 4096
"""Print and drawings have fewer; more is a photograph."""
_PALETTE: Final = 64
_QUALITY: Final = 85


class View(NamedTuple):
    """What is asked for: a page (from 1) of the document `source` (a path) with this content, `scale` pixels a point."""

    source: str
    sha256: str
    settings: Settings
    page: int = 1
    scale: float = 1.5


def draw_page(view: View) -> bytes:
    """Give a page as a PNG (print) or JPEG (photographs, scans); work for a child process.

    One that would have too many pixels is drawn smaller. Raises `UnsupportedInput` for a document without pages,
    `InputError` where the content or the page is not there, and what opening it raises.
    """
    source = _source(view)
    if pdf.sniff(source.data[:HEAD]):
        return _encoded(_drawn(source, view))
    page = _frame(source, view)
    assert page.scan is not None
    raster = page.scan.draw(POINTS * _bounded(view, page.width, page.height))
    mode, raw = ("L", "L") if raster.channels == 1 else ("RGB", "BGR")
    return _encoded(_image(mode, (raster.width, raster.height), bytes(raster.data), raw))


def page_sizes(view: View) -> bytes:
    """Give width and height of each page in points, as JSON (null: damaged); work for a child process.

    Raises what `draw_page` raises.
    """
    source = _source(view)
    sizes: list[tuple[float, float] | None]
    if pdf.sniff(source.data[:HEAD]):
        document = Document(source.data, name=source.name)
        sizes = [document.page_size(number) for number in range(1, document.page_count + 1)]
        document.close()
    else:
        sizes = [(page.width, page.height) for page in _pages(source, view.settings)]
    return json.dumps([size and [round(side, 2) for side in size] for size in sizes]).encode()


def _source(view: View) -> Source:
    source = open_source(view.source, max_bytes=view.settings.max_bytes)
    if source.sha256 != view.sha256:
        message = f"{source.name} is not the file any more that was read"
        raise InputError(message, hint="Add the document again.")
    return source


def _drawn(source: Source, view: View) -> Any:
    """Draw a page of a PDF file."""
    document = Document(source.data, name=source.name)
    size = document.page_size(view.page)
    if size is None:
        raise _no_page(source, view.page)
    scale = _bounded(view, *size)
    width, height = (max(1, round(side * scale)) for side in size)
    data = bytearray(4 * width * height)
    with open_page(document, view.page) as page:
        if page is None:
            raise _no_page(source, view.page)
        address = ctypes.addressof(ctypes.c_char.from_buffer(data))
        bitmap = page.api.create_bitmap(width, height, _BGRX, address, 4 * width)
        try:
            page.api.fill_bitmap(bitmap, 0, 0, width, height, _WHITE)
            page.api.draw_page(bitmap, page.handle, 0, 0, width, height, 0, _ANNOTATIONS)
        finally:
            page.api.destroy_bitmap(bitmap)
    document.close()
    return _image("RGB", (width, height), bytes(data), "BGRX")


def _frame(source: Source, view: View) -> Page:
    found = next((page for page in _pages(source, view.settings) if page.number == view.page), None)
    if found is None:
        raise _no_page(source, view.page)
    return found


def _pages(source: Source, settings: Settings) -> Iterator[Page]:
    if not any(reader.sniff(source.data[:HEAD]) for reader in _PICTURES):
        message = f"{source.name} has no pages to look at"
        raise UnsupportedInput(message, hint="Only PDF files and pictures have.")
    return read_frames(source, settings).stream


def _bounded(view: View, width: float, height: float) -> float:
    """Give the scale at which a page has no more pixels than it may."""
    return min(view.scale, sqrt(view.settings.max_pixels / max(width * height, 1.0)))


def _image(mode: str, size: tuple[int, int], data: bytes, raw: str) -> Any:
    from PIL import Image  # noqa: PLC0415 (only pictures need it)

    return Image.frombytes(mode, size, data, "raw", raw)


def _encoded(image: Any) -> bytes:
    from PIL import Image  # noqa: PLC0415

    out = io.BytesIO()
    if image.getcolors(_FEW_COLOURS) is None:
        image.save(out, "JPEG", quality=_QUALITY)
    else:
        image.quantize(_PALETTE, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


def _no_page(source: Source, number: int) -> InputError:
    return DamagedInput(f"page {number} of {source.name} cannot be opened")
