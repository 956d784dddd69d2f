"""What takes long to prepare and always comes out the same, kept between runs in one private file.

Compiling all patterns and building the lexicon's tables takes 0.12 s, longer than reading a plan. What a
run prepared, the commands keep in the user's cache folder; the next run finds it there in 4 ms. The file
holds plain data (`marshal`), so reading it runs no code, and it is only a copy: a file that is missing,
damaged, of another version or not the user's own counts for nothing, and everything is prepared anew.
"""

from __future__ import annotations

import marshal
import os
import stat
import sys
import zlib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vbparse import __version__
from vbparse.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_MADE_FROM: Final = (".", "lexicon", "lexicon/data", "entities/citations", "entities/units", "tasks")
"""Folders with the files that prepared values come from: code and knowledge."""
_PRIVATE: Final = 0o700


class Store:
    """Prepared values by key, those of earlier runs and those of this one."""

    __slots__ = ("_found", "_grown")

    def __init__(self, found: dict[Any, bytes]) -> None:
        """Begin with what earlier runs prepared, each value packed: most runs need but a part."""
        self._found = found
        self._grown = False

    def get(self, key: Any, prepare: Callable[[], Any]) -> Any:
        """Give the value for a key; prepares it if no run has."""
        packed = self._found.get(key)
        if packed is not None:
            return marshal.loads(packed)  # noqa: S302 (plain data, whole, written by this user)
        value = prepare()
        self._found[key] = marshal.dumps(value)
        self._grown = True
        return value

    def keep(self) -> None:
        """Write what this run has added; does nothing where that is not possible."""
        if not self._grown:
            return
        self._grown = False
        path = prepared_file()
        data = marshal.dumps(self._found)
        from vbparse.output import write_whole  # noqa: PLC0415 (seldom needed)

        with suppress(OSError, OutputError, RuntimeError):  # RuntimeError: there is no home
            private_folder(path.parent)
            write_whole(path, b"".join((_stamp(), zlib.crc32(data).to_bytes(4, "big"), data)))


def prepared(key: Any, prepare: Callable[[], Any]) -> Any:
    """Give the value for a key from this run or an earlier one, else prepare it.

    It must be plain data (tuples, lists, dicts, sets, strings, numbers, None) which depends only on the key,
    the code and the knowledge in the folders of `_MADE_FROM`. Callers cache what they make of it.
    """
    return _store().get(key, prepare)


def keep_prepared() -> None:
    """Keep what this run has prepared for the next one. Called by the commands; reading a plan writes no file."""
    _store().keep()


def forget_prepared() -> None:
    """Remove what is kept, for all versions of Python. Raises `OutputError`."""
    for path in prepared_file().parent.glob("prepared-*"):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            message = f"{path} cannot be removed: {error.strerror or error}"
            raise OutputError(message) from error


def prepared_file() -> Path:
    """Give the path of the file, one for each version of Python."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library/Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "vbparse" / f"prepared-{sys.implementation.cache_tag}.bin"


@cache
def _store() -> Store:
    return Store(_read())


def _read() -> dict[Any, bytes]:
    """Read what earlier runs kept; nothing if it does not fit or is not the user's own."""
    try:
        path = prepared_file()
        content = path.read_bytes() if is_private(path.parent) else b""
    except (OSError, RuntimeError):  # RuntimeError: there is no home
        return {}
    stamp = _stamp()
    end = len(stamp) + 4
    if content[: len(stamp)] != stamp or zlib.crc32(content[end:]).to_bytes(4, "big") != content[end - 4 : end]:
        return {}
    found: dict[Any, bytes] = marshal.loads(content[end:])  # noqa: S302 (as above)
    return found


def private_folder(folder: Path) -> None:
    """Make a folder that nobody but the user can look into. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(_PRIVATE)


def is_private(folder: Path) -> bool:
    """Tell whether nobody but the user can write into the folder (on Windows the profile sees to that)."""
    if sys.platform == "win32":
        return True
    status = folder.stat()
    return status.st_uid == os.getuid() and stat.S_IMODE(status.st_mode) == _PRIVATE


@cache
def _stamp() -> bytes:
    """Tell the state of program and knowledge, as Python does for its bytecode: versions, times and sizes of files."""
    return made_from(*_MADE_FROM)


@cache
def made_from(*folders: str) -> bytes:
    """Tell the state of the program and of the files in some of its folders."""
    return "\n".join((__version__, sys.version, *_files(folders))).encode() + b"\n\n"


def _files(folders: Iterable[str]) -> Iterator[str]:
    home = os.path.dirname(__file__)  # noqa: PTH120 (faster)
    yield home
    for folder in folders:
        with os.scandir(f"{home}/{folder}") as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_file():
                    status = entry.stat()
                    yield f"{entry.name} {status.st_mtime_ns} {status.st_size}"
