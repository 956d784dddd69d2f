"""Text as the page shows it: look-alike letters undone, one form (NFC) for each letter with its marks.

Typographic dashes and quotes, the place of tone marks and typos stay as printed.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from vbparse.lexicon.load import rows
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

_FILE = "lookalikes.tsv"
_LATIN = compile_pattern(r"[A-Za-zĐđƠơƯưÀ-ÖØ-öø-ɏḀ-ỿ]")


class Normal(NamedTuple):
    """A normalised text; `repaired` tells that a letter, not only a sign or blank, had to be replaced."""

    text: str
    repaired: bool


class _Maps(NamedTuple):
    letters: dict[int, str]
    mixed: dict[int, str]
    signs: dict[int, str]


@lru_cache(maxsize=65536)
def normalise(raw: str) -> Normal:
    """Normalise a word (or a text: blanks inside it stay).

    `Ð` (U+00D0) becomes `Đ`, `ƣ` becomes `ư`, hyphens of every kind but dashes become `-`, private-use
    bullets become what they show, letters decomposed into base and marks become one character.
    """
    if raw.isascii():
        return Normal(raw, repaired=False)
    maps = _maps()
    text = raw.translate(maps.letters)
    if _LATIN.search(text):
        text = text.translate(maps.mixed)
    repaired = text != raw
    return Normal(unicodedata.normalize("NFC", text.translate(maps.signs)), repaired)


def normalise_text(raw: str) -> Normal:
    """Normalise a paragraph: its blanks of every kind become single spaces, the outer ones go."""
    words = [normalise(word) for word in raw.split()]
    return Normal(" ".join(word.text for word in words if word.text), any(word.repaired for word in words))


@cache
def _maps() -> _Maps:
    maps = _Maps({}, {}, {})
    by_kind = {"letter": maps.letters, "mixed": maps.mixed, "sign": maps.signs, "invisible": maps.signs}
    for row in rows(_FILE):
        by_kind[row["kind"]][int(row["id"].removeprefix("U+"), 16)] = row["becomes"]
    return maps
