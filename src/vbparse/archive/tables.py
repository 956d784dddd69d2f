"""The rows of plans as columns of five tables, which analysts get as Parquet files (see `parquet.py`).

Columns are plain data with their names, so that they can be kept as JSON and joined later, also by another version.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from vbparse.archive.rows import CitationEntry, DocumentEntry, Rows, TimeEntry, UnitEntry, rows_of
from vbparse.export.entries import TaskEntry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Columns: TypeAlias = "dict[str, list[Any]]"
Tables: TypeAlias = "dict[str, Columns]"

KEY: Final = "document"
"""The first column of each table: the sha256 of the document's content, by which tables are joined."""
_ENTRIES: Final[dict[str, Any]] = {
    "documents": DocumentEntry,
    "tasks": TaskEntry,
    "times": TimeEntry,
    "units": UnitEntry,
    "citations": CitationEntry,
}
TABLES: Final[dict[str, dict[str, str]]] = {
    name: {KEY: "str", **{field: kind for field, kind in entry.__annotations__.items() if field != "sha256"}}
    for name, entry in _ENTRIES.items()
}
"""By table, its columns and what they hold, as the named tuples of `rows` say (`str | None`)."""


def tables_of(rows: Rows) -> Tables:
    """Give the rows of one plan as columns."""
    entries: Mapping[str, Sequence[Any]] = {**rows._asdict(), "documents": (rows.document,)}
    sha256 = rows.document.sha256
    return {name: _columns(name, sha256, entries[name]) for name in TABLES}


def render_tables(data: dict[str, Any]) -> bytes:
    """Give the tables of a plan document that is plain data, as JSON."""
    from vbparse.plan.model import PlanDocument  # noqa: PLC0415 (loaded in the child)

    tables = tables_of(rows_of(PlanDocument.model_validate(data)))
    return json.dumps(tables, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _columns(table: str, sha256: str, entries: Sequence[Any]) -> Columns:
    own = {name: [getattr(entry, name) for entry in entries] for name in TABLES[table] if name != KEY}
    return {KEY: [sha256] * len(entries), **own}
