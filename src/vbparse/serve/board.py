"""The board: what falls due this week and this month, what is overdue, how much each unit has to do, as pictures."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from vbparse.archive.queries.documents import Filters
from vbparse.archive.queries.load import UnitFilters, Window
from vbparse.archive.register import Archive
from vbparse.serve.board_lists import NOBODY, Asked, Span, asked_of, due_lists, items_of, rows_of, spans
from vbparse.serve.desk import AtDesk
from vbparse.serve.downloads import download
from vbparse.serve.exporting import DueExport, export_due, unplaced
from vbparse.serve.language import language_of
from vbparse.serve.problems import missing
from vbparse.serve.rendering import show
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from vbparse.archive.queries.due import DueItem

router = APIRouter(include_in_schema=False)
_MOST_BARS: Final = 12
_MOST_ROWS: Final = 300
_WIDTH: Final = 320.0
"""Of the longest bar, in units of the picture."""
_WINDOWS: Final = ("overdue", "week", "month")
_DUE_FORMS: Final = ("xlsx", "ics", "csv")


class Part(NamedTuple):
    """A part of a bar: what it counts (a class of the picture), where it begins, how long it is, where it leads."""

    kind: str
    begin: float
    length: float
    number: int
    link: str


class Bar(NamedTuple):
    """A bar: its name, its parts, and where its name leads."""

    name: str
    parts: tuple[Part, ...]
    total: int
    link: str

    @property
    def end(self) -> float:
        """Where its last part ends."""
        return self.parts[-1].begin + self.parts[-1].length if self.parts else 0.0


class Column(NamedTuple):
    """A day of the month: the number that fall due on it, how high that is drawn, what kind of day it is, where it leads."""

    day: str
    number: int
    height: float
    kind: str
    link: str


def leads_of(item: DueItem) -> tuple[str, ...]:
    """Name the units that lead; one empty name where none is known."""
    return tuple(part.name for part in item.lead) or ("",)


def bars(counts: Iterable[tuple[str, dict[str, int]]], link: Callable[..., str], *, whole: str) -> tuple[Bar, ...]:
    """Draw counts (name, class to count) as bars, the longest as wide as the picture.

    A part leads to the list of its class, the name to the list `whole`.
    """
    listed = list(counts)
    most = max((sum(parts.values()) for _, parts in listed), default=0) or 1
    made = []
    for name, parts in listed:
        unit = name or NOBODY
        begin, drawn = 0.0, []
        for kind, count in parts.items():
            length = round(_WIDTH * count / most, 1)
            if count:
                drawn.append(Part(kind, round(begin, 1), length, count, link(show=kind, unit=unit)))
            begin += length
        made.append(Bar(name, tuple(drawn), sum(parts.values()), link(show=whole, unit=unit)))
    return tuple(made)


@router.get("/board")
async def show_board(request: Request, desk: AtDesk) -> Response:
    """Show the board."""
    asked = asked_of(dict(request.query_params))
    filters = Filters(unmarked=not desk.settings.allow_secret)
    given = await desk.read(lambda archive: _given(archive, asked, filters))
    return show(request, "board.html", given)


@router.get("/board/export.{form}")
async def export_board(request: Request, desk: AtDesk, form: str) -> Response:
    """Put out the list that the board shows, whole."""
    if form not in _DUE_FORMS:
        raise missing("format", form)
    asked = asked_of(dict(request.query_params))
    filters = Filters(unmarked=not desk.settings.allow_secret)
    rows = await desk.read(lambda archive: rows_of(archive, asked, filters, due_lists(archive, asked.today, filters)))
    items = tuple(unplaced(item) for item in items_of(rows, dated=form == "ics"))
    days = sorted(item.day for item in items if item.day) or [asked.today.isoformat()]
    wanted = DueExport(items, form, days[0], days[-1], language_of(request))
    name = f"{asked.show} {asked.today.isoformat()}{f' {asked.unit}' if asked.unit else ''}.{form}"
    return download(await desk.work(export_due, wanted), name)


def _given(archive: Archive, asked: Asked, filters: Filters) -> dict[str, Any]:
    days = spans(asked.today)
    lists = due_lists(archive, asked.today, filters)
    rows = rows_of(archive, asked, filters, lists)
    at = asked.today.isoformat()

    def page(**more: str) -> str:
        return f"/board?{urlencode({'at': at, 'show': asked.show, 'unit': asked.unit, **more})}"

    def link(**more: str) -> str:
        return f"{page(**more)}#items"

    loads = list(archive.units(UnitFilters(least=1), filters, Window(*days["month"], at)))[:_MOST_BARS]
    return {
        "at": at,
        "window": asked.show,
        "unit": asked.unit,
        "span": days.get(asked.show),
        "counts": {name: len(lists[name]) for name in _WINDOWS},
        "links": {name: link(show=name) for name in _WINDOWS},
        "all_units": link(unit=""),
        "rows": rows[:_MOST_ROWS],
        "total": len(rows),
        "due_bars": bars(_due_counts(lists, days["week"]), link, whole="all"),
        "load_bars": bars(
            ((one.name, {"lead": one.lead, "cooperate": one.cooperate}) for one in loads), link, whole="lead"
        ),
        "columns": _columns(lists["month"], asked.today, page(show="month", unit="")),
        "export": urlencode({"at": at, "show": asked.show, "unit": asked.unit}),
    }


def _due_counts(lists: dict[str, list[DueItem]], week: Span) -> list[tuple[str, dict[str, int]]]:
    """Count by unit what is overdue, due this week, and due later in the month; those who have most first."""
    counts: dict[str, Counter[str]] = {}
    overdue = {(one.document.sha256, one.task, one.day) for one in lists["overdue"]}
    for one in lists["all"]:
        is_late = (one.document.sha256, one.task, one.day) in overdue
        kind = "overdue" if is_late else "week" if week.first <= one.day <= week.last else "month"
        for name in leads_of(one):
            counts.setdefault(name, Counter())[kind] += 1
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1].total(), pair[0]))[:_MOST_BARS]
    return [(name, {kind: counted[kind] for kind in _WINDOWS}) for name, counted in ordered]


def _columns(items: list[DueItem], today: date, month: str) -> list[Column]:
    """Draw the days of the month; each leads to its first row in the list of the `month`."""
    counted = Counter(one.day for one in items)
    most = max(counted.values(), default=0) or 1
    first = today.replace(day=1)
    columns = []
    for offset in range(31):
        day = first + timedelta(days=offset)
        if day.month != first.month:
            break
        kind = "today" if day == today else "rest" if day.weekday() > 4 else "day"  # noqa: PLR2004 (Friday)
        key, count = day.isoformat(), counted[day.isoformat()]
        columns.append(Column(key, count, round(70.0 * count / most, 1), kind, f"{month}#day-{key}"))
    return columns
