"""Words that form fields and notes show over a page: the number and the day that a registry fills in.

Document systems write "230" after "Số:" and the day after "ngày" into fields of their own when the plan is
registered; the page itself has blanks there. Digital-signature stamps stand in fields too: what they say
(signer, time) is no text of the plan and is left out.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from vbparse.patterns import compile_pattern
from vbparse.readers.pdf_frame import read_frame
from vbparse.readers.pdf_objects import read_objects
from vbparse.readers.pdf_words import read_words
from vbparse.readers.pdfium import open_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.geometry import Box
    from vbparse.readers.pages import Word
    from vbparse.readers.pdf_fonts import FontBook
    from vbparse.readers.pdf_frame import Frame
    from vbparse.readers.pdfium import Document, OpenPage

_SHOWN: Final = frozenset({3, 13, 20})  # FreeText, Stamp, Widget (PDF 32000-1, table 169)
_NORMAL_DISPLAY: Final = 0
_MOST_FIELDS: Final = 200
_OFF_THE_LINE: Final = 0.7
"""How far beside a line a field may stand, in sizes of the line's type."""
_FILLED_IN = compile_pattern(r"[\w./-]{1,15}")
"""What a registry fills in: a number, a day, a month, a code, in one short word with a digit."""

_SECRECY: Final = frozenset({"MẬT", "TỐI MẬT", "TUYỆT MẬT"})
"""Marks that a registry stamps (Nghị định 30/2020/NĐ-CP, Phụ lục I, box 10a)."""


def draw_fields(page: OpenPage) -> list[Box]:
    """Draw what the fields of a page show into it, for when it is opened next; gives their displayed boxes."""
    frame = read_frame(page) if page.api.count_annots(page.handle) > 0 else None
    boxes = _field_boxes(page, frame) if frame else []
    return boxes if boxes and page.api.flatten(page.handle, _NORMAL_DISPLAY) else []


def read_field_words(
    document: Document, number: int, book: FontBook, boxes: list[Box], printed: Iterable[Word]
) -> list[Word]:
    """Give the short words that the fields drawn into page `number` (from 1) show and the page itself has not."""
    with open_page(document, number) as page:
        frame = read_frame(page) if page else None
        if page is None or frame is None:
            return []
        count = max(page.api.count_chars(page.text), 0)
        words, _ = read_words(page, count, frame, read_objects(page, frame).texts, book) if count else ([], 0.0)
    lines = list(printed)
    known = {_place(word) for word in lines}
    added = [word for word in words if _place(word) not in known]
    return [_on_line(word, lines) for box in boxes for word in _filled_in(box, added)]


def _field_boxes(page: OpenPage, frame: Frame) -> list[Box]:
    """Give the displayed boxes of the annotations that show something."""
    boxes = []
    for index in range(min(page.api.count_annots(page.handle), _MOST_FIELDS)):
        annot = page.api.get_annot(page.handle, index)
        if not annot:
            continue
        rect = array("f", bytes(16))
        if page.api.annot_type(annot) in _SHOWN and page.api.annot_rect(annot, rect.buffer_info()[0]):
            left, top, right, bottom = rect
            boxes.append(frame.box(left, bottom, right, top))
        page.api.close_annot(annot)
    return boxes


def _filled_in(box: Box, words: list[Word]) -> list[Word]:
    """Give the one short word with a digit that a field shows, or a secrecy mark; none for any other stamp."""
    inside = [word for word in words if box.holds((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2)]
    if normalize("NFC", " ".join(word.text for word in inside)) in _SECRECY:
        return inside
    if len(inside) != 1 or not _FILLED_IN.fullmatch(inside[0].text):
        return []
    return inside if any(char.isdigit() for char in inside[0].text) else []


def _on_line(word: Word, printed: list[Word]) -> Word:
    """Set a filled-in word on the printed line whose blank it stands in: fields are seldom placed to the point."""
    near = min(printed, key=lambda other: (abs(other.baseline - word.baseline), abs(other.x0 - word.x0)), default=word)
    if abs(near.baseline - word.baseline) > near.font.size * _OFF_THE_LINE:
        return word
    return word._replace(baseline=near.baseline, top=near.top, bottom=near.bottom)


def _place(word: Word) -> tuple[str, int, int]:
    return word.text, round(word.x0), round(word.baseline)
