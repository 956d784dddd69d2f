"""Readings of plan 70: as it is, and as another version, or another file, could have given it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vbparse.pipeline import parse
from vbparse.plan.model import PlanDocument
from vbparse.revise.corrections import Correction, make_correction

if TYPE_CHECKING:
    from vbparse.revise.corrections import Operation

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "kehoach70.pdf"
WHO, WHEN = "Nguyễn Thị Thử", "2024-05-20T08:30:00+07:00"


@cache
def plan70() -> PlanDocument:
    """Read plan 70."""
    return parse(SAMPLE)


def said(plan: PlanDocument, *changes: Operation, who: str = WHO) -> list[Correction]:
    """Give corrections of a plan, one a minute."""
    return [
        make_correction(change, plan, who=who, when=f"2024-05-20T08:{minute:02}:00+07:00")
        for minute, change in enumerate(changes)
    ]


def task_of(plan: PlanDocument, beginning: str) -> Any:
    """Give the task whose text begins so."""
    (found,) = [task for task in plan.tasks if task.text.startswith(beginning)]
    return found


def names(plan: PlanDocument, ids: tuple[str, ...]) -> list[str]:
    """Give the names of units."""
    units = {unit.id: unit.name for unit in plan.units}
    return [units[key] for key in ids]


def moved(plan: PlanDocument, prefix: str, *, sha256: str | None = None) -> PlanDocument:
    """Give a reading with more text before everything, as a version gives that takes a stamp for text."""

    def shifted(value: Any) -> Any:
        if isinstance(value, dict):
            by = len(prefix) if value.keys() >= {"start", "end"} else 0
            return {
                name: inner + by if name in {"start", "end"} and by else shifted(inner) for name, inner in value.items()
            }
        return [shifted(inner) for inner in value] if isinstance(value, list) else value

    data = shifted(plan.model_dump(mode="json"))
    data["text"] = prefix + plan.text
    if sha256 is not None:
        data["source"] |= {"sha256": sha256, "name": "khac.docx"}
    return PlanDocument.model_validate(data)


def renumbered(plan: PlanDocument, node: str, new: str) -> PlanDocument:
    """Give a reading in which a node has another id, and with it its tasks."""
    text = plan.model_dump_json()
    for end in ('"', "#"):
        text = text.replace(f'"{node}{end}', f'"{new}{end}')
    return PlanDocument.model_validate_json(text)
