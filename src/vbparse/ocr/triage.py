"""What each page of a file is, before anything is read by OCR: `vbparse doctor FILE`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

from vbparse.readers.pages import Lines
from vbparse.readers.registry import read_source
from vbparse.readers.source import open_source

if TYPE_CHECKING:
    from vbparse.settings import Settings


class Asked(Protocol):
    """What is to be looked at (an order for a plan will do)."""

    @property
    def source(self) -> str | bytes | tuple[str, ...]:
        """A path or the bytes."""
        ...

    @property
    def settings(self) -> Settings:
        """The limits."""
        ...

    @property
    def name(self) -> str | None:
        """What to call it."""
        ...

    @property
    def password(self) -> str | None:
        """The password of an encrypted file."""
        ...


def triage_pages(asked: Asked) -> bytes:
    """Give a JSON list of pages: number, origin of the text and why, words, resolution of a picture.

    An input without pages gives one entry, numbered 0. Raises what reading raises.
    """
    assert not isinstance(asked.source, tuple)
    opened = open_source(asked.source, name=asked.name, max_bytes=asked.settings.max_bytes)
    content = read_source(opened, asked.settings, password=asked.password).content
    if isinstance(content, Lines):
        words = sum(len(part.split()) for line in content.lines for part in (line.text, *line.cells))
        rows: list[dict[str, str | float | None]] = [
            {"page": 0, "origin": content.origin, "why": content.why, "words": words, "dpi": None}
        ]
    else:
        rows = [
            {
                "page": page.number,
                "origin": page.origin,
                "why": page.why,
                "words": len(page.words),
                "dpi": page.scan.dpi if page.scan else None,
            }
            for page in content.stream
        ]
    return json.dumps(rows, ensure_ascii=False).encode()
