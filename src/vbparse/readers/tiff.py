"""TIFF pictures: the pages of a scan or a telefax in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from vbparse.readers.pages import Pages
    from vbparse.readers.source import Source
    from vbparse.settings import Settings

SUFFIXES: Final = (".tif", ".tiff")
MEDIA_TYPE: Final = "image/tiff"
MAGICS: Final = (b"II*\0", b"MM\0*")


def sniff(head: bytes) -> bool:
    """Tell whether the first bytes are those of such a picture."""
    return head.startswith(MAGICS)


def read(source: Source, settings: Settings, password: str | None = None) -> Pages:
    """Read the picture frame by frame. Raises what `read_frames` raises."""
    from vbparse.readers.frames import read_frames  # noqa: PLC0415 (Pillow is loaded for pictures only)

    del password  # a picture has none; all readers are called alike
    return read_frames(source, settings)
