"""Spells out what is printed: abbreviations in full, half-printed level words whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.lexicon.syllables import UPPER
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from vbparse.entities.units.parts import View
    from vbparse.lexicon.lexicon import Lexicon
    from vbparse.lexicon.records import Abbreviation
    from vbparse.lexicon.syllables import Syllables

_SPELLED = frozenset({"body", "party", "sector", "topic", "own"})
_HALF_LEVEL = compile_pattern(r"((?:,|và) )trấn\b")  # `các xã, trấn`
_LONGEST = 7


def spell(view: View, at: int, end: int) -> str:
    """Give the pieces `at` to `end` as printed, with abbreviations written out."""
    pieces = view.pieces
    if at >= end:
        return ""
    made: list[str] = []
    here, copied = at, pieces.starts[at]
    while here < end:
        hit = find_abbreviation(view.lexicon, pieces, here, end) if pieces.cases[here] == UPPER else None
        if hit is None:
            here += 1
            continue
        behind, abbreviation = hit
        made += [pieces.text[copied : pieces.starts[here]], abbreviation.expansion]
        here, copied = behind, pieces.ends[behind - 1]
    return " ".join(("".join(made) + pieces.text[copied : pieces.ends[end - 1]]).split())


def phrase(view: View, at: int, end: int) -> str:
    """Give the canonical form of a set of bodies: the phrase spelled out, with a capital first letter."""
    text = _HALF_LEVEL.sub(r"\1thị trấn", spell(view, at, end))
    return text[:1].upper() + text[1:]


def find_abbreviation(lexicon: Lexicon, pieces: Syllables, at: int, end: int) -> tuple[int, Abbreviation] | None:
    """Find the longest abbreviation that begins at piece `at` (`GD&ĐT`, `LĐ-TB&XH`)."""
    for last in range(min(at + _LONGEST, end), at, -1):
        text = pieces.slice(at, last)
        if " " in text:
            continue
        found = lexicon.abbreviations.get(text)
        if found is not None and found.category in _SPELLED:
            return last, found
    return None
