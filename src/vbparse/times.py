"""Times of a Vietnamese text, without the rest of the document.

>>> from vbparse.times import find
>>> [mention.value.due for mention in find("trước ngày 25/5", issued="2024-02-17")]
['2024-05-24']
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from vbparse.entities.model import Context
from vbparse.entities.times import find_times
from vbparse.entities.times.ical import ical_properties
from vbparse.outline.passages import Passage
from vbparse.patterns import compile_pattern
from vbparse.textmap import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.entities.model import Mention, Time

__all__ = ["find", "ical_properties", "to_data"]

_DAY: Final = compile_pattern(r"\d{4}-(?:\d\d|XX)-(?:\d\d|XX)", re.ASCII)


def find(text: str, *, issued: str | None = None, plan_year: int | None = None) -> tuple[Mention[Time], ...]:
    """Find the times in a text.

    Args:
        text: any text; it may be decomposed (NFD).
        issued: the day from which missing years and `tuần tới` are reckoned, ISO (`2024-02-17`, `2024-02-XX`).
        plan_year: the year of the plan, where it is not that of `issued`.

    Returns:
        The times in reading order; spans are code points of `text` as given and never overlap.

    Raises:
        ValueError: `issued` is no ISO day.
    """
    if issued is not None and not _DAY.fullmatch(issued):
        message = f"{issued!r} is no day such as 2024-02-17"
        raise ValueError(message)
    composed, starts = _composed(text)
    years = (plan_year,) if plan_year is not None else _year(issued)
    passage = Passage("", "body", Span(0, len(composed)), composed)
    found, _ = find_times([passage], Context(issued=issued, years=years), ())
    if starts is None:
        return found
    return tuple(mention._replace(span=Span(starts[mention.span.start], starts[mention.span.end])) for mention in found)


def to_data(text: str, mentions: Iterable[Mention[Time]]) -> list[dict[str, Any]]:
    """Give the times found in a text as the plan document publishes them.

    `evidence` has the text and its offsets, code points of `text` as given; there are no regions, and no `node`.
    """
    return [
        {
            "id": f"t{number}",
            **mention.value.fields(),
            "node": None,
            "evidence": {"text": text[mention.span.start : mention.span.end], **mention.span._asdict(), "regions": []},
        }
        for number, mention in enumerate(mentions, 1)
    ]


def _year(issued: str | None) -> tuple[int, ...]:
    return (int(issued[:4]),) if issued and issued[:4].isdigit() else ()


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
