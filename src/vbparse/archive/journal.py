"""The manifest of a folder while a batch writes into it: locked against other runs, appended to, put in order at the end."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Final

from vbparse.archive.lock import lock_folder
from vbparse.archive.manifest import append, open_manifest, read_manifest, write_manifest
from vbparse.errors import OutputError
from vbparse.output import make_folder, remove_leftovers, shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from vbparse.archive.manifest import Record

_SYNC: Final = 1.0
"""Seconds of records that may be lost when the power fails (their documents are read again)."""


class Journal:
    """Keeps what becomes of documents, so that a kill in the next moment does not lose it."""

    def __init__(self, folder: Path) -> None:
        """Make the folder, lock it, clear it of what was half written. Raises `OutputError`."""
        self._folder = folder
        make_folder(folder)
        self._lock = lock_folder(folder)
        remove_leftovers(folder)
        self._manifest: IO[bytes] | None = None
        self._synced = time.monotonic()

    def records(self) -> dict[str, Record]:
        """Give the records that earlier runs left, by path. Raises `OutputError`."""
        return read_manifest(self._folder)

    def note(self, record: Record) -> None:
        """Append a record. Raises `OutputError`."""
        if self._manifest is None:
            self._manifest = open_manifest(self._folder)
        append(self._manifest, record)
        if time.monotonic() - self._synced > _SYNC:
            self._sync(self._manifest)

    def finish(self, records: Iterable[Record]) -> None:
        """Write the whole manifest anew, in order. Raises `OutputError`."""
        remove_leftovers(self._folder)  # of workers of a cluster that were killed
        write_manifest(self._folder, records)

    def close(self) -> None:
        """Let other runs have the folder."""
        if self._manifest is not None:
            with suppress(OSError):  # the disk is full, which has been told
                self._manifest.close()
        self._lock.close()

    def _sync(self, manifest: IO[bytes]) -> None:
        try:
            os.fsync(manifest.fileno())
        except OSError as error:
            message = f"{shown(manifest.name)} cannot be written: {error.strerror or error}"
            raise OutputError(message) from error
        self._synced = time.monotonic()
