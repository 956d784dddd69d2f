"""A text cut into syllables and signs, each with the folded key under which the lexicon knows it."""

from __future__ import annotations

from functools import lru_cache

from vbparse.lexicon.fold import fold_word
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

LOWER, CAPITAL, UPPER, SIGN, NUMBER = range(5)

_PIECE = compile_pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[^\w\s]|_")
_SIGNS = {"–": "-", "—": "-", "‑": "-", "‐": "-", "“": '"', "”": '"', "’": "'"}


class Syllables(NamedTuple):
    """Parallel lists over the pieces of `text`: syllables, numbers and single signs.

    `keys` are folded (case, place of the tone mark, dashes); `abbrs` hold the piece as printed where it is
    wholly in capitals and longer than a letter, else None; `cases` is one of LOWER, CAPITAL (first letter),
    UPPER (all letters), SIGN, NUMBER.
    """

    text: str
    starts: list[int]
    ends: list[int]
    keys: list[str]
    abbrs: list[str | None]
    cases: list[int]

    def __len__(self) -> int:
        """Count the pieces (a NamedTuple would count its fields)."""
        return len(self.keys)

    def slice(self, first: int, last: int) -> str:
        """Give the text of the pieces `first` to `last`, end exclusive."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""


@lru_cache(maxsize=1024)
def cut(text: str) -> Syllables:
    """Cut a text into pieces; every sign is a piece of its own (`LĐ-TB&XH` gives five)."""
    found = list(_PIECE.finditer(text))
    pieces = [_looked_at(match[0]) for match in found]
    return Syllables(
        text,
        [match.start() for match in found],
        [match.end() for match in found],
        [key for key, _, _ in pieces],
        [abbr for _, abbr, _ in pieces],
        [case for _, _, case in pieces],
    )


@lru_cache(maxsize=16384)
def _looked_at(piece: str) -> tuple[str, str | None, int]:
    """Give key, abbreviation and case of a piece. Cached: a plan repeats its words, and plans share them."""
    first = piece[0]
    if not first.isalpha():
        return _SIGNS.get(piece, piece), None, NUMBER if first.isdigit() else SIGN
    if len(piece) > 1 and piece.isupper():
        return fold_word(piece), piece, UPPER
    return fold_word(piece), None, CAPITAL if first.isupper() else LOWER
