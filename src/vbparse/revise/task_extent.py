"""Tasks added, dropped, moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.plan.model import Task
from vbparse.revise.corrections import UNIT_SLOTS
from vbparse.revise.quotes import find_quote
from vbparse.revise.steps import Misfit, step_of
from vbparse.revise.targets import changed, find_task, inside, with_parts, with_task, with_unit, without_repeats

if TYPE_CHECKING:
    from vbparse.plan.model import Evidence, PlanDocument
    from vbparse.revise.corrections import AddTask, DropTask, SetText
    from vbparse.revise.steps import Scene, Step


def add_task(scene: Scene, change: AddTask) -> Step:
    """Add a task where its words stand. Raises `Misfit`."""
    plan, naming = scene.plan, scene.naming
    found = find_quote(plan, change.quote, scene.source)
    same_words = [task for task in plan.tasks if _stretch(task.evidence) == _stretch(found.evidence)]
    if same_words:
        raise Misfit(reason="overlaps", found=same_words[0].id)
    slots: dict[str, tuple[str, ...]] = {}
    for slot in UNIT_SLOTS:
        for typed in getattr(change, slot):
            plan = with_unit(plan, naming.unit(plan, typed))
        slots[slot] = tuple(dict.fromkeys(naming.unit(plan, typed).id for typed in getattr(change, slot)))
    values = {"due": tuple(sorted(set(change.due))), "rrule": change.rrule, "modality": change.modality, **slots}
    place = {"node": found.node, "text": found.evidence.text, "evidence": found.evidence}
    task = Task.model_validate({"id": f"{found.node}#{scene.id}", "confidence": 1.0, **place, **values})
    task = _with_marks(plan, task)
    at = sum(_key(other) <= _key(task) for other in plan.tasks)
    return step_of(with_parts(plan, tasks=(*plan.tasks[:at], task, *plan.tasks[at:])), task, "added")


def drop_task(scene: Scene, change: DropTask) -> Step:
    """Take a task out. Raises `Misfit`."""
    task = find_task(scene.plan, change.task)
    return step_of(without_repeats(with_task(scene.plan, task), {task.id: None}), task, "dropped")


def set_text(scene: Scene, change: SetText) -> Step:
    """Let a task stand elsewhere; it stays the same task. Raises `Misfit`."""
    task = find_task(scene.plan, change.task)
    found = find_quote(scene.plan, change.quote, scene.source)
    new = changed(task, node=found.node, text=found.evidence.text, evidence=found.evidence)
    return step_of(with_task(scene.plan, task, new), new, "text")


def _with_marks(plan: PlanDocument, task: Task) -> Task:
    """Give a task with the mentions in its words that name its units, and the times that tell its days."""
    marks: dict[str, tuple[str, ...]] = {}
    for slot in UNIT_SLOTS:
        units = getattr(task, slot)
        named = (one for one in plan.unit_mentions if one.unit in units and inside(task.evidence, one.evidence))
        marks[slot] = tuple(one.id for one in named)
    times = [time for time in plan.times if time.due in task.due and inside(task.evidence, time.evidence)]
    marks["deadlines"] = tuple(time.id for time in times)
    return changed(task, deadlines=marks["deadlines"], mentions={slot: keys for slot, keys in marks.items() if keys})


def _stretch(evidence: Evidence) -> tuple[int, int]:
    return evidence.start, evidence.end


def _key(task: Task) -> tuple[int, int, str]:
    return (*_stretch(task.evidence), task.id)
