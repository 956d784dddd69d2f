"""Times of a Vietnamese text, without the rest of the document.

>>> from vbparse.times import find
>>> [mention.value.due for mention in find("trước ngày 25/5", issued="2024-02-17")]
['2024-05-24']
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final, TypeVar

from vbparse.diagnostics import Diagnostic
from vbparse.entities.model import Context
from vbparse.entities.times import find_times
from vbparse.entities.times.ical import ical_properties
from vbparse.outline.passages import Passage
from vbparse.patterns import compile_pattern
from vbparse.textmap import Span
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vbparse.entities.model import Mention, Time

__all__ = ["Times", "evidence", "find", "ical_properties", "read", "to_data"]

P = TypeVar("P", "Mention[Time]", Diagnostic)

_DAY: Final = compile_pattern(r"\d{4}-(?:\d\d|XX)-(?:\d\d|XX)", re.ASCII)


class Times(NamedTuple):
    """The times of a text, and what a person should check about them."""

    times: tuple[Mention[Time], ...]
    findings: tuple[Diagnostic, ...]


def find(text: str, *, issued: str | None = None, plan_year: int | None = None) -> tuple[Mention[Time], ...]:
    """Find the times in a text: those that `read` gives, without its findings."""
    return read(text, issued=issued, plan_year=plan_year).times


def read(text: str, *, issued: str | None = None, plan_year: int | None = None) -> Times:
    """Find the times in a text, and what a person should check about them.

    Args:
        text: any text; it may be decomposed (NFD).
        issued: the day from which missing years and `tuần tới` are reckoned, ISO (`2024-02-17`, `2024-02-XX`).
        plan_year: the year of the plan, where it is not that of `issued`.

    Returns:
        The times in reading order, their spans disjoint, and the findings: a day that the calendar does not have
        (`31/11/2024`) is one, and no time. Spans are code points of `text` as given.

    Raises:
        ValueError: `issued` is no ISO day.
    """
    if issued is not None and not _DAY.fullmatch(issued):
        message = f"{issued!r} is no day such as 2024-02-17"
        raise ValueError(message)
    composed, starts = _composed(text)
    years = (plan_year,) if plan_year is not None else ()
    passage = Passage("", "body", Span(0, len(composed)), composed)
    found = Times(*find_times([passage], Context(issued=issued, years=years), ()))
    return found if starts is None else Times(_moved(found.times, starts), _moved(found.findings, starts))


def _moved(placed: Iterable[P], starts: Sequence[int]) -> tuple[P, ...]:
    """Give mentions or findings with their spans in the text as given."""
    return tuple(one._replace(span=Span(*(starts[at] for at in one.span))) if one.span else one for one in placed)


def to_data(text: str, mentions: Iterable[Mention[Time]]) -> list[dict[str, Any]]:
    """Give the times found in a text as the plan document publishes them.

    `evidence` has the text and its offsets, code points of `text` as given; there are no regions, and no `node`.
    """
    return [
        {
            "id": f"t{number}",
            **mention.value.fields(),
            "node": None,
            "evidence": evidence(text, mention.span),
        }
        for number, mention in enumerate(mentions, 1)
    ]


def evidence(text: str, span: Span) -> dict[str, Any]:
    """Give the evidence of what stands in a text without pages."""
    return {"text": text[span.start : span.end], "start": span.start, "end": span.end, "regions": []}


def _composed(text: str) -> tuple[str, list[int] | None]:
    """Compose a text; give for each of its characters (and its end) the offset in the text as given."""
    if unicodedata.is_normalized("NFC", text):
        return text, None
    parts: list[str] = []
    starts: list[int] = []
    begin = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and unicodedata.combining(text[end]):
            continue
        cluster = unicodedata.normalize("NFC", text[begin:end])
        parts.append(cluster)
        starts += [begin] * len(cluster)
        begin = end
    return "".join(parts), [*starts, len(text)]
