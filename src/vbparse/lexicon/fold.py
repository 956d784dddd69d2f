"""The folded key under which spellings of one Vietnamese word meet.

Spelling variants stay as printed in the text; look-ups fold them: case, the place of the tone mark (hoà =
hòa, uỷ = ủy), dashes, `&` for `và`, blanks.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from vbparse.patterns import compile_pattern

_TONES = frozenset(
    "\N{COMBINING GRAVE ACCENT}\N{COMBINING ACUTE ACCENT}\N{COMBINING TILDE}\N{COMBINING HOOK ABOVE}\N{COMBINING DOT BELOW}"
)
_DASHES = str.maketrans(
    {"–": "-", "—": "-", "‑": "-", "‐": "-", "“": '"', "”": '"', "’": "'", "\N{NO-BREAK SPACE}": " "}
)
_LETTERS = compile_pattern(r"[^\W\d_]+")
_PUNCTUATION = compile_pattern(r"\s*([-/&,;:.()])\s*")


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Fold one word: case, and the tone mark moved to the end."""
    if word.isascii():
        return word.casefold()
    plain = unicodedata.normalize("NFD", word.casefold())
    tone = "".join(sorted(char for char in plain if char in _TONES))
    return unicodedata.normalize("NFC", "".join(char for char in plain if char not in _TONES)) + tone


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Fold a phrase: words folded, single blanks, no blanks around punctuation, dashes alike.

    The tone mark stands at the end of its word, so a folded phrase is a key, not text to show.
    """
    folded = _LETTERS.sub(lambda found: fold_word(found[0]), text.translate(_DASHES))
    return _PUNCTUATION.sub(r"\1", " ".join(folded.split()))


def fold_ascii(text: str) -> str:
    """Fold a phrase to bare letters: no tone, no diacritic, `đ` as `d` (for search and ids)."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())
