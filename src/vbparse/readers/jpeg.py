"""JPEG pictures, as cameras and scanners make them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from vbparse.readers.pages import Pages
    from vbparse.readers.source import Source
    from vbparse.settings import Settings

SUFFIXES: Final = (".jpg", ".jpeg")
MEDIA_TYPE: Final = "image/jpeg"
MAGIC: Final = b"\xff\xd8\xff"


def sniff(head: bytes) -> bool:
    """Tell whether the first bytes are those of such a picture."""
    return head.startswith(MAGIC)


def read(source: Source, settings: Settings, password: str | None = None) -> Pages:
    """Read the picture as one page. Raises what `read_frames` raises."""
    from vbparse.readers.frames import read_frames  # noqa: PLC0415 (Pillow is loaded for pictures only)

    del password  # a picture has none; all readers are called alike
    return read_frames(source, settings)
