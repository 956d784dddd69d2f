"""Look-up of mentions by place: those inside a stretch, and lists of units after a role word."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Generic, TypeVar

from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.entities.model import Mention
    from vbparse.textmap import Span

V = TypeVar("V")

# What may stand between two members of one list of units.
_LIST_GLUE = compile_pattern(r"\s*(?:[,;/–-]|và|cùng|cùng với|hoặc|,\s*và)?\s*", re.IGNORECASE)


class Index(Generic[V]):
    """Mentions in reading order, to be found by their place in the text."""

    __slots__ = ("_items", "_starts")

    def __init__(self, mentions: Iterable[Mention[V]]) -> None:
        self._items = sorted(mentions, key=lambda mention: mention.span)
        self._starts = [mention.span.start for mention in self._items]

    def inside(self, span: Span) -> tuple[Mention[V], ...]:
        """Give the mentions that lie wholly inside `span`."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return tuple(mention for mention in self._items[first:last] if mention.span.end <= span.end)

    def next_from(self, start: int, end: int) -> Mention[V] | None:
        """Give the first mention that begins at or after `start` and ends by `end`."""
        at = bisect_left(self._starts, start)
        if at < len(self._items) and self._items[at].span.end <= end:
            return self._items[at]
        return None


def list_from(index: Index[V], text: str, first: Mention[V], end: int) -> tuple[Mention[V], ...]:
    """Give the list of units that begins with `first`: members parted by commas, `và`, `cùng`."""
    found = [first]
    while True:
        last = found[-1].span.end
        following = index.next_from(last, end)
        if following is None or not _LIST_GLUE.fullmatch(text, last, following.span.start):
            return tuple(found)
        found.append(following)
