"""Joins neighbouring readings into one expression: clock and day, both ends of a range, members of a list, tails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.times.model import Hit, Point, Reading
from vbparse.entities.times.recurrences import WEEKDAY
from vbparse.entities.times.words import DASH, PART_MODS, TO
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vbparse.entities.times.model import Flag

_NEAR = 40
_MEMBERS = 24
_CLOCK_GAP = compile_pattern(rf"\s*,?\s*(?:\(?\s*{WEEKDAY}\s*[()]?\s*,?\s*)?(?:vào\s+|của\s+)?\Z")
_DAY_GAP = compile_pattern(r"\s*[,;]?\s*(?:vào\s+)?(?:(?:lúc|hồi)\s+)?\Z")
_RANGE_GAP = compile_pattern(rf"\s*,?\s*{TO}\s*\Z")
_DASH_GAP = compile_pattern(rf"\s*{DASH}\s*\Z")
_LIST_GAP = compile_pattern(r"\s*(?:,|và|&|,\s*và)\s*\Z")
_FROM = compile_pattern(r"(?<!\w)từ\s+(?:khoảng\s+)?\Z")
_FROM_NOW = compile_pattern(r"(?<!\w)từ\s+(?:nay|bây\s+giờ)\s+(?:cho\s+)?(?:đến|tới)(?:\s+(?:hết|cuối))?\s+\Z")
_PART = compile_pattern(r"(?<!\w)(đầu|giữa|cuối)\s+\Z")
_WEEKDAY = compile_pattern(rf"(?<!\w)(?<!lần )(?<!họp )(?:ngày\s+)?{WEEKDAY}\s*,?\s*\Z")
_PART_OF_DAY = compile_pattern(r"(?<!\w)(?:buổi\s+)?(?:sáng|trưa|chiều|tối|đêm)\s*,?\s*\Z")
_TAIL = compile_pattern(
    r"\s*(?:và|,)?\s*(?:(?:các|những)\s+)(?:năm|tháng|quý)\s+(?:tiếp\s*theo|sau|tới|kế\s+tiếp|về\s+sau)(?!\w)"
    r"|\s+(?:và\s+)tiếp\s+theo(?!\w)|\s+trở\s+(?:đi|về\s+sau)(?!\w)"
)
_UNTIL_NOW = compile_pattern(r"\s*(?:cho\s+)?(?:đến|tới)\s+(?:hiện\s+)?nay(?!\w)")


def join(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Join what belongs together; `text` is the lower-case passage."""
    joined = _fold(text, [_widen(text, hit) for hit in hits], _clock_and_day)
    joined = _fold(text, joined, _range)
    joined = _fold(text, joined, _list)
    return _disjoint([_tail(text, hit) for hit in joined])


def _fold(text: str, hits: Sequence[Hit], pair: Callable[[str, Hit, Hit], Hit | None]) -> list[Hit]:
    done: list[Hit] = []
    for hit in hits:
        merged = pair(text, done[-1], hit) if done and hit.start - done[-1].end <= _NEAR else None
        if merged is None:
            done.append(hit)
        else:
            done[-1] = merged
    return done


def _disjoint(hits: Sequence[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in hits:
        if kept and hit.start < kept[-1].end:
            continue
        kept.append(hit)
    return kept


def _left(text: str, hit: Hit) -> str:
    return text[max(0, hit.start - _NEAR) : hit.start]


def _widen(text: str, hit: Hit) -> Hit:
    """Take in what stands before a day or a period and belongs to it: weekday, part of the day, `cuối`."""
    reading = hit.reading
    if not reading.points or reading.role in {"horizon", "vague", "frequency", "anniversary"} or reading.rrule:
        return hit
    before = _left(text, hit)
    if reading.grain == "day":
        for pattern in (_WEEKDAY, _PART_OF_DAY):
            if found := pattern.search(before):
                hit = hit._replace(start=hit.start - len(before) + found.start(), reading=_sure(hit.reading))
                before = before[: found.start()]
        return hit
    found = _PART.search(before)
    if found is None or reading.kind != "date" or reading.grain == "half":
        return hit
    return hit._replace(start=hit.start - len(found[0]), reading=reading._replace(mod=PART_MODS[found[1]]))


def _sure(reading: Reading) -> Reading:
    return reading._replace(flags=reading.flags - {"bare", "weak"})


def _only_clock(reading: Reading) -> bool:
    return reading.clock[0] is not None and not reading.points


def _clock_and_day(text: str, first: Hit, second: Hit) -> Hit | None:
    """Join `17h00` and `ngày 10/12/2025`, in either order."""
    gap, a, b = text[first.end : second.start], first.reading, second.reading
    if _only_clock(a) and (b.rrule or b.anchor == "same") and b.kind != "duration" and _CLOCK_GAP.match(gap):
        return first._replace(end=second.end, reading=b._replace(clock=a.clock))
    if _only_clock(a) and b.grain == "day" and b.clock[0] is None and not b.rrule and _CLOCK_GAP.match(gap):
        return first._replace(end=second.end, reading=_sure(b)._replace(clock=a.clock, role=b.role or "event"))
    if (
        _only_clock(b)
        and a.grain == "day"
        and a.kind == "date"
        and "bare" not in a.flags
        and a.clock[0] is None
        and _DAY_GAP.match(gap)
    ):
        return first._replace(end=second.end, reading=_sure(a)._replace(clock=b.clock, role=a.role or "event"))
    return None


def _range(text: str, first: Hit, second: Hit) -> Hit | None:
    """Join both ends of `từ tháng 12/2025 đến quý I/2026`; the year of one end goes to the other."""
    gap, a, b = text[first.end : second.start], first.reading, second.reading
    if a.kind != "date" or b.kind != "date" or a.rrule or b.rrule or a.lunar or b.lunar or a.flags & {"now"}:
        return None
    horizon = b.role == "horizon" and not gap.strip() and _FROM.search(_left(text, first))
    if not horizon and (not _RANGE_GAP.match(gap) or a.role == "horizon"):
        return None
    if len(a.points) > 1 or len(b.points) > 1 or (not a.points and not b.points):
        return None
    if not a.points or (_DASH_GAP.match(gap) and b.points and a.grain != b.grain):
        return None
    last = b.points[0] if b.points else a.points[0]
    ends = _years(a.points[0], last)
    start = first.start - _from_length(text, first)
    clock = (a.clock[0], b.clock[0])
    reading = Reading("range", ends, clock=clock, mod=None, flags=(a.flags | b.flags) - {"bare", "weak"})
    return Hit(start, second.end, first.rule if first.rule == second.rule else "range", reading)


def _from_length(text: str, hit: Hit) -> int:
    found = _FROM.search(_left(text, hit))
    return len(found[0]) if found else 0


def _years(first: Point | None, last: Point | None) -> tuple[Point | None, Point | None]:
    """Give the year of one end to the other: `từ 20/12 đến 10/01/2025` begins in 2024."""
    if first is None or last is None:
        return first, last
    later = first.order > last.order
    if first.year is None and last.year is not None:
        first = first._replace(year=last.year - later)
    elif last.year is None and first.year is not None:
        last = last._replace(year=first.year + later)
    return first, last


def _list(text: str, first: Hit, second: Hit) -> Hit | None:
    """Join `Quý IV/2025 và Quý I/2026`: months, quarters or weeks, not days (they are two expressions)."""
    gap, a, b = text[first.end : second.start], first.reading, second.reading
    if a.kind not in {"date", "list"} or b.kind not in {"date", "list"} or not _LIST_GAP.match(gap):
        return None
    if a.grain != b.grain or a.grain not in {"month", "quarter", "week"} or a.mod or b.mod or a.role or b.role:
        return None
    if a.lunar or b.lunar or a.rrule or b.rrule or a.flags or b.flags or len(a.points) >= _MEMBERS:
        return None
    return Hit(first.start, second.end, "list", Reading("list", (*a.points, *b.points)))


def _tail(text: str, hit: Hit) -> Hit:
    """Take in an open end (`và các năm tiếp theo`, `trở đi`, `đến nay`) and an open beginning (`từ nay đến`)."""
    reading = hit.reading
    if not reading.points or reading.rrule or reading.role == "anniversary":
        return hit
    if reading.kind == "date" and (found := _FROM_NOW.search(_left(text, hit))):
        return hit._replace(
            start=hit.start - len(found[0]),
            reading=_sure(reading)._replace(kind="range", points=(None, *reading.points)),
        )
    if found := _TAIL.match(text, hit.end):
        points = (reading.points[0], None)
        flags: frozenset[Flag] = frozenset({"open"})
        return hit._replace(end=found.end(), reading=reading._replace(kind="range", points=points, flags=flags))
    if reading.kind == "date" and (start := _from_length(text, hit)) and (found := _UNTIL_NOW.match(text, hit.end)):
        points = (reading.points[0], None)
        opened = _sure(reading)._replace(kind="range", points=points, role="period", mod=None)
        return hit._replace(start=hit.start - start, end=found.end(), reading=opened)
    return hit
