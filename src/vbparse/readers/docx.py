"""Word documents (DOCX, with macros or as templates too). Macros are never run, links never followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from vbparse.readers.pages import Lines
    from vbparse.readers.source import Source
    from vbparse.settings import Settings

SUFFIXES: Final = (".docx", ".docm", ".dotx", ".dotm")
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS: Final = {"docx": MEDIA_TYPE}


def sniff(head: bytes) -> bool:  # noqa: ARG001 (its directory, at the end, tells what a ZIP is)
    """Never tell by the first bytes: see `KINDS`."""
    return False


def read(source: Source, settings: Settings, password: str | None = None) -> Lines:
    """Read a Word document into paragraphs and tables; raises what `read_package` raises."""
    from vbparse.readers.word.document import read_package  # noqa: PLC0415 (most inputs are no Word files)

    del password  # a locked one is no ZIP
    return read_package(source.data, source.name, settings)
