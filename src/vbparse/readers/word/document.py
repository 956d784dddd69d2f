"""A DOCX package into lines, and what is to be said of the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.diagnostics import Diagnostic
from vbparse.errors import EmptyInput, LimitExceeded, OcrUnavailable
from vbparse.readers.packed.zips import open_zip
from vbparse.readers.pages import Lines
from vbparse.readers.word.body import read_document
from vbparse.readers.word.content import Story
from vbparse.readers.word.legacy import old_fonts
from vbparse.readers.word.package import Package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.readers.pages import Line
    from vbparse.settings import Settings

LINES_A_PAGE: Final = 100
"""No page of print has more lines."""


def read_package(data: bytes, name: str, settings: Settings) -> Lines:
    """Read a Word document (DOCX, DOCM, DOTX); `name` is what to call it.

    Raises `DamagedInput`, `EmptyInput` for one without text, `OcrUnavailable` for one that holds pictures of
    pages only, `LimitExceeded`.
    """
    with open_zip(data, name) as archive:
        package = Package(archive, name, settings.max_bytes)
        story = Story(package, settings.max_chars)
        lines = read_document(story)
        fonts = old_fonts(story.written)
        if fonts:  # only now is known which texts are in an old encoding
            story = Story(package, settings.max_chars, fonts)
            lines = read_document(story)
        producer = package.producer()
    if len(lines) > settings.max_pages * LINES_A_PAGE:
        message = f"{name} has {len(lines)} paragraphs, more than the limit of {settings.max_pages} pages can hold"
        raise LimitExceeded(message)
    if not any(_says_something(line) for line in lines):
        if story.pictures:
            message = f"{name} holds {story.pictures} pictures of pages and no text"
            raise OcrUnavailable(message)
        message = f"{name} has no text"
        raise EmptyInput(message)
    findings = tuple(_findings(story))
    if not fonts:
        return Lines(tuple(lines), diagnostics=findings, producer=producer)
    encodings = ", ".join(sorted(set(fonts.values())))
    findings = (Diagnostic("LEGACY_FONT", values={"encoding": encodings}), *findings)
    return Lines(tuple(lines), "repaired", f"fonts of the encoding {encodings}, decoded", findings, producer)


def _says_something(line: Line) -> bool:
    texts = [line.text, *(cell.text for cell in line.table.cells)] if line.table else [line.text]
    return any(char.isalnum() for text in texts for char in text)


def _findings(story: Story) -> Iterator[Diagnostic]:
    if story.changes:
        kinds = ("inserted", "deleted", "moved")
        yield Diagnostic("TRACKED_CHANGES", values={kind: story.changes[kind] for kind in kinds})
    if story.pictures:
        yield Diagnostic("PICTURES_NOT_READ", values={"count": story.pictures})
    if story.left_out["CONTENTS"]:
        yield Diagnostic("CONTENTS_LEFT_OUT", values={"count": story.left_out["CONTENTS"]})
    if story.left_out["EMBEDDED_DOCUMENT"]:
        yield Diagnostic("EMBEDDED_DOCUMENT", values={"count": story.left_out["EMBEDDED_DOCUMENT"]})
