"""The signatures of a PDF file, and the fields that show them, as PDFium gives them (PDF 32000-1, 12.8)."""

from __future__ import annotations

import ctypes
from array import array
from typing import TYPE_CHECKING, Final

from vbparse.patterns import compile_pattern
from vbparse.readers.pdf_frame import read_frame
from vbparse.readers.pdfium import LOCK, pdfium
from vbparse.readers.signatures.model import Found, Stamp

if TYPE_CHECKING:
    from vbparse.readers.pdfium import Document, OpenPage

MOST: Final = 100
"""More signatures of one file are not looked at."""

_WIDGET: Final = 20
_MOST_FIELDS: Final = 200
_MOST_BYTES: Final = 4_000_000
"""Of one CMS object; revocation lists may be in it."""
_BEFORE: Final = 20_000
"""The head of a signature dictionary stands within so many bytes before its contents."""
_RANGE: Final = 4
_OBJECT: Final = compile_pattern(rb"(\d{1,10})\s+(\d{1,5})\s+obj\b")
_NAME: Final = compile_pattern(rb"/T\s*\(([^()\\]{1,127})\)")
_HEX: Final = compile_pattern(rb"<[0-9A-Fa-f\s]*>")


def find_signatures(document: Document, data: bytes) -> list[Found]:
    """Give the signatures of a file, those that cover less of it first."""
    api = pdfium()
    found = []
    with LOCK:
        for index in range(min(api.signature_count(document.handle), MOST)):
            handle = api.get_signature(document.handle, index)
            if handle:
                found.append(_read(handle, data))
    return sorted(found, key=lambda each: each.end)


def find_stamps(page: OpenPage, number: int) -> list[Stamp]:
    """Give the signature fields that show something on an open page."""
    api = page.api
    count = min(api.count_annots(page.handle), _MOST_FIELDS)
    frame = read_frame(page) if count > 0 else None
    stamps: list[Stamp] = []
    if frame is None:
        return stamps
    for index in range(count):
        annot = api.get_annot(page.handle, index)
        if not annot:
            continue
        rect = array("f", bytes(16))
        is_field = api.annot_type(annot) == _WIDGET and _text(annot, b"FT") == "Sig"
        if is_field and api.annot_rect(annot, rect.buffer_info()[0]):
            left, top, right, bottom = rect
            if abs(right - left) > 1 and abs(top - bottom) > 1:
                stamps.append(Stamp(number, frame.box(left, bottom, right, top).rounded(), _text(annot, b"T")))
        api.close_annot(annot)
    return stamps


def _read(handle: int, data: bytes) -> Found:
    api = pdfium()
    contents = _bytes(api.signature_contents, handle)
    numbers = (ctypes.c_int * _RANGE)()
    count = api.signature_range(handle, ctypes.addressof(numbers), _RANGE)
    span = tuple(numbers) if count == _RANGE else ()
    written = _bytes(api.signature_time, handle).decode("latin-1").rstrip("\0")[:40]
    if not _is_sound(span, contents, data):
        return Found((), contents, written)
    return Found(span, contents, written, _field_name(data, span[1]))


def _is_sound(span: tuple[int, ...], contents: bytes, data: bytes) -> bool:
    """Tell whether a byte range leaves out the contents of its signature, and nothing else."""
    if len(span) != _RANGE or not contents:
        return False
    start, length, second, rest = span
    if start != 0 or not 0 < length < second or rest < 0 or second + rest > len(data):
        return False
    hole = data[length:second]
    if _HEX.fullmatch(hole) is None:
        return False
    digits = b"".join(hole[1:-1].split())
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode()).startswith(contents)


def _field_name(data: bytes, contents_at: int) -> str:
    """Give the name of the field whose value is the signature dictionary around a place; blank if it is packed."""
    head = data[max(contents_at - _BEFORE, 0) : contents_at]
    number = None
    for number in _OBJECT.finditer(head):  # noqa: B007 (the last one)
        pass
    if number is None:
        return ""
    reference = b"/V " + number[1] + b" " + number[2] + b" R"
    at = data.rfind(reference)
    if at < 0:
        return ""
    start, stop = data.rfind(b" obj", 0, at), data.find(b"endobj", at)
    name = _NAME.search(data, start, stop if stop > 0 else len(data)) if start >= 0 else None
    return name[1].decode("latin-1") if name else ""


def _bytes(call: object, handle: int) -> bytes:
    size = call(handle, None, 0)  # type: ignore[operator]
    if not 0 < size <= _MOST_BYTES:
        return b""
    buffer = ctypes.create_string_buffer(size)
    call(handle, ctypes.addressof(buffer), size)  # type: ignore[operator]
    return buffer.raw


def _text(annot: int, key: bytes) -> str:
    call = pdfium().annot_text
    size = call(annot, key, None, 0)
    if not 2 < size <= 2 * 128:  # noqa: PLR2004 (two bytes a letter)
        return ""
    buffer = ctypes.create_string_buffer(size)
    call(annot, key, ctypes.addressof(buffer), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "ignore")
