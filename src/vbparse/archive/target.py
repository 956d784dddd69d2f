"""Where the results of a batch go, and what earlier runs left there.

Target          what a batch asks of it
FolderTarget    a folder with one output a document, and the manifest
"""

from __future__ import annotations

import os
import time
from typing import IO, TYPE_CHECKING, Final, Protocol

from vbparse.archive.lock import lock_folder
from vbparse.archive.manifest import append, open_manifest, read_manifest, write_manifest
from vbparse.archive.settle import FolderSink
from vbparse.errors import OutputError
from vbparse.export.options import DEFAULTS
from vbparse.export.registry import find_exporter
from vbparse.output import make_folder, remove_leftovers, shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from vbparse.archive.documents import Document
    from vbparse.archive.manifest import Record
    from vbparse.archive.settle import Sink
    from vbparse.export.options import ExportOptions
    from vbparse.product import Render

_SYNC: Final = 1.0
"""Seconds of records that may be lost when the power fails (their documents are read again)."""


class Target(Protocol):
    """Used by the main process only; `sink` is what travels to where documents are read."""

    to: str
    """The format that outputs are rendered in."""
    suffix: str
    """How names of outputs end."""
    sink: Sink
    options: ExportOptions
    """What was chosen about the outputs."""
    render: Render | None
    """What makes outputs instead of the format, if it is not None."""

    @property
    def folder(self) -> Path | None:
        """The folder of the results, if there is one: no documents are looked for in it."""
        ...

    def records(self) -> dict[str, Record]:
        """Give the records that earlier runs left, by path. Raises `OutputError`."""
        ...

    def name(self, document: Document, sha256: str) -> str:
        """Name the output of a document with this content."""
        ...

    def holds(self, record: Record) -> bool:
        """Tell whether the output of a document that is done is still there."""
        ...

    def note(self, record: Record, data: bytes) -> None:
        """Keep a record, and what the sink handed over, so that a kill in the next moment loses neither.

        Raises `OutputError`.
        """

    def finish(self, records: Iterable[Record]) -> None:
        """Put all in order at the end of a run that was not interrupted. Raises `OutputError`."""

    def close(self) -> None:
        """Let go of it, whether finished or not."""


class FolderTarget:
    """A folder: one output a content under its first document's name, and `manifest.jsonl`."""

    def __init__(self, folder: Path, *, to: str = "json", options: ExportOptions = DEFAULTS) -> None:
        """Make the folder, lock it, clear it of what was half written. Raises `OutputError`, `ResourceError`."""
        self.to, self.suffix, self.folder = to, find_exporter(to).SUFFIX, folder
        self.options = options
        self.render: Render | None = None
        make_folder(folder)
        self._lock = lock_folder(folder)
        remove_leftovers(folder)
        self.sink: Sink = FolderSink(folder)
        self._manifest: IO[bytes] | None = None
        self._synced = time.monotonic()

    def records(self) -> dict[str, Record]:
        """Read the manifest. Raises `OutputError`."""
        return read_manifest(self.folder)

    def name(self, document: Document, sha256: str) -> str:
        """Name the output as the document."""
        del sha256
        return document.name

    def holds(self, record: Record) -> bool:
        """Tell whether the output is there."""
        return (self.folder / record.name).is_file()

    def note(self, record: Record, data: bytes) -> None:
        """Append a line to the manifest. Raises `OutputError`."""
        del data
        if self._manifest is None:
            self._manifest = open_manifest(self.folder)
        append(self._manifest, record)
        if time.monotonic() - self._synced > _SYNC:
            self._sync(self._manifest)

    def finish(self, records: Iterable[Record]) -> None:
        """Write the manifest anew. Raises `OutputError`."""
        write_manifest(self.folder, records)

    def close(self) -> None:
        """Let other runs have the folder."""
        if self._manifest is not None:
            self._manifest.close()
        self._lock.close()

    def _sync(self, manifest: IO[bytes]) -> None:
        try:
            os.fsync(manifest.fileno())
        except OSError as error:
            message = f"{shown(manifest.name)} cannot be written: {error.strerror or error}"
            raise OutputError(message) from error
        self._synced = time.monotonic()
