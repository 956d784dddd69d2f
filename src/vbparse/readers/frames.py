"""Picture files: each frame is a page that is a picture of text."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any, Final

from vbparse.errors import DamagedInput, EmptyInput, LimitExceeded
from vbparse.readers.pages import Page, Pages, Raster, Scan, with_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.readers.source import Source
    from vbparse.settings import Settings

POINTS: Final = 72
PAPER: Final = 11.69
"""Inches of the long side of an A4 sheet: what a picture of unknown resolution is taken to show."""
CREDIBLE: Final = (90.0, 1300.0)
"""Resolutions (dots per inch) that a scanner writes; 72 and 96 are what programs write that do not know."""
_SCREEN: Final = 96.0
_BROKEN: Final = (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError, OverflowError)
"""What Pillow raises for broken files."""


def read_frames(source: Source, settings: Settings) -> Pages:
    """Open a picture file; its frames are decoded as the stream is drawn from.

    Raises `DamagedInput`, `EmptyInput`, `LimitExceeded` (frames, pixels).
    """
    image = _open(source, settings)
    count = int(getattr(image, "n_frames", 1))
    if count < 1:
        message = f"{source.name} has no picture"
        raise EmptyInput(message)
    if count > settings.max_pages:
        message = f"{source.name} has {count} pages, more than the limit of {settings.max_pages}"
        raise LimitExceeded(message)
    return Pages(with_source(_stream(image, count, source.name, settings), source.sha256), count)


def _stream(image: Any, count: int, name: str, settings: Settings) -> Iterator[Page]:
    for index in range(count):
        try:
            image.seek(index)
            _check(image, name, settings)
            dpi = _resolution(image)
            width, height = _displayed_size(image)
        except _BROKEN as error:
            message = f"{name} is damaged: picture {index + 1} cannot be read"
            raise DamagedInput(message) from error
        yield Page(
            index + 1,
            POINTS * width / dpi[0],
            POINTS * height / dpi[1],
            (),
            origin="ocr",
            why="picture of text",
            scan=Scan(_Drawing(image, index, dpi, name), max(dpi)),
        )


class _Drawing:
    """Draws a frame at a resolution."""

    def __init__(self, image: Any, index: int, dpi: tuple[float, float], name: str) -> None:
        self._image = image
        self._index = index
        self._dpi = dpi
        self._name = name

    def __call__(self, dpi: float) -> Raster:
        """Give the frame as displayed (a camera's turn undone)."""
        from PIL import Image, ImageOps  # noqa: PLC0415 (only pictures need it)

        try:
            self._image.seek(self._index)
            plain = _on_white(ImageOps.exif_transpose(self._image))
        except _BROKEN as error:
            message = f"{self._name} is damaged: picture {self._index + 1} cannot be decoded"
            raise DamagedInput(message) from error
        size = tuple(max(1, round(side * dpi / own)) for side, own in zip(plain.size, self._dpi, strict=True))
        if size != plain.size:
            plain = plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        if plain.mode == "L":
            return Raster(plain.width, plain.height, 1, plain.tobytes())
        return Raster(plain.width, plain.height, 3, plain.tobytes("raw", "BGR"))


def _open(source: Source, settings: Settings) -> Any:
    from PIL import Image  # noqa: PLC0415 (only pictures need it)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit counts
            image = Image.open(io.BytesIO(source.data))
    except Image.DecompressionBombError as error:
        message = f"{source.name} is a picture of more pixels than the limit of {settings.max_pixels}"
        raise LimitExceeded(message) from error
    except _BROKEN as error:
        message = f"{source.name} is damaged: it cannot be opened as a picture"
        raise DamagedInput(message) from error
    _check(image, source.name, settings)
    return image


def _check(image: Any, name: str, settings: Settings) -> None:
    pixels = image.width * image.height
    if pixels > settings.max_pixels:
        message = f"{name} is a picture of {pixels} pixels, more than the limit of {settings.max_pixels}"
        raise LimitExceeded(message)


_ORIENTATION: Final = 0x0112
_SIDEWAYS: Final = (5, 6, 7, 8)


def _displayed_size(image: Any) -> tuple[int, int]:
    width, height = image.size
    return (height, width) if _is_sideways(image) else (width, height)


def _is_sideways(image: Any) -> bool:
    return image.getexif().get(_ORIENTATION) in _SIDEWAYS


def _resolution(image: Any) -> tuple[float, float]:
    """Give dots per inch, across and down, as displayed: as the file says, or so that an A4 sheet fills the picture."""
    given = image.info.get("dpi")
    try:
        across, down = (float(each) for each in given)
    except (TypeError, ValueError):
        across = down = 0.0
    if _is_sideways(image):
        across, down = down, across
    low, high = CREDIBLE
    if all(low <= each <= high and abs(each - _SCREEN) > 1 for each in (across, down)):
        return across, down
    fitting = max(image.size) / PAPER
    return fitting, fitting


def _on_white(image: Any) -> Any:
    """Give a picture in grey or colours, what is transparent white."""
    if image.mode in {"1", "L"} or image.mode.startswith("I"):
        return image.convert("L")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        from PIL import Image  # noqa: PLC0415

        layered = image.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(white, layered).convert("RGB")
    return image.convert("RGB")
