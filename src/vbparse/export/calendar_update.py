"""Brings a calendar file up to date with plans, for calendars that take an item again only if its SEQUENCE has risen.

An item is known by its UID. Of one that is there, what the plan says is set where it says something else now, and its
SEQUENCE rises; what people or their calendar put there (status, notes of other names, alarms) stays. One that the plan
no longer has is cancelled. Items of others are left alone.
"""

from __future__ import annotations

from typing import Any, Final

from vbparse.errors import InputError
from vbparse.export.update import Change, Counts, Updated

_OURS: Final = (
    "summary", "description", "categories", "due", "dtstart", "dtend", "rdate", "rrule", "x-vbparse-rrule",
)  # fmt: skip
"""What the plan says of an item."""
_ITEMS: Final = ("VTODO", "VEVENT")
_PLAN, _TASK = "x-vbparse-plan", "x-vbparse-task"
_CANCELLED: Final = "CANCELLED"
_AS_AT_FIRST: Final = {"VTODO": "NEEDS-ACTION"}


def update_calendar(existing: bytes, fresh: bytes, change: Change) -> Updated:
    """Give the calendar with what `fresh` says of the plans of `change`. Raises `InputError`."""
    calendar, new = _read(existing), _read(fresh)
    wanted = {str(part["uid"]): part for part in new.subcomponents if part.name in _ITEMS}
    plans = {plan.plan_id for plan in change.plans}
    kept = gone = theirs = 0
    for part in calendar.subcomponents:
        if part.name not in _ITEMS:
            continue
        now = wanted.pop(str(part.get("uid")), None) if "recurrence-id" not in part else None
        if now is not None:
            kept += 1
            _set(part, now)
        elif str(part.get(_PLAN)) in plans:
            gone += _cancel(part, change)
        else:
            theirs += 1
    for part in wanted.values():
        calendar.add_component(part)
    return Updated(calendar.to_ical(sorted=False), Counts(kept, len(wanted), gone, theirs), ())


def _read(data: bytes) -> Any:
    from icalendar import Calendar  # noqa: PLC0415 (40 ms to import)

    try:
        calendar: Any = Calendar.from_ical(data)
    except (ValueError, IndexError, KeyError) as error:
        message = f"the calendar cannot be read: {error}"
        raise InputError(message, hint="Give an .ics file that vbparse has made (--to ics).") from error
    if calendar.name != "VCALENDAR":
        message = f"this is no calendar, but a {calendar.name}"
        raise InputError(message, hint="Give an .ics file that vbparse has made (--to ics).")
    return calendar


def _set(part: Any, now: Any) -> None:
    """Set what the plan says otherwise now, and take back that it was cancelled."""
    changed = [name for name in _OURS if _text(part, name) != _text(now, name)]
    for name in changed:
        part.pop(name, None)
        if name in now:
            part[name] = now[name]
    if _text(part, "status") == _CANCELLED:
        part.pop("status", None)
        if part.name in _AS_AT_FIRST:
            part.add("status", _AS_AT_FIRST[part.name])
        changed.append("status")
    if changed:
        _raise_sequence(part)


def _cancel(part: Any, change: Change) -> int:
    """Cancel an item, unless it stands for a task that was left out on purpose; tells how many were cancelled."""
    key = f"{part.get(_PLAN)}#{part.get(_TASK)}"
    if key in change.known or _text(part, "status") == _CANCELLED:
        return 0
    if change.known and _TASK not in part:  # an event: it goes with its tasks, and those may be left out
        return 0
    part.pop("status", None)
    part.add("status", _CANCELLED)
    _raise_sequence(part)
    return 1


def _raise_sequence(part: Any) -> None:
    sequence = int(part.get("sequence", 0))
    part.pop("sequence", None)
    part.add("sequence", sequence + 1)


def _text(part: Any, name: str) -> str:
    value = part.get(name)
    if value is None:
        return ""
    found: bytes = b",".join(one.to_ical() for one in (value if isinstance(value, list) else [value]))
    return found.decode()
