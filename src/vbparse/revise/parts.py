"""Tasks that were split in two, or merged into one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from vbparse.revise.items import Item, grams_of, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

_INSIDE: Final = 0.85
"""Share of a text's stretches that the whole holds."""
_MOVED: Final = 0.4
"""Share of a text's pairs of words that its own version of the whole does not hold."""
_REACH: Final = 3
"""Places between a part and the task that it belonged to."""


def whole_of(item: Item, own: Sequence[Item], other: Sequence[Item], couples: dict[int, int]) -> Item | None:
    """Find the task of the other plan that an unmatched one was split from, or merged into.

    `couples` are the matched tasks, by number: those of the part's own plan to those of the other. What was split off
    stands in the other plan's task, and is gone from that task's version beside the part.
    """
    part, words = grams_of(item.task.text), _couples_of_words(item)
    for number in sorted(range(item.number - _REACH, item.number + _REACH + 1), key=lambda at: abs(at - item.number)):
        if number not in couples:
            continue
        beside, whole = own[number], other[couples[number]]
        if len(whole.key) <= len(item.key) or len(part & grams_of(whole.task.text)) < _INSIDE * len(part):
            continue
        moved = (words & _couples_of_words(whole)) - _couples_of_words(beside)
        if len(moved) >= _MOVED * len(words):
            return whole
    return None


def _couples_of_words(item: Item) -> frozenset[tuple[str, str]]:
    words = plain(item.task.text).split()
    return frozenset(pairwise(words))
