"""The words by which passages are found: as spelled, in bare letters, and the codes of documents whole.

    spelled   `bình đẳng giới`, case and the place of the tone mark folded
    plain     `binh dang gioi`: without diacritics, đ as d
    codes     `70/kh-ubnd` as one word, in bare letters

A passage is found by the keys of its words; what is asked for is read by `store/asked`. SQLite is given tokens that
its tokenizer leaves alone: marks that it would cut at, or drop, are private-use letters.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from vbparse.archive.identity import code_key
from vbparse.entities.docnumbers import find_numbers
from vbparse.lexicon.fold import fold_ascii, fold_word
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_PRIVATE: Final = 0xE000
_TONES: Final = "\N{COMBINING GRAVE ACCENT}\N{COMBINING ACUTE ACCENT}\N{COMBINING TILDE}\N{COMBINING HOOK ABOVE}\N{COMBINING DOT BELOW}"
_LETTERS: Final = str.maketrans({mark: chr(_PRIVATE + number) for number, mark in enumerate((*_TONES, *"/-.:&,+ "))})
_TONE_LETTERS: Final = "".join(chr(_PRIVATE + number) for number in range(len(_TONES)))
FORM: Final = 1
"""Raised when `index_words` gives other words than before: archives then make their index anew when they are opened."""
WORD: Final = compile_pattern(r"[^\W_]+")
"""A word of a passage, and of a query: letters and digits."""


class Words(NamedTuple):
    """What is indexed of a passage, one text a column of `passages`."""

    spelled: str
    plain: str
    codes: str


class Keys(NamedTuple):
    """The keys of one word, as they stand in the index."""

    spelled: str
    plain: str


def index_words(text: str) -> Words:
    """Give the words of a passage; the same text gives the same words (the index is emptied by them)."""
    words = WORD.findall(text)
    codes = " ".join(index_code(found.value.code) for found in find_numbers(text))
    return Words(spelled_keys(words), plain_keys(words), codes)


def index_code(code: str) -> str:
    """Give the key of a document's code in the index: `70 /KH-UBND` and `70/kh-ubnd` are one."""
    return fold_ascii(code_key(code) or "").translate(_LETTERS)


@lru_cache(maxsize=65536)
def keys(word: str) -> Keys:
    """Give the keys of a word."""
    return Keys(spelled_keys([word]), plain_keys([word]))


def beginning(spelled: str) -> str:
    """Give the key of the beginning of a word: without its tone, which stands at the end of a key."""
    return spelled.rstrip(_TONE_LETTERS)


def spelled_keys(words: Iterable[str]) -> str:
    """Give the keys of words as spelled, with blanks between."""
    return " ".join(fold_word(word).translate(_LETTERS) for word in words)


def plain_keys(words: Iterable[str]) -> str:
    """Give the keys of words in bare letters, with blanks between."""
    return fold_ascii(" ".join(words))
