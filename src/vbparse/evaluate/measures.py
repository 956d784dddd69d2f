"""Counts, precision, recall and F1 of one measure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Keys = Counter[str]


@dataclass(frozen=True, slots=True)
class Score:
    """What one measure counted: items of the truth, items found, items in both.

    `lost` and `invented` name the items that only one side has.
    """

    gold: int = 0
    found: int = 0
    right: int = 0
    lost: tuple[str, ...] = ()
    invented: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        """Give the share of what was found that is right; 1 where neither side has anything."""
        return self.right / self.found if self.found else float(self.gold == 0)

    @property
    def recall(self) -> float:
        """Give the share of the truth that was found; 1 where there is none."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Give the harmonic mean of precision and recall."""
        precision, recall = self.precision, self.recall
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def compare(gold: Keys, found: Keys) -> Score:
    """Compare two bags of keys."""
    return Score(
        gold.total(),
        found.total(),
        (gold & found).total(),
        tuple((gold - found).elements()),
        tuple((found - gold).elements()),
    )


def total(scores: Iterable[Score]) -> Score:
    """Add the counts of several documents (micro-average)."""
    all_scores = tuple(scores)
    return Score(
        sum(score.gold for score in all_scores),
        sum(score.found for score in all_scores),
        sum(score.right for score in all_scores),
        tuple(item for score in all_scores for item in score.lost),
        tuple(item for score in all_scores for item in score.invented),
    )
