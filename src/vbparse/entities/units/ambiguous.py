"""Abbreviations that mean several bodies: "TU", "BCT", "BTC". The issuer and the words around decide, or nothing does.

GUIDE: an abbreviation that nobody can resolve stays as printed; the finding UNIT_ABBR_AMBIGUOUS tells of it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from vbparse.entities.units.parts import Found
from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.load import members, rows
from vbparse.lexicon.trie import JOINTS, Trie
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.entities.units.parts import Frame, View
    from vbparse.lexicon.records import BodyRecord

LEFT = "ambiguous"
"""The rule of a mention that stays as printed."""

_AROUND = 6
_IN_CODES = frozenset({"-", "/"})
_OPENS = frozenset({"", ":", ";", ",", "("})


class _Meaning(NamedTuple):
    body: str
    province: str
    issuer: frozenset[str]
    behind: Trie[str] | None
    near: Trie[str] | None


def ambiguous_keys() -> frozenset[str]:
    """Give the keys of the abbreviations."""
    return frozenset(map(fold_word, _meanings()))


def resolve_abbreviation(view: View, at: int) -> BodyRecord | None:
    """Choose the body that the abbreviation at piece `at` means here; None where it is none or stays open."""
    abbr = view.pieces.abbrs[at] if at < view.stop else None
    meanings = _meanings().get(abbr or "")
    if meanings is None or _in_code(view, at):
        return None
    chosen = next((meaning for meaning in meanings if _fits(meaning, view, at)), None)
    return None if chosen is None else view.lexicon.records[chosen.body]


def left_open(view: View, at: int) -> Found | None:
    """Keep an abbreviation as printed where a body is named: in a list of recipients, in a slot, beside other bodies."""
    abbr = view.pieces.abbrs[at] if at < view.stop else None
    if abbr is None or abbr not in _meanings() or _in_code(view, at):
        return None
    before = view.key(at - 1)
    named = before in _OPENS or before in JOINTS or view.behind("addressed", at) or view.behind("owner", at)
    if not named or view.key(at + 1) in _IN_CODES or view.capital(at + 1):
        return None
    return Found(at, at + 1, "named", LEFT, name=abbr)


def _in_code(view: View, at: int) -> bool:
    """Tell a part of a document's code: `Chương trình số 11-CTr/TU`."""
    return view.key(at - 1) in _IN_CODES


def _fits(meaning: _Meaning, view: View, at: int) -> bool:
    if meaning.province and not _province(view.frame).startswith(meaning.province):
        return False
    if meaning.issuer and view.frame.kind not in meaning.issuer:
        return False
    if meaning.behind is not None and meaning.behind.longest(view.pieces, at + 1, view.stop) is None:
        return False
    around = range(max(0, at - _AROUND), min(at + 1 + _AROUND, view.stop))
    near = meaning.near
    return near is None or any(n != at and view.capital(n) and near.longest(view.pieces, n, view.stop) for n in around)


def _province(frame: Frame) -> str:
    return frame.places.get("province", "").casefold()


@cache
def _meanings() -> dict[str, tuple[_Meaning, ...]]:
    found: dict[str, tuple[_Meaning, ...]] = {}
    for row in rows("ambiguous.tsv"):
        issuer = frozenset(row["issuer"].split())
        meaning = _Meaning(row["body"], row["province"], issuer, _words(row["behind"]), _words(row["near"]))
        found[row["abbr"]] = (*found.get(row["abbr"], ()), meaning)
    return found


def _words(cell: str) -> Trie[str] | None:
    words: Trie[str] = Trie()
    for word in members(cell):
        words.add(word, word)
    return words if cell else None
