"""Reads what belongs to a set of bodies: level, area, the body it stands in, `liên quan`.

GUIDE: `(có) liên quan`, a modifier that tells the kind of body (`thuộc hệ thống chính trị`) and `trên địa
bàn X` stay in; other clauses (`theo quy định`, `thuộc phạm vi quản lý`, `được giao …`) do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.bodies import read_body
from vbparse.entities.units.places import level_at, read_place
from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.syllables import NUMBER
from vbparse.lexicon.trie import JOINTS

if TYPE_CHECKING:
    from vbparse.entities.units.parts import View

_CAP, _CAC, _CUA, _TOAN = (fold_word(word) for word in ("cấp", "các", "của", "toàn"))
_THUOC, _TRUC, _TRONG, _O, _NGOAI = (fold_word(word) for word in ("thuộc", "trực", "trong", "ở", "ngoài"))
_MEMBER = [fold_word(word) for word in ("thành", "viên")]


def read_group_tail(view: View, at: int, *, levels: bool = True) -> int:
    """Step over what belongs to a set that ends before piece `at`; without `levels` no level word is taken."""
    end = at
    while True:
        for reader in _READERS if levels else _READERS[2:]:
            step = reader(view, end)
            if step is not None:
                end = step
                break
        else:
            return end


def read_related(view: View, at: int) -> int | None:
    """Read `liên quan`, `có liên quan`."""
    hit = view.lexicon.group_words["related"].longest(view.pieces, at, view.stop)
    return None if hit is None else hit.end


def _rank(view: View, at: int) -> int | None:
    """Read `các cấp`, `cấp trên`, `cấp tỉnh, cấp xã`."""
    end = view.phrase("rank", at)
    if end is not None:
        return end
    return _levels(view, at + 1, each=True) if view.key(at) == _CAP else None


def _levels(view: View, at: int, *, each: bool = False) -> int | None:
    hit = level_at(view, at)
    if hit is None:
        return None
    place = read_place(view, hit.end, hit.value.level)
    end = hit.end if place is None else place[0]
    while view.key(end) in JOINTS:
        behind = end + 2 if each and view.key(end + 1) == _CAP else end + 1
        more = level_at(view, behind)
        if more is None or (each and behind == end + 1 and view.key(end) == "," and view.capital(behind)):
            break
        end = more.end
    return end


def _own_level(view: View, at: int) -> int | None:
    """Read the level that the set stands on: `các đoàn thể quận`, `các cơ quan Trung ương`."""
    end = view.phrase("centre", at) if view.capital(at) else None
    if end is not None:
        return end
    hit = level_at(view, at)
    if hit is None or hit.value.level == "village":
        return None
    place = read_place(view, hit.end, hit.value.level)
    return hit.end if place is None else place[0]


def _area(view: View, at: int) -> int | None:
    """Read `trên địa bàn tỉnh`, `trên địa bàn Hà Nội`."""
    end = view.phrase("area", at)
    if end is None:
        return None
    known = view.lexicon.places.longest(view.pieces, end, view.stop)
    named = end if known is None else known.end
    return _levels(view, end + 1 if view.key(end) in {_TOAN, _CAC} else end) or named


def _belonging(view: View, at: int) -> int | None:
    """Read `thuộc Sở`, `trực thuộc Ủy ban nhân dân tỉnh`, `thuộc hệ thống chính trị`."""
    start = at + 1 if view.key(at) == _TRUC else at
    if view.key(start) != _THUOC:
        return None
    end = _holder(view, start + 1)
    return start + 1 if end is None and start > at else end


def _holder(view: View, at: int) -> int | None:
    end = view.phrase("system", at)
    if end is not None:
        return _levels(view, end) or end
    body = read_body(view, at)
    return body.end if body is not None else view.phrase("upward", at) or _levels(view, at)


def _inside(view: View, at: int) -> int | None:
    """Read `trong hệ thống chính trị`, `trong và ngoài tỉnh`, `trong cụm 2`, `ở khu dân cư`."""
    if view.key(at) not in {_TRONG, _O}:
        return None
    here = at + 1
    if view.key(here) in JOINTS and view.key(here + 1) == _NGOAI:
        here += 2
    cluster = view.phrase("cluster", here) if view.key(at) == _TRONG else None
    if cluster is not None and view.case(cluster) == NUMBER:
        return cluster + 1
    end = view.phrase("system", here)
    if end is not None:
        return _levels(view, end) or end
    ended = view.phrase("where", here) or _levels(view, here + 1 if view.key(here) in {_TOAN, _CAC} else here)
    return None if ended is None else _and_where(view, ended)


def _and_where(view: View, at: int) -> int:
    return (view.phrase("where", at + 1) if view.key(at) in JOINTS else None) or at


def _member(view: View, at: int) -> int | None:
    """Read the body whose members are meant: `các tổ chức thành viên MTTQ xã`; the Party committee of a set."""
    start = at + 1 if view.key(at) == _CUA else at
    body = read_body(view, start) if view.capital(start) else None
    if body is None:
        return None
    members = at > 1 and view.pieces.keys[at - 2 : at] == _MEMBER
    committee = start == at and body.record.place == "name" and body.record.kind == "party"
    return body.end if members or committee else None


_READERS = (_rank, _own_level, _area, _belonging, _inside, _member, read_related)
