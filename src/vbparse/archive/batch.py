"""Reads many documents: each content once, each output whole or not at all, with a record of each.

What a run did is not done again: a document whose content, and what it is read with, are those of its record
is skipped. So a run that was interrupted, in whatever way, is gone on with by the same command.

Documents are handed out in their order, so which of several copies is read, and what the outputs are, does not
depend on the number of workers or on which of them is quicker.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vbparse import __version__
from vbparse.archive.ahead import Digests
from vbparse.archive.documents import Document, find_documents
from vbparse.archive.engine import LocalEngine
from vbparse.archive.manifest import Failure
from vbparse.archive.settle import Errand, failed
from vbparse.errors import OutputError, VbparseError
from vbparse.lexicon.lexicon import load_lexicon
from vbparse.product import Order
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from pathlib import Path

    from vbparse.archive.documents import Pattern
    from vbparse.archive.engine import Engine
    from vbparse.archive.manifest import Record
    from vbparse.archive.settle import Sink
    from vbparse.archive.target import Target
    from vbparse.settings import Settings


@dataclass(frozen=True, slots=True)
class Step:
    """A document that is finished; `skipped` if an earlier run had done it."""

    record: Record
    skipped: bool = False


class _UnderWay(NamedTuple):
    """A document that an engine has: its content, and the copies of it that came by meanwhile."""

    sha256: str
    copies: list[Document]


def made_by(settings: Settings, to: str) -> str:
    """Give what a document is read with: the version, settings and knowledge that change the result, and the format.

    Raises `ResourceError` for a file of the settings that cannot be read.
    """
    return f"{__version__} {settings.result_hash()} {load_lexicon(settings.lexicon).digest} {to}"


class Batch:
    """A batch that is ready to run: `documents` are what it will read or skip."""

    def __init__(
        self,
        inputs: Iterable[Path | Pattern | str],
        target: Target,
        *,
        settings: Settings,
        again: bool = False,
        engine: Callable[[Settings, Sink], Engine] = LocalEngine,
    ) -> None:
        """Look at the inputs (text is a URL) and at what was done before; with `again`, all are read anew.

        Raises `OutputError`, `ResourceError`; `InputError` for a URL that cannot be listed.
        """
        self._target, self._settings, self._engine, self._again = target, settings, engine, again
        self._records = target.records()
        self._made_by = made_by(settings, target.to)
        self._made_by += "".join(f" {word}" for word in target.options.words())
        self.documents = find_documents(
            inputs, out=target.folder, suffix=target.suffix, known=self._records, settings=settings
        )
        self._ahead = {document.path: document for document in self.documents}
        good = (record for record in self._records.values() if not again and self._is_good(record))
        self._readers: dict[str | None, str] = {record.sha256: record.path for record in good}
        """By content, the document that is read for it: its output is there, or under way, or it failed in this run."""
        self._under_way: dict[str, _UnderWay] = {}
        self._digests = Digests(self.documents, settings.max_bytes)

    def run(self) -> Generator[Step, None, None]:
        """Read what is to be read; yields each document as it is finished.

        Raises `OutputError`, and `ResourceError` where the engine cannot begin or go on.

        If the iteration is given up (`close`), what was done stands and the workers are killed.
        """
        engine = self._start()
        try:
            self._outdate()
            for document in self.documents:
                while not engine.has_room():
                    yield from self._taken(engine, wait=True)
                yield from self._handed_out(engine, document)
                yield from self._taken(engine, wait=False)
            while engine.is_busy():
                yield from self._taken(engine, wait=True)
            self._target.finish(self._kept())
        except BaseException:
            engine.close()
            self._rescue(engine)
            raise
        finally:
            engine.close()
            self._let_go()

    def _start(self) -> Engine:
        try:
            return self._engine(self._settings, self._target.sink)
        except BaseException:
            self._let_go()
            raise

    def _let_go(self) -> None:
        self._digests.close()
        self._target.close()

    def _outdate(self) -> None:
        """Note that documents are to be read anew, so that a run which goes on with this one does that."""
        if not self._again:
            return
        for document in self.documents:
            record = self._records.get(document.path)
            if record is not None and record.made_by:
                self._noted(replace(record, made_by=""))
                self._forget(document.path, None)

    def _rescue(self, engine: Engine) -> None:
        """Note what was finished in a run that is given up; the first may have been noted when that happened."""
        for record, data in engine.finished(wait=False):
            if self._records.get(record.path) is not record:
                with suppress(OutputError):
                    self._noted(record, data)

    def _handed_out(self, engine: Engine, document: Document) -> Iterator[Step]:
        """Submit a document, or finish it at once: it is done, or a copy, or cannot be read at all."""
        self._ahead.pop(document.path, None)
        sha256 = self._content(document)
        if isinstance(sha256, Failure):
            self._forget(document.path, None)
            errand = Errand(document.path, self._target.name(document, ""), self._made_by, self._order(document))
            yield self._noted(failed(errand, sha256))
            return
        self._forget(document.path, sha256)
        reader = self._reader(sha256)
        if reader is None:
            self._readers[sha256] = document.path
            self._under_way[document.path] = _UnderWay(sha256, [])
            name = self._target.name(document, sha256)
            engine.submit(Errand(document.path, name, self._made_by, self._order(document), sha256))
        elif reader in self._under_way:
            self._under_way[reader].copies.append(document)
        elif reader == document.path:
            yield Step(self._records[reader], skipped=True)
        else:
            yield self._copied(document.path, reader)

    def _copied(self, path: str, reader: str) -> Step:
        """Finish a copy of a document that is finished."""
        record = replace(self._records[reader], path=path, same_as=reader)
        if record == self._records.get(path):
            return Step(record, skipped=record.status != "failed")
        return self._noted(record)

    def _forget(self, path: str, sha256: str | None) -> None:
        """Do not take a document for the reader of the content that it had before."""
        before = self._records.get(path)
        if before is not None and before.sha256 != sha256 and self._readers.get(before.sha256) == path:
            del self._readers[before.sha256]

    def _reader(self, sha256: str) -> str | None:
        """Give the document whose output is that of this content, and still will be when the run is over."""
        path = self._readers.get(sha256)
        if path is None or path in self._under_way:
            return path
        record = self._records[path]
        if record.status != "failed" and not self._target.holds(record):
            return None
        return None if path in self._ahead and self._content(self._ahead[path]) != sha256 else path

    def _content(self, document: Document) -> str | Failure:
        """Give the hash of a document's content, or why it cannot be read."""
        try:
            return document.failure or document.sha256 or self._digests.of(document.path)
        except VbparseError as error:
            return Failure.of(error)

    def _taken(self, engine: Engine, *, wait: bool) -> Iterator[Step]:
        """Take in what the engine has finished; then the copies that waited for it."""
        for record, data in engine.finished(wait=wait):
            errand = self._under_way.pop(record.path)
            yield self._noted(record, data)
            if record.sha256 is None:  # it has changed meanwhile
                del self._readers[errand.sha256]
            for copy in errand.copies:
                yield from self._handed_out(engine, copy)

    def _noted(self, record: Record, data: bytes = b"") -> Step:
        self._target.note(record, data)
        self._records[record.path] = record
        return Step(record)

    def _kept(self) -> Iterator[Record]:
        """Give the records; not those of copies whose document has other content now (they were not asked for)."""
        for record in self._records.values():
            if record.same_as is not None:
                first = self._records.get(record.same_as)
                if first is None or (first.sha256, first.name) != (record.sha256, record.name):
                    continue
            yield record

    def _is_good(self, record: Record) -> bool:
        return record.status != "failed" and record.made_by == self._made_by and record.same_as is None

    def _order(self, document: Document) -> Order:
        single = self._settings._replace(jobs=1)  # documents are read side by side, the pages of each one by one
        return Order(
            document.path, single, to=self._target.to, options=self._target.options, render=self._target.render
        )
