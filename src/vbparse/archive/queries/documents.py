"""Which documents the archive holds, and the filters that all queries share."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from vbparse.archive.identity import code_key
from vbparse.archive.manifest import record_of
from vbparse.lexicon.fold import fold_ascii
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from vbparse.archive.manifest import Record

LISTED: Final = "SELECT value FROM json_each(?)"
"""Numbers of a list, in a condition: `x IN (…)` (a value each would be too many for SQLite)."""
_SHORTEST: Final = 6
"""Characters of a sha256 that may stand for it."""
_HEX: Final = frozenset("0123456789abcdef")
_NO_MARK: Final = "upper(replace(replace(d.type_code, 'Đ', 'D'), 'đ', 'd'))"


class Filters(NamedTuple):
    """What to look in: all that is given must hold. Days are ISO days, both included.

    `unit` and `issuer` are names, or the beginnings of names up to a word's end (`Phòng Tư pháp` is that of any
    district); `type` a type code (`KH`, `QĐ` or `qd`). A day of issue with blanks (`2024-05-XX`) is in where it may be.
    """

    unit: str | None = None
    issuer: str | None = None
    issued_from: str | None = None
    issued_to: str | None = None
    type: str | None = None


class DocumentInfo(NamedTuple):
    """A document of the archive: `counts` tells it from further copies of its plan (a scan beside the file)."""

    sha256: str
    plan_id: str
    code: str | None
    type_code: str | None
    date: str | None
    issuer: str | None
    title: str | None
    pages: int | None
    text_origin: str
    secrecy: str | None
    counts: bool
    tasks: int
    errors: int
    warnings: int
    paths: tuple[str, ...]


def list_documents(connection: sqlite3.Connection, filters: Filters, *, copies: bool = False) -> Iterator[DocumentInfo]:
    """Yield the documents by day of issue and number; with `copies`, also those that do not count."""
    condition, values = condition_of(connection, filters)
    yield from _listed(connection, condition if copies else f"d.counts AND {condition}", values)


def versions(connection: sqlite3.Connection, plan_id: str) -> tuple[DocumentInfo, ...]:
    """Give the documents of one plan (the scan, the Word file, ...), the one that counts first."""
    found = _listed(connection, "d.plan_id = ?", [plan_id])
    return tuple(sorted(found, key=lambda info: not info.counts))


def find_documents(connection: sqlite3.Connection, which: str, filters: Filters) -> tuple[DocumentInfo, ...]:
    """Find the documents that a person may mean by a path, a file's name, a plan_id, a code or the beginning of a sha256.

    The first of these readings that finds something counts. Of the documents of one plan that have the code, the one
    that counts is meant; a path or a sha256 may name any.
    """
    wanted, values = condition_of(connection, filters)
    for condition, value in _readings(which):
        found = tuple(_listed(connection, f"{condition} AND {wanted}", [*value, *values]))
        if found:
            return found
    return ()


def failures(connection: sqlite3.Connection) -> Iterator[Record]:
    """Yield what is known of the files that could not be read, by path."""
    for (line,) in connection.execute("SELECT record FROM files ORDER BY path"):
        record = record_of(line.encode())
        if record is not None and record.error is not None:
            yield record


def _readings(which: str) -> Iterator[tuple[str, list[Any]]]:
    """Yield what `which` may be, as conditions on `documents d` with their values."""
    yield "d.id IN (SELECT document FROM files WHERE path IN (?, ?))", [which, os.path.abspath(which)]  # noqa: PTH100 (as kept, links and all)
    yield "d.name = ?", [which]
    yield "d.counts AND d.plan_id = ?", [which]
    yield "d.counts AND d.code_key = ?", [code_key(which)]
    if len(which) >= _SHORTEST and set(which.lower()) <= _HEX:
        yield "d.sha256 BETWEEN ? AND ?", [which.lower(), which.lower() + "g"]


def _listed(connection: sqlite3.Connection, condition: str, values: list[Any]) -> Iterator[DocumentInfo]:
    rows = connection.execute(
        f"""
        SELECT d.sha256, d.plan_id, d.code, d.type_code, d.date, i.name, d.title, d.pages, d.text_origin, d.secrecy,
               d.counts, d.tasks, d.errors, d.warnings,
               (SELECT json_group_array(path) FROM (SELECT path FROM files WHERE document = d.id ORDER BY path))
        FROM documents d LEFT JOIN units i ON i.id = d.issuer
        WHERE {condition} ORDER BY d.date IS NULL, d.date, CAST(d.code_key AS INTEGER), d.code_key, d.sha256
        """,  # noqa: S608 (made of our own words)
        values,
    )
    for row in rows:
        info = DocumentInfo(*row)
        yield info._replace(counts=bool(info.counts), paths=tuple(json.loads(row[-1])))


def condition_of(connection: sqlite3.Connection, filters: Filters) -> tuple[str, list[Any]]:
    """Give the filters as a condition on `documents d`, with its values."""
    parts: list[tuple[str, list[Any]]] = [("1", [])]
    if filters.issued_from:
        parts.append(("d.date >= ?", [filters.issued_from]))
    if filters.issued_to:
        parts.append(("replace(d.date, 'XX', '00') <= ?", [filters.issued_to]))
    if filters.type:
        parts.append((f"{_NO_MARK} = ?", [fold_ascii(filters.type).upper()]))
    if filters.issuer:
        parts.append((f"d.issuer IN ({LISTED})", [listed(unit_numbers(connection, filters.issuer))]))
    if filters.unit:
        named = f"d.id IN (SELECT document FROM document_units WHERE unit IN ({LISTED}))"  # noqa: S608 (our own words)
        parts.append((named, [listed(unit_numbers(connection, filters.unit))]))
    return " AND ".join(part for part, _ in parts), [value for _, values in parts for value in values]


def unit_numbers(connection: sqlite3.Connection, name: str) -> list[int]:
    """Find the units that a name may mean: it is written out as the registry has it, its place may be left out."""
    found: set[int] = set()
    for plain in _spellings(name):
        rows = connection.execute(
            "SELECT id FROM units WHERE plain = ?1 OR (plain > ?1 || ' ' AND plain < ?1 || '!')", (plain,)
        )
        found.update(row[0] for row in rows)
    return sorted(found)


def listed(numbers: Iterable[int]) -> str:
    """Give numbers as the value of `LISTED`, however many they are."""
    return json.dumps(list(numbers))


@lru_cache(maxsize=256)
def _spellings(name: str) -> frozenset[str]:
    from vbparse.units import describe_unit  # noqa: PLC0415 (loads the lexicon)

    asked = name.encode(errors="ignore").decode()  # a command line may hold bytes that are no text
    names = (asked, *(info.name for info in describe_unit(asked, at="2025-06-30")))
    return frozenset(map(fold_ascii, names))
