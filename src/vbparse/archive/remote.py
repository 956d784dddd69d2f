"""Results of a batch at a URL (`s3://bucket/out`): outputs as in a folder, and the manifest.

What holds there is less than in a folder of this computer. Each output is there whole or not at all. The manifest
is put anew from time to time and at the end, also of a run that is interrupted; after a kill the documents of the
last minute are read again. No lock keeps two runs from writing at once.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from vbparse.archive.manifest import NAME, manifest_lines, records_of
from vbparse.archive.target import Outputs
from vbparse.export.options import DEFAULTS
from vbparse.export.registry import exporter_for
from vbparse.storage import fetch, list_names, remove, store
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.archive.documents import Document
    from vbparse.archive.manifest import Record
    from vbparse.archive.settle import Sink
    from vbparse.export.options import ExportOptions
    from vbparse.product import Product, Render

_EVERY: Final = 60.0
"""Seconds of records that may be lost when the process is killed."""
_MOST: Final = 10_000_000_000
"""Bytes of a manifest: ours, and as long as it is."""


def read_remote_manifest(url: str) -> dict[str, Record]:
    """Read the records of a batch at a URL by their paths. Raises `InputError`, `ResourceError`."""
    return records_of(fetch(f"{url.rstrip('/')}/{NAME}", _MOST))


class RemoteSink(NamedTuple):
    """Writes each output below a URL; hands nothing over."""

    url: str

    def put(self, name: str, product: Product) -> bytes:
        """Write the output. Raises `OutputError`, `ResourceError`."""
        store(f"{self.url}/{name}", product.data)
        return b""


class RemoteTarget:
    """A folder at a URL: one output a content under its first document's name, and `manifest.jsonl`."""

    folder = None
    render: Render | None = None

    def __init__(self, url: str, *, to: str = "json", options: ExportOptions = DEFAULTS) -> None:
        """Look at what is there. Raises `InputError`, `ResourceError`."""
        self.to, self.suffix, self.options = to, exporter_for(to, options).SUFFIX, options
        self._url = url.rstrip("/")
        self.sink: Sink = RemoteSink(self._url)
        self._names = list_names(self._url)
        self._records: dict[str, Record] = {}
        if NAME in self._names:
            self._records = read_remote_manifest(self._url)
        self._own = Outputs(self._records.values())
        self._put = time.monotonic()
        self._is_put = True

    def records(self) -> dict[str, Record]:
        """Give the records of the manifest."""
        return dict(self._records)

    def name(self, document: Document, sha256: str) -> str:
        """Name the output as the document."""
        del sha256
        return document.name

    def holds(self, record: Record) -> bool:
        """Tell whether the output is there, or was when the run began."""
        return record.name in self._names

    def note(self, record: Record, data: bytes) -> None:
        """Keep a record; put the manifest if that was long ago. Raises `OutputError`."""
        del data
        stale = self._own.replaced(record)
        if stale is not None:
            remove(f"{self._url}/{stale}")
            self._names.discard(stale)
        self._records[record.path] = record
        self._is_put = False
        if record.status != "failed":
            self._names.add(record.name)
        if time.monotonic() - self._put > _EVERY:
            self._put_manifest()

    def finish(self, records: Iterable[Record]) -> None:
        """Put the manifest. Raises `OutputError`."""
        self._records = {record.path: record for record in records}
        self._put_manifest()

    def close(self) -> None:
        """Put the manifest of a run that was interrupted. Raises `OutputError`."""
        if not self._is_put:
            self._put_manifest()

    def _put_manifest(self) -> None:
        store(f"{self._url}/{NAME}", b"".join(manifest_lines(self._records.values())))
        self._put, self._is_put = time.monotonic(), True
