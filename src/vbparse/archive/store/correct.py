"""Corrections in the database: kept by plan, applied whenever a document of the plan is taken in.

`plans` holds what the parser read; the rows of all other tables are those of the corrected plan.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from vbparse.archive.store.entry import Entry, make_entry, read_entry, unpack_plan
from vbparse.archive.store.write import insert
from vbparse.plan.model import PlanDocument
from vbparse.revise.apply import Corrected, apply
from vbparse.revise.corrections import Correction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_OF_PLAN = "FROM corrections WHERE plan_id = ? OR source = ?"


def add_corrections(connection: sqlite3.Connection, plan_id: str, corrections: Iterable[Correction]) -> None:
    """Keep corrections of a plan, each once. Inside a transaction."""
    connection.executemany(
        """
        INSERT INTO corrections (plan_id, source, correction, who, at, op, record) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """,
        ((plan_id, one.source, one.id, one.who, one.when, one.change.op, one.model_dump_json()) for one in corrections),
    )


def corrections_of(connection: sqlite3.Connection, plan_id: str, sha256: str) -> tuple[Correction, ...]:
    """Give the corrections of a document, in their order: those of its plan, and those that were made on it.

    A version that reads a plan's number for the first time gives the plan another id; what was made on the document stays.
    """
    rows = connection.execute(f"SELECT record {_OF_PLAN} ORDER BY number", (plan_id, sha256))
    return tuple(Correction.model_validate_json(record) for (record,) in rows)


def take_in(connection: sqlite3.Connection, entry: Entry, made_by: str) -> int:
    """Take a document in with its corrections, in place of one of the same content; gives its number. Inside a transaction."""
    plan_id, sha256 = entry.document["plan_id"], entry.document["sha256"]
    corrections = corrections_of(connection, plan_id, sha256)
    plan = _plan_of(entry.plan) if corrections else None
    if plan is None:
        return insert(connection, entry, made_by)
    corrected = apply(plan, corrections)
    rows = read_entry(make_entry(corrected.plan.model_dump(mode="json")))
    document = insert(connection, rows._replace(plan=entry.plan), made_by)
    _note(connection, document, (plan_id, sha256), corrected)
    return document


def take_in_again(connection: sqlite3.Connection, plan_id: str, sha256: str) -> None:
    """Apply the corrections of a plan to all its documents, and to the one of a content. Inside a transaction."""
    rows = connection.execute(
        """
        SELECT d.made_by, p.json FROM documents d JOIN plans p ON p.document = d.id
        WHERE d.plan_id = ? OR d.sha256 = ? ORDER BY d.id
        """,
        (plan_id, sha256),
    ).fetchall()
    for made_by, packed in rows:
        plan = _plan_of(packed)
        if plan is not None:
            entry = read_entry(make_entry(plan.model_dump(mode="json")))
            take_in(connection, entry._replace(plan=packed), made_by)


def _plan_of(packed: bytes) -> PlanDocument | None:
    """Read a plan as it is kept; None where it is damaged (`archive check` tells that)."""
    try:
        return PlanDocument.model_validate_json(unpack_plan(packed))
    except (zlib.error, ValueError):
        return None


def _note(connection: sqlite3.Connection, document: int, plan: tuple[str, str], corrected: Corrected) -> None:
    """Note how much was corrected in a document, what does not fit it, and what was approved in it."""
    applied = len({touch.correction.id for touch in corrected.touched})
    connection.execute("INSERT INTO corrected VALUES (?, ?)", (document, applied))
    numbers = dict(connection.execute(f"SELECT correction, number {_OF_PLAN}", plan))
    connection.executemany(
        "INSERT INTO unfit VALUES (?, ?, ?, ?)",
        ((document, numbers[one.correction.id], one.reason, one.found) for one in corrected.unfit),
    )
    whole = {"": corrected.whole} if corrected.whole is not None else {}
    connection.executemany(
        "INSERT INTO approvals VALUES (?, ?, ?, ?, ?)",
        (
            (document, task, approval.state, approval.who, approval.when)
            for task, approval in {**corrected.tasks, **whole}.items()
        ),
    )
