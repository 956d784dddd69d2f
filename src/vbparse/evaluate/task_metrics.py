"""Measures of tasks: tasks of truth and plan are paired by their words, then their slots are compared."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from vbparse.evaluate.comparing import fold_value, overlap, word_counts
from vbparse.evaluate.measures import Keys, Score, compare
from vbparse.evaluate.plan_values import evidence_text, unit_name, unit_names
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.evaluate.plan_values import Json

UNIT_SLOTS = ("lead", "cooperate", "advise_to", "report_to")
SLOTS = (*UNIT_SLOTS, "due", "rrule")
WHOLE = ("lead", "cooperate", "due", "rrule")
_SAME_TASK = 0.6
_SHOWN = 90


class _Tasks(NamedTuple):
    """The tasks of both sides, the pairs (index of the truth: index of the plan's), and the names of the units."""

    gold: Sequence[Json]
    found: Sequence[Json]
    pairs: dict[int, int]
    names: dict[str, str]


def measure_tasks(gold: Json, plan: Json) -> dict[str, Score]:
    """Measure tasks found, each slot, the modality, and tasks right as a whole."""
    truth, found = gold.get("tasks") or [], plan.get("tasks") or []
    tasks = _Tasks(truth, found, pair_tasks(truth, found), unit_names(plan))
    return {
        "tasks": _paired(tasks),
        **{f"tasks.{slot}": _slot(tasks, slot) for slot in SLOTS},
        "tasks.modality": _modality(tasks),
        "tasks.whole": _whole(tasks),
    }


def pair_tasks(gold: Sequence[Json], found: Sequence[Json]) -> dict[int, int]:
    """Pair tasks whose words overlap by 0.6 and more, the best pairs first."""
    truth = [word_counts(task["text"]) for task in gold]
    read = [word_counts(_text(task)) for task in found]
    ranked = sorted(
        ((overlap(one, other), i, j) for i, one in enumerate(truth) for j, other in enumerate(read)), reverse=True
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, i, j in ranked:
        if score < _SAME_TASK:
            break
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _text(task: Json) -> str:
    return task.get("text") or evidence_text(task)


def _paired(tasks: _Tasks) -> Score:
    taken = set(tasks.pairs.values())
    return Score(
        len(tasks.gold),
        len(tasks.found),
        len(tasks.pairs),
        tuple(task["text"][:_SHOWN] for i, task in enumerate(tasks.gold) if i not in tasks.pairs),
        tuple(_text(task)[:_SHOWN] for j, task in enumerate(tasks.found) if j not in taken),
    )


def _slot(tasks: _Tasks, slot: str) -> Score:
    """Compare one slot over all tasks; what an unpaired task of the plan fills is invented."""
    gold: Keys = Counter()
    found: Keys = Counter()
    for i, task in enumerate(tasks.gold):
        gold.update(f"{task['id']}: {fold_value(value)}" for value in task.get(slot) or [])
        if i in tasks.pairs:
            read = tasks.found[tasks.pairs[i]].get(slot) or []
            found.update(f"{task['id']}: {_folded(tasks, slot, value)}" for value in read)
    taken = set(tasks.pairs.values())
    for j, task in enumerate(tasks.found):
        if j not in taken:
            found.update(f"?{task.get('id')}: {value}" for value in task.get(slot) or [])
    return compare(gold, found)


def _folded(tasks: _Tasks, slot: str, value: object) -> str:
    return unit_name(tasks.names, value) if slot in UNIT_SLOTS else fold_value(value)


def _modality(tasks: _Tasks) -> Score:
    found = (f"{tasks.gold[i]['id']}: {tasks.found[j].get('modality')}" for i, j in tasks.pairs.items())
    return compare(Counter(f"{task['id']}: {task.get('modality')}" for task in tasks.gold), Counter(found))


def _whole(tasks: _Tasks) -> Score:
    """Compare tasks as wholes: right where lead, cooperate, due and rrule all agree."""
    found: Keys = Counter()
    for i, task in enumerate(tasks.gold):
        if i in tasks.pairs:
            same = all(_agrees(tasks, i, slot) for slot in WHOLE)
            found[task["id"] if same else f"wrong {task['id']}"] += 1
    found.update(f"extra {n}" for n in range(len(tasks.found) - len(tasks.pairs)))
    return compare(Counter(task["id"] for task in tasks.gold), found)


def _agrees(tasks: _Tasks, i: int, slot: str) -> bool:
    gold = sorted(fold_value(value) for value in tasks.gold[i].get(slot) or [])
    read = tasks.found[tasks.pairs[i]].get(slot) or []
    return gold == sorted(_folded(tasks, slot, value) for value in read)
