"""Formats that are known by sight but not read: what they are, and what their owner can do."""

from __future__ import annotations

import io
import re
from typing import Final

from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

HEAD: Final = 4096
"""Bytes from the beginning of a file by which its format is known."""

_OFFICE_HINT = "Open it in Word or LibreOffice, save it as PDF, and give that."
_PICTURE_HINT = "Save it as PDF, PNG, JPEG or TIFF, and give that."
_ARCHIVE_HINT = "Unpack it and give the documents inside, as PDF or text."
_WEB_HINT = "Print it to PDF, or save it as text (UTF-8), and give that."
_MAIL_HINT = "Save its attachments and give those, as PDF or text."
_UNKNOWN_HINT = "Give a PDF, a Word document (DOCX) or a text file (UTF-8)."


class Foreign(NamedTuple):
    """A format that the first bytes of a file do not tell, or that no reader takes.

    `name` is how to call it, `hint` says what to do where it is not read, `kind` is what readers know it by.
    """

    name: str
    hint: str
    kind: str = ""


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("WordDocument", Foreign("a Word 97-2003 document (.doc)", _OFFICE_HINT, "doc")),
    ("EncryptedPackage", Foreign("an Office document with a password", "Open it in Word, remove the password, save it as PDF, and give that.", "locked")),
    ("Workbook", Foreign("an Excel 97-2003 workbook (.xls)", _OFFICE_HINT)),
    ("PowerPoint Document", Foreign("a PowerPoint 97-2003 presentation (.ppt)", _OFFICE_HINT)),
    ("__substg1.0_", Foreign("an Outlook message (.msg)", _MAIL_HINT)),
)  # fmt: skip
_MAIL_HEADER = (
    rb"(?:From|To|Cc|Date|Subject|Received|Return-Path|Delivered-To|MIME-Version|Message-ID|Content-Type|X-[\w-]+):"
    rb"[^\n]*\n(?:[ \t][^\n]*\n)*"
)
_LOCAL_HEAD = compile_pattern(rb"PK\x03\x04.{22}(..)..", re.DOTALL)
"""The head of a member, which ends in the lengths of its name, that follows, and of what is behind that."""
_ZIP = b"PK\x03\x04"
_CONTENT_TYPES = "[Content_Types].xml"
_ZIP_FOLDERS = (
    ("word/", Foreign("a Word document (DOCX)", _OFFICE_HINT, "docx")),
    ("xl/", Foreign("an Excel workbook (XLSX)", _OFFICE_HINT)),
    ("ppt/", Foreign("a PowerPoint presentation (PPTX)", _OFFICE_HINT)),
    (_CONTENT_TYPES, Foreign("an Office document (DOCX, XLSX or PPTX)", _OFFICE_HINT)),
)
_ZIP_MIMETYPE = b"mimetypeapplication/vnd.oasis.opendocument"
_HEADS = tuple(
    (compile_pattern(pattern, re.DOTALL), Foreign(name, *more))
    for pattern, name, *more in (
        (rb"\xff\xd8\xff", "a picture (JPEG)", _PICTURE_HINT),
        (rb"\x89PNG\r\n\x1a\n", "a picture (PNG)", _PICTURE_HINT),
        (rb"II\*\0|MM\0\*", "a picture (TIFF)", _PICTURE_HINT),
        (rb"GIF8", "a picture (GIF)", _PICTURE_HINT),
        (rb"BM.{4}\0\0\0\0", "a picture (BMP)", _PICTURE_HINT),
        (rb"RIFF.{4}WEBP", "a picture (WebP)", _PICTURE_HINT),
        (rb".{4}ftyp(?:heic|heix|mif1|avif)", "a picture (HEIC)", _PICTURE_HINT),
        (rb"AT&TFORM", "a scanned document (DjVu)", _PICTURE_HINT),
        (rb"\{\\rtf", "a rich text document (RTF)", _OFFICE_HINT, "rtf"),
        (rb"%!PS", "a PostScript file", _WEB_HINT),
        (rb"Rar!", "an archive (RAR)", _ARCHIVE_HINT),
        (rb"7z\xbc\xaf\x27\x1c", "an archive (7z)", _ARCHIVE_HINT),
        (rb"\x1f\x8b", "a compressed file (gzip)", _ARCHIVE_HINT),
        (rb"\s*(?:<!--.*?-->\s*)?<(?i:!doctype\s+html|html|head|body|meta)\b", "a web page (HTML)", _WEB_HINT, "html"),
        (rb"\s*<\?xml", "an XML file", _WEB_HINT),
        (rb"(?i:" + _MAIL_HEADER + rb"){3}", "a mail message (EML)", _MAIL_HINT, "mail"),
    )
)


def recognise(data: bytes) -> Foreign | None:
    """Tell which foreign format `data` (a whole file) is; None for one that is not known here.

    The bytes decide, never a name: a DOCX called `.pdf` is a DOCX.
    """
    if data.startswith(_OLE):
        return _by_stream(data)
    if data.startswith(_ZIP):
        return _by_member(data)
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf")
    return next((foreign for pattern, foreign in _HEADS if pattern.match(head)), None)


def unknown(data: bytes) -> Foreign:
    """Name what nothing recognises."""
    return Foreign("a single byte" if len(data) == 1 else "a file of an unknown format", _UNKNOWN_HINT)


def _by_stream(data: bytes) -> Foreign:
    for name, foreign in _OLE_STREAMS:
        if name.encode("utf-16-le") in data:
            return foreign
    return Foreign("an Office 97-2003 document", _OFFICE_HINT)


def _by_member(data: bytes) -> Foreign:
    """Look at the names of a package's members, without unpacking anything."""
    if _ZIP_MIMETYPE in data[:128]:
        return Foreign("an OpenDocument file (ODT)", _OFFICE_HINT, "odt")
    names, is_whole = _member_names(data)
    if _CONTENT_TYPES in names or not is_whole:  # else the folder "word" is one of an archive
        for folder, foreign in _ZIP_FOLDERS:
            if any(name.startswith(folder) for name in names):
                return foreign
    return Foreign("an archive (ZIP)", _ARCHIVE_HINT, "zip")


def _member_names(data: bytes) -> tuple[list[str], bool]:
    """Give the names of a ZIP's members, and whether its directory is there: else the copy is cut short."""
    import zipfile  # noqa: PLC0415 (only a foreign file needs it)

    try:
        return zipfile.ZipFile(io.BytesIO(data)).namelist(), True
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError):
        heads = _LOCAL_HEAD.finditer(data)
        names = (data[head.end() : head.end() + int.from_bytes(head[1], "little")] for head in heads)
        return [name.decode("ascii", "replace") for name in names], False
