"""What does a store of plans cost: to add a document, to ask what falls due and where words stand, and on the disk?

`python -m benchmarks.store [--documents 1000] [--rounds 5]` measures this alone, also with other numbers. Questions
are asked of `Archive`, and beside it of SQLite in one query that gives the same rows through the same indexes.
"""

from __future__ import annotations

import argparse
import time
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.archive.ready import ready_archive, scratch
from benchmarks.timing import interleaved, ratio
from vbparse.archive.batch import Batch
from vbparse.archive.queries.documents import Filters
from vbparse.archive.register import Archive
from vbparse.archive.store.asked import read_query
from vbparse.archive.store.target import StoreTarget
from vbparse.lexicon.fold import fold_ascii
from vbparse.settings import Settings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from vbparse.archive.manifest import Record

LIMIT = 20
SEARCH = """
    SELECT d.sha256, n.node, d.code, d.date, i.name, d.title, n.page, n.page_to, n.text, p.rank,
           (SELECT json_group_array(path) FROM files WHERE document = d.id)
    FROM passages p JOIN nodes n ON n.id = p.rowid JOIN documents d ON d.id = n.document
         LEFT JOIN units i ON i.id = d.issuer
    WHERE passages MATCH ? AND d.counts
    ORDER BY p.rank, d.date DESC, CAST(d.code_key AS INTEGER), d.code_key, d.sha256, n.id LIMIT ?
"""
PART = "(SELECT json_group_array(u.name) FROM task_units p JOIN units u ON u.id = p.unit WHERE p.task = t.id AND p.slot = '{}')"
DUE = f"""
    SELECT d.sha256, t.task, s.day, d.code, d.date, i.name, d.title, t.node, t.page, t.text, t.printed, s.rrule,
           s.inherited, s.chosen, t.review, {PART.format("lead")}, {PART.format("cooperate")}, {PART.format("report_to")},
           (SELECT json_group_array(path) FROM files WHERE document = d.id)
    FROM dues s JOIN tasks t ON t.id = s.task JOIN documents d ON d.id = t.document LEFT JOIN units i ON i.id = d.issuer
    WHERE s.day BETWEEN ?2 AND ?3 AND NOT t.repeats AND d.counts {{}}
    ORDER BY s.day, d.date IS NULL, d.date, CAST(d.code_key AS INTEGER), d.code_key, d.sha256, t.number
"""
THEIRS = """
    AND t.id IN (SELECT p.task FROM units u JOIN task_units p ON p.unit = u.id
                 WHERE (u.plain = ?1 OR u.plain > ?1 || ' ' AND u.plain < ?1 || '!') AND p.slot IN ('lead', 'cooperate'))
"""


class Question(NamedTuple):
    """A question: asked of the archive, and of SQLite. Both give the keys of their rows, to be compared."""

    ours: Callable[[], list[tuple[Any, ...]]]
    plain: Callable[[], list[tuple[Any, ...]]]


class _TimedTarget(StoreTarget):
    """Notes how long the writer takes for each document, seconds: as a batch does it, each in a transaction."""

    def __init__(self, archive: Archive) -> None:
        super().__init__(archive)
        self.taken: list[float] = []

    def note(self, record: Record, data: bytes) -> None:
        start = time.perf_counter()
        super().note(record, data)
        if data:
            self.taken.append(time.perf_counter() - start)


def run(documents: int = 1000, rounds: int = 5) -> dict[str, Any]:
    """Fill a store, ask it, and check it."""
    path = scratch("store") / "plans.db"
    with Archive(path, create=True) as archive:
        target = _TimedTarget(archive)
        for _ in Batch([ready_archive(documents).plans], target, settings=Settings(jobs=2)).run():
            pass
        archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return {
            "documents": len(target.taken),
            "rows": {name: _count(archive, name) for name in ("nodes", "tasks", "dues")},
            "add_ms": _adding(target.taken),
            "questions": {name: _ask(question, rounds) for name, question in questions(archive).items()},
            "bytes_per_document": round(path.stat().st_size / len(target.taken)),
            "check": _check(archive.connection),
        }


def table(results: dict[str, Any]) -> str:
    """Show the results as a Markdown table."""
    lines = ["| question | rows | archive, ms | one SQL query, ms | archive / SQL |", "|---|---|---|---|---|"]
    for name, row in results["questions"].items():
        lines.append(f"| {name} | {row['rows']} | {row['ms']} | {row['sql_ms']} | {row['ratio']} |")
    added, rows, check = results["add_ms"], results["rows"], results["check"]
    counts = ", ".join(f"{count} {name}" for name, count in rows.items())
    return "\n".join(
        [
            *lines,
            "",
            f"{results['documents']} documents with {counts}; {results['bytes_per_document']} bytes a document.",
            f"To add a document: {added['all']} ms, of the first tenth {added['first']} ms, of the last {added['last']} ms.",
            f"Check of the file and its index: {check['result']}, {check['seconds']} s.",
        ]
    )


def questions(archive: Archive) -> dict[str, Question]:
    """Choose questions that have answers: frequent words, rare ones, a code; a day, a month, a year of one unit."""
    base = archive.connection
    day = _one(base, "SELECT day FROM dues ORDER BY day LIMIT 1 OFFSET (SELECT count(*) / 2 FROM dues)")
    code = _one(base, "SELECT code FROM documents WHERE code IS NOT NULL ORDER BY sha256 LIMIT 1")
    unit = _one(
        base,
        "SELECT name FROM units JOIN task_units ON unit = id WHERE cls = 'named' GROUP BY id ORDER BY count(*) DESC, name LIMIT 1",
    )
    asked = ("kế hoạch", '"báo cáo kết quả"', "tap huan can bo", "kiểm tr*", code)
    month, year = day[:7], day[:4]
    return {
        **{f"search {words}": _search(archive, words) for words in asked},
        f"due on {day}": _due(archive, day, day),
        f"due in {month}": _due(archive, f"{month}-01", f"{month}-31"),
        f"due in {year}, {unit}": _due(archive, f"{year}-01-01", f"{year}-12-31", unit),
    }


def _search(archive: Archive, words: str) -> Question:
    def ours() -> list[tuple[Any, ...]]:
        return [(hit.document.sha256, hit.node) for hit in archive.search(words, limit=LIMIT)]

    def plain() -> list[tuple[Any, ...]]:
        return [row[:2] for row in archive.connection.execute(SEARCH, (read_query(words).match, LIMIT)).fetchall()]

    return Question(ours, plain)


def _due(archive: Archive, first: str, last: str, unit: str | None = None) -> Question:
    def ours() -> list[tuple[Any, ...]]:
        return [(item.document.sha256, item.task, item.day) for item in archive.due(first, last, Filters(), unit=unit)]

    def plain() -> list[tuple[Any, ...]]:
        query = DUE.format(THEIRS if unit else "")
        values = (fold_ascii(unit or ""), first, last)
        return [row[:3] for row in archive.connection.execute(query, values).fetchall()]

    return Question(ours, plain)


def _ask(question: Question, rounds: int) -> dict[str, Any]:
    """Time a question; answers that differ are an error here."""
    rows = question.ours()
    if rows != question.plain():
        message = "the archive and SQLite do not give the same rows"
        raise AssertionError(message)
    times = interleaved({"ours": partial(_repeat, question.ours), "plain": partial(_repeat, question.plain)}, rounds)
    return {
        "rows": len(rows),
        "ms": round(median(times["ours"]) * 1000 / REPEATS, 2),
        "sql_ms": round(median(times["plain"]) * 1000 / REPEATS, 2),
        "ratio": round(ratio(times, "ours", "plain"), 2),
    }


REPEATS = 5
"""Times that a question is asked in a round: some take less than the clock can tell."""


def _repeat(ask: Callable[[], object]) -> None:
    for _ in range(REPEATS):
        ask()


def _adding(taken: list[float]) -> dict[str, float]:
    tenth = max(1, len(taken) // 10)
    parts = {"all": taken, "first": taken[:tenth], "last": taken[-tenth:]}
    return {name: round(median(part) * 1000, 2) for name, part in parts.items()}


def _check(base: sqlite3.Connection) -> dict[str, Any]:
    start = time.perf_counter()
    (result,) = base.execute("PRAGMA integrity_check").fetchone()
    base.execute("INSERT INTO passages (passages) VALUES ('integrity-check')")
    return {"result": result, "seconds": round(time.perf_counter() - start, 2)}


def _count(archive: Archive, name: str) -> int:
    return int(archive.connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0])


def _one(base: sqlite3.Connection, query: str) -> str:
    return str(base.execute(query).fetchone()[0])


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="Measure the store of plans.")
    parser.add_argument("--documents", type=int, default=1000, help="documents in the store (default: 1000)")
    parser.add_argument("--rounds", type=int, default=5, help="times that each question is timed (default: 5)")
    given = parser.parse_args()
    print(table(run(given.documents, given.rounds)))


if __name__ == "__main__":
    main()
