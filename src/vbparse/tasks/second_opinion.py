"""Leads and addressees that the grammar did not see, as the trained model sees them (setting `model`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vbparse.diagnostics import Diagnostic
from vbparse.tasks.mentions import Index

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vbparse.entities.model import Mention, Unit
    from vbparse.tasks.model import Task
    from vbparse.textmap import Span

    Roles = Mapping[Span, tuple[tuple[str, float], ...]]

CODE: Final = "ROLE_FROM_MODEL"
_SURE: Final = 0.9
"""Confidence from which on a role is taken over (models/README.md tells how it was chosen)."""
_SLOTS: Final = ("lead", "cooperate", "report_to", "advise_to")


def with_roles(
    tasks: tuple[Task, ...], units: Sequence[Mention[Unit]], roles: Roles
) -> tuple[tuple[Task, ...], tuple[Diagnostic, ...]]:
    """Fill empty slots with mentions of the task's own words that no rule gave a part.

    `roles` tells for mentions which part the model sees, with its confidence. A lead is taken over only where
    nobody else has a part in the task.
    """
    if not roles:
        return tasks, ()
    index = Index([unit for unit in units if unit.span in roles])
    done = [_filled(task, index, roles) for task in tasks]
    return tuple(task for task, _ in done), tuple(finding for _, findings in done for finding in findings)


def _filled(task: Task, index: Index[Unit], roles: Roles) -> tuple[Task, list[Diagnostic]]:
    findings = []
    given = {unit for slot in _SLOTS for unit in getattr(task, slot)}
    for unit in index.inside(task.span):
        role, score = max(roles[unit.span], key=lambda one: one[1])
        alone = role != "lead" or not (task.lead or task.cooperate)
        if unit in given or score < _SURE or getattr(task, role) or not alone:
            continue
        filled: dict[str, Any] = {role: (unit,)}
        task = task._replace(**filled)
        values: dict[str, str | int] = {"text": unit.value.name, "role": role, "percent": round(100 * score)}
        findings.append(Diagnostic(CODE, unit.span, task.node, values))
    return task, findings
