"""Mentions set by a person: words that name a unit or tell a time, words that do not, dates and names that were misread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vbparse.lexicon.fold import fold
from vbparse.plan.model import HeaderUnit, Task, Time, Unit, UnitMention
from vbparse.revise.corrections import UNIT_SLOTS, same
from vbparse.revise.quotes import find_quote
from vbparse.revise.steps import Misfit, Step
from vbparse.revise.targets import changed, each_task, find_mark, find_task, replaced, with_parts, with_task, with_unit
from vbparse.revise.task_values import answered

if TYPE_CHECKING:
    from vbparse.plan.model import Citation, Evidence, PlanDocument
    from vbparse.revise.corrections import MarkText, MarkTime, MarkUnit, SetTime, SetUnit, Unmark
    from vbparse.revise.steps import Scene

_KINDS: Final = {"unit": "unit_mentions", "time": "times", "citation": "citations"}


def mark_unit(scene: Scene, change: MarkUnit) -> Step:
    """Let words name a unit, which may have a part in a task. Raises `Misfit`."""
    plan = scene.plan
    task = None if change.task is None else find_task(plan, change.task)
    found = find_quote(plan, change.quote, scene.source)
    unit = scene.naming.unit(plan, change.unit, change.cls)
    plan = with_unit(plan, unit)
    mention = _there_already(plan.unit_mentions, found.evidence)
    if mention is not None and mention.unit != unit.id:
        raise Misfit(reason="overlaps", found=mention.evidence.text)
    if mention is None:
        fields = {"id": f"u{scene.id}", "unit": unit.id, "cls": unit.cls, "node": found.node}
        mention = UnitMention.model_validate({"confidence": 1.0, "evidence": found.evidence, **fields})
        plan = with_parts(plan, unit_mentions=_in_order(plan.unit_mentions, mention))
    touched = ((mention.id, "marked"),)
    if task is None or change.slot is None:
        return Step(plan, touched, found.node, found.evidence)
    units = tuple(dict.fromkeys((*getattr(task, change.slot), unit.id)))
    keys = tuple(dict.fromkeys((*task.mentions.get(change.slot, ()), mention.id)))
    new = changed(task, mentions={**task.mentions, change.slot: keys}, **{change.slot: units})
    new = answered(new, change.slot)
    return Step(with_task(plan, task, new), (*touched, (task.id, change.slot)), found.node, found.evidence)


def mark_time(scene: Scene, change: MarkTime) -> Step:
    """Let words tell a time, which may be a task's deadline. Raises `Misfit`."""
    plan = scene.plan
    task = None if change.task is None else find_task(plan, change.task)
    found = find_quote(plan, change.quote, scene.source)
    values = {name: getattr(change, name) for name in ("role", "kind", "start_date", "end_date", "mod", "due", "rrule")}
    time = _there_already(plan.times, found.evidence)
    if time is not None and any(getattr(time, field) != value for field, value in values.items()):
        raise Misfit(reason="overlaps", found=time.evidence.text)
    if time is None:
        time = Time(id=f"t{scene.id}", node=found.node, confidence=1.0, evidence=found.evidence, **values)
        plan = with_parts(plan, times=_in_order(plan.times, time))
    touched = ((time.id, "marked"),)
    if task is None:
        return Step(plan, touched, found.node, found.evidence)
    new = changed(
        task,
        deadlines=tuple(dict.fromkeys((*task.deadlines, time.id))),
        due=tuple(sorted({*task.due, *((time.due,) if time.due else ())})),
        rrule=tuple(dict.fromkeys((*task.rrule, *_rules(time.rrule)))),
        mentions={
            **task.mentions,
            "deadlines": tuple(dict.fromkeys((*task.mentions.get("deadlines", ()), time.id))),
        },
    )
    new = answered(answered(new, "due"), "rrule")
    fields = ((task.id, field) for field in ("due", "rrule") if getattr(change, field))
    return Step(with_task(plan, task, new), (*touched, *fields), found.node, found.evidence)


def mark_text(scene: Scene, change: MarkText) -> Step:
    """Let words be a task's product or its period. Raises `Misfit`."""
    task = find_task(scene.plan, change.task)
    found = find_quote(scene.plan, change.quote, scene.source)
    text = " ".join(found.evidence.text.split())
    value: Any = text if change.field == "period" else tuple(dict.fromkeys((*task.deliverables, text)))
    new = changed(task, **{change.field: value})
    return Step(with_task(scene.plan, task, new), ((task.id, change.field),), task.node, found.evidence)


def unmark(scene: Scene, change: Unmark) -> Step:
    """Take a mention out, and from tasks what they have from it alone. Raises `Misfit`."""
    plan = scene.plan
    kind = _KINDS[change.kind]
    marks: Any = getattr(plan, kind)
    mark: UnitMention | Time | Citation = find_mark(marks, change.mark)
    plan = with_parts(plan, **{kind: tuple(one for one in marks if one is not mark)})
    if isinstance(mark, UnitMention):
        units = {mention.id: mention.unit for mention in plan.unit_mentions}
        plan = each_task(plan, lambda task: _without_unit(task, mark, units))
    elif isinstance(mark, Time):
        times = {time.id: time for time in plan.times}
        plan = each_task(plan, lambda task: _without_time(task, mark, times))
    return Step(plan, ((mark.id, "unmarked"),), mark.node, mark.evidence)


def set_time(scene: Scene, change: SetTime) -> Step:
    """Set a field of a time; the days and rules of tasks that have it as a deadline follow. Raises `Misfit`."""
    time = find_mark(scene.plan.times, change.time)
    now = getattr(time, change.field)
    if not (same(now, change.old) or same(now, change.new)):
        raise Misfit(reason="differs", found=now)
    values: dict[str, Any] = {change.field: change.new}
    if change.field == "role" and change.new != "deadline":
        values["due"] = None
    inferred = tuple(name for name in time.inferred if name != change.field)
    new = changed(time, **values, confidence=1.0, inferred=inferred)
    plan = with_parts(scene.plan, times=replaced(scene.plan.times, time, new))
    plan = each_task(plan, lambda task: _following(task, time, new))
    return Step(plan, ((time.id, change.field),), time.node, time.evidence)


def set_unit(scene: Scene, change: SetUnit) -> Step:
    """Set the name of a unit; where the plan has a unit of that name already, the two become one. Raises `Misfit`."""
    plan = scene.plan
    unit = next((one for one in plan.units if one.id == change.unit), None)
    if unit is None or not (same(unit.name, change.old) or same(unit.name, change.new)):
        named = [one for one in plan.units if same(one.name, change.old)]
        if len(named) != 1:
            raise (
                Misfit(reason="several" if named else "gone")
                if unit is None
                else Misfit(reason="differs", found=unit.name)
            )
        unit = named[0]
    meant = scene.naming.unit(plan, change.new)
    others = tuple(one for one in plan.units if one is not unit)
    if any(one.id == meant.id for one in others):
        return Step(_renamed(with_parts(plan, units=others), unit, meant), ((meant.id, "name"),))
    spellings = tuple(one for one in unit.abbreviations if fold(one) != fold(change.new))
    name = meant.name if meant.id != unit.id else change.new
    new = changed(meant, id=unit.id, name=name, cls=meant.cls if meant.kind else unit.cls, abbreviations=spellings)
    plan = with_parts(plan, units=replaced(plan.units, unit, new))
    return Step(_renamed(plan, unit, new), ((unit.id, "name"),))


def _renamed(plan: PlanDocument, old: Unit, new: Unit) -> PlanDocument:
    """Let everything that names a unit name another, or itself by its new name."""

    def ids(units: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(new.id if unit == old.id else unit for unit in units))

    def head(body: HeaderUnit | None) -> HeaderUnit | None:
        return body and (changed(body, unit=new.id, name=new.name) if body.unit == old.id else body)

    def task_of(task: Task) -> Task:
        slots = {slot: ids(getattr(task, slot)) for slot in UNIT_SLOTS}
        inherited = tuple(
            changed(given, value=new.id) if given.value == old.id and given.slot != "deadlines" else given
            for given in task.inherited
        )
        return changed(task, inherited=inherited, **slots)

    header = plan.header
    return with_parts(
        each_task(plan, task_of),
        unit_mentions=tuple(
            changed(one, unit=new.id, cls=new.cls) if one.unit == old.id else one for one in plan.unit_mentions
        ),
        recipients=tuple(changed(one, units=ids(one.units)) for one in plan.recipients),
        header=changed(
            header,
            issuer=head(header.issuer),
            parent=head(header.parent),
            co_issuers=tuple(head(body) for body in header.co_issuers),
        ),
    )


def _there_already(marks: tuple[Any, ...], evidence: Evidence) -> Any:
    """Give the mention of the same words. Raises `Misfit` where others overlap them."""
    for mark in marks:
        if mark.evidence.start < evidence.end and evidence.start < mark.evidence.end:
            if (mark.evidence.start, mark.evidence.end) == (evidence.start, evidence.end):
                return mark
            raise Misfit(reason="overlaps", found=mark.evidence.text)
    return None


def _in_order(marks: tuple[Any, ...], new: Any) -> tuple[Any, ...]:
    """Put a mention where its words stand."""
    at = sum(mark.evidence.start <= new.evidence.start for mark in marks)
    return (*marks[:at], new, *marks[at:])


def _without_unit(task: Task, gone: UnitMention, units: dict[str, str]) -> Task:
    """Take a mention of a unit from a task, and the unit from slots in which nothing else names it."""
    mentions, slots = dict(task.mentions), {}
    for slot in UNIT_SLOTS:
        keys = task.mentions.get(slot, ())
        if gone.id not in keys:
            continue
        left = tuple(key for key in keys if key != gone.id)
        mentions[slot] = left
        inherited = any(given.slot == slot and given.value == gone.unit for given in task.inherited)
        if not inherited and gone.unit not in {units.get(key) for key in left}:
            slots[slot] = tuple(unit for unit in getattr(task, slot) if unit != gone.unit)
    if mentions == task.mentions:
        return task
    return changed(task, mentions={slot: keys for slot, keys in mentions.items() if keys}, **slots)


def _without_time(task: Task, gone: Time, times: dict[str, Time]) -> Task:
    """Take a time from a task, and the days and rules that nothing else tells."""
    inherited = tuple(given for given in task.inherited if given.value != gone.id)
    if gone.id not in task.deadlines and inherited == task.inherited:
        return task
    return _with_deadlines(
        task, tuple(key for key in task.deadlines if key != gone.id), gone, times, inherited=inherited
    )


def _with_deadlines(task: Task, kept: tuple[str, ...], gone: Time, times: dict[str, Time], **values: Any) -> Task:
    told = [times[key] for key in kept if key in times]
    days, rules = {time.due for time in told}, {rule for time in told for rule in _rules(time.rrule)}
    lost = set(_rules(gone.rrule)) - rules
    mentions = {**task.mentions, "deadlines": tuple(key for key in task.mentions.get("deadlines", ()) if key in kept)}
    return changed(
        task,
        deadlines=kept,
        due=tuple(day for day in task.due if day != gone.due or day in days),
        rrule=tuple(rule for rule in task.rrule if rule not in lost),
        mentions={slot: keys for slot, keys in mentions.items() if keys},
        **values,
    )


def _following(task: Task, old: Time, new: Time) -> Task:
    """Give a task whose deadline tells something else now."""
    if old.id not in task.deadlines:
        return task
    if new.role not in {"deadline", "frequency"}:
        kept = tuple(key for key in task.deadlines if key != old.id)
        return _with_deadlines(task, kept, old, {})
    due = {*(day for day in task.due if day != old.due), *((new.due,) if new.due else ())}
    gone = _rules(old.rrule)
    rules = (*(rule for rule in task.rrule if rule not in gone), *_rules(new.rrule))
    told = changed(task, due=tuple(sorted(due)), rrule=tuple(dict.fromkeys(rules)))
    return answered(told, "due") if old.due != new.due else told


def _rules(rule: str | None) -> tuple[str, ...]:
    return tuple(rule.split(" + ")) if rule else ()
