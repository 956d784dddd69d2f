"""The bytes of documents that were sent, each kept under the sha256 of its content beside the archive."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from vbparse.archive.lock import lock_folder
from vbparse.errors import OutputError
from vbparse.output import TEMPORARY, make_folder, remove_leftovers, shown

if TYPE_CHECKING:
    from collections.abc import Container

    from vbparse.archive.queries.documents import DocumentInfo

SUFFIX: Final = ".files"
_DIGITS: Final = 64
_HEX: Final = frozenset("0123456789abcdef")


class Contents:
    """The folder of the contents; one server at a time has it."""

    def __init__(self, archive: Path) -> None:
        """Make the folder beside the archive, lock it, clear it of what was half written. Raises `OutputError`."""
        self.folder = archive.absolute().with_name(archive.name + SUFFIX)
        make_folder(self.folder)
        self._lock = lock_folder(self.folder)
        remove_leftovers(self.folder)

    def path(self, sha256: str) -> Path:
        """Give where a content is, or would be."""
        assert is_sha256(sha256)
        return self.folder / sha256

    def source(self, info: DocumentInfo) -> str:
        """Give where the content of a document can be read from: here, or where it was added from."""
        own = self.path(info.sha256)
        return str(own) if own.is_file() or not info.paths else info.paths[0]

    def begin(self) -> tuple[IO[bytes], Path]:
        """Begin a content that is not known yet. Raises `OutputError`."""
        try:
            handle, name = tempfile.mkstemp(prefix=TEMPORARY, dir=self.folder)
        except OSError as error:
            raise self._unwritable(error) from error
        return os.fdopen(handle, "wb"), Path(name)

    def keep(self, stream: IO[bytes], temporary: Path, sha256: str) -> Path:
        """Let a content that is complete last, under its name; gives where it is. Raises `OutputError`."""
        path = self.path(sha256)
        try:
            with stream:
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(path)
            if os.name == "posix":  # the name lasts, too
                handle = os.open(self.folder, os.O_RDONLY)
                try:
                    os.fsync(handle)
                finally:
                    os.close(handle)
        except OSError as error:
            raise self._unwritable(error) from error
        return path

    def remove(self, sha256: str) -> None:
        """Remove a content, if it is here."""
        self.path(sha256).unlink(missing_ok=True)

    def sweep(self, needed: Container[str]) -> int:
        """Remove contents that nobody needs (their sender was cut off before the answer); gives their number."""
        unneeded = [path for path in self.folder.iterdir() if is_sha256(path.name) and path.name not in needed]
        for path in unneeded:
            path.unlink(missing_ok=True)
        return len(unneeded)

    def close(self) -> None:
        """Let other servers have the folder."""
        self._lock.close()

    def _unwritable(self, error: OSError) -> OutputError:
        return OutputError(f"{shown(str(self.folder))} cannot be written: {error.strerror or error}")


def is_sha256(text: str) -> bool:
    """Tell whether a text is a sha256 in hexadecimal digits."""
    return len(text) == _DIGITS and set(text) <= _HEX
