"""Files that are written whole or not at all, under names that every file system takes."""

from __future__ import annotations

import os
import re
import unicodedata
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from vbparse.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TEMPORARY: Final = ".vbparse-"
"""How the name of a file begins that is still being written."""

_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')  # noqa: TID251 (this module stands below `patterns`)
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")  # noqa: TID251
_LONGEST: Final = 120
"""Bytes (UTF-8) of a name; file systems take 255, and suffixes and marks are added."""


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file so that its old or its new content is there at any moment, never a part.

    Data that comes in pieces is written as it comes. Raises `OutputError`.
    """
    with writing_whole(path) as stream:
        stream.writelines((data,) if isinstance(data, bytes) else data)


@contextmanager
def writing_whole(path: Path) -> Iterator[IO[bytes]]:
    """Give a stream for the new content of a file, which takes the old one's place at the end, unless there was an error.

    Raises `OutputError`, also for an `OSError` of whoever writes.
    """
    import tempfile  # noqa: PLC0415 (3 ms, and most output goes to standard output)

    try:
        handle, name = tempfile.mkstemp(prefix=TEMPORARY, dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            temporary.chmod(_mode(path))
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
    except OSError as error:
        message = f"{shown(str(path))} cannot be written: {error.strerror or error}"
        raise OutputError(message) from error


def make_folder(path: Path) -> None:
    """Make a folder and those above it, if they are not there. Raises `OutputError`."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"the folder {shown(str(path))} cannot be made: {error.strerror or error}"
        raise OutputError(message) from error


def remove_leftovers(folder: Path) -> None:
    """Remove the temporary files that a process which was killed left in `folder` and below."""
    for path in folder.rglob(f"{TEMPORARY}*"):
        if path.is_file():
            path.unlink(missing_ok=True)


def safe_name(name: str) -> str:
    """Give a file name, without suffix, that Windows, macOS and Linux take: NFC, no control characters.

    The same name gives the same result; different names may meet (the caller keeps them apart).
    """
    plain = _UNSAFE.sub("_", unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode()))
    plain = plain.strip(". ")
    while len(plain.encode()) > _LONGEST:
        plain = plain[:-1].rstrip(". ")
    if not plain or plain.startswith("-") or _RESERVED.match(plain):
        return f"_{plain}"
    return plain


def shown(text: str) -> str:
    """Give text that may stand in a message: no control characters that a terminal would obey."""
    plain = text.encode("utf-8", "replace").decode()
    return "".join(char if char.isprintable() or char == " " else "�" for char in plain)


def _mode(path: Path) -> int:
    """Give the access rights for a new file: those of the file that it replaces, else as the umask says."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the new name lasting (POSIX; Windows has no such call)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
