"""The input as bytes with a name: files, byte strings and streams become one thing here."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import IO, Final

from vbparse.errors import EmptyInput, InputError, LimitExceeded
from vbparse.tuples import NamedTuple

INSIDE: Final = "!/"
"""Parts the name of an archive from that of a document in it."""


class Source(NamedTuple):
    """The whole input in memory; `name` is what the user called it, never used as a path."""

    name: str
    data: bytes
    sha256: str


def open_source(source: str | Path | bytes | IO[bytes], *, name: str | None = None, max_bytes: int) -> Source:
    """Take in a path, bytes or a binary stream.

    A path may lead to a document inside an archive or a mail: `archive.zip!/plan.pdf`. Text with `://` in it is a
    URL, whose file is fetched (see `vbparse.storage`).

    Raises `InputError` for a path that cannot be read, `EmptyInput` for no bytes, `LimitExceeded` for more
    than `max_bytes`.
    """
    if isinstance(source, bytes):
        data, given = source, "<bytes>"
    elif isinstance(source, str) and "://" in source:
        data, given = _read_place(source, max_bytes)
    elif isinstance(source, (str, Path)):
        data, given = _read_path(Path(source), max_bytes)
    else:
        data, given = source.read(max_bytes + 1), "<stdin>"
    if len(data) > max_bytes:
        message = f"{name or given} is larger than the limit of {max_bytes} bytes"
        raise LimitExceeded(message)
    if not data:
        message = f"{name or given} is empty"
        raise EmptyInput(message)
    return Source(name or given, data, hashlib.sha256(data).hexdigest())


def _read_place(text: str, max_bytes: int) -> tuple[bytes, str]:
    """Read a file by its URL, or a document inside one; gives bytes and name."""
    from vbparse.storage import fetch, file_name, place  # noqa: PLC0415 (few documents lie elsewhere)

    where = place(text)
    if isinstance(where, Path):
        return _read_path(where, max_bytes)
    outer, mark, inner = where.partition(INSIDE)
    data, name = fetch(outer, max_bytes), file_name(outer)
    return (_read_inside(data, name, inner, max_bytes), f"{name}{INSIDE}{inner}") if mark else (data, name)


def _read_path(path: Path, max_bytes: int) -> tuple[bytes, str]:
    """Read a file, or a document inside an archive or mail (`archive.zip!/plan.pdf`); gives bytes and name."""
    outer, mark, inner = path.as_posix().partition(INSIDE)
    if not mark or path.exists() or not Path(outer).is_file():
        return _read_file(path, max_bytes), path.name
    name = Path(outer).name
    return _read_inside(_read_file(Path(outer), max_bytes), name, inner, max_bytes), f"{name}{INSIDE}{inner}"


def _read_inside(data: bytes, name: str, inner: str, max_bytes: int) -> bytes:
    from vbparse.readers.packed.containers import read_inside  # noqa: PLC0415 (few documents lie in archives)

    return read_inside(data, name, inner, most=max_bytes)


def _read_file(path: Path, max_bytes: int) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(max_bytes + 1)
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}"
        raise InputError(message, hint="Check the name and the access rights of the file.") from error
