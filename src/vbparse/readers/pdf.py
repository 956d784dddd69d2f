"""PDF files: pages of placed words, one after the other, so that a long file is never held whole."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from vbparse.diagnostics import Diagnostic
from vbparse.errors import DamagedInput, EmptyInput, LimitExceeded
from vbparse.patterns import compile_pattern
from vbparse.readers.pages import Page, Pages, with_source
from vbparse.readers.pdf_fonts import FontBook
from vbparse.readers.pdf_page import read_page
from vbparse.readers.pdfium import Document
from vbparse.readers.signatures.signing import Signing, may_be_signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.readers.source import Source
    from vbparse.settings import Settings

SUFFIXES: Final = (".pdf",)
MEDIA_TYPE: Final = "application/pdf"
MAGIC: Final = b"%PDF-"
HEAD: Final = 1024
"""The magic may stand anywhere in the first bytes: mail gateways and old drivers write before it."""

_TAIL: Final = 2048
_STARTXREF = compile_pattern(rb"startxref\s+(\d{1,12})")
_XREF = compile_pattern(rb"\s*(?:xref|\d+\s+\d+\s+obj)")


def sniff(head: bytes) -> bool:
    """Tell whether the first bytes are those of a PDF file."""
    return MAGIC in head[:HEAD]


def read(source: Source, settings: Settings, password: str | None = None) -> Pages:
    """Open a PDF file; its pages are read as the stream is drawn from.

    Raises `DamagedInput`, `EncryptedInput`, `EmptyInput` (no pages) or `LimitExceeded` (pages). The stream
    raises `LimitExceeded` too, and at its end, if no page had text or a picture of text, `DamagedInput` or
    `EmptyInput`. The diagnostics are complete when the stream has ended.
    """
    document = Document(source.data, password=password, name=source.name)
    count = document.page_count
    if count < 1:
        message = f"{source.name} has no pages"
        raise EmptyInput(message)
    if count > settings.max_pages:
        message = f"{source.name} has {count} pages, more than the limit of {settings.max_pages}"
        raise LimitExceeded(message)
    findings = _about_file(document, source.data)
    producer = document.meta("Producer") or document.meta("Creator")
    signing = Signing(document, source.data, password) if may_be_signed(source.data) else None
    stream = _stream(document, source.name, settings, findings, signing)
    signatures = signing.signatures if signing else ()
    return Pages(stream if password else with_source(stream, source.sha256), count, producer, findings, signatures)


def _about_file(document: Document, data: bytes) -> list[Diagnostic]:
    findings = []
    if not _has_sound_index(data):
        findings.append(Diagnostic("PDF_REPAIRED"))
    if document.has_xfa:
        findings.append(Diagnostic("XFA_FORM"))
    return findings


def _has_sound_index(data: bytes) -> bool:
    """Tell whether the last `startxref` points at an index; PDFium repairs silently where it does not."""
    found = _STARTXREF.findall(data[-_TAIL:])
    if not found:
        return False
    return any(_XREF.match(data, int(found[-1]) + start) for start in {0, max(data.find(MAGIC, 0, HEAD), 0)})


def _stream(
    document: Document, name: str, settings: Settings, findings: list[Diagnostic], signing: Signing | None
) -> Iterator[Page]:
    """Yield the pages that can be opened, and note in `findings` those that could not be read."""
    book = FontBook()
    encodings: set[str] = set()
    chars = printed = damaged = 0
    total = document.page_count
    seconds = 0.0  # spent here: what is done with a page is no part of reading it
    try:
        for number in range(1, total + 1):
            start = time.monotonic()
            reading = read_page(document, number, settings, book, signing)
            seconds += time.monotonic() - start
            if reading is None:
                damaged += 1
                findings.append(Diagnostic("PAGE_DAMAGED", values={"page": number}))
                continue
            chars += reading.chars
            encodings.update(reading.encodings)
            printed += bool(reading.page.words or reading.page.scan)
            _check_limits(name, chars, seconds, settings)
            yield reading.page
        if signing is not None:
            findings += signing.finish(settings)
    finally:
        document.close()
    if not printed:
        _refuse(name, damaged, total)
    if encodings:
        findings.append(Diagnostic("LEGACY_FONT", values={"encoding": ", ".join(sorted(encodings))}))


def _check_limits(name: str, chars: int, seconds: float, settings: Settings) -> None:
    if chars > settings.max_chars:
        message = f"{name} has more than the limit of {settings.max_chars} characters"
        raise LimitExceeded(message)
    if seconds > settings.max_seconds:
        message = f"reading {name} took more than the limit of {settings.max_seconds:g} seconds"
        raise LimitExceeded(message)


def _refuse(name: str, damaged: int, total: int) -> None:
    """Say why there was nothing to read: the pages are damaged, or blank."""
    if damaged:
        message = f"{name} is damaged: {damaged} of {total} pages cannot be opened, and the rest has no text"
        raise DamagedInput(message)
    message = f"{name} has no text"
    raise EmptyInput(message)
