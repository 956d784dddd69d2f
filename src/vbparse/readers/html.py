"""Web pages, as portals give plans: text, lists and tables; nothing is run and nothing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from vbparse.readers.pages import Lines
    from vbparse.readers.source import Source
    from vbparse.settings import Settings

SUFFIXES: Final = (".html", ".htm")
MEDIA_TYPE: Final = "text/html"
KINDS: Final = {"html": MEDIA_TYPE}


def sniff(head: bytes) -> bool:  # noqa: ARG001 (see `KINDS`)
    """Leave it to `readers.foreign`, which knows a web page by its first tag."""
    return False


def read(source: Source, settings: Settings, password: str | None = None) -> Lines:
    """Read a web page into paragraphs and tables; raises what `read_page` raises."""
    from vbparse.readers.web.page import read_page  # noqa: PLC0415 (most inputs are no web pages)

    del password
    return read_page(source.data, source.name, settings)
