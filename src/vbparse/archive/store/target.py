"""The store as the target of a batch: workers make entries, the main process takes them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.archive.store.entry import make_entry, read_entry
from vbparse.export.options import DEFAULTS
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.archive.documents import Document
    from vbparse.archive.manifest import Record
    from vbparse.archive.register import Archive
    from vbparse.archive.settle import Sink
    from vbparse.product import Product, Render


class StoreSink(NamedTuple):
    """Hands entries to the main process, the one writer."""

    def put(self, name: str, product: Product) -> bytes:
        """Give the entry."""
        del name
        return product.data


class StoreTarget:
    """An open archive; it stays open when the batch lets go of it. Several batches may write into one file."""

    to, suffix, folder, options = "json", "", None, DEFAULTS  # what is in is the plan that a batch puts out as JSON
    render: Render | None = staticmethod(make_entry)

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.sink: Sink = StoreSink()

    def records(self) -> dict[str, Record]:
        """Give the records of the archive."""
        return self._archive.records()

    def name(self, document: Document, sha256: str) -> str:
        """Name the output as the document."""
        del sha256
        return document.name

    def holds(self, record: Record) -> bool:
        """Tell whether the document is in."""
        return record.sha256 is not None and self._archive.holds(record.sha256)

    def note(self, record: Record, data: bytes) -> None:
        """Take in a document, or that a file is a copy or could not be read. Raises `OutputError`."""
        self._archive.keep(record, read_entry(data) if data else None)

    def finish(self, records: Iterable[Record]) -> None:
        """Leave all as it is: it is in already, and what other programs added meanwhile is theirs."""

    def close(self) -> None:
        """Leave the archive open."""
