"""Gives a time the year that the text leaves out, and days to what counts from the issue day.

The year comes from the other end of a range (read where the range was joined), from the nearest year in
the sentence, from the plan's years, from the issue date, in this order.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from vbparse.entities.times.calendar import extent, lunar_extent, parse_day
from vbparse.entities.times.loose import relative_point
from vbparse.entities.times.lunar import year_of_name
from vbparse.entities.times.model import Hit, Point
from vbparse.entities.times.months import week_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.entities.model import Context
    from vbparse.entities.times.calendar import Days
    from vbparse.entities.times.model import Grain

OpenDays = tuple[str | None, str | None]
_NEIGHBOURS = 12
"""How many times before and after one in its sentence may lend it a year."""
_LONG_PAST = timedelta(days=183)
_DONORS = frozenset({"day", "week", "month", "quarter", "half", "year"})


def complete(hits: Sequence[Hit], sentences: Sequence[int], silent: Sequence[bool], context: Context) -> list[Hit]:
    """Fill in the years.

    `sentences` says in which sentence each hit stands, `silent` that it lends its year to no other: it dates a
    citation, or tells which budget is meant (`dự toán năm 2023`).
    """
    done: list[Hit] = []
    for index, hit in enumerate(hits):
        if "now" in hit.reading.flags:
            resolved = _from_issue_day(hit, done, context)
            if resolved.reading.points or resolved.reading.duration or hit.reading.anchor != "same":
                done.append(resolved)
        elif hit.reading.needs_year:
            others = [
                (abs(other.start - hit.start), year)
                for at, other in enumerate(
                    hits[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS], max(0, index - _NEIGHBOURS)
                )
                if at != index and sentences[at] == sentences[index] and not silent[at]
                for year in _donated(other)
            ]
            done.append(_with_year(hit, min(others)[1] if others else None, context))
        else:
            done.append(hit)
    return done


def _donated(hit: Hit) -> list[int]:
    """Give the year that a time may lend to its neighbours: its own, if it lies within one."""
    reading = hit.reading
    if reading.role == "horizon" or reading.lunar:
        return []
    years = {point.year for point in reading.points if point is not None and point.year and point.grain in _DONORS}
    return list(years) if len(years) == 1 else []


def _with_year(hit: Hit, said: int | None, context: Context) -> Hit:
    reading = hit.reading
    if reading.lunar and reading.anchor:
        near = _issue_year(context)
        year = year_of_name(reading.anchor, near) if near else None
        return hit.dated(tuple(point and point._replace(year=year) for point in reading.points))
    year = said or _plan_year(reading.points, context)
    if year is None:
        return hit
    points, known = [], year
    for point in reading.points:
        if point is None or point.year is not None:
            points.append(point)
            continue
        if points and points[-1] is not None and points[-1].order > point.order and reading.kind == "range":
            known += 1
        points.append(point._replace(year=known))
    return hit.dated(tuple(points), "year")


def _issue_year(context: Context) -> int | None:
    if context.issued and context.issued[:4].isdigit():
        return int(context.issued[:4])
    return context.years[0] if context.years else None


def _near_issue(year: int, context: Context) -> bool:
    """Tell a plan's own year from a far horizon in its title (`đến năm 2030`)."""
    issued = context.issued or ""
    return not issued[:4].isdigit() or abs(int(issued[:4]) - year) <= 1


def _plan_year(points: Sequence[Point | None], context: Context) -> int | None:
    """Choose the plan's year; of a plan of several years the first one in which the time is still to come.

    Where the title names no year, a day that would be long past is one of the next year (10/01 in a plan of December).
    """
    years = sorted(set(context.years))
    if len(years) == 1 and _near_issue(years[0], context):
        return years[0]
    issued, first = parse_day(context.issued), next((point for point in points if point is not None), None)
    if issued is None or first is None:
        return _issue_year(context)
    days = extent(first._replace(year=issued.year))
    if days is None or days[1] >= issued.isoformat():
        return issued.year
    if years:
        return issued.year + 1 if years[0] <= issued.year + 1 <= years[-1] else issued.year
    return issued.year + (issued - date.fromisoformat(days[1]) > _LONG_PAST)


def next_year(hit: Hit) -> Hit:
    """Move a time whose year was inferred by one year (a deadline cannot lie before the plan)."""
    points = tuple(
        point and point._replace(year=point.year + 1 if point.year else point.year) for point in hit.reading.points
    )
    return hit.dated(points)


def _from_issue_day(hit: Hit, earlier: Sequence[Hit], context: Context) -> Hit:
    """Resolve `tuần tới`, `năm nay`, `3 tháng tới`, `cùng ngày`."""
    reading, issued = hit.reading, parse_day(context.issued)
    anchor = reading.anchor or ""
    hit = hit.dated(reading.points)
    if anchor == "same":
        return _same_day(hit, earlier)
    if issued is None:
        return hit
    if reading.points:
        steps = {"trước": -1, "sau": 1, "tới": 1}.get(anchor.split()[-1] if anchor else "", 0)
        year = (_plan_year((), context) or issued.year) + steps
        points = tuple(point and point._replace(year=year) for point in reading.points)
        return hit.dated(points, "year")
    if reading.duration:
        return _stretch(hit, issued, anchor)
    return _single(hit, issued, anchor)


def _single(hit: Hit, issued: date, anchor: str) -> Hit:
    monday = issued - timedelta(days=issued.weekday())
    if anchor.startswith("tuần"):
        first = monday + timedelta(weeks=int(anchor.split()[1]))
        return hit.dated(_points(first, first + timedelta(days=6), "week"), "start", "end")
    if anchor.startswith("weekday"):
        _, weeks, day = anchor.split()
        at = monday + timedelta(weeks=int(weeks), days=int(day))
        return hit.dated((Point("day", at.year, at.month, at.month, at.day),), "start", "end")
    if anchor.startswith("monthday"):
        _, months, day = anchor.split()
        point = relative_point(f"tháng {months}", issued.year, issued.month)
        return hit.dated((point and point._replace(grain="day", day=int(day)),), "start", "end")
    point = relative_point(anchor, issued.year, issued.month)
    return hit.dated((point,), "start", "end") if point else hit


def _stretch(hit: Hit, issued: date, way: str) -> Hit:
    """Give the days of `3 tháng tới` (whole months after this one); years back or on are not resolved."""
    duration = hit.reading.duration or ""
    amount, unit = int("".join(char for char in duration if char.isdigit()) or 0), duration[-1]
    sign = -1 if way == "back" else 1
    if unit in {"D", "W"} and amount < 1000:  # noqa: PLR2004
        days = amount * (7 if unit == "W" else 1)
        ends = (issued - timedelta(days=days), issued - timedelta(days=1))
        if sign > 0:
            ends = (issued + timedelta(days=1), issued + timedelta(days=days))
        return _stretch_of(hit, *ends)
    if unit == "M" and amount < 1000:  # noqa: PLR2004
        first, last = sorted((sign, sign * amount))
        ends_of = [relative_point(f"tháng {step}", issued.year, issued.month) for step in (first, last)]
        return hit.dated(tuple(ends_of), "start", "end", kind="range")
    return hit


def _stretch_of(hit: Hit, first: date, last: date) -> Hit:
    return hit.dated(_points(first, last, "day"), "start", "end", kind="range" if first != last else "date")


def _points(first: date, last: date, grain: Grain) -> tuple[Point, ...]:
    return tuple(Point(grain, day.year, day.month, day.month, day.day, day.day) for day in (first, last))


def _same_day(hit: Hit, earlier: Sequence[Hit]) -> Hit:
    for other in reversed(earlier):
        if other.reading.grain == "day" and other.reading.points[-1] is not None:
            return hit.dated((other.reading.points[-1],), "start", "end")
    return hit


def is_impossible(hit: Hit) -> bool:
    """Tell whether a whole date was written that the calendar does not have (`31/11/2024`)."""
    reading = hit.reading
    return any(
        point is not None and point.year is not None and _extent(point, lunar=reading.lunar) is None
        for point in reading.points
    )


def days_of(hit: Hit) -> OpenDays:
    """Give the first and last day named; None for an open end or an impossible date."""
    reading = hit.reading
    if not reading.points:
        return None, None
    ends = [_extent(point, lunar=reading.lunar) for point in reading.points]
    if any(end is None and point is not None for end, point in zip(ends, reading.points, strict=True)):
        return None, None
    first, last = ends[0], ends[-1]
    return (first[0] if first else None), (last[1] if last else None)


def _extent(point: Point | None, *, lunar: bool) -> Days | None:
    if point is None:
        return None
    if lunar:
        return lunar_extent(point)
    if point.grain == "week" and point.last_day is None:
        week = week_days(point)
        return extent(week) if week else None
    return extent(point)
