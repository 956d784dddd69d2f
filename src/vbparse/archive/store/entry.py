"""What the store is given for one document: made by the worker that read it, taken in by the one writer.

An entry travels as a line of JSON (the rows), then the plan document, compressed: a worker that a hostile file has
taken over can give wrong rows, but cannot make the writer run anything.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from vbparse.archive.rows import Rows, rows_of
from vbparse.archive.store.words import index_words
from vbparse.export import to_json
from vbparse.plan.model import PlanDocument
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_AS_THEY_ARE = ("units", "task_units", "dues", "times", "citations")
_RANKS = {"native": 3, "repaired": 2, "mixed": 1, "ocr": 0}


class Entry(NamedTuple):
    """A document as the store takes it: `rows` by table, `plan` its compressed JSON.

    `rank` orders the documents of one plan: one with pages and text of its own before a scan, a Word file between.
    """

    rank: int
    document: dict[str, Any]
    units: list[list[Any]]
    nodes: list[list[Any]]
    tasks: list[list[Any]]
    task_units: list[list[Any]]
    dues: list[list[Any]]
    times: list[list[Any]]
    citations: list[list[Any]]
    plan: bytes = b""


def make_entry(data: Mapping[str, Any]) -> bytes:
    """Make the entry of a plan document that is plain data, packed."""
    plan = PlanDocument.model_validate(data)
    rows = rows_of(plan)
    packed = zlib.compress(to_json.render_data(dict(data)), 6)
    rank = 2 * _RANKS[rows.document.text_origin] + (rows.document.pages is not None)
    fields = {"rank": rank, "document": rows.document._asdict(), **_lists(rows)}
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n" + packed


def read_entry(packed: bytes) -> Entry:
    """Take apart what `make_entry` gave."""
    head, _, plan = packed.partition(b"\n")
    return Entry(**json.loads(head), plan=plan)


def unpack_plan(packed: bytes) -> bytes:
    """Give the JSON of a plan document that the store keeps."""
    return zlib.decompress(packed)


def _lists(rows: Rows) -> dict[str, list[list[Any]]]:
    """Give the rows as the columns of the store's tables have them, the words of each node included."""
    tasks = [
        [
            *(row.task, row.number, row.node, row.page, row.text, row.action, row.modality, row.period, row.printed),
            *("; ".join(row.deliverables) or None, int(row.repeats), " ".join(row.review)),
        ]
        for row in rows.tasks
    ]
    nodes = [[*row, *index_words(row.text)] for row in rows.nodes]
    plain = {name: [list(row) for row in getattr(rows, name)] for name in _AS_THEY_ARE}
    return {**plain, "nodes": nodes, "tasks": tasks}
