"""What spaCy needs besides its own parts to run the second opinion; found by entry point (`spacy_misc`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def create_near_mentions(reach: int) -> Callable[..., Any]:
    """Give a suggester for `spancat`: each entity of a doc, and the spans whose ends lie up to `reach` tokens off.

    The entity tagger finds where a mention may be; the categoriser then weighs how far it goes, which class
    and which role it has, and with which confidence.
    """

    def suggest(docs: Iterable[Any], *, ops: Any = None) -> Any:
        from thinc.api import NumpyOps, Ragged  # noqa: PLC0415 (comes with spaCy, an extra)

        ops = ops or NumpyOps()
        found = [sorted(set(_near(doc, reach))) for doc in docs]
        spans = [span for one in found for span in one]
        data = ops.asarray(spans, dtype="i") if spans else ops.xp.zeros((0, 0), dtype="i")
        return Ragged(data, ops.asarray([len(one) for one in found], dtype="i"))

    return suggest


def _near(doc: Any, reach: int) -> Iterator[tuple[int, int]]:
    for entity in doc.ents:
        yield from near_spans(entity.start, entity.end, len(doc), reach)


def near_spans(start: int, end: int, length: int, reach: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of a doc of `length` tokens whose ends lie up to `reach` tokens from those of a span."""
    for first in range(max(0, start - reach), min(end, start + reach + 1)):
        for last in range(max(first + 1, end - reach), min(length, end + reach) + 1):
            yield first, last
