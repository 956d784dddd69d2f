"""Finds the times of a document: scan, join, weigh the evidence, complete, and tell the role."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vbparse.entities.model import Mention, Time
from vbparse.entities.times.calendar import add_duration, last_admissible, parse_day
from vbparse.entities.times.checks import check
from vbparse.entities.times.complete import complete, days_of, is_impossible, next_year
from vbparse.entities.times.constructs import scan
from vbparse.entities.times.evidence import proved
from vbparse.entities.times.join import join
from vbparse.entities.times.places import Places
from vbparse.entities.times.recurrences import yearly
from vbparse.entities.times.roles import Scene, role_of
from vbparse.entities.times.signals import SIGNAL_WINDOW, mod_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.diagnostics import Diagnostic
    from vbparse.entities.model import Citation, Context, TimeMod, TimeRole
    from vbparse.entities.times.model import Hit
    from vbparse.outline.passages import Passage
    from vbparse.textmap import Span

_SENTENCE = re.compile(r"(?<!\btp)[.;!?](?=\s)|\n")
_RIGHT = 80


def find_times(
    passages: Sequence[Passage], context: Context, citations: Sequence[Mention[Citation]]
) -> tuple[tuple[Mention[Time], ...], tuple[Diagnostic, ...]]:
    """Find the times of a document.

    Args:
        passages: the stretches of text to read, in reading order.
        context: what the document implies: issue day, the plan's years, its own code.
        citations: the citations found before; a day inside one is the cited document's.

    Returns:
        The times in reading order, their spans disjoint, and what a person should check about them.
    """
    places = Places(passages, citations)
    found: list[Mention[Time]] = []
    findings: list[Diagnostic] = []
    for passage in passages:
        if passage.zone == "recipients":
            continue
        hits, mentions = _read_passage(passage, places, context)
        found += mentions
        impossible = [mention for hit, mention in zip(hits, mentions, strict=True) if is_impossible(hit)]
        findings += check(passage, mentions, impossible, context)
    return tuple(found), tuple(findings)


def lower_same_length(text: str) -> str:
    """Lower the case without changing a length, so that offsets hold."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _read_passage(passage: Passage, places: Places, context: Context) -> tuple[list[Hit], list[Mention[Time]]]:
    text = lower_same_length(passage.text)
    hits = join(text, list(scan(text)))
    if not hits:
        return [], []
    slot = places.slot(passage, text)
    hits = list(proved(text, hits, slot=slot is not None))
    ends = [match.end() for match in _SENTENCE.finditer(text)]
    sentences = [bisect_right(ends, hit.start) for hit in hits]
    cited = [places.cited(passage.span_of(hit.start, hit.end)) is not None for hit in hits]
    hits = complete(hits, sentences, cited, context)
    reader = _Reader(passage, text, ends, places, context)
    return hits, [reader.mention(hit, hits, index) for index, hit in enumerate(hits)]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the hits of one passage to the end."""

    passage: Passage
    text: str
    ends: list[int]
    places: Places
    context: Context

    def mention(self, hit: Hit, hits: Sequence[Hit], index: int) -> Mention[Time]:
        """Turn a hit into a mention: signal word, role, due day."""
        span = self.passage.span_of(hit.start, hit.end)
        scene = self._scene(hit, span)
        mod = hit.reading.mod or self._mod(hit, scene)
        days = days_of(hit)
        role = role_of(hit, scene, mod, days, self.context)
        hit = _repeat(hit, hits, index, role, mod, self.text)
        if role == "deadline" and (moved := self._not_before_issue(hit, mod, days)):
            hit, days = moved, days_of(moved)
        return Mention(span, self.passage.node, self._time(hit, role, mod, days), hit.rule)

    def _scene(self, hit: Hit, span: Span) -> Scene:
        sentence = bisect_right(self.ends, hit.start)
        begin = self.ends[sentence - 1] if sentence else 0
        end = self.ends[sentence] if sentence < len(self.ends) else len(self.text)
        left = self.text[max(begin, hit.start - SIGNAL_WINDOW) : hit.start]
        citation = self.places.cited(span)
        return Scene(
            passage=self.passage,
            left=left,
            right=self.text[hit.end : min(end, hit.end + _RIGHT)],
            cited=citation is not None,
            law=citation is not None and citation.type in {"Luật", "Bộ luật", "Hiến pháp", "Pháp lệnh"},
            parent=self.places.above(self.passage),
            bracketed=left.count("(") > left.count(")"),
            slot=self.places.slot_at(self.passage, self.text, hit.start, begin),
        )

    def _mod(self, hit: Hit, scene: Scene) -> TimeMod | None:
        if hit.reading.kind == "range" and hit.reading.points[:1] != (None,) and "open" not in hit.reading.flags:
            return None
        if hit.reading.role in {"frequency", "vague", "anniversary"} or "now" in hit.reading.flags and hit.reading.duration:
            return None
        return mod_of(scene.left, scene.right)

    def _not_before_issue(self, hit: Hit, mod: TimeMod | None, days: tuple[str | None, str | None]) -> Hit | None:
        """Move a deadline whose year was inferred and that would lie before the plan's own date."""
        issued, end = parse_day(self.context.issued), parse_day(days[1])
        if "year" not in hit.reading.inferred or hit.reading.kind == "set" or issued is None or end is None:
            return None
        return next_year(hit) if end < issued and issued.year == end.year else None

    def _time(
        self, hit: Hit, role: TimeRole, mod: TimeMod | None, days: tuple[str | None, str | None]
    ) -> Time:
        reading = hit.reading
        start, end = days
        due = None
        if role == "deadline" and reading.kind != "set":
            due = self._due(hit, mod, days)
        by_clock = due is not None and reading.clock[0] is not None and mod in {"before", "on_or_before"}
        return Time(
            role=role,
            kind=reading.kind,
            grain="minute" if reading.clock[0] else reading.grain,
            start_date=None if reading.kind == "set" else start,
            end_date=None if reading.kind == "set" else end,
            dates=_members(hit) if reading.kind == "list" else (),
            start_time=reading.clock[0],
            end_time=reading.clock[1],
            due_time=reading.clock[0] if by_clock else None,
            mod=mod,
            due=due,
            rrule=reading.rrule,
            duration=reading.duration,
            anchor=reading.anchor if reading.kind == "duration" else None,
            calendar="lunar_vi" if reading.lunar else "gregorian",
            inferred=reading.inferred,
        )

    def _due(self, hit: Hit, mod: TimeMod | None, days: tuple[str | None, str | None]) -> str | None:
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
        day = parse_day(self.context.issued) if anchor in {"ngày ký", "ngày ký ban hành", "ngày ban hành"} else _day_in(anchor)
        last = add_duration(day, duration) if day else None
        return last.isoformat() if last else None


def _day_in(anchor: str) -> object:
    hits = [hit for hit in scan(anchor) if hit.start == 0 and hit.end == len(anchor)]
    return parse_day(days_of(hits[0])[0]) if hits else None


def _members(hit: Hit) -> tuple[str, ...]:
    found = []
    for point in hit.reading.points:
        days = days_of(hit.with_(points=(point,)))
        if days[0] is not None:
            found.append(days[0])
    return tuple(found)


def _repeat(
    hit: Hit, hits: Sequence[Hit], index: int, role: TimeRole, mod: TimeMod | None, text: str
) -> Hit:
    """Make a set of a yearless deadline beside `hằng năm`: `hằng năm (trước ngày 15 tháng 11)`."""
    reading = hit.reading
    if role != "deadline" or reading.kind != "date" or reading.grain != "day" or "year" not in reading.inferred:
        return hit
    point = reading.points[0]
    if point is None or not point.day or not _beside_yearly(hit, hits, index, text):
        return hit
    rule = yearly([(point.day, point.month)], before=mod == "before")
    return hit.with_(kind="set", rrule=rule, points=(), inferred=())


def _beside_yearly(hit: Hit, hits: Sequence[Hit], index: int, text: str) -> bool:
    for other in hits[max(0, index - 2) : index + 3]:
        if other.reading.rrule and other.reading.rrule.startswith("FREQ=YEARLY"):
            gap = text[other.end : hit.start] if other.start < hit.start else text[hit.end : other.start]
            if len(gap) <= 60 and not re.search(r"[.;]", gap):  # noqa: PLR2004
                return True
    return False
