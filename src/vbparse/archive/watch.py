"""Files that arrive in a folder: told when they are whole.

The folder is looked at again and again, and not left to the system's notices: those do not come from shared folders
of other machines. A file counts as arrived when its size and time have not changed for a while; one that changes
later arrives again.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from vbparse.archive.documents import UNFINISHED
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class Look(NamedTuple):
    """How a file looked: its size in bytes, its time of change in nanoseconds."""

    size: int
    changed: int


class _Seen(NamedTuple):
    look: Look
    since: float
    told: bool


class Arrivals:
    """Remembers how files looked, and tells which ones have arrived."""

    def __init__(self, settle: float) -> None:
        """Begin with no file known; `settle` is the seconds in which a file that is whole does not change."""
        self._settle = settle
        self._seen: dict[str, _Seen] = {}

    def look(self, files: dict[str, Look], now: float) -> list[str]:
        """Give the files that have arrived by now (seconds of any clock), each once, in the order of their paths."""
        arrived = []
        for path, look in files.items():
            seen = self._seen.get(path)
            if seen is None or seen.look != look:
                seen = _Seen(look, now, told=False)
            if not seen.told and look.size and now - seen.since >= self._settle:
                seen = seen._replace(told=True)
                arrived.append(path)
            self._seen[path] = seen
        for path in self._seen.keys() - files.keys():
            del self._seen[path]
        return sorted(arrived)

    def waiting(self) -> int:
        """Count the files that have come and are not whole yet, as far as one can see."""
        return sum(not seen.told for seen in self._seen.values())


def list_files(folder: Path, suffixes: Collection[str]) -> dict[str, Look]:
    """Give the files below a folder that may be documents, with how they look now.

    Hidden files and folders are left out; so is what disappears meanwhile. Raises `OSError` if the folder itself
    cannot be read.
    """
    found: dict[str, Look] = {}
    folders = [os.fspath(folder)]
    while folders:
        here = folders.pop()
        for entry in _entries(here, must=here == os.fspath(folder)):
            if entry.name.startswith(UNFINISHED):
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif Path(entry.name).suffix.lower() in suffixes and entry.is_file():
                    state = entry.stat()
                    found[entry.path] = Look(state.st_size, state.st_mtime_ns)
            except OSError:  # gone between the listing and the look
                continue
    return found


def _entries(folder: str, *, must: bool) -> Iterable[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        if must:
            raise
        return []
