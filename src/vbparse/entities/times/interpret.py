"""Turns a hit into a time: its surroundings, signal word, role, and the day by which it is due."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from vbparse.entities.model import Mention, Time
from vbparse.entities.times.calendar import add_duration, last_admissible, parse_day
from vbparse.entities.times.complete import days_of, next_year
from vbparse.entities.times.constructs import scan
from vbparse.entities.times.places import slot_of
from vbparse.entities.times.roles import role_of
from vbparse.entities.times.scene import Scene
from vbparse.entities.times.signals import mod_of
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from vbparse.entities.model import Context, TimeMod, TimeRole
    from vbparse.entities.times.complete import OpenDays
    from vbparse.entities.times.model import Hit
    from vbparse.entities.times.places import Places
    from vbparse.entities.times.scene import Slot
    from vbparse.outline.passages import Passage
    from vbparse.textmap import Span

_SENTENCE = compile_pattern(r"(?<!\btp)[.;!?](?=\s)|\n")
WINDOW = 140
"""How far before a time its signal word, its label, or the document that it dates may stand, in characters."""
_RIGHT = 80
_LAWS = frozenset({"Luật", "Bộ luật", "Hiến pháp", "Pháp lệnh"})
_SIGNED = frozenset({"ngày ký", "ngày ký ban hành", "ngày ban hành", "ngày ban hành kế hoạch", "ngày ký kế hoạch này"})
_JOINED = compile_pattern(
    r"\s*(?:\([^()]{1,40}\)\s*)?(?:và|,|hoặc)\s*|\s+đối\s+với\s[^,;.\d]{2,60},\s*(?:và\s+)?|\s*,\s*riêng\s[^,;.:\d]{2,60}:?\s*"
)
_TO_HORIZON = compile_pattern(r"(?<!\w)(?:cho\s+)?(?:đến|tới)\s+(?:hết\s+|cuối\s+)?\Z")
"""A horizon keeps its `đến` (gold/GUIDE.md, "times")."""
_CLOSING = frozenset({"before", "on_or_before"})


class Reader:
    """Interprets the hits of one passage; `text` is the passage in lower case."""

    def __init__(self, passage: Passage, text: str, places: Places, context: Context) -> None:
        """Find the passage's sentences."""
        self._passage, self._text, self._places, self._context = passage, text, places, context
        self._slot, self._label = places.slot(passage, text), places.label(passage, text)
        self._above = places.above(passage)
        self._ends = [match.end() for match in _SENTENCE.finditer(text)]

    def sentence(self, hit: Hit) -> int:
        """Number the sentence in which a hit stands."""
        return bisect_right(self._ends, hit.start)

    def bounds(self, hit: Hit) -> tuple[int, int]:
        """Give the offsets of that sentence."""
        number = self.sentence(hit)
        begin = self._ends[number - 1] if number else 0
        return begin, self._ends[number] if number < len(self._ends) else len(self._text)

    def slot(self, hit: Hit) -> Slot | None:
        """Tell in what time slot a hit stands; a label reaches to the end of its sentence."""
        begin, _ = self.bounds(hit)
        if self._slot is not None or (self._label is not None and begin == 0):
            return self._slot or self._label
        return slot_of(self._text[max(begin, hit.start - WINDOW) : hit.start])

    def mentions(self, hits: Sequence[Hit]) -> list[Mention[Time]]:
        """Interpret the hits in order; a signal word reaches on to a second day (`trước ngày 15/6 và 15/12`)."""
        found: list[Mention[Time]] = []
        for index, hit in enumerate(hits):
            carried = None
            if index and _is_second_day(hits[index - 1], hit, self._text):
                carried = found[-1].value.mod
            found.append(self._mention(hit, carried))
        return found

    def _mention(self, hit: Hit, carried: TimeMod | None) -> Mention[Time]:
        span = self._passage.span_of(hit.start, hit.end)
        scene = self._scene(hit, span)
        signal = _signal(hit, scene) or carried
        mod = hit.reading.mod or signal
        days = days_of(hit)
        role = role_of(hit, scene, signal or mod, days, self._context)
        if role == "deadline" and self._lies_before_issue(hit, days):
            hit = next_year(hit)
            days = days_of(hit)
        named = hit.reading.role != "horizon"  # a construct that reads horizons has the word in it
        if role == "horizon" and named and hit.reading.kind == "date" and (to := _TO_HORIZON.search(scene.left)):
            span = self._passage.span_of(hit.start - len(to[0]), hit.end)
        return Mention(span, self._passage.node, self._time(hit, role, mod, days), hit.rule)

    def _scene(self, hit: Hit, span: Span) -> Scene:
        begin, end = self.bounds(hit)
        left = self._text[max(begin, hit.start - WINDOW) : hit.start]
        citation = self._places.cited(span)
        return Scene(
            in_title=self._passage.node == "H",
            left=left,
            right=self._text[hit.end : min(end, hit.end + _RIGHT)],
            cited=citation is not None,
            law=citation is not None and citation.type in _LAWS,
            parent=self._above,
            bracketed=left.count("(") > left.count(")"),
            slot=self.slot(hit),
        )

    def _lies_before_issue(self, hit: Hit, days: OpenDays) -> bool:
        """Tell a deadline whose year was inferred and that would be over when the plan is signed."""
        issued, end = parse_day(self._context.issued), parse_day(days[1])
        if "year" not in hit.reading.inferred or hit.reading.kind == "set" or issued is None or end is None:
            return False
        return end < issued and end.year == issued.year

    def _time(self, hit: Hit, role: TimeRole, mod: TimeMod | None, days: OpenDays) -> Time:
        reading = hit.reading
        repeated = reading.kind == "set"
        by_clock = role == "deadline" and reading.clock[0] is not None and mod in _CLOSING
        return Time(
            role=role,
            kind=reading.kind,
            grain="minute" if reading.clock[0] else reading.grain,
            start_date=None if repeated else days[0],
            end_date=None if repeated else days[1],
            dates=_members(hit) if reading.kind == "list" else (),
            start_time=reading.clock[0],
            end_time=reading.clock[1],
            due_time=reading.clock[0] if by_clock else None,
            mod=mod,
            due=self._due(hit, mod, days) if role == "deadline" and not repeated else None,
            rrule=reading.rrule,
            duration=reading.duration,
            anchor=self._anchor(hit),
            calendar="lunar_vi" if reading.lunar else "gregorian",
            inferred=reading.inferred,
        )

    def _anchor(self, hit: Hit) -> str | None:
        """Give the anchor of a duration as printed."""
        anchor = hit.reading.anchor
        if anchor is None or hit.reading.kind != "duration":
            return None
        at = self._text.find(anchor, hit.start, hit.end)
        return self._passage.text[at : at + len(anchor)] if at >= 0 else anchor

    def _due(self, hit: Hit, mod: TimeMod | None, days: OpenDays) -> str | None:
        """Give the last admissible day."""
        start, end = days
        if hit.reading.kind == "duration":
            return self._due_from_anchor(hit, mod)
        if end is None:
            return None
        return last_admissible((start or end, end), mod, clock=hit.reading.clock[0] is not None)

    def _due_from_anchor(self, hit: Hit, mod: TimeMod | None) -> str | None:
        """Count from an anchor that the document dates: `kể từ ngày ký`, `kể từ ngày 15/3/2024`."""
        anchor, duration = hit.reading.anchor or "", hit.reading.duration
        if mod in {"before", "after"} or duration is None:
            return None
        day = parse_day(self._context.issued) if anchor in _SIGNED else _day_named(anchor)
        last = add_duration(day, duration) if day else None
        return last.isoformat() if last else None


def _signal(hit: Hit, scene: Scene) -> TimeMod | None:
    """Read the signal word; inside a closed range (`từ … đến hết …`) there is none."""
    reading = hit.reading
    closed = reading.kind == "range" and not reading.starts_now and "open" not in reading.flags
    if closed or reading.role == "vague" or ("now" in reading.flags and reading.duration):
        return None
    return mod_of(scene.left, scene.right)


def _is_second_day(first: Hit, second: Hit, text: str) -> bool:
    """Tell whether two days are joined by `và`, `,`, `hoặc` alone."""
    days = all(hit.reading.grain == "day" and hit.reading.kind == "date" for hit in (first, second))
    return days and bool(_JOINED.fullmatch(text, first.end, second.start))


def _day_named(anchor: str) -> date | None:
    """Give the day of an anchor that is a date and nothing else."""
    hits = [hit for hit in scan(anchor) if (hit.start, hit.end) == (0, len(anchor))]
    return parse_day(days_of(hits[0])[0]) if hits else None


def _members(hit: Hit) -> tuple[str, ...]:
    days = [days_of(hit._replace(reading=hit.reading._replace(points=(point,))))[0] for point in hit.reading.points]
    return tuple(day for day in days if day is not None)
