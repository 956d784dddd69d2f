"""The metadata of Nghị định 30/2020 (Phụ lục VI) for a document system, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from vbparse.export.nd30 import ROOT, STANDARD, Datum, Record, fields, metadata
from vbparse.export.options import DEFAULTS, ExportOptions

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

NAME: Final = "nd30json"
SUFFIX: Final = ".json"
ABOUT: Final = {
    "vi": "thông tin đầu vào của văn bản đi theo Phụ lục VI Nghị định 30/2020, dạng JSON",
    "en": "metadata of the outgoing document by Phụ lục VI of Nghị định 30/2020, as JSON",
}


def render(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:
    """Give the fields by the decree's names, and beside them what was cut, inferred or does not fit."""
    record = metadata(plan)
    data = {
        "standard": STANDARD,
        "plan_id": plan.plan_id,
        ROOT: _fields(record),
        "truncated": [
            {"field": _path(datum), "length": datum.whole, "kept": len(datum.text)} for datum in record.cut()
        ],
        "inferred": [_path(datum) for entry in record.entries for datum in entry if datum.inferred],
        "too_long": [{"field": _path(datum), "value": datum.text} for datum in record.too_long],
    }
    if options.pretty:
        return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode()
    return f"{json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _fields(record: Record) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in record.entries:
        first = entry[0].field
        if not first.group:
            found[first.name] = _plain(entry[0])
            continue
        members = {datum.field.name: _plain(datum) for datum in entry}
        if _repeats(first.group):
            found.setdefault(first.group, []).append(members)
        else:
            found[first.group] = members
    return found


def _repeats(group: str) -> bool:
    return any(field.name == group and field.repeats for field in fields())


def _plain(datum: Datum) -> str | int:
    return int(datum.text) if datum.field.type == "Number" else datum.text


def _path(datum: Datum) -> str:
    return f"{datum.field.group}.{datum.field.name}".lstrip(".")
