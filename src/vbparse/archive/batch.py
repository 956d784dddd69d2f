"""Reads many documents into a folder: one output each, whole or not at all, and a manifest.

What a run did is not done again: a document whose content, and what it is read with, are those of its record
is skipped. So a run that was interrupted, in whatever way, is gone on with by the same command.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vbparse import __version__
from vbparse.archive.documents import digest, find_documents
from vbparse.archive.manifest import Failure, Record, append, open_manifest, read_manifest, write_manifest
from vbparse.errors import VbparseError
from vbparse.export.registry import find_exporter
from vbparse.lexicon.lexicon import load_lexicon
from vbparse.output import make_folder, remove_leftovers, write_whole
from vbparse.product import Order, Product, produce
from vbparse.worker import run_many

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from pathlib import Path

    from vbparse.archive.documents import Document
    from vbparse.settings import Settings


@dataclass(frozen=True, slots=True)
class Step:
    """A document that is finished; `skipped` if an earlier run had done it."""

    record: Record
    skipped: bool


class Batch:
    """A batch that is ready to run: `documents` are what it will read or skip."""

    def __init__(self, inputs: Iterable[Path], out: Path, *, settings: Settings, to: str = "json") -> None:
        """Look at the inputs and at what was done before. Raises `OutputError`, `ResourceError`."""
        self._out, self._settings, self._to = out, settings, to
        make_folder(out)
        remove_leftovers(out)
        self._records = read_manifest(out)
        suffix = find_exporter(to).SUFFIX
        self._made_by = f"{__version__} {settings.result_hash()} {load_lexicon(settings.lexicon).digest} {to}"
        most = settings.max_bytes
        self.documents = find_documents(inputs, out, suffix=suffix, known=self._records, max_bytes=most)

    def run(self) -> Generator[Step, None, None]:
        """Read what is to be read; yields each document as it is finished. Raises `OutputError`.

        If the iteration is given up (`close`), what was done stands and the workers are killed.
        """
        write_manifest(self._out, self._records.values())
        todo = []
        for document in self.documents:
            if (record := self._done(document)) is not None:
                yield Step(record, skipped=True)
            else:
                todo.append(document)
        with open_manifest(self._out) as manifest:
            for record in self._read(todo):
                append(manifest, record)
                self._records[record.path] = record
                yield Step(record, skipped=False)
        write_manifest(self._out, self._records.values())

    def _done(self, document: Document) -> Record | None:
        """Give the record of a document that need not be read again."""
        record = self._records.get(document.path)
        if record is None or record.status == "failed" or record.made_by != self._made_by:
            return None
        same = record.name == document.name and (self._out / record.name).is_file()
        return record if same and digest(document.path, max_bytes=self._settings.max_bytes) == record.sha256 else None

    def _read(self, todo: list[Document]) -> Iterator[Record]:
        single = self._settings._replace(jobs=1)  # documents are read side by side, the pages of each one by one
        orders = (Order(document.path, single, to=self._to) for document in todo)
        for number, result in run_many(produce, orders, settings=self._settings):
            document = todo[number]
            if isinstance(result, VbparseError):
                failure = Failure(result.code, str(result), result.advice)
                yield Record(document.path, document.name, "failed", self._made_by, error=failure)
                continue
            product = Product.unpack(result)
            target = self._out / document.name
            make_folder(target.parent)
            write_whole(target, product.data)
            summary = product.summary
            yield Record(
                document.path,
                document.name,
                "secret" if summary.secret else "done",
                self._made_by,
                summary.sha256,
                summary.tasks,
                summary.errors,
            )
