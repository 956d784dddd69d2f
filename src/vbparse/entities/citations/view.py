"""What the finders of citations share: a passage with its words and type words, and a citation as found in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vbparse.entities.citations.types import Head, find_heads
from vbparse.entities.citations.words import Words

if TYPE_CHECKING:
    from vbparse.entities.model import Citation, Context
    from vbparse.outline.passages import Passage

_LOUD = 0.7


@dataclass(frozen=True, slots=True)
class Known:
    """What the document said so far: its own title, and the titles of others read in full, as folded words."""

    own_title: tuple[str, ...] = ()
    titles: frozenset[tuple[str, ...]] = frozenset()


@dataclass(frozen=True, slots=True)
class View:
    """A passage, cut into words, with its type words; `loud` says that it is printed in capitals."""

    passage: Passage
    words: Words
    heads: tuple[Head, ...]
    context: Context
    known: Known
    loud: bool = False

    @property
    def text(self) -> str:
        """The passage's text."""
        return self.passage.text

    def is_capital(self, head: Head) -> bool:
        """Tell whether the type word is printed with a capital."""
        return self.text[head.start].isupper()

    def index_before(self, head: Head) -> int:
        """Give the index of the type word, or of the quotation marks that open before it."""
        index = self.words.index_at(head.start)
        while index and self.words.items[index - 1].key in {"“", '"', "("}:
            index -= 1
        return index


@dataclass(frozen=True, slots=True)
class Found:
    """A citation inside a passage, `text[start:end]`, and the rule that found it."""

    start: int
    end: int
    value: Citation
    rule: str


def view_of(passage: Passage, context: Context, known: Known) -> View:
    """Cut a passage into words and find its type words."""
    text = passage.text
    letters = sum(map(str.isalpha, text))
    loud = letters > 0 and sum(map(str.isupper, text)) > _LOUD * letters
    return View(passage, Words(text), tuple(find_heads(text)), context, known, loud)
