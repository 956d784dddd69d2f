"""iCalendar (RFC 5545) as text: as much of it as our calendars need.

The library icalendar reads any calendar; to load it takes a quarter of the time in which a plan is read, and to
write our items needs little: texts escaped, days, times, lines folded at 75 bytes.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Value: TypeAlias = "str | int | date | datetime | Sequence[str] | Sequence[date]"

_LINE: Final = 75
"""Bytes of a line, without its end."""
_KIND, _INNER = 0b1100_0000, 0b1000_0000
"""Of the bytes of a character in UTF-8, those after the first begin with the bits 10."""
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class Rule(str):
    """A recurrence rule: its commas and semicolons are no text."""

    __slots__ = ()


class Component:
    """A calendar or an item of one: properties in the order in which they are added, then parts."""

    def __init__(self, name: str) -> None:
        """Begin one of this name (`VTODO`)."""
        self.name = name
        self._lines: list[str] = []
        self._parts: list[bytes] = []

    def add(self, name: str, value: Value, *, parameters: Mapping[str, str] | None = None) -> None:
        """Add a property; a list gives several values of one property. A time is UTC, or of the zone in `TZID`."""
        given = dict(parameters or {})
        first = value[0] if isinstance(value, (list, tuple)) and value else value
        if isinstance(first, date) and not isinstance(first, datetime):
            given["VALUE"] = "DATE"
        head = "".join((name.upper(), *(f";{key}={text}" for key, text in given.items())))
        self._lines.append(f"{head}:{_written(value)}")

    def add_component(self, part: Component) -> None:
        """Add a part: an item of a calendar, an alarm of an item."""
        self._parts.append(part.to_ical())

    def add_text(self, part: str) -> None:
        """Add a part that is written already."""
        self._parts.append(part.encode())

    def to_ical(self) -> bytes:
        """Give it as text in UTF-8."""
        lines = b"".join(map(_folded, (f"BEGIN:{self.name}", *self._lines)))
        return lines + b"".join(self._parts) + _folded(f"END:{self.name}")


def _written(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ",".join(map(_written, value))
    if isinstance(value, datetime):
        return f"{value:%Y%m%dT%H%M%S}{'Z' if value.tzinfo is UTC else ''}"
    if isinstance(value, date):
        return f"{value:%Y%m%d}"
    if isinstance(value, Rule | int):
        return str(value)
    return _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).translate(_ESCAPES)


def _folded(line: str) -> bytes:
    """Fold a line, between characters, as often as it needs."""
    data = line.encode("utf-8", "replace")
    pieces = []
    room = _LINE
    while len(data) > room:
        end = room
        while data[end] & _KIND == _INNER:
            end -= 1
        pieces.append(data[:end])
        data, room = data[end:], _LINE - 1
    return b"\r\n ".join((*pieces, data)) + b"\r\n"
