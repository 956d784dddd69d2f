"""The archive: a register of plans in one SQLite file, that can be asked.

>>> with Archive("plans.db", create=True) as archive:
...     archive.add(vbparse.parse("plan.pdf"), path="plan.pdf")
...     for item in archive.due("2024-05-01", "2024-05-31", unit="Phòng Tư pháp"):
...         print(item.day, item.text)
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from vbparse.archive.manifest import Record, Status, record_of
from vbparse.archive.queries.documents import DocumentInfo, Filters, list_documents
from vbparse.archive.store.database import open_database, writing
from vbparse.archive.store.entry import Entry, make_entry, read_entry, unpack_plan
from vbparse.archive.store.write import insert, remove
from vbparse.plan.model import PlanDocument

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from types import TracebackType

ALL: Final = Filters()


class Archive:
    """An open archive. Close it, or use it as a context manager; one thread at a time may use it."""

    def __init__(self, path: str | Path, *, create: bool = False) -> None:
        """Open the archive in the file `path`; with `create`, make it where it is not there.

        Raises `ResourceError` where there is none, or the file is no archive; `OutputError` where it cannot be made.
        """
        self.path = Path(path)
        self._connection = open_database(self.path, create=create)

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
        """Give the plan document of a content. Raises `KeyError` where there is none."""
        return PlanDocument.model_validate_json(self.plan_json(sha256))

    def plan_json(self, sha256: str) -> bytes:
        """Give the JSON of a plan document by the sha256 of its content. Raises `KeyError` where there is none."""
        row: Any = self._connection.execute(
            "SELECT json FROM plans JOIN documents ON documents.id = plans.document WHERE sha256 = ?", (sha256,)
        ).fetchone()
        if row is None:
            raise KeyError(sha256)
        return unpack_plan(row[0])

    def documents(self, filters: Filters = ALL) -> Iterator[DocumentInfo]:
        """Yield the documents, by day of issue and code."""
        return list_documents(self._connection, filters)

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
