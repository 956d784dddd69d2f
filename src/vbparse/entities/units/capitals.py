"""Gives text printed in capitals the case of running text, so that names can be told by their capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.parts import bare_letters
from vbparse.entities.units.places import find_registered
from vbparse.entities.units.spelling import find_abbreviation
from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.syllables import CAPITAL, LOWER, NUMBER, UPPER, cut
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vbparse.lexicon.lexicon import Lexicon
    from vbparse.lexicon.syllables import Syllables

_SURE_LENGTH = 3
_PLACE_PIECES = 4
_PARTS = frozenset(",.;:)")
_VOWELS = frozenset("aeiouy")
_SMALL = frozenset(fold_word(word) for word in ("và", "theo", "về", "của"))
"""Words inside a name that never begin a proper name; at its end they are part of one (`XÃ MƯỜNG VÀ`)."""
_NUMBERED = frozenset({"district", "commune"})
_DOCUMENTS = frozenset(tuple(map(fold_word, name.split())) for name in ("quyết định", "nghị quyết"))
_NUMBER_WORD = fold_word("số")


class _Work(NamedTuple):
    """The text while its case is restored: `small` are its letters, `proper` takes unknown words for names."""

    pieces: Syllables
    small: list[str]
    lexicon: Lexicon
    names: Mapping[str, str]
    proper: bool

    def raise_first(self, at: int, end: int) -> None:
        """Give pieces a capital first letter."""
        for start in self.pieces.starts[at:end]:
            self.small[start] = self.small[start].upper()

    def keep(self, at: int, end: int) -> None:
        """Leave pieces as printed."""
        start, stop = self.pieces.starts[at], self.pieces.ends[end - 1]
        self.small[start:stop] = self.pieces.text[start:stop]


def is_capitals(pieces: Syllables, lexicon: Lexicon) -> bool:
    """Tell whether a text is printed in capitals, so that its case says nothing.

    Abbreviations (known, or without vowel) and single letters (`XÃ A LƯỚI 2`) do not count.
    """
    upper = pieces.cases.count(UPPER)
    lower = pieces.cases.count(LOWER)
    if not upper or upper < 4 * lower:
        return False
    sizes = zip(pieces.cases, pieces.starts, pieces.ends, strict=True)
    lower += sum(1 for case, start, end in sizes if case == CAPITAL and end - start > 1)
    if upper < 4 * lower:
        return False
    unknown = [abbr for abbr in pieces.abbrs if abbr is not None and abbr not in lexicon.abbreviations]
    if any(map(_has_tone, unknown)):
        return True
    return sum(1 for piece in unknown if not _VOWELS.isdisjoint(bare_letters(piece))) > 1


def _has_tone(piece: str) -> bool:
    """Tell a word (`XÃ`, `TỈNH`) by its tone mark, which no abbreviation has."""
    return len(fold_word(piece)) > len(piece)


def restore_case(text: str, lexicon: Lexicon, names: Mapping[str, str], *, unknown_title: bool = False) -> str:
    """Give a text in capitals the case of running text; its length stays the same.

    Names of the registry, provinces and the document's own places (`names`, by their bare letters) get their
    capitals, level words and all else become small; with `unknown_title` unknown words are proper names.
    """
    small = list(text.lower())
    if len(small) != len(text):
        return text
    work = _Work(cut(text), small, lexicon, names, unknown_title)
    here = 0
    while here < len(work.pieces):
        here = (
            _code(work, here)
            or _abbreviation(work, here)
            or _body(work, here)
            or _place(work, here)
            or _word(work, here)
        )
    return "".join(small)


def _code(work: _Work, here: int) -> int | None:
    """Keep the code of a document: a number and what hangs on it (`39/KH-UBND`)."""
    pieces = work.pieces
    if pieces.cases[here] != NUMBER:
        return None
    end = here + 1
    while end < len(pieces) and pieces.starts[end] == pieces.ends[end - 1] and pieces.keys[end] not in _PARTS:
        end += 1
    work.keep(here, end)
    return end


def _abbreviation(work: _Work, here: int) -> int | None:
    if work.pieces.cases[here] != UPPER:
        return None
    found = find_abbreviation(work.lexicon, work.pieces, here, len(work.pieces))
    if found is None or (found[0] - here == 1 and len(found[1].abbr) < _SURE_LENGTH):
        return None
    work.keep(here, found[0])
    return found[0]


def _body(work: _Work, here: int) -> int | None:
    """Give a body of the registry the capitals of its record, where the two have the same syllables."""
    hit = work.lexicon.bodies.longest(work.pieces, here, len(work.pieces))
    if hit is None:
        return None
    record = cut(hit.value.name)
    if record.keys == work.pieces.keys[here : hit.end]:
        for offset, case in enumerate(record.cases):
            if case == CAPITAL:
                work.raise_first(here + offset, here + offset + 1)
        return hit.end
    for at in range(here, hit.end):
        abbr = work.pieces.abbrs[at]
        if abbr is not None and abbr in work.lexicon.abbreviations and len(abbr) >= _SURE_LENGTH:
            work.keep(at, at + 1)
    work.raise_first(here, here + 1)
    return hit.end


def _place(work: _Work, here: int) -> int | None:
    hit = work.lexicon.places.longest(work.pieces, here, len(work.pieces))
    ends = range(min(here + _PLACE_PIECES, len(work.pieces)), here, -1)
    own = next((end for end in ends if bare_letters(work.pieces.slice(here, end)) in work.names), None)
    end = hit.end if hit is not None else own
    if end is not None:
        work.raise_first(here, end)
    return end


def _registered(work: _Work, here: int, level: str) -> int | None:
    """Give a place behind a level word its capitals where a register has it whole (`XÃ AN NINH`, `XÃ BẢN LIỀN`)."""
    hit = find_registered(work.lexicon, work.pieces, here, level)
    if hit is None:
        return None
    start, end, name = work.pieces.starts[here], work.pieces.ends[hit.end - 1], hit.value.name
    if end - start == len(name):
        for at, letter in enumerate(name, start):
            work.small[at] = work.small[at].upper() if letter.isupper() else work.small[at]
    else:
        work.raise_first(here, hit.end)
    return hit.end


def _named_document(work: _Work, here: int) -> int | None:
    """Read the decision after which a body is named: `ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH SỐ 12/QĐ-UBND`."""
    keys = work.pieces.keys
    if tuple(keys[here : here + 2]) not in _DOCUMENTS or keys[here + 2 : here + 3] != [_NUMBER_WORD]:
        return None
    work.raise_first(here, here + 1)
    return here + 3


def _word(work: _Work, here: int) -> int:
    lexicon, pieces = work.lexicon, work.pieces
    if pieces.keys[here] in _SMALL and 0 < here < len(pieces) - 1:
        return here + 1
    if (named := _named_document(work, here)) is not None:
        return named
    second = here > 0 and (pieces.keys[here - 1], pieces.keys[here]) in lexicon.compounds
    level = lexicon.levels.longest(pieces, here, len(pieces))
    if level is not None:
        place = _registered(work, level.end, level.value.level)
        numbered = pieces.cases[level.end : level.end + 1] == [NUMBER] and level.value.level in _NUMBERED
        if numbered and place is None:  # `QUẬN 1`
            work.raise_first(here, here + 1)
        return place or level.end
    for trie in (lexicon.types, lexicon.offices):
        hit = trie.longest(pieces, here, len(pieces))
        if hit is not None:
            if not second:
                work.raise_first(here, here + 1)
            return hit.end
    term = lexicon.terms.longest(pieces, here, len(pieces))
    if work.proper and not second and pieces.cases[here] in (CAPITAL, UPPER):
        work.raise_first(here, here + 1)
    return term.end if term is not None else here + 1
