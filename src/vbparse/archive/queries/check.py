"""Whether an archive is sound: the file, the index of words, the plans kept, the files that they were read from."""

from __future__ import annotations

import sqlite3
import zlib
from typing import TYPE_CHECKING, Final, Literal

from vbparse.archive.documents import digest
from vbparse.archive.manifest import record_of
from vbparse.archive.queries.documents import failures
from vbparse.archive.store.entry import unpack_plan
from vbparse.archive.store.words import index_words
from vbparse.errors import LimitExceeded, VbparseError
from vbparse.plan.model import PlanDocument
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Kind = Literal[
    "database", "reference", "index", "index-incomplete", "plan-absent", "plan-damaged", "rows-differ", "versions",
    "no-file", "file-failed", "file-missing", "file-changed",
]  # fmt: skip
INDEX: Final[frozenset[Kind]] = frozenset({"index", "index-incomplete"})
"""What `store/write.index_anew` puts right."""
_NOTES: Final[frozenset[Kind]] = frozenset({"file-failed"})
_TOLD: Final = 10
"""Damages of the file that are told; there may be thousands."""
_SAMPLE: Final = 1000
"""Nodes whose words are looked up in the index."""
_WORDS: Final = 4
"""Words of each that are looked up."""


class Problem(NamedTuple):
    """What is wrong: `what` is a table, the path of a file or the beginning of a sha256; `detail` says more.

    database          SQLite finds the file damaged
    reference         a row points to one that is not there
    index             the index of words is damaged
    index-incomplete  nodes that are not in it, or that it does not find by their words
    plan-absent       a document without its plan
    plan-damaged      a plan that cannot be unpacked, or is no plan document
    rows-differ       a table has not as many rows of a plan as the plan
    versions          a plan of which not exactly one document counts
    no-file           a document that no file has
    file-failed       a file that could not be read when it was added: known, and no fault of the archive
    file-missing      a file that is not there, or cannot be read now
    file-changed      a file whose content is another now
    """

    kind: Kind
    what: str
    detail: str = ""

    @property
    def grave(self) -> bool:
        """Tell whether the archive is not sound because of it."""
        return self.kind not in _NOTES


def find_problems(
    connection: sqlite3.Connection, listener: Callable[[int, int], None] | None = None
) -> Iterator[Problem]:
    """Yield what is wrong inside the archive; `listener` is told how many plans of how many are looked at."""
    damage = list(_database(connection))
    yield from damage
    if damage:
        return  # what else is wrong would come of it
    try:
        yield from _references(connection)
        yield from find_index_problems(connection)
        yield from _versions(connection)
        yield from _plans(connection, listener)
    except sqlite3.DatabaseError as error:
        yield Problem("database", "main", str(error))


def find_index_problems(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Yield what is wrong with the index of words; of many nodes, some are looked up."""
    try:
        connection.execute("INSERT INTO passages (passages) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        yield Problem("index", "passages", str(error))
        return
    for query in (
        "SELECT count(*) FROM nodes WHERE id NOT IN (SELECT id FROM passages_docsize)",
        "SELECT count(*) FROM passages_docsize WHERE id NOT IN (SELECT id FROM nodes)",
    ):
        (count,) = connection.execute(query).fetchone()
        if count:
            yield Problem("index-incomplete", "passages", f"{count}")
            return
    lost = sum(not _is_found(connection, node, text) for node, text in _some_nodes(connection))
    if lost:
        yield Problem("index-incomplete", "passages", f"{lost}")


def find_file_problems(
    connection: sqlite3.Connection, listener: Callable[[int, int], None] | None = None
) -> Iterator[Problem]:
    """Yield the files that are not there any more, or changed since they were read; reads them all."""
    lines = connection.execute("SELECT record FROM files ORDER BY path").fetchall()
    for number, (line,) in enumerate(lines, 1):
        record = record_of(line.encode())
        if listener is not None:
            listener(number, len(lines))
        if record is None:
            yield Problem("database", "files", line[:80])
        elif record.error is None and (problem := _file_problem(record.path, record.sha256)) is not None:
            yield problem


def find_failed(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Yield the files that could not be read when they were added."""
    for record in failures(connection):
        yield Problem("file-failed", record.path, record.error.message if record.error else "")


def _database(connection: sqlite3.Connection) -> Iterator[Problem]:
    try:
        found = connection.execute(f"PRAGMA integrity_check({_TOLD})").fetchall()
        for line in (line for (text,) in found for line in text.splitlines()):
            if line != "ok" and not line.startswith("***"):
                yield Problem("database", "main", line)
    except sqlite3.DatabaseError as error:
        yield Problem("database", "main", str(error))


def _references(connection: sqlite3.Connection) -> Iterator[Problem]:
    rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    for table in sorted({row[0] for row in rows}):
        yield Problem("reference", table, str(sum(row[0] == table for row in rows)))
    unfiled = connection.execute(
        "SELECT sha256 FROM documents WHERE id NOT IN (SELECT document FROM files WHERE document IS NOT NULL)"
    )
    for (sha256,) in unfiled.fetchall():
        yield Problem("no-file", sha256)


def _versions(connection: sqlite3.Connection) -> Iterator[Problem]:
    rows = connection.execute("SELECT plan_id, sum(counts) FROM documents GROUP BY plan_id HAVING sum(counts) <> 1")
    for plan_id, count in rows.fetchall():
        yield Problem("versions", plan_id, str(count))


def _some_nodes(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    numbers = [number for (number,) in connection.execute("SELECT id FROM nodes ORDER BY id")]
    for number in numbers[:: max(1, len(numbers) // _SAMPLE)]:
        yield from connection.execute("SELECT id, text FROM nodes WHERE id = ?", (number,)).fetchall()


def _is_found(connection: sqlite3.Connection, node: int, text: str) -> bool:
    """Tell whether the index finds a node by its first words, and by the codes in it."""
    words = index_words(text)
    asked = []
    for column, found in words._asdict().items():
        if phrase := " ".join(found.split()[:_WORDS] if column != "codes" else found.split()[:1]):
            asked.append(f'{column} : "{phrase}"')
    if not asked:
        return True
    query = "SELECT 1 FROM passages WHERE passages MATCH ? AND rowid = ?"
    return connection.execute(query, (" AND ".join(asked), node)).fetchone() is not None


def _plans(connection: sqlite3.Connection, listener: Callable[[int, int], None] | None) -> Iterator[Problem]:
    documents = connection.execute("SELECT id, sha256 FROM documents ORDER BY id").fetchall()
    for number, (document, sha256) in enumerate(documents, 1):
        if listener is not None:
            listener(number, len(documents))
        row = connection.execute("SELECT json FROM plans WHERE document = ?", (document,)).fetchone()
        if row is None:
            yield Problem("plan-absent", sha256)
            continue
        try:
            plan = PlanDocument.model_validate_json(unpack_plan(row[0]))
        except (zlib.error, ValueError) as error:
            yield Problem("plan-damaged", sha256, str(error).partition("\n")[0])
            continue
        yield from _rows(connection, document, plan)


def _rows(connection: sqlite3.Connection, document: int, plan: PlanDocument) -> Iterator[Problem]:
    """Compare what a plan has with the rows that were made of it."""
    numbers = {"tasks": len(plan.tasks), "times": len(plan.times), "citations": len(plan.citations)}
    for table, number in numbers.items():
        query = f"SELECT count(*) FROM {table} WHERE document = ?"  # noqa: S608 (our own names)
        (rows,) = connection.execute(query, (document,)).fetchone()
        if rows != number:
            yield Problem("rows-differ", plan.source.sha256, f"{table}: {rows} ({number})")


def _file_problem(path: str, sha256: str | None) -> Problem | None:
    try:
        return None if digest(path) == sha256 else Problem("file-changed", path)
    except LimitExceeded:
        return Problem("file-changed", path)  # it was read once
    except VbparseError as error:
        return Problem("file-missing", path, str(error))
