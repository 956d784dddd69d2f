"""Draws what was read over the pages: a PDF with boxes, and pictures of its pages.

The new PDF holds the content of the pages only: no scripts, links or attachments of the old one. PDFium is
not thread-safe: the lock of its reader is held while it works.
"""

from __future__ import annotations

import ctypes
import io
from math import sqrt
from typing import TYPE_CHECKING, Any, Final

from vbparse.errors import DamagedInput, EncryptedInput, UnsupportedInput
from vbparse.geometry import Box, union
from vbparse.readers.pdfium import LOCK
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.plan.model import Evidence, PlanDocument

DPI: Final = 110
"""Dots per inch of page pictures."""

_POINTS: Final = 72
_LABEL: Final = 6.5
"""Size of labels in points."""
_LINE: Final = 0.6
"""Width of frames in points."""
_PASSWORD_ERROR: Final = 4


class Colour(NamedTuple):
    """Red, green, blue from 0 to 255, and how much of the page it covers, from 0 to 255."""

    red: int
    green: int
    blue: int
    alpha: int


_UNIT: Final = Colour(30, 100, 220, 60)
_TIME: Final = Colour(240, 160, 0, 70)
_DEADLINE: Final = Colour(220, 30, 30, 90)
_TASK: Final = Colour(0, 130, 60, 255)
_LEGEND: Final = (("unit", _UNIT), ("time", _TIME), ("deadline", _DEADLINE), ("task", _TASK))


class Mark(NamedTuple):
    """A box on a page, in points from the top left as displayed: filled, or only framed, with a label."""

    page: int
    box: Box
    colour: Colour
    framed: bool = False
    label: str = ""


def marks_of(plan: PlanDocument) -> tuple[Mark, ...]:
    """List the boxes of a plan's units and times (one a printed line) and tasks (one a page)."""
    marks = [mark for mention in plan.unit_mentions for mark in _lines(mention.evidence, _UNIT)]
    for time in plan.times:
        marks += _lines(time.evidence, _DEADLINE if time.role == "deadline" else _TIME)
    for task in plan.tasks:
        pages: dict[int, list[Box]] = {}
        for region in task.evidence.regions:
            pages.setdefault(region.page, []).append(Box(*region.bbox))
        marks += [Mark(page, union(boxes), _TASK, framed=True, label=task.id) for page, boxes in pages.items()]
    return tuple(marks)


def _lines(evidence: Evidence, colour: Colour) -> list[Mark]:
    return [Mark(region.page, Box(*region.bbox), colour) for region in evidence.regions]


def draw_overlay(data: bytes, plan: PlanDocument, *, password: str | None = None) -> bytes:
    """Give a PDF of the pages of `data` with the boxes of `plan` on them.

    Raises `UnsupportedInput` for a plan that was not read from a PDF, `EncryptedInput`, `DamagedInput`.
    """
    if plan.source.media_type != "application/pdf":
        message = f"{plan.source.name} has no pages to draw on"
        raise UnsupportedInput(message, hint="Overlays are drawn on PDF files only.")
    marks: dict[int, list[Mark]] = {}
    for mark in marks_of(plan):
        marks.setdefault(mark.page, []).append(mark)
    with LOCK:
        old, new = _open(data, password, plan.source.name), _library().PdfDocument.new()
        for index in range(len(old)):
            _Sheet(old, new, index).draw(marks.get(index + 1, []))
        out = io.BytesIO()
        new.save(out)
        new.close()
        old.close()
    return out.getvalue()


def page_pictures(data: bytes, *, max_pixels: int, dpi: int = DPI) -> Iterator[bytes]:
    """Yield each page of a PDF as a PNG; a page that would have more than `max_pixels` is drawn smaller."""
    with LOCK:
        document = _open(data, None, "the overlay")
        count = len(document)
    for index in range(count):
        with LOCK:
            page = document[index]
            width, height = page.get_size()
            scale = min(dpi / _POINTS, sqrt(max_pixels / max(width * height, 1)))
            picture = page.render(scale=scale).to_pil()
            page.close()
        out = io.BytesIO()
        picture.save(out, "PNG")
        yield out.getvalue()


class _Sheet:
    """A page of the new document: the old page's content as displayed, and marks over it."""

    def __init__(self, old: Any, new: Any, index: int) -> None:
        self._raw = _library().raw
        try:
            page = old[index]
        except _library().PdfiumError as error:
            message = f"page {index + 1} cannot be opened"
            raise DamagedInput(message) from error
        width, self._height = page.get_size()
        page.close()
        self._document, self._page = new, new.new_page(width, self._height, index)
        # The captured content stands upright with its corner at the origin: CropBox and /Rotate are undone.
        self._page.insert_obj(old.page_as_xobject(index, new).as_pageobject())

    def draw(self, marks: list[Mark]) -> None:
        """Draw the marks and a legend, and finish the page."""
        for mark in marks:
            self._rectangle(mark)
            if mark.label:
                self._text(mark.label, mark.box.x0, mark.box.top - 1, mark.colour)
        if marks:
            for number, (word, colour) in enumerate(_LEGEND):
                self._text(word, 12 + 40 * number, 12, colour)
        self._page.gen_content()
        self._page.close()

    def _rectangle(self, mark: Mark) -> None:
        box = mark.box
        shape = self._raw.FPDFPageObj_CreateNewRect(box.x0, self._height - box.bottom, box.width, box.height)
        if mark.framed:
            self._raw.FPDFPageObj_SetStrokeColor(shape, *mark.colour)
            self._raw.FPDFPageObj_SetStrokeWidth(shape, _LINE)
        else:
            self._raw.FPDFPageObj_SetFillColor(shape, *mark.colour)
        self._raw.FPDFPath_SetDrawMode(shape, 0 if mark.framed else self._raw.FPDF_FILLMODE_WINDING, mark.framed)
        self._insert(shape)

    def _text(self, text: str, x: float, y: float, colour: Colour) -> None:
        """Write a label of Latin letters whose foot stands at (x, y)."""
        shape = self._raw.FPDFPageObj_NewTextObj(self._document.raw, b"Helvetica", _LABEL)
        encoded = (text + "\0").encode("utf-16-le")
        letters = (ctypes.c_ushort * (len(encoded) // 2)).from_buffer_copy(encoded)
        self._raw.FPDFText_SetText(shape, letters)
        self._raw.FPDFPageObj_SetFillColor(shape, *colour[:3], 255)
        self._raw.FPDFPageObj_Transform(shape, 1, 0, 0, 1, x, self._height - y)
        self._insert(shape)

    def _insert(self, shape: Any) -> None:
        self._raw.FPDFPage_InsertObject(self._page.raw, shape)


def _library() -> Any:
    import pypdfium2  # noqa: PLC0415 (40 ms; only overlays need it)

    return pypdfium2


def _open(data: bytes, password: str | None, name: str) -> Any:
    library = _library()
    try:
        return library.PdfDocument(data, password=password)
    except library.PdfiumError as error:
        if library.raw.FPDF_GetLastError() == _PASSWORD_ERROR:
            message = f"{name} is locked"
            raise EncryptedInput(message) from error
        message = f"{name} cannot be opened to be drawn on"
        raise DamagedInput(message) from error
