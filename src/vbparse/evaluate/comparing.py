"""How texts are compared: what does not count as a difference, and how alike two texts are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

_TONES = frozenset(
    "\N{COMBINING GRAVE ACCENT}\N{COMBINING ACUTE ACCENT}\N{COMBINING TILDE}\N{COMBINING HOOK ABOVE}\N{COMBINING DOT BELOW}"
)
_MARKS = str.maketrans({"–": "-", "—": "-", "‑": "-", "“": '"', "”": '"', "’": "'", "\N{NO-BREAK SPACE}": " "})
_PUNCTUATION = re.compile(r"\s*([-/&,;:.()])\s*")
_ENDS = " .;:,-/"


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Fold case, spacing, dashes and the place of the tone mark (hoà = hòa, uỷ = ủy); trim marks at the ends."""
    plain = unicodedata.normalize("NFD", text.translate(_MARKS).casefold())
    folded = unicodedata.normalize("NFC", " ".join(_tone_last(word) for word in plain.split()))
    return _PUNCTUATION.sub(r"\1", folded).strip(_ENDS)


def fold_value(value: object) -> str:
    """Fold a value of a JSON document; null folds to nothing."""
    return "" if value is None else fold(str(value))


def _tone_last(word: str) -> str:
    """Move the tone marks of a decomposed word to its end."""
    tones = "".join(sorted(char for char in word if char in _TONES))
    return "".join(char for char in word if char not in _TONES) + tones


def similarity(first: str, second: str) -> float:
    """Give how alike two texts are, folded: 1 for equal ones, else the share of matching characters."""
    first, second = fold(first), fold(second)
    return 1.0 if first == second else SequenceMatcher(None, first, second, autojunk=False).ratio()


def word_counts(text: str) -> Counter[str]:
    """Count the folded words of a text."""
    return Counter(fold(text).split())


def overlap(first: Counter[T], second: Counter[T]) -> float:
    """Give the F1 of two bags of words."""
    both = (first & second).total()
    return 2 * both / (first.total() + second.total()) if both else 0.0
