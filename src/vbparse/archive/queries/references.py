"""The documents that answers come from, in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.archive.queries.documents import LISTED, listed
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


class Reference(NamedTuple):
    """A document by what people know it by; `paths` are the files that have its content, `year` its first year."""

    sha256: str
    plan_id: str
    code: str | None
    type_code: str | None
    date: str | None
    issuer: str | None
    title: str | None
    year: int | None
    paths: tuple[str, ...]


def refer(connection: sqlite3.Connection, documents: Iterable[int]) -> dict[int, Reference]:
    """Give references to documents by their numbers."""
    numbers = listed(dict.fromkeys(documents))
    paths: dict[int, list[str]] = {}
    for document, path in connection.execute(
        f"SELECT document, path FROM files WHERE document IN ({LISTED}) ORDER BY document, path",  # noqa: S608 (our own)
        (numbers,),
    ):
        paths.setdefault(document, []).append(path)
    rows = connection.execute(
        f"""
        SELECT d.id, d.sha256, d.plan_id, d.code, d.type_code, d.date, i.name, d.title, d.year_from
        FROM documents d LEFT JOIN units i ON i.id = d.issuer WHERE d.id IN ({LISTED})
        """,  # noqa: S608 (our own words)
        (numbers,),
    )
    return {number: Reference._make([*row, tuple(paths.get(number, ()))]) for number, *row in rows}
