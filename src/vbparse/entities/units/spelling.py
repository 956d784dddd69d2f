"""Spells out what is printed: abbreviations in full, words in capitals with the case of a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.entities.units.parts import bare_letters
from vbparse.lexicon.syllables import CAPITAL, LOWER, UPPER, cut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vbparse.entities.units.parts import View
    from vbparse.lexicon.lexicon import Abbreviation, Lexicon
    from vbparse.lexicon.syllables import Syllables

_SPELLED = frozenset({"body", "party", "sector", "topic", "own"})
_HALF_LEVEL = re.compile(r"((?:,|và) )trấn\b")  # `các xã, trấn`
_LONGEST = 7
_SURE_LENGTH = 3


def spell(view: View, at: int, end: int) -> str:
    """Give the pieces `at` to `end` as printed, with abbreviations written out."""
    pieces = view.pieces
    if at >= end:
        return ""
    made: list[str] = []
    here, copied = at, pieces.starts[at]
    while here < end:
        hit = _abbreviation(view.lexicon, pieces, here, end) if pieces.cases[here] == UPPER else None
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


def _abbreviation(lexicon: Lexicon, pieces: Syllables, at: int, end: int) -> tuple[int, Abbreviation] | None:
    """Find the longest abbreviation that begins at piece `at` (`GD&ĐT`, `LĐ-TB&XH`)."""
    for last in range(min(at + _LONGEST, end), at, -1):
        text = pieces.slice(at, last)
        if " " in text:
            continue
        found = lexicon.abbreviations.get(text)
        if found is not None and found.category in _SPELLED:
            return last, found
    return None


def is_capitals(pieces: Syllables, lexicon: Lexicon) -> bool:
    """Tell whether a text is printed in capitals, so that its case says nothing; abbreviations do not count."""
    lower = pieces.cases.count(LOWER) + pieces.cases.count(CAPITAL)
    if pieces.cases.count(UPPER) < 4 * lower:
        return False
    return sum(1 for abbr in pieces.abbrs if abbr is not None and abbr not in lexicon.abbreviations) > 1


def restore_case(text: str, lexicon: Lexicon, names: Mapping[str, str], *, unknown_title: bool = False) -> str:
    """Give a text in capitals the case of running text; its length stays the same.

    Names of the registry, provinces and the document's own places get their capitals, level words and all
    else become small; with `unknown_title` unknown syllables are taken for proper names.
    """
    pieces = cut(text)
    small = list(text.lower())
    here = 0
    while here < len(pieces):
        here = _restore(pieces, here, small, lexicon, names, unknown_title)
    restored = "".join(small)
    return restored if len(restored) == len(text) else text


def _restore(
    pieces: Syllables, here: int, small: list[str], lexicon: Lexicon, names: Mapping[str, str], unknown_title: bool
) -> int:
    stop = len(pieces)
    found = _abbreviation(lexicon, pieces, here, stop) if pieces.cases[here] == UPPER else None
    if found is not None and (found[0] - here > 1 or len(found[1].abbr) >= _SURE_LENGTH):
        _copy(pieces, here, found[0], small)
        return found[0]
    body = lexicon.bodies.longest(pieces, here, stop)
    if body is not None:
        _like_record(pieces, (here, body.end), small, body.value.name, lexicon)
        return body.end
    place = _place_end(pieces, here, lexicon, names)
    if place is not None:
        _titled(pieces, here, place, small)
        return place
    for trie, capital in ((lexicon.levels, False), (lexicon.types, True), (lexicon.offices, True), (lexicon.terms, True)):
        hit = trie.longest(pieces, here, stop)
        if hit is not None:
            second = here > 0 and (pieces.keys[here - 1], pieces.keys[here]) in lexicon.compounds
            if capital and not second and (unknown_title or trie is not lexicon.terms):
                _titled(pieces, here, here + 1, small)
            return hit.end
    if unknown_title and pieces.cases[here] in (CAPITAL, UPPER):
        _titled(pieces, here, here + 1, small)
    return here + 1


def _place_end(pieces: Syllables, here: int, lexicon: Lexicon, names: Mapping[str, str]) -> int | None:
    hit = lexicon.places.longest(pieces, here, len(pieces))
    if hit is not None:
        return hit.end
    for last in range(min(here + 4, len(pieces)), here, -1):
        if bare_letters(pieces.slice(here, last)) in names:
            return last
    return None


def _titled(pieces: Syllables, at: int, end: int, small: list[str]) -> None:
    for index in range(at, end):
        start = pieces.starts[index]
        small[start] = small[start].upper()


def _copy(pieces: Syllables, at: int, end: int, small: list[str]) -> None:
    start, stop = pieces.starts[at], pieces.ends[end - 1]
    small[start:stop] = pieces.text[start:stop]


def _like_record(pieces: Syllables, span: tuple[int, int], small: list[str], name: str, lexicon: Lexicon) -> None:
    """Give pieces the capitals of a record's name where the two have the same syllables; else of the first."""
    at, end = span
    record = cut(name)
    if record.keys == pieces.keys[at:end]:
        for offset, case in enumerate(record.cases):
            if case == CAPITAL:
                _titled(pieces, at + offset, at + offset + 1, small)
        return
    for index in range(at, end):
        if pieces.abbrs[index] in lexicon.abbreviations and pieces.ends[index] - pieces.starts[index] >= _SURE_LENGTH:
            _copy(pieces, index, index + 1, small)
    _titled(pieces, at, at + 1, small)
