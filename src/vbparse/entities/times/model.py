"""What the time grammar hands from step to step: a construct, what it read, and where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from vbparse.entities.model import TimeKind, TimeMod, TimeRole

Grain = Literal["minute", "day", "week", "month", "quarter", "half", "year", "stage"]
Flag = Literal["bare", "weak", "open", "now"]

BLANK = 0
"""A part of a date that was left free for the stamp or the pen (`ngày     tháng 02 năm 2024`)."""


class Point(NamedTuple):
    """A day or a run of whole days inside one year, as far as the text says it.

    A part that the text leaves out is None (the context completes it), one that it leaves blank is
    `BLANK`. Without `day` the point is whole months, `month` to `last_month`.
    """

    grain: Grain
    year: int | None = None
    month: int = 1
    last_month: int = 12
    day: int | None = None
    last_day: int | None = None

    @property
    def needs_year(self) -> bool:
        """Tell whether the context must give the year."""
        return self.year is None

    @property
    def order(self) -> tuple[int, int]:
        """Give what sorts points of one year."""
        return self.month, self.day or 0


class Reading(NamedTuple):
    """What a construct read. `points` holds one point, both ends of a range (None: open), or the members of a list.

    `role`, `mod` and `rrule` are set where the construct itself says them. Flags: `bare` needs a sign of
    time beside it (`15/11`), `weak` a stronger one (`10 giờ`), `open` has an open tail, `now` counts from the
    issue day.
    """

    kind: TimeKind
    points: tuple[Point | None, ...] = ()
    role: TimeRole | None = None
    mod: TimeMod | None = None
    rrule: str | None = None
    duration: str | None = None
    anchor: str | None = None
    clock: tuple[str | None, str | None] = (None, None)
    lunar: bool = False
    inferred: tuple[str, ...] = ()
    flags: frozenset[Flag] = frozenset()

    @property
    def grain(self) -> Grain | None:
        """Give the finest grain named."""
        grains = [point.grain for point in self.points if point is not None]
        if not grains:
            return "minute" if self.clock[0] else None
        return min(grains, key=_GRAINS.index)

    @property
    def starts_now(self) -> bool:
        """Tell a range that begins now (`từ nay đến …`)."""
        return self.points[:1] == (None,)

    @property
    def needs_year(self) -> bool:
        """Tell whether a year must come from the context."""
        return any(point is not None and point.needs_year for point in self.points)


_GRAINS: tuple[Grain, ...] = ("minute", "day", "week", "month", "quarter", "half", "year", "stage")


class Hit(NamedTuple):
    """A reading at its place: offsets into the passage."""

    start: int
    end: int
    rule: str
    reading: Reading

    def dated(self, points: tuple[Point | None, ...], *inferred: str, kind: TimeKind | None = None) -> Hit:
        """Give a copy with other points (and kind); `inferred` names what came from the context."""
        reading = self.reading
        inferred = tuple(dict.fromkeys((*reading.inferred, *inferred)))
        anchor = reading.anchor if reading.kind == "duration" and "now" not in reading.flags else None
        changed = reading._replace(points=points, kind=kind or reading.kind, anchor=anchor, inferred=inferred)
        return self._replace(reading=changed)


class Construct(NamedTuple):
    """One way to write a time.

    `pattern` is matched against lower-case text at the beginning of a word; `read` turns a match into a
    reading, or into None where it is no time after all. Examples are whole expressions that it must take
    to their end, counterexamples are texts in which it must find nothing.
    """

    name: str
    pattern: str
    read: Callable[[re.Match[str]], Reading | None]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()

    def anonymous(self) -> str:
        """Give the pattern without its group names, to be one branch of the combined scan."""
        return re.sub(r"\(\?P<\w+>", "(?:", self.pattern)
