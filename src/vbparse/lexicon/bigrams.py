"""Which words stand beside which in plans: counts of neighbouring words, to tell a slip of reading from a word.

Made by `scripts/count_bigrams.py`. Loaded when a page was read from a picture, never for text.
"""

from __future__ import annotations

import math
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.load import rows
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

NUMBER: Final = "0"
"""The word that stands for all numbers."""
_FILE = "bigrams.tsv"
_BACKOFF: Final = 10.0
"""A pair that was never seen is as likely as the second word is, this many times in as many as the first."""
_UNSEEN: Final = 0.5
"""Times that a word counts which was never seen."""


class Bigrams(NamedTuple):
    """Counts by folded words. `alike` gives the words that have the same bare letters, by these.

    `forms` gives the spelling of each word, in small letters.
    """

    words: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    forms: Mapping[str, str]
    alike: Mapping[str, tuple[str, ...]]
    total: int

    def knows(self, before: str | None, after: str | None) -> bool:
        """Tell whether two words were seen side by side in several documents."""
        return (before, after) in self.pairs

    def likelihood(self, before: str | None, word: str, after: str | None) -> float:
        """Give the logarithm of how likely a word is between two others (None: nothing stands there)."""
        return self._step(before, word) + (self._step(word, after) if after is not None else 0.0)

    def _step(self, before: str | None, word: str) -> float:
        alone = (self.words.get(word, 0) + _UNSEEN) / self.total
        if before is None:
            return math.log(alone)
        seen = self.pairs.get((before, word), 0)
        return math.log((seen + _BACKOFF * alone) / (self.words.get(before, 0) + _BACKOFF))


def bare(word: str) -> str:
    """Give the letters of a folded word without tone, hat, horn or bar: `đăng` is `dang`."""
    plain = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))


@cache
def load_bigrams() -> Bigrams:
    """Load the counts."""
    forms = {fold_word(row["word"]): row["word"] for row in rows(_FILE)}
    keys = {form: key for key, form in forms.items()}
    words: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    for row in rows(_FILE):
        word = keys[row["word"]]
        words[word] = int(row["count"])
        for cell in row["followers"].split():
            follower, _, count = cell.partition(":")
            pairs[word, keys[follower]] = int(count)
    return from_counts(words, pairs, forms)


def from_counts(words: Mapping[str, int], pairs: Mapping[tuple[str, str], int], forms: Mapping[str, str]) -> Bigrams:
    """Put counts together."""
    alike: dict[str, list[str]] = {}
    for word in words:
        alike.setdefault(bare(word), []).append(word)
    return Bigrams(
        words, pairs, forms, {key: tuple(group) for key, group in alike.items()}, max(sum(words.values()), 1)
    )
