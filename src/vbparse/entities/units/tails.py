"""Reads what follows a body's name: level word and place, a list of levels, a region.

"Phòng Nội vụ *quận*", "UBND *các xã, phường*", "HĐND *các cấp*", "Sở Y tế *thành phố Hà Nội*".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.parts import RANK, Tail, bare_letters
from vbparse.entities.units.places import (
    capital_run,
    is_person,
    level_at,
    over_joint,
    own_level,
    place_list,
    read_place,
    resolve_city,
)
from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.syllables import CAPITAL, NUMBER
from vbparse.lexicon.trie import JOINTS

if TYPE_CHECKING:
    from vbparse.entities.units.parts import View
    from vbparse.lexicon.records import BodyRecord

_CAC, _CAP, _TREN, _DUOI, _CO, _SO = (fold_word(word) for word in ("các", "cấp", "trên", "dưới", "cơ", "sở"))
_CUA, _VIET, _NAM = (fold_word(word) for word in ("của", "Việt", "Nam"))
_SO_NUMBER = fold_word("số")
_NOT_NUMBERED = frozenset({"so", "ministry", "ubnd", "hdnd", "party", "phong", "committee"})
_SHORT_LEVELS = {fold_word("trấn"): "commune", fold_word("thị"): "district"}
_REGIONAL = frozenset({"treasury", "court", "procuracy", "branch", "bank", "inspectorate", "military", "insurance"})
_ROMAN = frozenset("IVXLC")


def read_tail(view: View, at: int, record: BodyRecord) -> Tail:
    """Read the tail that begins at piece `at` behind the name of `record`."""
    here = _behind_bracket(view, at)
    if record.kind == "front" and view.key(here) == _VIET and view.key(here + 1) == _NAM:
        here += 2
        at = here
    tail = _many(view, here, record) or _each_level(view, here, record) or _level(view, here)
    tail = tail or _region(view, here, record)
    if tail is not None:
        return tail
    if view.key(here) == _CUA and record.place == "level" and record.kind not in {"ubnd", "hdnd", "so", "ministry"}:
        owner = _level(view, here + 1)
        if owner is not None and owner.sort in {"place", "level"}:
            return owner
    return _bare_place(view, at, record) or Tail(at)


def _behind_bracket(view: View, at: int) -> int:
    """Step over an abbreviation in brackets inside a name: `Mặt trận Tổ quốc (MTTQ) Việt Nam xã`."""
    pieces = view.pieces
    if view.key(at) == "(" and view.key(at + 2) == ")" and pieces.abbrs[at + 1] is not None:
        behind = at + 3
        if level_at(view, behind) or (view.key(behind) == _VIET and view.key(behind + 1) == _NAM):
            return behind
    return at


def _many(view: View, at: int, record: BodyRecord) -> Tail | None:
    """Read `các xã, phường`, `168 xã, phường`, `các cấp`."""
    here = at
    if view.phrase("many", here) is not None:
        if view.case(here) == CAPITAL:  # the next line of a cell: `Văn phòng đăng ký đất đai` over `Các tổ dân phố`
            return None
        here += 1
    elif here < view.stop and view.case(here) == NUMBER:
        here += 1
        if view.key(here) in {"/", "%", "-", "."}:
            return None
    else:
        return None
    if view.key(here) == _CAP:
        if here + 1 < view.stop and view.lexicon.group_words["strong"].longest(view.pieces, here, view.stop):
            return None
        return Tail(here + 1, "list")
    end = _level_list(view, here) or _committees(view, here)
    return None if end is None else Tail(end, "list", record.levels[-1] if record.levels else None)


def _committees(view: View, at: int) -> int | None:
    """Read Party committees as a set of places: `Ban Tổ chức các tỉnh ủy, thành ủy`."""
    strong = view.lexicon.group_words["strong"]
    end: int | None = None
    here = at
    while True:
        hit = strong.longest(view.pieces, here, view.stop)
        if hit is None or not hit.value.text.endswith("ủy"):
            return end
        end = hit.end
        behind = over_joint(view, end)
        if behind is None:
            return end
        here = behind


def _each_level(view: View, at: int, record: BodyRecord) -> Tail | None:
    """Read `cấp xã`, `cấp tỉnh, cấp xã`, `cấp trên`, `cấp cơ sở`."""
    if view.key(at) != _CAP:
        return None
    follows = view.key(at + 1)
    if follows in {_TREN, _DUOI}:
        return Tail(at + 2, "list")
    if follows == _CO and view.key(at + 2) == _SO:
        return Tail(at + 3, "list")
    hit = level_at(view, at + 1)
    if hit is None:
        return _other_rank(view, at + 1)
    end = hit.end
    while view.key(end) in JOINTS:
        behind = end + 2 if view.key(end + 1) == _CAP else end + 1
        more = level_at(view, behind)
        if more is None:
            break
        end = more.end
    level = _plain(view, hit.value.level, None)
    if record.field and end == hit.end and level == view.frame.level:
        return Tail(end, "level", level, hit.value.word)
    return Tail(end, "list", level)


def _other_rank(view: View, at: int) -> Tail | None:
    """Read a rank that is no level of administration: `cấp quân khu`."""
    end = view.phrase("other_rank", at)
    return None if end is None else Tail(end, "list")


def _level(view: View, at: int) -> Tail | None:
    """Read `quận`, `quận Hà Đông`, or several levels without a quantifier (`xã, phường`)."""
    hit = level_at(view, at)
    if hit is None:
        return None
    word = hit.value
    place = read_place(view, hit.end, word.level)
    if place is None:
        end = _level_list(view, at) if view.key(hit.end) in JOINTS else None
        if end is not None and end > hit.end:
            return Tail(end, "list", word.level if word.level in RANK else None)
        return Tail(hit.end, "level", _plain(view, word.level, None, small=not view.capital(at)), word.word)
    end, name = place
    return Tail(end, "place", _plain(view, word.level, name), word.word, name)


def _plain(view: View, level: str, name: str | None, *, small: bool = False) -> str:
    return resolve_city(view, name, small=small) if level == "city" else level


def _level_list(view: View, at: int) -> int | None:
    """Read level words parted by commas, `và`, a slash, with places behind them; give the end."""
    hit = level_at(view, at)
    if hit is None:
        return None
    end = hit.end
    while True:
        behind = over_joint(view, end)
        if behind is None:
            break
        more = level_at(view, behind)
        if more is not None:
            end = more.end
        elif view.key(behind) in _SHORT_LEVELS and not view.capital(behind):
            end = behind + 1
        elif view.key(behind) == _CO and view.key(behind + 1) == _SO and view.key(end) != ",":
            return behind + 2
        else:
            break
    return place_list(view, end)


def _region(view: View, at: int, record: BodyRecord) -> Tail | None:
    """Read `khu vực IX`, `khu vực 3 - Đô Lương`, `miền Bắc`, `số 3`; a bare `khu vực` of bodies that have regions."""
    words = view.phrase("region", at)
    if words is None:
        return None
    numbered = words < view.stop and (view.case(words) == NUMBER or _is_roman(view, words))
    if view.key(at) == _SO_NUMBER and (not numbered or record.kind in _NOT_NUMBERED):
        return None
    end = _region_place(view, words + 1) if numbered else capital_run(view, words)
    if view.key(end) == "/" or (end == words and record.kind not in _REGIONAL):
        return None
    return Tail(end, "region", None, None, view.pieces.slice(at, end))


def _region_place(view: View, at: int) -> int:
    """Read the place behind the number of a region: `khu vực 3 - Đô Lương`, `cơ sở 3 tỉnh Nghệ An`."""
    if view.key(at) == "-" and level_at(view, at + 1) is None:
        return max(at, capital_run(view, at + 1)) if view.capital(at + 1) else at
    tail = _level(view, at)
    return tail.end if tail is not None and tail.sort == "place" else at


def _is_roman(view: View, at: int) -> bool:
    piece = view.pieces.slice(at, at + 1)
    return bool(piece) and set(piece) <= _ROMAN


def _bare_place(view: View, at: int, record: BodyRecord) -> Tail | None:
    """Read a place without a level word: `Sở Y tế Hà Nội`, `Quận ủy Hà Đông`."""
    if not (record.place in {"level", "name"} or record.kind == "company") or not view.capital(at):
        return None
    known = view.lexicon.places.longest(view.pieces, at, view.stop)
    if known is not None:
        return Tail(known.end, "place", "province", known.value.type, known.value.name)
    end = capital_run(view, at)
    for last in range(end, at, -1):
        name = view.frame.names.get(bare_letters(view.pieces.slice(at, last)))
        if name is not None:
            return Tail(last, "place", own_level(view, name), None, name)
    if record.place == "name" and end > at and "province" not in record.levels and not is_person(view, at, end, ""):
        return Tail(end, "place", record.levels[0], None, view.pieces.slice(at, end))
    return None
