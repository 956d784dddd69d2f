"""Takes documents into the database and out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vbparse.archive.rows import DocumentEntry
from vbparse.archive.store.database import writing
from vbparse.archive.store.words import FORM, index_words
from vbparse.lexicon.fold import fold_ascii

if TYPE_CHECKING:
    import sqlite3

    from vbparse.archive.store.entry import Entry

PLACE_BITS: Final = 20
"""Of a node's number, the bits that are its place in the document (a million: more than a document may hold)."""
_DOCUMENT: Final = ("made_by", "counts", "rank", *DocumentEntry._fields)


def insert(connection: sqlite3.Connection, entry: Entry, made_by: str) -> int:
    """Take a document in, in place of one of the same content; gives its number. Inside a transaction."""
    paths = connection.execute(
        "SELECT path FROM files WHERE document = (SELECT id FROM documents WHERE sha256 = ?)",
        (entry.document["sha256"],),
    ).fetchall()
    remove(connection, entry.document["sha256"])
    units = {key: _unit(connection, key, *described) for key, *described in (row[:8] for row in entry.units)}
    document = _document(connection, entry, made_by, units)
    connection.execute("INSERT INTO plans VALUES (?, ?)", (document, entry.plan))
    connection.executemany(
        "INSERT INTO document_units VALUES (?, ?, ?, ?)",
        ((document, units[row[0]], row[8], int(row[9])) for row in entry.units),
    )
    _nodes(connection, document, entry)
    _tasks(connection, document, entry, units)
    connection.executemany(_into("times", 12), ([document, *row] for row in entry.times))
    connection.executemany(_into("citations", 11), ([document, *row] for row in entry.citations))
    connection.executemany("UPDATE files SET document = ? WHERE path = ?", ((document, path) for (path,) in paths))
    _settle_versions(connection, entry.document["plan_id"])
    return document


def remove(connection: sqlite3.Connection, sha256: str) -> None:
    """Take a document out, if it is there. Inside a transaction."""
    found = connection.execute("SELECT id, plan_id FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
    if found is None:
        return
    document, plan_id = found
    nodes = connection.execute("SELECT id, text FROM nodes WHERE document = ?", (document,)).fetchall()
    connection.executemany(  # a contentless index is told what it holds
        "INSERT INTO passages (passages, rowid, spelled, plain, codes) VALUES ('delete', ?, ?, ?, ?)",
        ((node, *index_words(text)) for node, text in nodes),
    )
    units = connection.execute("SELECT unit FROM document_units WHERE document = ?", (document,)).fetchall()
    connection.execute("UPDATE files SET document = NULL WHERE document = ?", (document,))
    connection.execute("DELETE FROM documents WHERE id = ?", (document,))
    connection.executemany(
        "DELETE FROM units WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM document_units WHERE unit = ?1)", units
    )
    _settle_versions(connection, plan_id)


def refresh_index(connection: sqlite3.Connection) -> None:
    """Make the index anew, unless it is of the form that this version gives. Raises `OutputError`."""
    if _form(connection) == FORM:
        return
    with writing(connection):
        if _form(connection) != FORM:  # another process may have done it
            index_anew(connection)
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('words', ?)", (str(FORM),))


def _form(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT value FROM meta WHERE name = 'words'").fetchone()
    return 0 if row is None else int(row[0])


def index_anew(connection: sqlite3.Connection) -> None:
    """Make the index of passages from the nodes. Inside a transaction."""
    connection.execute("INSERT INTO passages (passages) VALUES ('delete-all')")
    nodes = connection.execute("SELECT id, text FROM nodes")
    connection.executemany(
        "INSERT INTO passages (rowid, spelled, plain, codes) VALUES (?, ?, ?, ?)",
        ((node, *index_words(text)) for node, text in nodes),
    )


def _document(connection: sqlite3.Connection, entry: Entry, made_by: str, units: dict[str, int]) -> int:
    given = {**entry.document, "made_by": made_by, "rank": entry.rank, "counts": 0}
    given |= {slot: units.get(given[slot]) for slot in ("issuer", "parent")}
    columns = ", ".join(_DOCUMENT)
    cursor = connection.execute(
        f"INSERT INTO documents ({columns}) VALUES (?{', ?' * (len(_DOCUMENT) - 1)})",  # noqa: S608 (our own names)
        [given[name] for name in _DOCUMENT],
    )
    return int(cursor.lastrowid or 0)


def _unit(connection: sqlite3.Connection, key: str, name: str, *described: Any) -> int:
    """Give the number of a unit, new or known; what an earlier document did not tell is filled in.

    Of two spellings (`các Sở`, `các sở`) the one is kept that sorts first, so that the order of documents is all one.
    """
    kind, level, cls, place, admin_code, registry_id = described
    row = connection.execute(
        """
        INSERT INTO units (key, name, plain, kind, level, cls, place, admin_code, registry_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (key) DO UPDATE SET
          name = min(name, excluded.name), kind = coalesce(kind, excluded.kind), level = coalesce(level, excluded.level),
          place = coalesce(place, excluded.place), admin_code = coalesce(admin_code, excluded.admin_code),
          registry_id = coalesce(registry_id, excluded.registry_id)
        RETURNING id
        """,
        (key, name, fold_ascii(name), kind, level, cls, place, admin_code, registry_id),
    ).fetchone()
    return int(row[0])


def _nodes(connection: sqlite3.Connection, document: int, entry: Entry) -> None:
    numbered = list(enumerate(entry.nodes[: (1 << PLACE_BITS) - 1], (document << PLACE_BITS) + 1))
    connection.executemany(_into("nodes", 8), ((number, document, *row[:6]) for number, row in numbered))
    connection.executemany(
        "INSERT INTO passages (rowid, spelled, plain, codes) VALUES (?, ?, ?, ?)",
        ((number, *row[6:]) for number, row in numbered),
    )


def _tasks(connection: sqlite3.Connection, document: int, entry: Entry, units: dict[str, int]) -> None:
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM tasks").fetchone()
    numbers = {row[0]: number for number, row in enumerate(entry.tasks, last + 1)}
    connection.executemany(_into("tasks", 14), ((numbers[row[0]], document, *row) for row in entry.tasks))
    connection.executemany(
        "INSERT INTO task_units VALUES (?, ?, ?, ?)",
        ((numbers[task], slot, units[unit], int(inherited)) for task, slot, unit, inherited in entry.task_units),
    )
    connection.executemany(
        "INSERT INTO dues VALUES (?, ?, ?, ?, ?)",
        ((day, numbers[task], rule, int(given), int(chosen)) for task, day, rule, given, chosen in entry.dues),
    )


def _into(table: str, columns: int) -> str:
    return f"INSERT INTO {table} VALUES (?{', ?' * (columns - 1)})"  # noqa: S608 (our own names)


def _settle_versions(connection: sqlite3.Connection, plan_id: str) -> None:
    """Of the documents of one plan (the signed scan, the Word file) let the one count that was read best."""
    connection.execute(
        """
        UPDATE documents SET counts = (id = (
          SELECT id FROM documents WHERE plan_id = ?1 ORDER BY rank DESC, tasks DESC, sha256 LIMIT 1
        )) WHERE plan_id = ?1
        """,
        (plan_id,),
    )
