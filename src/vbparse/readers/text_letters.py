"""Letters that copying out of a PDF file tore apart: `Th ự c hi ệ n k ế ho ạ ch`, marks that lost their letter."""

from __future__ import annotations

import math
from typing import Final

from vbparse.lexicon.bigrams import load_bigrams
from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.spelling import is_syllable
from vbparse.patterns import compile_pattern

_PIECES: Final = 5
"""A syllable is torn into so many pieces at most (`ngh i ê n g` has five)."""
_WORD = compile_pattern(r"[(\[\"“]?(?P<letters>[^\W\d_]+)(?P<tail>\W*)")
_UNSEEN: Final = 0.5
_NO_SYLLABLE: Final = 0.001


def join_letters(line: str) -> str:
    """Join the pieces of words in a line, so that it has the likeliest words."""
    tokens = line.split(" ")
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(tokens) + 1):
        ways = (
            (best[begin][0] + cost, begin)
            for begin in range(max(0, end - _PIECES), end)
            if (cost := _cost(tokens[begin:end])) is not None
        )
        best.append(min(ways))
    words: list[str] = []
    end = len(tokens)
    while end:
        begin = best[end][1]
        words.append("".join(tokens[begin:end]))
        end = begin
    return " ".join(reversed(words))


def _cost(pieces: list[str]) -> float | None:
    """Give how unlikely pieces are as one word; None where they cannot be one."""
    word = "".join(pieces)
    found = _WORD.fullmatch(word)
    if len(pieces) == 1:
        return _unlikely(found["letters"]) if found else 0.0
    if found is None or not is_syllable(found["letters"]) or not all(piece[:1].isalpha() for piece in pieces[1:]):
        return None
    return _unlikely(found["letters"])


def _unlikely(letters: str) -> float:
    bigrams = load_bigrams()
    least = _UNSEEN if is_syllable(letters) else _NO_SYLLABLE
    seen = bigrams.words.get(fold_word(letters), 0) if len(letters) > 1 or is_syllable(letters) else 0
    return math.log(bigrams.total) - math.log(max(seen, least))
