"""A chart of the dated tasks (biểu đồ Gantt) as inline SVG: due days, campaigns and recurrences, unit by unit."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING, Final

from vbparse.export.columns import day_of
from vbparse.export.paper import day_words, one_line
from vbparse.export.recurrence import describe, occurrences
from vbparse.export.tasks import duties
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.export.options import Lang
    from vbparse.export.tasks import TaskRow
    from vbparse.plan.model import PlanDocument, Time

_WIDTH: Final = 1040
_LEFT: Final = 380
"""Where the days begin; to the left of it stand the tasks."""
_LINE: Final = 20
_HEAD: Final = 24
_MOST_LINES: Final = 32
"""Tasks of one drawing, so that it fits on a printed page; a unit that has more gets several."""
_LABEL: Final = 54
_MOST_MARKS: Final = 18
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000)
_MONTHS: Final = 12
_LAST_YEAR: Final = 9999
_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "none": "Không nêu đơn vị chủ trì",
        "events": "Đợt, sự kiện chung",
        "due": "hạn",
        "span": "đợt",
        "desc": "{0}: {1} dòng, từ {2} đến {3}.",
        "more": "tiếp theo",
    },
    "en": {
        "none": "No lead named",
        "events": "Events of the whole plan",
        "due": "due",
        "span": "from – to",
        "desc": "{0}: {1} lines, from {2} to {3}.",
        "more": "continued",
    },
}


class Line(NamedTuple):
    """A line of the chart: its text, due days, spans of days, and recurrences with the days that they fall on."""

    number: int | None
    text: str
    due: tuple[date, ...]
    spans: tuple[tuple[date, date], ...]
    again: tuple[tuple[str, tuple[date, ...]], ...]


class Group(NamedTuple):
    """The lines of a unit."""

    name: str
    lines: tuple[Line, ...]


def groups(plan: PlanDocument, lang: Lang) -> tuple[Group, ...]:
    """List what has days, by the unit that leads, in the plan's order; what no task says comes last."""
    spans: dict[str, list[tuple[Time, tuple[date, date]]]] = {}
    for time in plan.times:
        spans.setdefault(time.node, []).extend((time, span) for span in _spans(time))
    found: dict[str, list[Line]] = {}
    told: set[str] = set()
    for row in duties(plan):
        line = _line(row, tuple(span for _, span in spans.get(row.task.node, ())), plan)
        if line.due or line.spans or line.again:
            told.add(row.task.node)
            found.setdefault(row.lead[0].value if row.lead else _WORDS[lang]["none"], []).append(line)
    rest = tuple(
        Line(None, time.evidence.text, (), (span,), ())
        for node, times in spans.items()
        if node not in told
        for time, span in times
    )
    units = tuple(Group(one_line(name), tuple(lines)) for name, lines in found.items())
    return (*units, Group(_WORDS[lang]["events"], rest)) if rest else units


def drawings(plan: PlanDocument, lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield a heading and a drawing (SVG) for each unit, all over the same days; none where nothing has a day."""
    charted = groups(plan, lang)
    fixed = [
        day for group in charted for line in group.lines for day in (*line.due, *(d for s in line.spans for d in s))
    ]
    again = [day for group in charted for line in group.lines for _, days in line.again for day in days]
    ends = fixed or again
    if not ends:
        return
    last = max(*ends, *(date(year, 12, 31) for year in plan.header.year if year <= _LAST_YEAR), min(ends))
    scale = _Scale(min(*ends, *again[:1], ends[0]), last)
    for group in charted:
        for start in range(0, len(group.lines), _MOST_LINES):
            part = Group(group.name, group.lines[start : start + _MOST_LINES])
            head = f"{group.name} ({_WORDS[lang]['more']})" if start else group.name
            yield head, _draw(part, scale, lang)


def _spans(time: Time) -> Iterator[tuple[date, date]]:
    """Give the days of an event or period."""
    if time.role not in {"event", "period"}:
        return
    for text in time.dates:
        if (day := day_of(text)) is not None:
            yield day, day
    first = day_of(time.start_date or "")
    if first is not None and not time.dates:
        yield first, max(first, day_of(time.end_date or "") or first)


def _line(row: TaskRow, spans: tuple[tuple[date, date], ...], plan: PlanDocument) -> Line:
    due = tuple(day for given in row.due if (day := day_of(given.value)) is not None)
    laid = ((given.value, tuple(day for day, _ in occurrences(given.value, plan))) for given in row.rrule)
    return Line(row.number, row.task.text, due, spans, tuple((rule, days) for rule, days in laid if days))


class _Scale:
    """Lays days on the width of a drawing: whole months, and a mark at every so many."""

    def __init__(self, first: date, last: date) -> None:
        self._first = first.replace(day=1)
        beyond = last.year * _MONTHS + last.month  # the month after the last one, counted from year 0
        self.last = last
        begun = self._first.year * _MONTHS + self._first.month - 1
        self._days = max((last - self._first).days + 1, 28)
        step = next((step for step in _STEPS if (beyond - begun) / step <= _MOST_MARKS), _STEPS[-1])
        start = begun if step < _MONTHS else -(-begun // _MONTHS) * _MONTHS
        months = range(start, beyond, step)
        self.marks = tuple((self.x(date(at // _MONTHS, at % _MONTHS + 1, 1)), _mark(at, step)) for at in months)

    @property
    def first(self) -> date:
        """The first day of the drawing."""
        return self._first

    def x(self, day: date, after: int = 0) -> float:
        """Give where a day begins, or the day so many days later."""
        share = ((day - self._first).days + after) / self._days
        return round(_LEFT + share * (_WIDTH - _LEFT - 10), 1)

    def holds(self, day: date) -> bool:
        """Tell whether a day is in the drawing."""
        return self._first <= day <= self.last


def _mark(at: int, step: int) -> str:
    year, month = divmod(at, _MONTHS)
    return str(year) if step >= _MONTHS else f"{month + 1}/{year % 100:02}"


def _draw(group: Group, scale: _Scale, lang: Lang) -> str:
    height = _HEAD + _LINE * len(group.lines) + 4
    words = _WORDS[lang]["desc"]
    ends = (day_words(day.isoformat(), lang) for day in (scale.first, scale.last))
    about = words.format(group.name, len(group.lines), *ends)
    grid = "".join(
        f'<path class="grid" d="M{x} {_HEAD - 6}V{height}"/><text class="month" x="{x + 2}" y="{_HEAD - 9}">{mark}</text>'
        for x, mark in scale.marks
    )
    lines = "".join(_draw_line(line, _HEAD + _LINE * place, scale, lang) for place, line in enumerate(group.lines))
    return (
        f'<svg role="img" viewBox="0 0 {_WIDTH} {height}" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(group.name)}</title><desc>{escape(about)}</desc>{grid}{lines}</svg>"
    )


def _draw_line(line: Line, top: int, scale: _Scale, lang: Lang) -> str:
    middle, text = top + _LINE // 2, one_line(line.text)
    label = text if len(text) <= _LABEL else f"{text[: _LABEL - 1].rstrip()}…"
    if line.number is not None:
        label = f"{line.number}. {label}"
    shapes = "".join((*_bars(line, middle, scale), *_ticks(line, middle, scale), *_dues(line, middle, scale)))
    told = escape("\n".join((text, *_in_words(line, lang))))
    return (
        f'<g><title>{told}</title><path class="line" d="M0 {top + _LINE}H{_WIDTH}"/>'
        f'<text x="2" y="{middle + 4}">{escape(label)}</text>{shapes}</g>'
    )


def _bars(line: Line, middle: int, scale: _Scale) -> Iterator[str]:
    for first, last in line.spans:
        x = scale.x(first)
        width = max(round(scale.x(last, 1) - x, 1), 3)
        yield f'<rect class="span" x="{x}" y="{middle - 5}" width="{width}" height="10" rx="2"/>'


def _ticks(line: Line, middle: int, scale: _Scale) -> Iterator[str]:
    places = sorted({scale.x(day) for _, days in line.again for day in days if scale.holds(day)})
    if places:
        yield f'<path class="again" d="{"".join(f"M{x} {middle - 6}v12" for x in places)}"/>'


def _dues(line: Line, middle: int, scale: _Scale) -> Iterator[str]:
    yield from (f'<path class="due" d="M{scale.x(day)} {middle - 6}l6 6l-6 6l-6 -6z"/>' for day in line.due)


def _in_words(line: Line, lang: Lang) -> Iterator[str]:
    words = _WORDS[lang]
    yield from (f"{words['due']}: {day_words(day.isoformat(), lang)}" for day in line.due)
    for span in line.spans:
        yield f"{words['span']}: {' – '.join(day_words(day.isoformat(), lang) for day in dict.fromkeys(span))}"
    yield from (describe(rule, lang) for rule, _ in line.again)
