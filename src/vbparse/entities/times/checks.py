"""Findings about times that need nothing but the times: impossible, past and free days, `định kỳ` without interval."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.diagnostics import Diagnostic
from vbparse.entities.times.calendar import day_off, parse_day
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.entities.model import Context, Mention, Time
    from vbparse.outline.passages import Passage

_REPORTS = compile_pattern(r"[^.;]{0,40}\bbáo\s+cáo", re.IGNORECASE)


def check(
    passage: Passage, mentions: Sequence[Mention[Time]], impossible: Sequence[Mention[Time]], context: Context
) -> Iterator[Diagnostic]:
    """Yield the findings about the times of one passage.

    `impossible` are the dates that the calendar does not have (`31/11/2024`); none is rolled over.
    """
    for mention in impossible:
        yield Diagnostic("DEADLINE_INVALID_DATE", mention.span, mention.node, {"text": _text(passage, mention)})
    for mention in mentions:
        if mention.value.role == "deadline":
            yield from _due(passage, mention, context)
        yield from _interval(passage, mention, mentions)


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
