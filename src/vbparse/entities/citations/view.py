"""What the finders of citations share: a passage with its words and type words, and a citation as found in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from vbparse.entities.citations.words import Words
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vbparse.entities.citations.types import Head
    from vbparse.entities.model import Citation, Context
    from vbparse.outline.passages import Passage

_LOUD = 0.7


_KEYS = 2


class Known:
    """What the document said so far: its own title, and the titles of others read in full, as folded words."""

    __slots__ = ("_titles", "own_title")

    def __init__(self, own_title: tuple[str, ...] = ()) -> None:
        self.own_title = own_title
        self._titles: defaultdict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)

    def add(self, title: tuple[str, ...]) -> None:
        """Remember a title."""
        self._titles[title[:_KEYS]].add(title)

    def like(self, keys: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
        """Give the titles that begin with the first words of `keys`."""
        return self._titles.get(keys[:_KEYS], ())


class View(NamedTuple):
    """A passage, cut into words, with its type words."""

    passage: Passage
    words: Words
    heads: tuple[Head, ...]
    context: Context
    known: Known

    @property
    def loud(self) -> bool:
        """Tell whether the passage is printed in capitals."""
        return _is_loud(self.passage.text)

    @property
    def text(self) -> str:
        """The passage's text."""
        return self.passage.text

    def is_capital(self, head: Head) -> bool:
        """Tell whether the type word is printed with a capital."""
        return self.text[head.start].isupper()

    def head_at(self, at: int) -> Head | None:
        """Give the type word that begins at offset `at`."""
        index = bisect_left(self.heads, at, key=attrgetter("start"))
        return self.heads[index] if index < len(self.heads) and self.heads[index].start == at else None

    def heads_within(self, start: int, end: int) -> tuple[Head, ...]:
        """Give the type words that begin inside `start:end`."""
        first = bisect_left(self.heads, start, key=attrgetter("start"))
        return self.heads[first : bisect_left(self.heads, end, key=attrgetter("start"))]

    def head_that_ends(self, at: int) -> Head | None:
        """Give the type word that ends at offset `at`."""
        index = bisect_left(self.heads, at, key=attrgetter("end"))
        return self.heads[index] if index < len(self.heads) and self.heads[index].end == at else None

    def index_before(self, head: Head) -> int:
        """Give the index of the type word, or of the quotation marks that open before it."""
        index = self.words.index_at(head.start)
        while index and self.words.items[index - 1].key in {"“", '"', "("}:
            index -= 1
        return index


class Found(NamedTuple):
    """A citation inside a passage, `text[start:end]`, the rule that found it, and where its code begins (if any)."""

    start: int
    end: int
    value: Citation
    rule: str
    number_start: int | None = None


def found_before(found: Sequence[Found], at: int) -> Found | None:
    """Give the last of the citations, which are in order, that ends at or before offset `at`."""
    index = bisect_right(found, at, key=attrgetter("end"))
    return found[index - 1] if index else None


def found_behind(found: Sequence[Found], at: int) -> Found | None:
    """Give the first of the citations, which are in order, that begins at or behind offset `at`."""
    index = bisect_left(found, at, key=attrgetter("start"))
    return found[index] if index < len(found) else None


def view_of(passage: Passage, heads: Sequence[Head], context: Context, known: Known) -> View:
    """Cut a passage, whose type words are `heads`, into words."""
    return View(passage, Words(passage.text), tuple(heads), context, known)


@lru_cache(maxsize=16)
def _is_loud(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters > 0 and sum(map(str.isupper, text)) > _LOUD * letters
