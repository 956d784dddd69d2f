"""Makes operations from a plan as it is shown: what stands there now is filled in as the old value."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from vbparse.lexicon.fold import fold_ascii
from vbparse.revise import corrections as ops
from vbparse.revise.digests import plan_digest, task_digests
from vbparse.revise.heads import header_value
from vbparse.revise.naming import Naming, read_name
from vbparse.revise.quotes import OUTSIDE, node_at
from vbparse.revise.task_values import shown_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.plan.model import PlanDocument, Region, Task
    from vbparse.revise.corrections import HeaderField, MarkRef, Quote, State, TaskField, TaskRef, TimeField

_BLANKS: Final = " \n\t"
_ENDS: Final = f"{_BLANKS};,"
"""What stands between the parts of a sentence, and belongs to none."""
_SHORTEST: Final = 2
"""Letters from which on names of the registry are looked for."""


def quote(plan: PlanDocument, start: int, end: int, *, regions: Sequence[Region] = ()) -> Quote:
    """Quote a stretch of the text, blanks at its ends left out. Raises `ValueError` where nothing is left."""
    return _quoted(plan, start, end, None).model_copy(update={"regions": tuple(regions)})


def task_ref(plan: PlanDocument, task: str) -> TaskRef:
    """Refer to a task by its id. Raises `KeyError`."""
    found = _task(plan, task)
    return ops.TaskRef(task=found.id, text=found.text)


def mark_ref(plan: PlanDocument, mark: str) -> MarkRef:
    """Refer to a mention, a time or a citation by its id. Raises `KeyError`."""
    marks: dict[str, Any] = {
        one.id: one for listed in (plan.citations, plan.times, plan.unit_mentions) for one in listed
    }
    found = marks[mark]
    return ops.MarkRef(id=mark, node=found.node, text=found.evidence.text)


def set_header(
    plan: PlanDocument, field: HeaderField, new: str | None, *, evidence: Quote | None = None
) -> ops.SetHeader:
    """Set a field of the letterhead or signature. Raises `ValueError` for what it cannot hold."""
    named = _named(plan, (new,))[0] if field in {"issuer", "parent"} and new else new
    return ops.SetHeader(field=field, old=header_value(plan, field), new=named, evidence=evidence)


def set_task(plan: PlanDocument, task: str, field: TaskField, new: Sequence[str] | str | None) -> ops.SetTask:
    """Set a field of a task; units as they are typed. Raises `KeyError`, and `ValueError` for what it cannot hold."""
    value: Any = new if new is None or isinstance(new, str) else tuple(new)
    if field in ops.UNIT_SLOTS and isinstance(value, tuple):
        value = _named(plan, value)
    return ops.SetTask(
        task=task_ref(plan, task), field=field, old=shown_value(plan, _task(plan, task), field), new=value
    )


def set_time(plan: PlanDocument, time: str, field: TimeField, new: str | None) -> ops.SetTime:
    """Set a field of a time expression. Raises `KeyError`, `ValueError`."""
    old = {one.id: one for one in plan.times}[time]
    return ops.SetTime(time=mark_ref(plan, time), field=field, old=getattr(old, field), new=new)


def set_unit(plan: PlanDocument, unit: str, new: str) -> ops.SetUnit:
    """Set the canonical name of a unit. Raises `KeyError`, `ValueError`."""
    old = {one.id: one for one in plan.units}[unit]
    return ops.SetUnit(unit=unit, old=old.name, new=new)


def split_at(plan: PlanDocument, task: str, *offsets: int) -> ops.SplitTask:
    """Split a task at places of the document's text. Raises `KeyError`, and `ValueError` where a part would be empty."""
    found = _task(plan, task)
    edges = (found.evidence.start, *sorted(offsets), found.evidence.end)
    if list(edges) != sorted(set(edges)):
        message = "a task is split inside its text"
        raise ValueError(message)
    parts = (_quoted(plan, start, end, found.node, ends=_ENDS) for start, end in pairwise(edges))
    return ops.SplitTask(task=task_ref(plan, task), parts=tuple(parts))


def join(plan: PlanDocument, *tasks: str) -> ops.JoinTasks:
    """Join tasks. Raises `KeyError`, `ValueError`."""
    return ops.JoinTasks(tasks=tuple(task_ref(plan, task) for task in tasks))


def approve(plan: PlanDocument, state: State, task: str | None = None) -> ops.Approve:
    """Approve a task, or the plan, as it is shown. Raises `KeyError`."""
    if task is None:
        return ops.Approve(state=state, seen=plan_digest(plan))
    return ops.Approve(state=state, task=task_ref(plan, task), seen=task_digests(plan)[task])


def complete_units(plan: PlanDocument, typed: str, *, limit: int = 10) -> tuple[str, ...]:
    """Give canonical names that begin with, or mean, what was typed: the plan's own first, then those of the registry."""
    asked = fold_ascii(typed)
    if not asked:
        return ()
    found: dict[str, None] = {}
    for name in _completions(plan, " ".join(typed.split()), asked):
        found.setdefault(name)
        if len(found) >= limit:
            break
    return tuple(found)


def _completions(plan: PlanDocument, typed: str, asked: str) -> Iterator[str]:
    named = [unit.name for unit in plan.units if fold_ascii(unit.name).startswith(asked)]
    yield from named
    for unit in plan.units:
        if any(f" {asked}" in f" {fold_ascii(spelling)}" for spelling in unit.abbreviations):
            yield unit.name
    for unit in plan.units:
        if f" {asked}" in f" {fold_ascii(unit.name)}":
            yield unit.name
    if len(asked) >= _SHORTEST:
        yield from (read_name(plan, name).name for plain, name in _registry() if plain.startswith(asked))
    read = read_name(plan, typed)
    if fold_ascii(read.name) != asked:  # written out, or with its place; an echo helps nobody
        yield read.name


@cache
def _registry() -> tuple[tuple[str, str], ...]:
    """Give the names of all bodies of the registry, in bare letters and as they are."""
    from vbparse.lexicon.lexicon import load_lexicon  # noqa: PLC0415 (loads the lexicon)

    names = {record.name for record in load_lexicon().records.values() if not record.field}
    return tuple(sorted((fold_ascii(name), name) for name in names))


def _named(plan: PlanDocument, names: tuple[str, ...]) -> tuple[str, ...]:
    """Write out names as the plan's register has them."""
    typed = [" ".join(name.split()) for name in names]
    naming = Naming(plan, typed)
    return tuple(naming.unit(plan, name).name if name else name for name in typed)


def _task(plan: PlanDocument, task: str) -> Task:
    return {one.id: one for one in plan.tasks}[task]


def _quoted(plan: PlanDocument, start: int, end: int, node: str | None, *, ends: str = _BLANKS) -> Quote:
    words = plan.text[start:end]
    first = start + len(words) - len(words.lstrip(ends))
    text = words.strip(ends)
    place = node or node_at(plan, first) or OUTSIDE[0]
    return ops.Quote(node=place, start=first, end=first + len(text), text=text)
