"""Makes a repeated time of a day and month beside `hằng năm`: `hằng năm (trước ngày 15 tháng 11)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.times.recurrences import yearly
from vbparse.entities.times.signals import mod_of
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.entities.times.model import Hit

_REACH = 110
_NEIGHBOURS = 2
_STOP = compile_pattern(r"[.;]")


def repeat(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Give the hits with deadlines beside `hằng năm` turned into sets; `text` is the lower-case passage."""
    return [_repeated(text, hits, index) for index in range(len(hits))]


def _repeated(text: str, hits: Sequence[Hit], index: int) -> Hit:
    hit = hits[index]
    reading = hit.reading
    if reading.kind != "date" or reading.grain != "day" or "year" not in reading.inferred or reading.role is not None:
        return hit
    point = reading.points[0]
    if point is None or not point.day or not _beside_yearly(text, hits, index):
        return hit
    mod = mod_of(text[max(0, hit.start - _REACH) : hit.start], "")
    if mod not in {"before", "on_or_before"}:
        return hit
    rule = yearly([(point.day, point.month)], before=mod == "before")
    return hit._replace(reading=reading._replace(kind="set", rrule=rule, points=(), inferred=()))


def _beside_yearly(text: str, hits: Sequence[Hit], index: int) -> bool:
    hit = hits[index]
    for other in hits[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS + 1]:
        if other.rule == "quarterly_day" or not (other.reading.rrule or "").startswith("FREQ=YEARLY"):
            continue
        first, second = sorted((hit, other), key=lambda one: one.start)
        gap = text[first.end : second.start]
        if len(gap) <= _REACH and not _STOP.search(gap):
            return True
    return False
