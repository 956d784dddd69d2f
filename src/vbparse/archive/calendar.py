"""What falls due in an archive, as a calendar of to-dos."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from vbparse.export.calendar import new_calendar, new_todo, tell, word
from vbparse.export.columns import JOIN, day_of
from vbparse.export.ical import Rule
from vbparse.export.recurrence import describe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.archive.queries.due import DueItem, Part
    from vbparse.archive.queries.references import Reference
    from vbparse.export.ical import Component
    from vbparse.export.options import Lang


def render_dues(items: Iterable[DueItem], name: str, lang: Lang) -> bytes:
    """Give a VTODO for each day on which a task falls due; the same items give the same bytes.

    A to-do is known by plan, task and day, so a calendar that takes it in once more changes it instead of doubling it.
    """
    calendar = new_calendar(name, lang)
    for item in items:
        calendar.add_component(_todo(item, lang))
    return calendar.to_ical()


def inherited(item: DueItem) -> dict[str, tuple[str, ...]]:
    """Give what is not said by the task itself, by the words for it in `export/calendar`: units, and the deadline."""
    slots = {"lead": item.lead, "cooperate": item.cooperate, "report": item.report_to}
    found = {slot: tuple(part.name for part in parts if part.inherited) for slot, parts in slots.items()}
    return {
        **{slot: names for slot, names in found.items() if names},
        **({"due": (item.day,)} if item.inherited else {}),
    }


def _todo(item: DueItem, lang: Lang) -> Component:
    plan = item.document
    uid = f"{plan.plan_id}:{item.task}:{item.day}"
    todo = new_todo(uid, item.text, plan_id=plan.plan_id, task=item.task, start=_start(plan))
    todo.add("due", date.fromisoformat(item.day))
    todo.add("description", _about(item, lang))
    if item.lead:
        todo.add("categories", [part.name for part in item.lead])
    if item.rrule:
        todo.add("x-vbparse-rrule", Rule(item.rrule))
    return todo


def _about(item: DueItem, lang: Lang) -> str:
    plan = item.document
    where = ", ".join(filter(None, (plan.code or plan.plan_id, item.task)))
    if item.page:
        where += f", {word('page', lang)} {item.page}"
    lines = {
        "plan": JOIN.join(filter(None, (plan.title, plan.issuer))),
        "lead": _names(item.lead),
        "cooperate": _names(item.cooperate),
        "report": _names(item.report_to),
        "times": item.printed,
        "every": item.rrule and describe(item.rrule, lang),
        "inherited": JOIN.join(f"{word(key, lang)}: {JOIN.join(told)}" for key, told in inherited(item).items()),
        "place": where,
    }
    return tell(item.text, lines, lang, word("chosen", lang) if item.chosen else "")


def _names(parts: Iterable[Part]) -> str:
    return JOIN.join(part.name for part in parts)


def _start(plan: Reference) -> date | None:
    """Give the day from which a plan counts: its day of issue, else the first day of its years."""
    return day_of(plan.date or "") or (date(plan.year, 1, 1) if plan.year else None)
