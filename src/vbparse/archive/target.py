"""Where the results of a batch go, and what earlier runs left there.

Target          what a batch asks of it
FolderTarget    a folder with one output a document, and the manifest
PartsTarget     a folder with one output for all documents (see `parts.py`)
RemoteTarget    a folder at a URL (see `remote.py`)
StoreTarget     the archive (see `store/target.py`)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from vbparse.archive.journal import Journal
from vbparse.archive.settle import FolderSink
from vbparse.errors import OutputError
from vbparse.export.options import DEFAULTS
from vbparse.export.registry import exporter_for
from vbparse.output import shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from vbparse.archive.documents import Document
    from vbparse.archive.manifest import Record
    from vbparse.archive.settle import Sink
    from vbparse.export.options import ExportOptions
    from vbparse.product import Render


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
        """Name the output of a document with this content (empty: it cannot be read)."""
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
        self.to, self.suffix, self.folder = to, exporter_for(to, options).SUFFIX, folder
        self.options = options
        self.render: Render | None = None
        self.sink: Sink = FolderSink(folder.absolute())  # it travels to processes that work elsewhere
        self._journal = Journal(folder)
        self._own = Outputs(())

    def records(self) -> dict[str, Record]:
        """Read the manifest. Raises `OutputError`."""
        records = self._journal.records()
        self._own = Outputs(records.values())
        return records

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
        self._remove(self._own.replaced(record))
        self._journal.note(record)

    def finish(self, records: Iterable[Record]) -> None:
        """Write the manifest anew. Raises `OutputError`."""
        self._journal.finish(records)

    def close(self) -> None:
        """Let other runs have the folder."""
        self._journal.close()

    def _remove(self, name: str | None) -> None:
        if name is not None:
            try:
                (self.folder / name).unlink(missing_ok=True)
            except OSError as error:
                message = f"{shown(str(self.folder / name))} cannot be removed: {error.strerror or error}"
                raise OutputError(message) from error


class Outputs:
    """Knows which document has which output for itself."""

    def __init__(self, records: Iterable[Record]) -> None:
        """Begin with the records that earlier runs left."""
        self._own = {record.path: (record.name, record.sha256) for record in records if not record.same_as}

    def replaced(self, record: Record) -> str | None:
        """Take in what became of a document; name its output if that is to be removed.

        It is if the document has become a copy, or if its new content cannot be read. The record is kept afterwards, so
        that a kill between the two leaves nothing behind that nobody knows.
        """
        name, sha256 = self._own.pop(record.path, (None, None))
        if record.same_as is None:
            self._own[record.path] = (record.name, record.sha256)
        is_new = record.sha256 is not None and record.sha256 != sha256
        return name if (is_new if record.status == "failed" else record.same_as is not None) else None
