"""Reads the Party, the state and places as actors: "Đảng", "Nhà nước", "Trung ương", "của tỉnh", "ngành Y tế".

GUIDE: polity is Đảng, Nhà nước, Trung ương, Thành phố, tỉnh as actors, also as owner or author (`Chương trình
… của tỉnh`), but not in `ngân sách, kinh tế của tỉnh`; so are `cấp ủy`, `chính quyền`, `Công an` alone and
`ngành X`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.places import level_at, read_place, resolve_city
from vbparse.entities.units.spelling import phrase
from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.trie import JOINTS

if TYPE_CHECKING:
    from vbparse.entities.units.parts import View

_DANG, _UY, _CAP, _NGANH, _DIA, _PHUONG, _CUA, _CAC = (
    fold_word(word) for word in ("Đảng", "ủy", "cấp", "ngành", "địa", "phương", "của", "các")
)
_BEFORE = frozenset({"", ",", ";", ":", "(", "."})
_NOT_BEHIND_PARTY = frozenset(map(fold_word, ("viên", "bộ", "ủy", "phái", "phí")))
_LOOK_BACK = 14
_CLAUSE_SIGNS = frozenset(",;.:()")
_VA, _CENTRE = fold_word("và"), [fold_word("Trung"), fold_word("ương")]
_CCSV = tuple(fold_word(word) for word in ("Cộng", "sản", "Việt", "Nam"))


def read_polity(view: View, at: int) -> tuple[int, str] | None:
    """Read the polity that begins at piece `at`: `(end, canonical name)`."""
    key = view.key(at)
    if key == _DANG:
        return _party(view, at)
    if key == _CAP and view.key(at + 1) == _UY:
        end = at + 3 if view.key(at + 2) == _DANG else at + 2
        return _with_local(view, at, end)
    if key == _NGANH:
        return _sector(view, at)
    government = view.phrase("government", at)
    if government is not None:
        return None if view.key(at - 1) == _CAC else _with_local(view, at, government)
    return _named(view, at) or _place(view, at)


def _may_begin(view: View, at: int) -> bool:
    before = view.key(at - 1)
    return before in _BEFORE or before in JOINTS or view.behind("polity_before", at)


def _party(view: View, at: int) -> tuple[int, str] | None:
    if not view.capital(at) or view.key(at + 1) in _NOT_BEHIND_PARTY or not _may_begin(view, at):
        return None
    full = all(view.key(at + 1 + n) == word for n, word in enumerate(_CCSV))
    return (at + 5 if full else at + 1), "Đảng Cộng sản Việt Nam"


def _named(view: View, at: int) -> tuple[int, str] | None:
    hit = view.lexicon.phrases["polity"].longest(view.pieces, at, view.stop)
    if hit is None or not view.capital(at) or not _may_begin(view, at) or view.capital(hit.end):
        return None
    return hit.end, hit.value


def _with_local(view: View, at: int, end: int) -> tuple[int, str]:
    if view.key(end) == _DIA and view.key(end + 1) == _PHUONG:
        end += 2
    return end, phrase(view, at, end)


def _sector(view: View, at: int) -> tuple[int, str] | None:
    """Read `ngành Tài chính`: a branch of the administration by its capitalised name."""
    if view.key(at - 1) in {_CAC, ","} or not view.capital(at + 1):
        return None
    hit = view.lexicon.terms.longest(view.pieces, at + 1, view.stop)
    if hit is None:
        return None
    return hit.end, phrase(view, at, hit.end)


def _place(view: View, at: int) -> tuple[int, str] | None:
    """Read `tỉnh`, `Thành phố Hà Nội` as owner or author of a document, or as what acts at the start."""
    read = read_level_place(view, at)
    if read is None:
        return None
    opens = at == 0 and view.capital(0) and read[0] < view.stop and not view.capital(read[0])
    return read if opens or _is_owner(view, at) else None


def read_level_place(view: View, at: int) -> tuple[int, str] | None:
    """Read a level word with or without its place: `(end, canonical name)`."""
    hit = level_at(view, at)
    if hit is None or hit.value.level == "village":
        return None
    place = read_place(view, hit.end, hit.value.level)
    end = hit.end if place is None else place[0]
    if place is not None:
        name = f"{hit.value.word} {place[1]}"
    else:
        level = resolve_city(view, None, small=not view.capital(at)) if hit.value.level == "city" else hit.value.level
        name = view.frame.places.get(level, hit.value.word)
    return end, name[:1].upper() + name[1:]


def _is_owner(view: View, at: int) -> bool:
    keys = view.pieces.keys
    if view.key(at - 1) != _CUA:
        return view.key(at - 1) in {",", _VA} and view.capital(at) and keys[max(0, at - 3) : at - 1] == _CENTRE
    for here in range(at - 2, max(-1, at - _LOOK_BACK), -1):
        if keys[here] in _CLAUSE_SIGNS:
            return False
        if view.phrase("owned", here) is not None:
            return True
    return False
