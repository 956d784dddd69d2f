"""Which task of the old plan is which of the new one: by text, lead and date, never by id.

Ids are places, and places move. First tasks of the same text are paired, those first that agree in more than the text;
then what is left, by how much the texts share and by what stands around. Only likely partners are compared, so that
3,000 tasks against 3,000 take seconds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

from vbparse.revise.items import Item, grams_of, likeness
from vbparse.revise.model import Pair
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Items = tuple[Item, ...]
    Grams = dict[int, frozenset[str]]
    Key = tuple[Any, ...]
    Couple = tuple[int, int]

_SHORT: Final = 60
"""Characters of a text that plans hold again and again (`Báo cáo kết quả thực hiện`)."""
_RARE: Final = 24
"""Rarest stretches of a text that are looked up."""
_COMMON: Final = 200
"""A stretch that more tasks have tells nothing."""
_PARTNERS: Final = 6
"""Likely partners of a task that are compared."""
_ROUNDS: Final = 4
_SURE: Final = 0.7
_ALIKE: Final = 0.55
"""Texts that share so much are one duty."""
_RELATED: Final = 0.42
"""Texts that share so much are one duty where lead, heading or neighbours agree."""
_SUPPORT: Final = 0.14
_NEAR: Final = 0.05
"""A rival so close makes a match doubtful."""


def match(old: Items, new: Items) -> tuple[Pair, ...]:
    """Pair the tasks of two plans, each with at most one of the other; in the order of the new plan."""
    matching = _Matching(old, new)
    matching.by_text()
    matching.by_likeness()
    return tuple(sorted(matching.pairs(), key=lambda pair: pair.new))


class _Edge(NamedTuple):
    """A possible pair: what its texts share, and its score with all that speaks for it."""

    score: float
    shared: float
    old: int
    new: int


class _Matching:
    """A matching in the making."""

    def __init__(self, old: Items, new: Items) -> None:
        self._old, self._new = old, new
        self._to_new: dict[int, int] = {}
        self._to_old: dict[int, int] = {}
        self._confidence: dict[int, float] = {}

    def pairs(self) -> Iterator[Pair]:
        """Yield the pairs made so far."""
        for old, new in self._to_new.items():
            yield Pair(old, new, round(self._confidence[old], 2))

    def _join(self, old: int, new: int, confidence: float) -> None:
        self._to_new[old], self._to_old[new], self._confidence[old] = new, old, confidence

    def _is_open(self, old: int, new: int) -> bool:
        return old not in self._to_new and new not in self._to_old

    # -- the same text ----------------------------------------------------------------------------------

    def by_text(self) -> None:
        """Pair tasks of the same text; those that agree in more come first, of these the ones between the same neighbours."""
        for agree, confidence in _AGREEMENTS:
            for around in _NEIGHBOURS:
                self._pair_equal(lambda items, at, a=agree, b=around: (a(items[at]), b(items, at)), confidence)  # type: ignore[misc]
        self._pair_singles()

    def _pair_equal(self, key: Callable[[Items, int], Key], confidence: float) -> None:
        waiting: defaultdict[Key, list[int]] = defaultdict(list)
        for item in reversed(self._old):
            if item.number not in self._to_new:
                waiting[key(self._old, item.number)].append(item.number)
        for item in self._new:
            if item.number not in self._to_old and (found := waiting.get(key(self._new, item.number))):
                self._join(found.pop(), item.number, confidence)

    def _pair_singles(self) -> None:
        """Pair longer texts that stand once on each side; short ones with nothing else in common are left to the likeness."""
        counts = Counter(item.key for item in self._old), Counter(item.key for item in self._new)

        def key(items: Items, at: int) -> Key:
            text = items[at].key
            single = len(text) > _SHORT and counts[0][text] == counts[1][text] == 1
            return (text,) if single else (text, items is self._old, at)

        self._pair_equal(key, 1.0)

    # -- texts that differ ------------------------------------------------------------------------------

    def by_likeness(self) -> None:
        """Pair what is left by what the texts share; again where likely partners were taken by others."""
        for _ in range(_ROUNDS):
            old = {item.number: grams_of(item.task.text) for item in self._old if item.number not in self._to_new}
            new = {item.number: grams_of(item.task.text) for item in self._new if item.number not in self._to_old}
            known = len(self._to_new)
            if old and new:
                self._pair_alike(old, new)
            if len(self._to_new) == known:
                return

    def _pair_alike(self, old: Grams, new: Grams) -> None:
        """Pair the sure ones first; then more neighbours are known."""
        shared = dict(_likely(old, new))
        self._take(sorted(self._sure_edges(shared), reverse=True))
        shared.update(self._beside(old, new))
        self._take(sorted(self._edges(shared), reverse=True))

    def _sure_edges(self, shared: dict[Couple, float]) -> Iterator[_Edge]:
        return (edge for edge in self._edges(shared) if edge.shared >= _SURE)

    def _edges(self, shared: dict[Couple, float]) -> Iterator[_Edge]:
        """Yield the open pairs that may be one duty."""
        for (old, new), share in shared.items():
            if share < _RELATED or not self._is_open(old, new):
                continue
            support = self._support(self._old[old], self._new[new])
            if share >= _ALIKE or support >= _SUPPORT:
                yield _Edge(share + support, share, old, new)

    def _beside(self, old: Grams, new: Grams) -> Iterator[tuple[Couple, float]]:
        """Yield the pairs that stand beside a pair that is known, with what their texts share."""
        for one, other in self._to_new.items():
            for step in (-1, 1):
                couple = one + step, other + step
                if couple[0] in old and couple[1] in new and self._is_open(*couple):
                    yield couple, likeness(old[couple[0]], new[couple[1]])

    def _support(self, old: Item, new: Item) -> float:
        """Give what speaks for a pair besides its texts."""
        found = 0.10 * _agreement(old.who, new.who) + 0.07 * _agreement(old.when, new.when)
        found += 0.07 * _agreement(old.heading[-1:], new.heading[-1:])
        for step in (-1, 1):
            found += 0.05 * (self._to_new.get(old.number + step) == new.number + step)
        return found

    def _take(self, edges: list[_Edge]) -> None:
        """Take the best pairs first; one with a rival nearly as good is doubtful."""
        rivals: defaultdict[tuple[str, int], list[_Edge]] = defaultdict(list)
        for edge in edges:
            rivals["old", edge.old].append(edge)
            rivals["new", edge.new].append(edge)
        for edge in edges:
            if not self._is_open(edge.old, edge.new):
                continue
            others = (*rivals["old", edge.old], *rivals["new", edge.new])
            contested = any(self._is_rival(edge, other) for other in others)
            confidence = min(0.99, (edge.shared + edge.score) / 2) - 0.25 * contested
            self._join(edge.old, edge.new, max(0.1, confidence))

    def _is_rival(self, edge: _Edge, other: _Edge) -> bool:
        """Tell whether another pair, still open, is nearly as good."""
        is_other = (other.old, other.new) != (edge.old, edge.new)
        return is_other and other.score >= edge.score - _NEAR and self._is_open(other.old, other.new)


def _key_before(items: Items, at: int) -> str:
    return items[at - 1].key if at else ""


def _key_after(items: Items, at: int) -> str:
    return items[at + 1].key if at + 1 < len(items) else ""


_AGREEMENTS: Final[tuple[tuple[Callable[[Item], Key], float], ...]] = (
    (lambda item: (item.key, item.who, item.when, item.heading), 1.0),
    (lambda item: (item.key, item.who, item.when), 1.0),
    (lambda item: (item.key, item.who, item.heading[-1:]), 1.0),
    (lambda item: (item.key, item.when, item.heading[-1:]), 1.0),
    (lambda item: (item.key, item.who), 0.95),
    (lambda item: (item.key, item.heading[-1:]), 0.9),
)
"""What two tasks of one text may agree in, the most first, and how sure the pair then is."""
_NEIGHBOURS: Final[tuple[Callable[[Items, int], Key], ...]] = (
    lambda items, at: (_key_before(items, at), _key_after(items, at)),
    lambda items, at: (_key_before(items, at),),
    lambda items, at: (_key_after(items, at),),
    lambda _items, _at: (),
)
"""What may stand around both, the most first."""


def _agreement(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Give how far two lists agree; an empty one says nothing."""
    if not one or not other:
        return 0.0
    return 1.0 if one == other else likeness(frozenset(one), frozenset(other)) / 2


def _likely(old: Grams, new: Grams) -> Iterator[tuple[Couple, float]]:
    """Yield likely pairs, those that share rare stretches, with what their texts share."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, grams in new.items():
        for gram in grams:
            holders[gram].append(number)
    for number, grams in old.items():
        known = sorted((len(holders[gram]), gram) for gram in grams if gram in holders)
        votes: Counter[int] = Counter()
        for count, gram in known[:_RARE]:
            if count <= _COMMON:
                votes.update(holders[gram])
        for other, _ in votes.most_common(_PARTNERS):
            yield (number, other), likeness(grams, new[other])
