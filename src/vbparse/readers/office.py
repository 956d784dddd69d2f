"""Word 97-2003 (DOC), RTF and OpenDocument (ODT), turned into DOCX by LibreOffice, where it is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.diagnostics import Diagnostic

if TYPE_CHECKING:
    from vbparse.readers.pages import Lines
    from vbparse.readers.source import Source
    from vbparse.settings import Settings

SUFFIXES: Final = (".doc", ".dot", ".rtf", ".odt", ".ott")
MEDIA_TYPE: Final = "application/msword"
KINDS: Final = {
    "doc": MEDIA_TYPE,
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
}


def sniff(head: bytes) -> bool:  # noqa: ARG001 (its directory tells what an OLE file or a ZIP is)
    """Never tell by the first bytes: see `KINDS`."""
    return False


def read(source: Source, settings: Settings, password: str | None = None) -> Lines:
    """Read a document through LibreOffice; raises what `convert` and the reader of DOCX raise."""
    from vbparse.readers.foreign import recognise  # noqa: PLC0415
    from vbparse.readers.word.document import read_package  # noqa: PLC0415
    from vbparse.readers.word.libreoffice import convert  # noqa: PLC0415 (only these formats need it)

    del password  # LibreOffice is not told it: an argument is seen by all users of the machine
    foreign = recognise(source.data)
    package = convert(source.data, foreign.kind if foreign else "doc", source.name, settings)
    lines = read_package(package, source.name, settings)
    return lines._replace(diagnostics=(Diagnostic("CONVERTED", values={"program": "LibreOffice"}), *lines.diagnostics))
