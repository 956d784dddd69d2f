"""A plan's to-dos and events as items of a calendar: their fields, and what an item remembers of the last push."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from vbparse.export import to_ics
from vbparse.export.options import ExportOptions
from vbparse.export.tasks import pages_of
from vbparse.push.target import Choice, Item
from vbparse.push.wording import link_to
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vbparse.plan.model import PlanDocument
    from vbparse.push.changes import Change, Digests


class Content(NamedTuple):
    """A to-do or event, and the time zone that its clock times are of."""

    part: Any
    zone: Any


COMPONENTS: Final = ("VTODO", "VEVENT")
_TEXTS: Final = ("summary", "description", "url")
_DAYS: Final = ("due", "dtstart", "dtend", "rdate")
_ALARMS: Final = "alarms"
_MEMORY: Final = "x-vbparse-pushed"
"""The property in which an item remembers what was pushed to it: `due:1f0c22ab34cd summary:…`."""


def plan_items(plan: PlanDocument, choice: Choice) -> dict[str, Item]:
    """Give the items of a plan's calendar by their UIDs, as the output format `ics` has them."""
    from icalendar import Calendar  # noqa: PLC0415 (40 ms to import)

    calendar: Any = Calendar.from_ical(to_ics.render(plan, ExportOptions(choice.lang)))
    zone = next((part for part in calendar.subcomponents if part.name == "VTIMEZONE"), None)
    pages = {task.id: pages_of(task) for task in plan.tasks}
    items = {}
    for part in calendar.subcomponents:
        if part.name not in COMPONENTS:
            continue
        link = link_to(plan, pages.get(str(part.get("x-vbparse-task")), ()), choice)
        if link:
            part.add("url", link)
        items[str(part["uid"])] = Item(
            str(part["uid"]), str(part.get("summary", "")), fields_of(part), Content(part, zone)
        )
    return items


def main_part(calendar: Any) -> Any:
    """Give the to-do or event of a resource; None where there is none. Changes to single days are parts of their own."""
    parts = [part for part in calendar.subcomponents if part.name in COMPONENTS]
    return next((part for part in parts if "recurrence-id" not in part), None)


def fields_of(part: Any) -> dict[str, str | None]:
    """Give the fields of a to-do or event that we push, alike for all ways to write them. Its status is none of them."""
    return {
        **{name: str(part[name]) if name in part else None for name in _TEXTS},
        **{name: _days(part.get(name)) for name in _DAYS},
        "rrule": _rule(part.get("rrule")),
        "categories": "; ".join(sorted(_categories(part.get("categories")))) or None,
        _ALARMS: _alarms(part.subcomponents),
    }


def memory_of(part: Any) -> Digests:
    """Read what an item remembers of the last push; nothing where it was not pushed."""
    words = str(part.get(_MEMORY, "")).split()
    return dict(word.split(":", 1) for word in words if ":" in word)


def new_calendar(item: Item, digests: Digests) -> Any:
    """Make the resource of an item that is not there yet."""
    from icalendar import Calendar  # noqa: PLC0415

    calendar: Any = Calendar()
    calendar.add("prodid", "-//vbparse//vbparse//EN")
    calendar.add("version", "2.0")
    part = deepcopy(item.content.part)
    _stamp(part, digests)
    if item.content.zone is not None and any("TZID" in getattr(value, "params", {}) for value in part.values()):
        calendar.add_component(item.content.zone)
    calendar.add_component(part)
    return calendar


def changed_calendar(calendar: Any, item: Item, change: Change, digests: Digests) -> Any:
    """Give a resource as it is there, with the fields of a change set as the plan wants them, and nothing else."""
    calendar = deepcopy(calendar)
    part = main_part(calendar)
    for name in change.updates:
        if name == _ALARMS:
            part.subcomponents = [other for other in part.subcomponents if other.name != "VALARM"]
            part.subcomponents += [other for other in item.content.part.subcomponents if other.name == "VALARM"]
            continue
        part.pop(name, None)
        if name in item.content.part:
            part[name] = item.content.part[name]
    if change.updates:
        sequence = int(part.get("sequence", 0))
        part.pop("sequence", None)
        part.add("sequence", sequence + 1)
    _stamp(part, digests)
    return calendar


def _stamp(part: Any, digests: Digests) -> None:
    """Say when an item was written, and what it is to remember."""
    for name in ("dtstamp", "last-modified", _MEMORY):
        part.pop(name, None)
    now = datetime.now(UTC).replace(microsecond=0)
    part.add("dtstamp", now)
    part.add("last-modified", now)
    part.add(_MEMORY, " ".join(f"{name}:{value}" for name, value in sorted(digests.items())))


def _days(value: Any) -> str | None:
    """Give days and times in order: days as they are, times as moments."""
    if value is None:
        return None
    given = value if isinstance(value, list) else [value]
    found = [part.dt for some in given for part in getattr(some, "dts", [some])]
    return ", ".join(sorted(map(_moment, found)))


def _moment(value: date | datetime) -> str:
    is_fixed = isinstance(value, datetime) and value.tzinfo is not None
    return (value.astimezone(UTC) if is_fixed else value).isoformat()  # type: ignore[union-attr]


def _rule(value: Any) -> str | None:
    if value is None:
        return None
    parts = value.to_ical().decode().upper().split(";")
    return ";".join(sorted(part for part in parts if part != "INTERVAL=1"))


def _categories(value: Any) -> Iterable[str]:
    given = [] if value is None else value if isinstance(value, list) else [value]
    return [str(name) for some in given for name in some.cats]


def _alarms(parts: Iterable[Mapping[str, Any]]) -> str | None:
    """Give what alarms there are: what they do, and when."""
    alarms = [part for part in parts if getattr(part, "name", "") == "VALARM"]
    return (
        ", ".join(
            sorted(f"{part.get('action')} {part['trigger'].to_ical().decode()}" for part in alarms if "trigger" in part)
        )
        or None
    )
