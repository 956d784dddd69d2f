"""Changes as events for other systems: one object each, with an id that stays the same when they are made again.

The id is a digest of the two plans' ids and of what the event says, so that a receiver can drop what it has had.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.plan.model import Task
    from vbparse.revise.model import Change, Changes, FieldChange

    Event = dict[str, Any]

PREFIX: Final = "evt_"
_DIGITS: Final = 32
"""Digits of an id: enough that no two events of the world meet."""


def events_of(changes: Changes) -> tuple[Event, ...]:
    """Give the changes as events, those of the letterhead first (with `task` null), then the tasks' in their order."""
    head = [_header_event(changes)] if changes.header else []
    return (*head, *(_task_event(changes, change) for change in changes.tasks))


def encode(event: Event) -> bytes:
    """Give an event as JSON (UTF-8), in one line; the same event gives the same bytes."""
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def _header_event(changes: Changes) -> Event:
    fields = {f"header.{field.name}": {"old": field.old, "new": field.new} for field in changes.header}
    return _with_id({"event": "changed", **_plans(changes), "task": None, "old_task": None, "fields": fields})


def _task_event(changes: Changes, change: Change) -> Event:
    old, new = change.old, change.new
    named = new or old
    event = {
        "event": change.kind,
        **_plans(changes),
        "task": new.id if new else None,
        "old_task": old.id if old else None,
        "fields": _fields(change.fields),
        "relation": change.relation,
        "affects": list(change.affects),
    }
    return {
        **_with_id(event),
        "text": named.text if named else None,
        "confidence": change.confidence,
        "evidence": {"old": _evidence(old), "new": _evidence(new)},
    }


def _plans(changes: Changes) -> Event:
    return {"plan_id": changes.new.plan_id, "old_plan_id": changes.old.plan_id, "amendment": changes.amendment}


def _fields(fields: Iterable[FieldChange]) -> Event:
    return {field.name: {"old": field.old, "new": field.new} for field in fields}


def _evidence(task: Task | None) -> Event | None:
    """Give where a task stands, as the plan document does."""
    if task is None:
        return None
    regions = [{"page": region.page, "bbox": region.bbox} for region in task.evidence.regions]
    return {"text": task.evidence.text, "start": task.evidence.start, "end": task.evidence.end, "regions": regions}


def _with_id(event: Event) -> Event:
    """Put the id first; it is made of all that is there so far."""
    content = json.dumps(event, ensure_ascii=False, sort_keys=True).encode()
    return {"id": f"{PREFIX}{hashlib.sha256(content).hexdigest()[:_DIGITS]}", **event}
