"""Which rows of a workbook are which tasks of a plan that was read anew.

A row knows its task by its key; where tasks were renumbered, by its words. Whoever knows better, because he has both
versions of the plan, says so by `renumbered`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

_ENOUGH: Final = 0.5
"""Of the rows of a workbook, as many must be found in a plan by their words to take it for the same plan."""


class Known(NamedTuple):
    """What a row is known by: its key (plan and task), its words, and who does it."""

    key: str
    text: str = ""
    lead: str = ""

    @property
    def plan(self) -> str:
        """The id of its plan."""
        return self.key.partition("#")[0]


def match_rows(
    old: Sequence[Known], new: Sequence[Known], renumbered: Mapping[str, str] | None = None
) -> dict[int, int]:
    """Give for rows of a workbook, by their numbers, the numbers of the rows of the plan that they stand for.

    First those that `renumbered` names (old key to new key); then those with the same key, words and lead; then
    those whose words and lead are found once on either side; then the same without the lead; then those with the same
    key, whatever their words are now. No row stands for two. The order of the rows changes nothing, unless rows have
    the same key.
    """
    match = _Match(old, new)
    match.take_keys(lambda row: (renumbered or {}).get(row.key, ""), lambda _: None)
    for words in (lambda row: (row.text, row.lead), lambda row: row.text):
        match.take_keys(lambda row: row.key, words)
        match.take_unique(words)
    match.take_keys(lambda row: row.key, lambda _: None)
    return match.found


def of_same_plan(old: Sequence[Known], new: Sequence[Known]) -> list[Known]:
    """Give the rows with their keys as the new plan has them, if it is the one plan of these rows under another id.

    Which it is where at least half of them are found in it by their words; a plan's id changes when its code or
    day is read otherwise.
    """
    before, after = ({row.plan for row in rows if row.key} for rows in (old, new))
    if len(before) != 1 or len(after) != 1 or before == after:
        return list(old)
    texts = {row.text for row in new}
    keyed = [row for row in old if row.key]
    if sum(row.text in texts for row in keyed) < _ENOUGH * len(keyed):
        return list(old)
    (plan,) = after
    return [row._replace(key=f"{plan}#{row.key.partition('#')[2]}") if row.key else row for row in old]


class _Match:
    """A matching that grows."""

    def __init__(self, old: Sequence[Known], new: Sequence[Known]) -> None:
        self._old, self._new = old, new
        self._by_key = {row.key: number for number, row in reversed(list(enumerate(new))) if row.key}
        self._taken: set[int] = set()
        self.found: dict[int, int] = {}

    def take_keys(self, key: Callable[[Known], str], words: Callable[[Known], Hashable]) -> None:
        """Match rows with those of the key that they have by `key`, if the words are the same."""
        for number, row in enumerate(self._old):
            there = self._by_key.get(key(row))
            if there is not None and words(self._new[there]) == words(row):
                self._take(number, there)

    def take_unique(self, words: Callable[[Known], Hashable]) -> None:
        """Match rows of one plan that have the same words, if no other has them on either side."""
        olds, news = _single(self._old, words), _single(self._new, words)
        for alike in olds.keys() & news.keys():
            self._take(olds[alike], news[alike])

    def _take(self, old: int, new: int) -> None:
        """Match two rows, unless one of them is matched."""
        if old not in self.found and new not in self._taken:
            self.found[old] = new
            self._taken.add(new)


def _single(rows: Sequence[Known], words: Callable[[Known], Hashable]) -> dict[Hashable, int]:
    """Give the numbers of the rows whose words no other row of their plan has, by plan and words."""
    numbers: dict[Hashable, list[int]] = {}
    for number, row in enumerate(rows):
        if row.text:
            numbers.setdefault((row.plan, words(row)), []).append(number)
    return {alike: found[0] for alike, found in numbers.items() if len(found) == 1}
