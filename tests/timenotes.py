"""The compact notation of times in tests: `text | role | days | what else`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from vbparse.times import find

if TYPE_CHECKING:
    from vbparse.entities.model import Mention, Time

ISSUED = "2024-02-17"


class Asked(NamedTuple):
    """A case's text with the issue day and the plan's year of its first line, if it has one."""

    text: str
    issued: str | None
    plan_year: int | None


def ask(text: str) -> Asked:
    """Take apart `[issued 2023-12-28, plan 2024] text`; without brackets the plan is of 17/02/2024."""
    found = re.match(r"\[(?:issued (\S+?)|no date)(?:, plan (\d{4}))?\]\s*", text)
    if found is None:
        return Asked(text, ISSUED, None)
    return Asked(text[found.end() :], found[1], int(found[2]) if found[2] else None)


def read(text: str) -> str:
    """Find the times of a case's text and write them in the notation."""
    asked = ask(text)
    mentions = find(asked.text, issued=asked.issued, plan_year=asked.plan_year)
    return "\n".join(note(mention, asked.text) for mention in mentions) or "nothing"


def note(mention: Mention[Time], text: str) -> str:
    """Write one time: `ngày 25/5 | deadline | 2024-05-25 | before | due 2024-05-24 | inferred year`."""
    time = mention.value
    parts = [
        re.sub(r"\s+", " ", text[mention.span.start : mention.span.end]),
        time.role,
        _days(time),
        time.mod or "",
        f"due {time.due}{' ' + time.due_time if time.due_time else ''}" if time.due or time.due_time else "",
        f"at {time.start_time}{'-' + time.end_time if time.end_time else ''}" if time.start_time else "",
        f"until {time.end_time}" if time.end_time and not time.start_time else "",
        time.rrule or "",
        time.duration or "",
        f"from {time.anchor}" if time.anchor else "",
        "lunar" if time.calendar == "lunar_vi" else "",
        f"inferred {', '.join(time.inferred)}" if time.inferred else "",
    ]
    return " | ".join(part for part in parts if part)


def _days(time: Time) -> str:
    if time.start_date is None and time.end_date is None:
        return ""
    if time.start_date == time.end_date:
        return str(time.start_date)
    return f"{time.start_date or ''}..{time.end_date or ''}"
