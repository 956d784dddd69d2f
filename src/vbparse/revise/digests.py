"""Digests of what a person sees of a task or a plan: an approval holds for what was approved, and for nothing else.

Ids and places are not part of them, so that an approval stands when a later version reads the same.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from vbparse.export.tasks import task_rows, values

if TYPE_CHECKING:
    from vbparse.export.tasks import TaskRow
    from vbparse.plan.model import PlanDocument


def task_digests(plan: PlanDocument) -> dict[str, str]:
    """Give the digest of each task, by its id."""
    return {row.task.id: _digest(_shown(row)) for row in task_rows(plan)}


def plan_digest(plan: PlanDocument) -> str:
    """Give the digest of a plan: its letterhead, its signer and all its tasks."""
    header = plan.header
    names = [unit.name if unit is not None else None for unit in (header.issuer, header.parent)]
    fields = [header.code, header.type, header.place, header.date, header.title, header.urgency, header.draft]
    signer = [plan.signature.name, plan.signature.position] if plan.signature else None
    return _digest([names, fields, signer, [_shown(row) for row in task_rows(plan)]])


def _shown(row: TaskRow) -> list[Any]:
    task = row.task
    slots = [
        sorted(values(slot)) for slot in (row.lead, row.cooperate, row.advise_to, row.report_to, row.due, row.rrule)
    ]
    return [" ".join(task.text.split()), *slots, task.period, list(task.deliverables), task.modality]


def _digest(shown: list[Any]) -> str:
    return sha256(json.dumps(shown).encode()).hexdigest()
