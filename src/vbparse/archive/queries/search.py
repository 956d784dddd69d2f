"""Which passages have what a person looks for, the best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vbparse.archive.queries.documents import LISTED, condition_of, listed
from vbparse.archive.queries.references import refer
from vbparse.archive.queries.snippets import make_snippet
from vbparse.archive.store.asked import read_query
from vbparse.archive.store.write import PLACE_BITS
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3

    from vbparse.archive.queries.documents import Filters
    from vbparse.archive.queries.references import Reference

_ALL: Final = -1
"""As a limit, for SQLite."""


class Page(NamedTuple):
    """A part of an answer: `limit` of its rows (None: all of them) after the first `offset`."""

    limit: int | None = 20
    offset: int = 0


class Hit(NamedTuple):
    """A passage that was found.

    `node` is its id in the outline (H the letterhead, N the recipients, S the signature); it stands on the pages from
    `page` to `page_to`. The higher the `score`, the better it fits. `snippet` is a piece of the passage as printed,
    `spans` the places in it of what was asked for.
    """

    document: Reference
    node: str
    page: int | None
    page_to: int | None
    score: float
    snippet: str
    spans: tuple[tuple[int, int], ...]


def search(
    connection: sqlite3.Connection, asked: str, filters: Filters, page: Page, *, copies: bool = False
) -> list[Hit]:
    """Find passages, the best first; of equal ones that of the latest document.

    With `copies`, also in further copies of a plan that is looked in already (the scan beside the Word file). Raises
    `QueryError` where nothing to look for is asked.
    """
    query = read_query(asked)
    where, values = _matching(connection, query.match, filters, copies=copies)
    ranked = connection.execute(
        f"""
        SELECT p.rowid, d.id, -p.rank {where}
        ORDER BY p.rank, d.date DESC, CAST(d.code_key AS INTEGER), d.code_key, d.sha256, p.rowid LIMIT ? OFFSET ?
        """,
        [*values, _ALL if page.limit is None else page.limit, page.offset],
    ).fetchall()
    nodes = connection.execute(
        f"SELECT id, node, page, page_to, text FROM nodes WHERE id IN ({LISTED})",  # noqa: S608 (our own words)
        (listed(number for number, _, _ in ranked),),
    )
    passages = {number: passage for number, *passage in nodes}
    documents = refer(connection, (document for _, document, _ in ranked))
    hits = []
    for number, document, score in ranked:
        node, first, last, text = passages[number]
        hits.append(Hit(documents[document], node, first, last, score, *make_snippet(text, query)))
    return hits


def count_hits(connection: sqlite3.Connection, asked: str, filters: Filters, *, copies: bool = False) -> int:
    """Count the passages that `search` would find. Raises `QueryError` where nothing to look for is asked."""
    where, values = _matching(connection, read_query(asked).match, filters, copies=copies)
    return int(connection.execute(f"SELECT count(*) {where}", values).fetchone()[0])


def _matching(connection: sqlite3.Connection, match: str, filters: Filters, *, copies: bool) -> tuple[str, list[Any]]:
    """Give the passages that match as a FROM and WHERE, with its values: the index leads, each hit's document follows."""
    condition, values = condition_of(connection, filters)
    which = condition if copies else f"d.counts AND {condition}"
    joined = f"FROM passages p CROSS JOIN documents d ON d.id = p.rowid >> {PLACE_BITS}"
    return f"{joined} WHERE passages MATCH ? AND {which}", [match, *values]
