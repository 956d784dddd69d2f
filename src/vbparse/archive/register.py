"""The archive: a register of plans in one SQLite file, that can be asked.

>>> with Archive("plans.db", create=True) as archive:
...     archive.add(vbparse.parse("plan.pdf"), path="plan.pdf")
...     for item in archive.due("2024-05-01", "2024-05-31", unit="Phòng Tư pháp"):
...         print(item.day, item.text)
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from vbparse.archive.manifest import Record, Status, record_of
from vbparse.archive.outputs import Kept
from vbparse.archive.queries.check import Problem, find_failed, find_file_problems, find_problems
from vbparse.archive.queries.documents import DocumentInfo, Filters, failures, find_documents, list_documents, versions
from vbparse.archive.queries.due import DOING, Days, DueItem, Whose, due
from vbparse.archive.queries.graph import Graph, graph_around, graph_of
from vbparse.archive.queries.load import UnitFilters, UnitLoad, Window, unit_loads
from vbparse.archive.queries.search import Hit, Page, count_hits, search
from vbparse.archive.store.database import open_database, reading, writing
from vbparse.archive.store.entry import Entry, make_entry, read_entry, unpack_plan
from vbparse.archive.store.write import index_anew, insert, refresh_index, remove
from vbparse.errors import ResourceError
from vbparse.plan.model import PlanDocument

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from vbparse.plan.model import TaskSlot

ALL: Final = Filters()
ALL_UNITS: Final = UnitFilters()
NO_DAYS: Final = Window()


class Archive:
    """An open archive. Close it, or use it as a context manager; one thread at a time may use it."""

    def __init__(self, path: str | Path, *, create: bool = False) -> None:
        """Open the archive in the file `path`; with `create`, make it where it is not there.

        Raises `ResourceError` where there is none, or the file is no archive; `OutputError` where it cannot be made.
        """
        self.path = Path(path)
        self._connection = open_database(self.path, create=create)
        refresh_index(self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The database, for queries of your own; the tables are described in docs/archive.md."""
        return self._connection

    def add(self, plan: PlanDocument, *, path: str | Path) -> None:
        """Take in a plan that was read from `path`; one of the same content is replaced. Raises `OutputError`.

        A document whose secrecy mark forbids it was emptied when it was parsed: nothing more than the mark is kept.
        """
        made_by = f"{plan.generator.version} {plan.generator.settings} {plan.generator.lexicon}"
        entry = read_entry(make_entry(plan.model_dump(mode="json")))
        status: Status = "secret" if plan.header.secrecy and not plan.text else "done"
        flags = tuple(finding.code for finding in plan.diagnostics if finding.severity == "error")
        record = Record(str(path), plan.source.name, status, made_by, plan.source.sha256, len(plan.tasks), flags)
        self.keep(record, entry)

    def keep(self, record: Record, entry: Entry | None = None) -> None:
        """Note what became of a file, and take in its document, if it was read. Raises `OutputError`.

        An earlier document of the same path goes, unless another file has the same content, or the new one could
        not be read.
        """
        with writing(self._connection):
            document = (
                self._document(record.sha256) if entry is None else insert(self._connection, entry, record.made_by)
            )
            old = self._connection.execute("SELECT document FROM files WHERE path = ?", (record.path,)).fetchone()
            if record.status == "failed" and old:
                (document,) = old
            self._connection.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?)", (record.path, document, record.line().decode())
            )
            if old and old[0] not in {None, document}:
                self._drop_unused(old[0])

    def holds(self, sha256: str) -> bool:
        """Tell whether the document of a content is in."""
        return self._document(sha256) is not None

    def forget(self, path: str | Path) -> bool:
        """Take a file out, with its document unless another file has the same content; False if it is not in."""
        with writing(self._connection):
            row = self._connection.execute("SELECT document FROM files WHERE path = ?", (str(path),)).fetchone()
            self._connection.execute("DELETE FROM files WHERE path = ?", (str(path),))
            if row and row[0] is not None:
                self._drop_unused(row[0])
        return row is not None

    def records(self) -> dict[str, Record]:
        """Give what became of each file, by its path."""
        lines = self._connection.execute("SELECT record FROM files ORDER BY path")
        records = (record_of(line.encode()) for (line,) in lines)
        return {record.path: record for record in records if record is not None}

    def plan(self, sha256: str) -> PlanDocument:
        """Give the plan document of a content. Raises `KeyError` where there is none, `ResourceError` if it is damaged."""
        try:
            return PlanDocument.model_validate_json(self.plan_json(sha256))
        except ValueError as error:  # pydantic's is one
            raise _damaged(sha256) from error

    def plans(self, filters: Filters = ALL) -> Iterator[Kept]:
        """Yield the plans that count with what is known of them, by day of issue and number; one at a time in memory."""
        for info in self.documents(filters):
            yield Kept(info, self.plan_json(info.sha256))

    def plan_json(self, sha256: str) -> bytes:
        """Give the JSON of a plan document by the sha256 of its content, as `vbparse extract` gave it.

        Raises `KeyError` where there is none, `ResourceError` if it is damaged.
        """
        row: Any = self._connection.execute(
            "SELECT json FROM plans JOIN documents ON documents.id = plans.document WHERE sha256 = ?", (sha256,)
        ).fetchone()
        if row is None:
            raise KeyError(sha256)
        try:
            return unpack_plan(row[0])
        except zlib.error as error:
            raise _damaged(sha256) from error

    def documents(self, filters: Filters = ALL, *, copies: bool = False) -> Iterator[DocumentInfo]:
        """Yield the documents, by day of issue and number; with `copies`, also those of a plan that do not count."""
        return list_documents(self._connection, filters, copies=copies)

    def find(self, which: str, filters: Filters = ALL) -> tuple[DocumentInfo, ...]:
        """Find the documents meant by a code, path, file name, plan_id, or the beginning of a sha256; none or several."""
        return find_documents(self._connection, which, filters)

    def versions(self, plan_id: str) -> tuple[DocumentInfo, ...]:
        """Give the documents of one plan (the scan, the Word file, ...), the one that counts first."""
        return versions(self._connection, plan_id)

    def failures(self) -> Iterator[Record]:
        """Yield the records of the files that could not be read, by path; `error` says why."""
        return failures(self._connection)

    def units(
        self, units: UnitFilters = ALL_UNITS, documents: Filters = ALL, window: Window = NO_DAYS
    ) -> Iterator[UnitLoad]:
        """Yield the load of each unit that has a part in a task, the one that leads most first."""
        return unit_loads(self._connection, units, documents, window)

    def graph(self, plan_id: str | None = None, filters: Filters = ALL, *, mentions: bool = False) -> Graph:
        """Tell which plan carries out which: what stands above and below one, or what those of `filters` cite.

        `missing_of` lists what is cited and not there, `tree.walk` and `tree.roots` go through it. Raises `KeyError`
        where there is no such plan.
        """
        if plan_id is not None:
            return graph_around(self._connection, plan_id, mentions=mentions)
        return graph_of(self._connection, filters, mentions=mentions)

    def check(self, *, files: bool = False, listener: Callable[[int, int], None] | None = None) -> Iterator[Problem]:
        """Yield what is wrong; with `files`, the files are read again. `listener` is told how many of how many are done.

        A problem that is not `grave` (a file that could not be read when it was added) is no fault of the archive.
        """
        yield from find_problems(self._connection, listener)
        yield from find_failed(self._connection)
        if files:
            yield from find_file_problems(self._connection, listener)

    def repair_index(self) -> None:
        """Make the index of words anew from the nodes. Raises `OutputError`."""
        with writing(self._connection):
            index_anew(self._connection)

    def search(
        self, asked: str, filters: Filters = ALL, *, limit: int | None = 20, offset: int = 0, copies: bool = False
    ) -> list[Hit]:
        """Find passages that have what is asked for (see `archive/store/asked`), the best first.

        `limit` of them after the first `offset` (None: all); `copies`: also those of further copies of a plan. Raises
        `QueryError` where no word is asked for.
        """
        with reading(self._connection):
            return search(self._connection, asked, filters, Page(limit, offset), copies=copies)

    def count_hits(self, asked: str, filters: Filters = ALL, *, copies: bool = False) -> int:
        """Count all passages that have what is asked for. Raises `QueryError` where no word is asked for."""
        return count_hits(self._connection, asked, filters, copies=copies)

    def due(  # noqa: PLR0913 (what a person may ask)
        self,
        first: str,
        last: str,
        filters: Filters = ALL,
        *,
        unit: str | None = None,
        slots: tuple[TaskSlot, ...] = DOING,
        groups: bool = False,
        overdue_at: str | None = None,
    ) -> list[DueItem]:
        """List what falls due from `first` to `last` (ISO days, both included), recurrences laid out; by day and plan.

        `unit` (a name or its beginning) with one of the parts `slots` in the task, with `groups` also groups that it may
        be one of; `filters` are of the documents. With `overdue_at`, also what was due before: see `archive/queries/due`.
        """
        with reading(self._connection):
            return due(self._connection, Days(first, last, overdue_at), filters, Whose(unit, slots, groups))

    def _document(self, sha256: str | None) -> int | None:
        row = self._connection.execute("SELECT id FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
        return None if row is None else int(row[0])

    def _drop_unused(self, document: int) -> None:
        row = self._connection.execute(
            "SELECT sha256 FROM documents WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM files WHERE document = ?1)",
            (document,),
        ).fetchone()
        if row is not None:
            remove(self._connection, row[0])


def _damaged(sha256: str) -> ResourceError:
    message = f"the plan of the document {sha256[:12]} is damaged in the archive"
    return ResourceError(message, hint="Check it with `vbparse archive check`, or restore a copy.")
