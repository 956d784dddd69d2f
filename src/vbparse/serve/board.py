"""The board: what falls due this week and this month, what is overdue, how much each unit has to do, as pictures."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from vbparse.archive.queries.documents import Filters
from vbparse.archive.queries.load import UnitFilters, Window
from vbparse.archive.register import Archive
from vbparse.serve.desk import AtDesk
from vbparse.serve.rendering import show
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.archive.queries.due import DueItem

router = APIRouter(include_in_schema=False)
_MOST_BARS: Final = 12
_MOST_ROWS: Final = 300
_WIDTH: Final = 320.0
"""Of the longest bar, in units of the picture."""
_WINDOWS: Final = ("week", "month", "overdue")


class Bar(NamedTuple):
    """A bar: its name, its parts (class, beginning, length, count), and where it leads."""

    name: str
    parts: tuple[tuple[str, float, float, int], ...]
    total: int
    link: str


class Span(NamedTuple):
    """The days of a window, both included."""

    first: str
    last: str


def spans(today: date) -> dict[str, Span]:
    """Give the days of the week (Monday to Sunday) and of the month of a day, and those before it."""
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    yesterday = today - timedelta(days=1)
    return {
        "week": Span(monday.isoformat(), (monday + timedelta(days=6)).isoformat()),
        "month": Span(first.isoformat(), last.isoformat()),
        "overdue": Span("0001-01-01", yesterday.isoformat()),
    }


def leads_of(item: DueItem) -> tuple[str, ...]:
    """Name the units that lead; one empty name where none is known."""
    return tuple(part.name for part in item.lead) or ("",)


def bars(counts: Iterable[tuple[str, str, dict[str, int]]]) -> tuple[Bar, ...]:
    """Draw counts (name, link, class to count) as bars, the longest as wide as the picture."""
    listed = list(counts)
    most = max((sum(parts.values()) for _, _, parts in listed), default=0) or 1
    made = []
    for name, link, parts in listed:
        begin, drawn = 0.0, []
        for kind, count in parts.items():
            length = round(_WIDTH * count / most, 1)
            if count:
                drawn.append((kind, round(begin, 1), length, count))
            begin += length
        made.append(Bar(name, tuple(drawn), sum(parts.values()), link))
    return tuple(made)


@router.get("/board")
async def show_board(request: Request, desk: AtDesk) -> Response:
    """Show the board."""
    query = request.query_params
    today = _day(query.get("at")) or datetime.now().astimezone().date()
    window = query.get("show", "month") if query.get("show") in _WINDOWS else "month"
    unit = query.get("unit", "")[:300]
    filters = Filters(unmarked=not desk.settings.allow_secret)
    given = await desk.read(lambda archive: _given(archive, today, window, unit, filters))
    return show(request, "board.html", given)


def _given(archive: Archive, today: date, window: str, unit: str, filters: Filters) -> dict[str, Any]:
    days = spans(today)
    at = today.isoformat()
    found = {
        "week": archive.due(*days["week"], filters, slots=("lead",)),
        "month": archive.due(*days["month"], filters, slots=("lead",)),
        # `due` with a day gives the days of a window and all that is overdue: a window of no day but today
        "overdue": [one for one in archive.due(at, at, filters, slots=("lead",), overdue_at=at) if one.overdue],
    }
    items = [one for one in found[window] if not unit or unit in leads_of(one) or (unit == "-" and not one.lead)]
    span = days[window]

    def link(**more: str) -> str:
        return f"/board?{urlencode({'at': at, 'show': window, 'unit': unit, **more})}#items"

    asked = {"from": span.first if window != "overdue" else at, "to": span.last if window != "overdue" else at}
    asked |= {"overdue_at": at} if window == "overdue" else {}
    asked |= {"unit": unit, "lead_only": "true"} if unit not in {"", "-"} else {}
    loads = list(archive.units(UnitFilters(least=1), filters, Window(*days["month"], at)))[:_MOST_BARS]
    return {
        "at": at,
        "window": window,
        "unit": unit,
        "span": span,
        "counts": {name: len(listed) for name, listed in found.items()},
        "links": {name: link(show=name) for name in _WINDOWS},
        "all_units": link(unit=""),
        "items": items[:_MOST_ROWS],
        "total": len(items),
        "due_bars": _due_bars(found, days, link),
        "load_bars": bars(
            (one.name, link(unit=one.name), {"lead": one.lead, "cooperate": one.cooperate}) for one in loads
        ),
        "columns": _columns(found["month"], today),
        "export": urlencode(asked),
    }


def _due_bars(found: dict[str, list[DueItem]], days: dict[str, Span], link: Any) -> tuple[Bar, ...]:
    """Draw by unit what is overdue, due this week, and due later in the month."""
    counts: dict[str, Counter[str]] = {}
    week = days["week"]
    overdue = {(one.document.sha256, one.task, one.day) for one in found["overdue"]}
    kinds = [("overdue", one) for one in found["overdue"]] + [
        ("week" if week.first <= one.day <= week.last else "month", one)
        for one in {(one.document.sha256, one.task, one.day): one for one in found["week"] + found["month"]}.values()
        if (one.document.sha256, one.task, one.day) not in overdue
    ]
    for kind, one in kinds:
        for name in leads_of(one):
            counts.setdefault(name, Counter())[kind] += 1
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1].total(), pair[0]))[:_MOST_BARS]
    return bars(
        (name, link(unit=name or "-"), {kind: counted[kind] for kind in ("overdue", "week", "month")})
        for name, counted in ordered
    )


def _columns(items: list[DueItem], today: date) -> list[tuple[int, int, float, str]]:
    """Draw the days of the month: day, count, height, and what kind of day it is."""
    counted = Counter(one.day for one in items)
    most = max(counted.values(), default=0) or 1
    first = today.replace(day=1)
    columns = []
    for offset in range(31):
        day = first + timedelta(days=offset)
        if day.month != first.month:
            break
        kind = "today" if day == today else "rest" if day.weekday() > 4 else "day"  # noqa: PLR2004 (Friday)
        count = counted[day.isoformat()]
        columns.append((day.day, count, round(70.0 * count / most, 1), kind))
    return columns


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
