"""Names of signers: what can be one, and what stands before it (rank, degree)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.load import rows
from vbparse.outline.cases import find_phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 7  # words of a name
_SIGNING = frozenset({"position", "caption", "body"})


def is_name(text: str) -> bool:
    """Tell whether a line can be a person's name: two to seven capitalised words, rank before it allowed."""
    words = [word for word in re.split(r"[\s]+", text.strip(" .*_")) if word]
    plain = _without_honorific(words)
    if not 1 < len(plain) <= _LONGEST:
        return False
    if all(word.isupper() for word in plain) and any(len(word) > 1 for word in plain):
        return fold_word(plain[0]) in family_names() and not find_phrases(text, _SIGNING)
    return all(_is_name_word(word) for word in plain)


def _is_name_word(word: str) -> bool:
    letters = word.replace("'", "").replace("’", "").replace("-", "")
    return letters.isalpha() and word[0].isupper() and not (len(letters) > 1 and letters.isupper())


@cache
def _honorifics() -> frozenset[tuple[str, ...]]:
    return frozenset(_keys(row["text"].split()) for row in rows("positions.tsv") if row["kind"] == "honorific")


@cache
def family_names() -> frozenset[str]:
    """Give the folded family names."""
    return frozenset(fold_word(row["name"]) for row in rows("family_names.tsv"))


def _keys(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(fold_word(word.replace(".", "")) for word in words)


def _without_honorific(words: list[str]) -> list[str]:
    """Leave out rank and degree before a name: `Đại tá`, `ThS.`, `PGS.TS.`."""
    rest = words
    while len(rest) > 1:
        joined = [part for part in rest[0].split(".") if part]
        if joined and all(_keys([part]) in _honorifics() for part in joined):
            rest = rest[1:]
        elif _keys(rest[:2]) in _honorifics():
            rest = rest[2:]
        else:
            break
    return rest


def bare_name(text: str) -> str:
    """Give a name without rank and degree."""
    return " ".join(_without_honorific(text.split())).strip(" .*_")
