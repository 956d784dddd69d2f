"""One page of a PDF file: its words, rulings and pictures, and whether its text can be trusted."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final

from vbparse.errors import LimitExceeded
from vbparse.patterns import compile_pattern
from vbparse.readers.pages import Page, Word
from vbparse.readers.pdf_fields import draw_fields, read_field_words
from vbparse.readers.pdf_frame import read_frame
from vbparse.readers.pdf_objects import read_objects
from vbparse.readers.pdf_picture import scan_of
from vbparse.readers.pdf_words import read_words
from vbparse.readers.pdfium import open_page
from vbparse.readers.readable import Verdict, judge
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.readers.pages import Origin
    from vbparse.readers.pdf_fonts import FontBook
    from vbparse.readers.pdf_legacy import Decoded
    from vbparse.readers.pdf_objects import Picture
    from vbparse.readers.pdfium import Document, OpenPage
    from vbparse.readers.signatures.signing import Signing
    from vbparse.settings import Settings

_TRUSTED: Final = frozenset({"text", "layer"})
_ORIGINS: Final[dict[Verdict, tuple[Origin, str]]] = {
    "text": ("native", ""),
    "layer": ("ocr", "picture with the text layer of a scanner, which reads as Vietnamese"),
    "picture": ("ocr", "picture of text"),
    "drawing": ("ocr", "text drawn as curves"),
    "broken map": ("ocr", "fonts do not say which letters they show"),
    "bad layer": ("ocr", "picture with the text layer of a scanner, which is no Vietnamese"),
}
_LEGACY_FONT = compile_pattern(r"^[._ ]?Vn[A-Z]|TCVN|VNI|Vni")
_LEGACY_MARKS: Final = "®ñð"
"""What đ looks like in TCVN3, VNI and VISCII, where nothing says that they are meant."""
_text_of = attrgetter("text")

_UNREAD: Final[dict[Verdict, str]] = {
    "picture": "PAGE_PICTURE",
    "drawing": "PAGE_PICTURE",
    "broken map": "PAGE_BROKEN_TEXT",
    "bad layer": "PAGE_LAYER_UNTRUSTED",
}
"""Codes of the findings about pages that nobody reads."""


class PageReading(NamedTuple):
    """A page, the characters of its text layer, and what the page is.

    Of text not to be trusted only what is printed over a picture is left in (the stamp of signing software).
    `encodings` names those before Unicode that the text was in.
    """

    page: Page
    chars: int
    verdict: Verdict
    encodings: tuple[str, ...] = ()

    @property
    def is_read(self) -> bool:
        """Tell whether the page's text could be read."""
        return self.verdict in _TRUSTED


def read_page(
    document: Document, number: int, settings: Settings, book: FontBook, signing: Signing | None = None
) -> PageReading | None:
    """Read page `number` (from 1); None where the page tree holds no page that can be opened.

    `signing` notes the stamps of digital signatures, where the file has any.

    Raises `LimitExceeded` for a page with too many characters or objects, or too many pixels to be read as
    a picture.
    """
    with open_page(document, number) as page:
        reading = _read_open(document, page, number, settings, book) if page else None
        if page and signing is not None:
            signing.look_at(page, number)
        fields = draw_fields(page) if page and reading and reading.is_read else []
    if reading is None or not fields:
        return reading
    filled_in = read_field_words(document, number, book, fields, reading.page.words)
    if not filled_in:
        return reading
    return reading._replace(page=reading.page._replace(words=(*reading.page.words, *filled_in)))


def _read_open(
    document: Document, page: OpenPage, number: int, settings: Settings, book: FontBook
) -> PageReading | None:
    frame = read_frame(page)
    if frame is None:
        return None
    count = max(page.api.count_chars(page.text), 0)
    if count > settings.max_page_chars:
        message = f"page {number} has {count} characters, more than the limit of {settings.max_page_chars}"
        raise LimitExceeded(message)
    drawn = read_objects(page, frame)
    words, faults = read_words(page, count, frame, drawn.texts, book) if count else ([], 0.0)
    decoded = _decode(words, book) if words else None
    words = decoded.words if decoded else words
    boxes = tuple(picture.box for picture in drawn.pictures)
    verdict = judge(words, faults, boxes, drawn.paths, (frame.width, frame.height))
    scan = None
    if verdict == "text":
        words = _visible(words)
    elif verdict not in _TRUSTED:
        _check_pixels(drawn.pictures, number, settings)
        words = [word for word in words if not word.font.hidden] if verdict == "picture" else []
        scan = scan_of(document, number, frame, drawn.pictures, settings)._replace(unread=_UNREAD[verdict])
    result = Page(number, frame.width, frame.height, tuple(words), tuple(drawn.rules), boxes, *_ORIGINS[verdict], scan)
    if decoded and verdict == "text":
        result = result._replace(origin="repaired", why=decoded.why)
    return PageReading(result, count, verdict, decoded.encodings if decoded else ())


def _decode(words: list[Word], book: FontBook) -> Decoded | None:
    """Decode words in an encoding before Unicode; the quick look here keeps other pages from the slow one."""
    marked = sum(map(" ".join(map(_text_of, words)).count, _LEGACY_MARKS)) > 1
    if not marked and not any(map(_LEGACY_FONT.search, book.names())):
        return None
    from vbparse.readers.pdf_legacy import decode_words  # noqa: PLC0415 (seldom needed)

    return decode_words(words)


def _visible(words: list[Word]) -> list[Word]:
    """Leave out words that are not printed, on a page that has printed ones."""
    if not any(word.font.hidden for word in words):
        return words
    return [word for word in words if not word.font.hidden] or words


def _check_pixels(pictures: list[Picture], number: int, settings: Settings) -> None:
    pixels = max((picture.pixels for picture in pictures), default=0)
    if pixels > settings.max_pixels:
        message = f"page {number} is a picture of {pixels} pixels, more than the limit of {settings.max_pixels}"
        raise LimitExceeded(message)
