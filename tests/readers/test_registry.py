"""Finding the reader: the bytes decide, never the name."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pdfmaker import Sheet, make_pdf
from vbparse.errors import EncryptedInput, UnsupportedInput, VbparseError
from vbparse.readers.foreign import recognise
from vbparse.readers.pages import Lines, Pages
from vbparse.readers.registry import own_readers, read_source
from vbparse.readers.source import open_source
from vbparse.settings import Settings

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
MAIL = b"From: vanthu@example.vn\r\nTo: phong@example.vn\r\nSubject: ke hoach\r\nMIME-Version: 1.0\r\n\r\nKinh gui\r\n"


def read(data: bytes, name: str = "plan.pdf") -> Pages | Lines:
    return read_source(open_source(data, name=name, max_bytes=10**9), Settings()).content


def package(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return stream.getvalue()


DOCX = package("[Content_Types].xml", "word/document.xml")


def test_a_pdf_is_a_pdf_whatever_its_name() -> None:
    data = make_pdf(Sheet().text(50, 700, "Kế hoạch"))

    read_result = read_source(open_source(data, name="plan.txt", max_bytes=10**9), Settings())
    assert isinstance(read_result.content, Pages)
    assert (read_result.media_type, read_result.producer) == ("application/pdf", "Tester")


def test_a_text_is_a_text_whatever_its_name() -> None:
    read_result = read_source(open_source("Kế hoạch".encode(), name="plan.pdf", max_bytes=10**9), Settings())

    assert isinstance(read_result.content, Lines)
    assert (read_result.media_type, read_result.producer) == ("text/plain", None)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (package("[Content_Types].xml"), "Office document"),
        (package("[Content_Types].xml", "xl/workbook.xml"), "Excel"),
        (package("[Content_Types].xml", "ppt/presentation.xml"), "PowerPoint"),
        (package("[Content_Types].xml", "xl/workbook.xml")[:-30], "Excel"),
        (OLE + "Workbook".encode("utf-16-le"), "Excel 97-2003"),
        (OLE, "Office 97-2003"),
        (b"GIF89a\1\0\1\0", "picture (GIF)"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "picture (WebP)"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"Rar!\x1a\x07\0", "archive (RAR)"),
        (bytes(range(1, 9)) * 100, "unknown format"),
        (b"\x01", "a single byte"),
    ],
)
def test_foreign_formats_are_named_with_a_hint(data: bytes, told: str) -> None:
    with pytest.raises(UnsupportedInput) as caught:
        read(data)

    assert told in str(caught.value)
    assert "cannot be read" in str(caught.value)
    assert caught.value.advice != UnsupportedInput.hint


def test_a_locked_office_document_needs_its_password() -> None:
    with pytest.raises(EncryptedInput, match="password"):
        read(OLE + "EncryptedPackage".encode("utf-16-le"))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (DOCX, "docx"),
        (DOCX[: len(DOCX) // 2 + 30], "docx"),
        (package("mimetype"), "zip"),
        (package("a.txt", "word/document.xml"), "zip"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (b"{\\rtf1\\ansi Ke hoach}", "rtf"),
        (b"<!DOCTYPE html><html><p>Ke hoach", "html"),
        (b"\xef\xbb\xbf\n<html><body>Ke hoach", "html"),
        (b"<!-- x -->\n<HTML>Ke hoach", "html"),
        (MAIL, "mail"),
    ],
)
def test_formats_that_the_whole_file_tells_have_one_reader(data: bytes, kind: str) -> None:
    foreign = recognise(data)

    assert foreign is not None
    assert foreign.kind == kind
    assert sum(kind in getattr(reader, "KINDS", ()) for reader in own_readers()) == 1


@pytest.mark.parametrize("text", ["From: đây là kế hoạch", "<b> là ký hiệu", "BM là viết tắt của bảo mật", "PK"])
def test_text_that_only_resembles_a_format_is_text(text: str) -> None:
    assert isinstance(read(text.encode()), Lines)


def test_readers_agree_on_what_is_whose() -> None:
    heads = [make_pdf(Sheet()), "Kế hoạch".encode(), DOCX, OLE, MAIL]

    assert all(sum(reader.sniff(head[:4096]) for reader in own_readers()) <= 1 for head in heads)


@given(st.binary(min_size=1, max_size=300) | st.binary(min_size=1, max_size=300).map(lambda tail: b"%PDF-1.4\n" + tail))
def test_any_bytes_give_content_or_an_error_of_ours(data: bytes) -> None:
    with suppress(VbparseError):
        content = read(data)
        assert isinstance(content, Lines) or list(content.stream)
