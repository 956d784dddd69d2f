"""The iCalendar properties (RFC 5545) of a time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from vbparse.entities.times.calendar import parse_day

if TYPE_CHECKING:
    from vbparse.entities.model import Time


def ical_properties(time: Time) -> dict[str, str]:
    """Give the properties of a time, values as RFC 5545 writes them.

    A deadline gives `DUE`, an event or period `DTSTART` and `DTEND` (exclusive for whole days), a repeated
    time `RRULE` (several rules parted by a line break, as they are repeated properties). What has a blank
    or open end leaves it out; a time without days gives an empty dict.
    """
    if time.rrule is not None:
        return {"RRULE": "\n".join(time.rrule.split(" + "))}
    if time.role == "deadline":
        due = _moment(time.due, time.due_time)
        return {"DUE": due} if due else {}
    start = _moment(time.start_date, time.start_time)
    end = _end(time)
    return {name: value for name, value in (("DTSTART", start), ("DTEND", end)) if value}


def _moment(day: str | None, clock: str | None) -> str | None:
    """Write a day as `20240525`, a minute of it as `20240525T170000`."""
    found = parse_day(day)
    if found is None:
        return None
    text = found.strftime("%Y%m%d")
    return f"{text}T{clock.replace(':', '')}00" if clock and clock != "24:00" else text


def _end(time: Time) -> str | None:
    last = parse_day(time.end_date)
    if last is None:
        return None
    if time.start_time:
        return _moment(time.end_date, time.end_time) if time.end_time else None
    return _moment((last + timedelta(days=1)).isoformat(), None)
