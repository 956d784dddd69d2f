"""Findings that need nothing but the times: impossible, past and free days, missing years, `định kỳ` without interval."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.diagnostics import Diagnostic
from vbparse.entities.times.calendar import day_off, parse_day
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.entities.model import Context, Mention, Time
    from vbparse.outline.passages import Passage

_REPORTS = compile_pattern(r"[^.;]{0,40}\bbáo\s+cáo", re.IGNORECASE)


class Found(NamedTuple):
    """The times of one passage; `impossible` are not in the calendar (`31/11/2024`), `yearless` have no year at all."""

    mentions: Sequence[Mention[Time]] = ()
    impossible: Sequence[Mention[Time]] = ()
    yearless: Sequence[Mention[Time]] = ()


def check(passage: Passage, found: Found, context: Context) -> Iterator[Diagnostic]:
    """Yield the findings about the times of one passage; an impossible date is never rolled over."""
    for mention in found.impossible:
        yield Diagnostic("DEADLINE_INVALID_DATE", mention.span, mention.node, {"text": _text(passage, mention)})
    for mention in found.yearless:
        if mention.value.role != "anniversary":
            yield Diagnostic("DATE_YEAR_UNKNOWN", mention.span, mention.node, {"text": _text(passage, mention)})
    for mention in found.mentions:
        if mention.value.role == "deadline":
            yield from _due(passage, mention, context)
        yield from _interval(passage, mention, found.mentions)


def inferred_years(passages: Sequence[Passage], mentions: Sequence[Mention[Time]]) -> Iterator[Diagnostic]:
    """Say once a document that years were inferred; each time says so itself (`inferred`)."""
    inferred = [mention for mention in mentions if "year" in mention.value.inferred]
    if not inferred:
        return
    first = inferred[0]
    passage = next(passage for passage in passages if passage.span.contains(first.span))
    values = {"text": _text(passage, first), "count": str(len(inferred))}
    yield Diagnostic("DATE_YEAR_MISSING", first.span, first.node, values)


def _text(passage: Passage, mention: Mention[Time]) -> str:
    start = passage.span.start
    return passage.text[mention.span.start - start : mention.span.end - start]


def _due(passage: Passage, mention: Mention[Time], context: Context) -> Iterator[Diagnostic]:
    due, issued = parse_day(mention.value.due), parse_day(context.issued)
    if due is None:
        return
    values = {"text": _text(passage, mention), "due": due.isoformat()}
    if issued is not None and due < issued:
        yield Diagnostic("DEADLINE_BEFORE_ISSUE", mention.span, mention.node, {**values, "issued": issued.isoformat()})
    named = due if mention.value.mod != "before" else parse_day(mention.value.start_date)
    if mention.value.grain in {"day", "minute"} and named is not None and (why := day_off(named)):
        yield Diagnostic(
            "DEADLINE_NON_WORKING_DAY", mention.span, mention.node, {**values, "day": named.isoformat(), "why": why}
        )


def _interval(passage: Passage, mention: Mention[Time], mentions: Sequence[Mention[Time]]) -> Iterator[Diagnostic]:
    """`Định kỳ báo cáo` says neither how often nor by when."""
    if mention.rule != "periodic":
        return
    after = passage.text[mention.span.end - passage.span.start :]
    dated = any(other.value.rrule or other.value.role == "deadline" for other in mentions)
    if not dated and _REPORTS.match(after):
        yield Diagnostic("RECURRENCE_WITHOUT_DATE", mention.span, mention.node, {"text": _text(passage, mention)})
