"""Which documents the archive holds, and the filters that all queries share."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from vbparse.lexicon.fold import fold_ascii
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

LISTED: Final = "SELECT value FROM json_each(?)"
"""Numbers of a list, in a condition: `x IN (…)` (a value each would be too many for SQLite)."""


class Filters(NamedTuple):
    """What to look in: all that is given must hold. Days are ISO days, both included.

    `unit` and `issuer` are names, or the beginnings of names up to a word's end (`Phòng Tư pháp` is that of any
    district); `type` a type code (`KH`). A day of issue that is blank in part meets a bound that it may meet. `copies`:
    `search` looks in further copies of a plan, too (the scan beside the Word file).
    """

    unit: str | None = None
    issuer: str | None = None
    issued_from: str | None = None
    issued_to: str | None = None
    type: str | None = None
    copies: bool = False


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


def list_documents(connection: sqlite3.Connection, filters: Filters) -> Iterator[DocumentInfo]:
    """Yield the documents by day of issue and code."""
    condition, values = condition_of(connection, filters)
    rows = connection.execute(
        f"""
        SELECT d.sha256, d.plan_id, d.code, d.type_code, d.date, i.name, d.title, d.pages, d.text_origin, d.secrecy,
               d.counts, d.tasks, d.errors, d.warnings,
               (SELECT json_group_array(path) FROM (SELECT path FROM files WHERE document = d.id ORDER BY path))
        FROM documents d LEFT JOIN units i ON i.id = d.issuer
        WHERE {condition} ORDER BY d.date IS NULL, d.date, d.code_key, d.sha256
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
        parts.append(("replace(d.date, 'X', '0') <= ?", [filters.issued_to]))
    if filters.type:
        parts.append(("d.type_code = ?", [filters.type.upper()]))
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
