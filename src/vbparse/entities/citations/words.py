"""Words of a passage and the phrase lists of `lexicon/data/citation_phrases.toml`."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.load import table
from vbparse.patterns import compile_pattern
from vbparse.prepared import prepared
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TypeAlias

    Index: TypeAlias = dict[str, list[tuple[str, ...]]]

_TOKEN = compile_pattern(r"[^\W_]+|[^\w\s]")
_DASHES = {"–": "-", "—": "-", "‑": "-"}


class Word(NamedTuple):
    """A run of letters and digits, or a single mark: folded key, and offsets into the passage."""

    key: str
    start: int
    end: int


class Words:
    """The words of a passage in order; `index_at` finds the first word at or behind an offset."""

    __slots__ = ("items", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.items = [Word(_key(found[0]), found.start(), found.end()) for found in _TOKEN.finditer(text)]
        self.starts = [word.start for word in self.items]

    def __len__(self) -> int:
        return len(self.items)

    def index_at(self, offset: int) -> int:
        """Give the index of the first word that begins at or behind `offset`."""
        return bisect_left(self.starts, offset)

    def is_capital(self, index: int) -> bool:
        """Tell whether the word begins with a capital."""
        return self.text[self.items[index].start].isupper()

    def is_upper(self, index: int) -> bool:
        """Tell whether the word is all capitals, as abbreviations are."""
        word = self.items[index]
        return self.text[word.start : word.end].isupper()


class PhraseSet:
    """Phrases to look up forward from a word, or backward from the word before it; the longest counts."""

    __slots__ = ("_by_first", "_by_last")

    def __init__(self, name: object, phrases: Callable[[], Iterable[str]]) -> None:
        """Take the phrases of a list of the lexicon; they are asked for only if no run has prepared the list yet."""
        self._by_first, self._by_last = prepared(("phrases", name), lambda: _indexed(phrases()))

    def match(self, words: Sequence[Word], index: int) -> int:
        """Give the number of words of the longest phrase that begins at `index`; 0 for none."""
        if index >= len(words):
            return 0
        for phrase in self._by_first.get(words[index].key, ()):
            if len(phrase) == 1 or _stands(phrase, words, index):
                return len(phrase)
        return 0

    def match_before(self, words: Sequence[Word], index: int) -> int:
        """Give the number of words of the longest phrase that ends just before `index`; 0 for none."""
        if not 0 < index <= len(words):
            return 0
        for phrase in self._by_last.get(words[index - 1].key, ()):
            if len(phrase) == 1 or _stands(phrase, words, index - len(phrase)):
                return len(phrase)
        return 0


def _indexed(phrases: Iterable[str]) -> tuple[Index, Index]:
    """Sort phrases by their first and by their last word, the longest first."""
    by_first: Index = {}
    by_last: Index = {}
    for phrase in sorted({phrase_keys(phrase) for phrase in phrases}, key=len, reverse=True):
        by_first.setdefault(phrase[0], []).append(phrase)
        by_last.setdefault(phrase[-1], []).append(phrase)
    return by_first, by_last


def _stands(phrase: tuple[str, ...], words: Sequence[Word], first: int) -> bool:
    if first < 0 or first + len(phrase) > len(words):
        return False
    return all(words[first + n].key == key for n, key in enumerate(phrase))


def phrase_keys(phrase: str) -> tuple[str, ...]:
    """Give the folded words of a phrase, under which it is looked up."""
    return tuple(_key(found) for found in _TOKEN.findall(phrase))


@cache
def phrases(*path: str) -> PhraseSet:
    """Give a list of `citation_phrases.toml` by its table and name."""
    return PhraseSet(path, lambda: phrase_list(*path))


@cache
def phrase_list(*path: str) -> tuple[str, ...]:
    """Give a list of `citation_phrases.toml` as printed there."""
    found: Any = table("citation_phrases.toml")
    for name in path:
        found = found[name]
    return tuple(found)


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    return _DASHES.get(word) or fold_word(word)


AND = phrase_keys("và")[0]
OF = phrase_keys("của")[0]
ABOUT = phrase_keys("về")[0]
BY = phrase_keys("do")[0]
BETWEEN = phrase_keys("giữa")[0]
THEO = phrase_keys("theo")[0]
