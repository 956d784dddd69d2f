"""Notes, while the pages of a PDF file are read, where its signatures show; tells of them at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vbparse.diagnostics import Diagnostic
    from vbparse.readers.pdfium import Document, OpenPage
    from vbparse.readers.signatures.model import DigitalSignature, Stamp
    from vbparse.settings import Settings


def may_be_signed(data: bytes) -> bool:
    """Tell, quickly, whether a PDF file can hold a signature: its byte range is never packed."""
    return b"/ByteRange" in data


class Signing:
    """The signatures of one file; `signatures` is complete after `finish`."""

    def __init__(self, document: Document, data: bytes, password: str | None) -> None:
        """Find the signatures: before a page is read, for drawing its fields takes them out of the open document."""
        from vbparse.readers.signatures.found import find_signatures  # noqa: PLC0415 (signed files only)

        self.signatures: list[DigitalSignature] = []
        self._found = find_signatures(document, data)
        self._data, self._password = data, password
        self._stamps: list[Stamp] = []

    def look_at(self, page: OpenPage, number: int) -> None:
        """Note the stamps on a page that is open."""
        from vbparse.readers.signatures.found import find_stamps  # noqa: PLC0415 (signed files only)

        self._stamps += find_stamps(page, number)

    def finish(self, settings: Settings) -> tuple[Diagnostic, ...]:
        """Check the signatures; gives the findings. Raises `ResourceError` for roots of trust that cannot be used."""
        from vbparse.readers.signatures.tell import tell_signatures  # noqa: PLC0415 (signed files only)

        told = tell_signatures(self._data, self._found, self._stamps, settings, self._password)
        self.signatures += told.signatures
        return told.findings
