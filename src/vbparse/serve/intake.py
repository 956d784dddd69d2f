"""Takes in what is sent: the bytes go to disk as they come, are counted and hashed, and cut off at the limit."""

from __future__ import annotations

import asyncio
import hashlib
import unicodedata
from typing import IO, TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

from vbparse.errors import EmptyInput, InputError, LimitExceeded
from vbparse.output import shown
from vbparse.patterns import compile_pattern
from vbparse.serve.problems import Problem
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from fastapi import Request

    from vbparse.serve.contents import Contents

_IDLE: Final = 30.0
"""Seconds in which a sender must send something."""
_AROUND: Final = 65536
"""Bytes that a form may have around the file."""
_LONGEST: Final = 200
"""Characters of a name."""
_FORM: Final = "multipart/form-data"
_NAMELESS: Final = "document"
_FIELD: Final = b"file"
_SEND: Final = "Send the document as the field `file` of a form (multipart/form-data), or as the body."
_EXTENDED: Final = compile_pattern(r"(?i)filename\*=utf-8''([^;]*)")
"""The name in a header as RFC 6266 has it where it is not plain."""


class Taken(NamedTuple):
    """A content that is kept: its sha256, where it is, its size in bytes, and what its sender calls it."""

    sha256: str
    path: Path
    size: int
    name: str


async def take_in(request: Request, contents: Contents, most: int) -> Taken:
    """Take in the document of a request: its body, or the part `file` of a form.

    Raises `LimitExceeded` for more than `most` bytes, `EmptyInput` for none, `InputError` for a form without a file,
    `OutputError` where it cannot be kept, and a `Problem` for a sender who falls silent.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    is_form = kind == _FORM.encode()
    _check_length(request, most + (_AROUND if is_form else 0), most)
    stream, temporary = contents.begin()
    writing = _Writing(stream, most)
    try:
        if is_form:
            await _take_form(request, options.get(b"boundary", b""), writing, most)
        else:
            async for piece in _pieces(request):
                writing.write(piece)
        if not writing.size:
            message = "no bytes were sent"
            raise EmptyInput(message)
        path = await asyncio.to_thread(contents.keep, stream, temporary, writing.sha256)
        return Taken(writing.sha256, path, writing.size, clean_name(writing.name or _name_of(request)))
    finally:
        stream.close()
        temporary.unlink(missing_ok=True)


def clean_name(name: str) -> str:
    """Give what to call a document: the last part of what its sender calls it, without what cannot be shown."""
    plain = unicodedata.normalize("NFC", shown(name)).replace("\\", "/").rstrip("/").rpartition("/")[2].strip()
    stem, dot, suffix = plain.rpartition(".")
    if len(plain) > _LONGEST:
        plain = f"{stem[: _LONGEST - 11]}…{dot}{suffix[:9]}"
    return plain if plain.strip(". ") else _NAMELESS


class _Writing:
    """A content on its way to disk."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self.size = 0
        self.name = ""
        self._stream, self._most = stream, most
        self._hash = hashlib.sha256()

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def write(self, piece: bytes) -> None:
        """Write a piece. Raises `LimitExceeded`."""
        self.size += len(piece)
        if self.size > self._most:
            raise _too_large(self._most)
        self._hash.update(piece)
        self._stream.write(piece)


class _Form:
    """Finds the file in a form; other fields are left out."""

    def __init__(self, boundary: bytes, writing: _Writing) -> None:
        self._writing = writing
        self._field, self._value = b"", b""
        self._is_file = False
        self._headers: dict[bytes, bytes] = {}
        self.found = self.ended = False
        names = ("part_begin", "part_data", "header_field", "header_value", "header_end", "headers_finished", "end")
        callbacks: Any = {f"on_{name}": getattr(self, f"_{name}") for name in names}
        self.parser = MultipartParser(boundary, callbacks)

    def _part_begin(self) -> None:
        self._headers, self._is_file = {}, False

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        self._headers[self._field.lower()] = self._value
        self._field, self._value = b"", b""

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        self._is_file = options.get(b"name") == _FIELD
        if self._is_file and self.found:
            message = "the form holds several files"
            raise InputError(message, hint="Send one file a request, or a ZIP archive.")
        if self._is_file:
            self.found = True
            self._writing.name = options.get(b"filename", b"").decode("utf-8", "replace")

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        if self._is_file:
            self._writing.write(data[start:end])

    def _end(self) -> None:
        self.ended = True


async def _take_form(request: Request, boundary: bytes, writing: _Writing, most: int) -> None:
    total = 0
    try:
        form = _Form(boundary, writing)
        async for piece in _pieces(request):
            total += len(piece)
            if total > most + _AROUND:
                raise _too_large(most)
            form.parser.write(piece)
        form.parser.finalize()
    except (FormParserError, ValueError) as error:  # ValueError: the boundary
        message = "the form cannot be read"
        raise InputError(message, hint=_SEND) from error
    if not form.found or not form.ended:
        message = "the form holds no whole file"
        raise InputError(message, hint=_SEND)


async def _pieces(request: Request) -> AsyncIterator[bytes]:
    """Yield the body as it comes. Raises a `Problem` when nothing comes for a while."""
    stream = request.stream()
    while True:
        try:
            async with asyncio.timeout(_IDLE):
                piece = await anext(stream)
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            detail = f"nothing came for {_IDLE:g} seconds"
            raise Problem(408, "timeout", detail, hint="Send it again.", headers={"connection": "close"}) from error
        yield piece


def _check_length(request: Request, bound: int, most: int) -> None:
    """Refuse a body that says itself that it is too large, before any of it is read."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > bound:
        raise _too_large(most)


def _too_large(most: int) -> LimitExceeded:
    return LimitExceeded(f"the document is larger than the limit of {most} bytes")


def _name_of(request: Request) -> str:
    """Give the name of a body: the parameter `name`, or that of its `Content-Disposition`."""
    given = request.headers.get("content-disposition", "")
    if extended := _EXTENDED.search(given):
        name = unquote(extended[1])
    else:
        name = parse_options_header(given)[1].get(b"filename", b"").decode("utf-8", "replace")
    return request.query_params.get("name") or name
