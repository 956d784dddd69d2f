"""One run at a time in a folder: a lock that the system releases when its process ends, however it ends."""

from __future__ import annotations

import errno
import os
import sys
from typing import IO, TYPE_CHECKING, Final

from vbparse.errors import OutputError
from vbparse.output import shown

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = ".lock"
"""The file that is locked. It stays: removing it would let two runs lock two files of this name."""
_HELD: Final = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}


def lock_folder(folder: Path) -> IO[bytes]:
    """Lock a folder until the stream that is given back is closed.

    Where the file system knows no locks, nothing is locked. Raises `OutputError` if another run holds it.
    """
    path = folder / NAME
    try:
        stream = path.open("ab")
    except OSError as error:
        message = f"{shown(str(path))} cannot be written: {error.strerror or error}"
        raise OutputError(message) from error
    try:
        _lock(stream)
    except OSError as error:
        if error.errno not in _HELD:
            return stream
        stream.close()
        message = f"another run is writing into {shown(str(folder))}"
        raise OutputError(message, hint="Wait until it has ended, or choose another folder.") from error
    return stream


def _lock(stream: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 (Windows only)

        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    elif os.name == "posix":
        import fcntl  # noqa: PLC0415 (POSIX only)

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
