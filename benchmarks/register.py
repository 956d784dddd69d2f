"""What an archive's database says, whatever numbers its rows have: to compare two that were filled in other orders."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
_WORDS = ("kế hoạch", "báo cáo", "trước", "tập huấn", "kiểm tra")


def check_database(path: Path) -> list[str]:
    """Give what SQLite finds wrong with a database, its full text included; nothing where it is whole."""
    with closing(sqlite3.connect(path)) as base:
        told = [str(row[0]) for row in base.execute("PRAGMA integrity_check")]
        told += [f"{row[0]}: foreign key" for row in base.execute("PRAGMA foreign_key_check")]
    return [line for line in told if line != "ok"]


def content_of(path: Path) -> dict[str, str]:
    """Give a digest of each table's rows, as a set: numbers of rows are replaced by what the rows say."""
    with closing(sqlite3.connect(path)) as base:
        virtual = {row[0] for row in base.execute("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%'")}
        names = [row[0] for row in base.execute(_TABLES) if not _is_shadow(row[0], virtual)]
        reader = _Reader(base)
        found = {name: _digest(reader.rows(name)) for name in names}
        for name in sorted(virtual):
            found |= {f"{name}: {word}": _digest(reader.matches(name, word)) for word in _WORDS}
    return found


class _Reader:
    """Reads rows; a number that stands for a row of another table becomes a digest of that row."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._labels: dict[str, dict[int, str]] = {}

    def rows(self, table: str) -> Iterator[tuple[object, ...]]:
        """Give the rows of a table without their own numbers."""
        for _, row in self._numbered(table):
            yield row

    def matches(self, table: str, word: str) -> Iterator[str]:
        """Give digests of the rows of `nodes` in which a full text finds a word."""
        query = f'SELECT rowid FROM "{table}" WHERE "{table}" MATCH ?'
        for (number,) in self._base.execute(query, (f'"{word}"',)):
            yield self._label("nodes", number)

    def _numbered(self, table: str) -> Iterator[tuple[int | None, tuple[object, ...]]]:
        columns = [(row[1], row[2]) for row in self._base.execute(f'PRAGMA table_info("{table}")')]
        refers = {row[3]: row[2] for row in self._base.execute(f'PRAGMA foreign_key_list("{table}")')}
        names = [name for name, _ in columns]
        own = names.index("id") if ("id", "INTEGER") in columns else None
        for row in self._base.execute(f'SELECT {", ".join(names)} FROM "{table}"').fetchall():
            said = (
                value if value is None or name not in refers else self._label(refers[name], value)
                for name, value in zip(names, row, strict=True)
                if name != "id" or own is None
            )
            yield (None if own is None else row[own]), tuple(said)

    def _label(self, table: str, number: int) -> str:
        if table not in self._labels:
            self._labels[table] = {}  # a row that refers to its own table would find nothing here
            self._labels[table] = {own: _digest([row]) for own, row in self._numbered(table) if own is not None}
        return self._labels[table].get(number, f"{table} {number}")


def _is_shadow(name: str, virtual: set[str]) -> bool:
    return any(name.startswith(f"{full}_") for full in virtual)


def _digest(rows: Iterable[object]) -> str:
    counted = Counter(map(repr, rows))
    return hashlib.sha256(repr(sorted(counted.items())).encode()).hexdigest()
