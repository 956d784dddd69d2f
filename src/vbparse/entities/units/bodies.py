"""Reads a whole body: head, the body it is part of, tail ("Thường trực HĐND huyện khóa VII")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.heads import read_heads
from vbparse.entities.units.parts import Body, Tail
from vbparse.entities.units.tails import read_tail
from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.syllables import NUMBER

if TYPE_CHECKING:
    from vbparse.entities.units.heads import Head
    from vbparse.entities.units.parts import View

_CUA, _KHOA = fold_word("của"), fold_word("khóa")
_ROMAN = frozenset("IVXLC")
_DEPTH = 3
_NESTS = frozenset({"may", "must", "house", "either"})
_SMALL_HOUSES = frozenset({"hdnd", "ubnd", "party", "front", "union"})
_ROOMS = frozenset({"phong", "division", "centre", "office", "branch", "inspectorate"})
_HOUSES = frozenset({"so", "ministry", "ubnd", "branch", "police", "office"})
_CIRCLES = frozenset({"union", "committee", "steering"})
_EMPLOYERS = frozenset({"so", "ministry", "branch"})


def read_body(view: View, at: int, depth: int = 0) -> Body | None:
    """Read the body that begins at piece `at`, with all that belongs to its name."""
    bare = _bare(view, at)
    read = [_with_inner(view, at, head, depth) or _with_tail(view, at, head) for head in read_heads(view, at)]
    body = max((body for body in read if body is not None), key=lambda body: body.end, default=None)
    if body is None or (bare is not None and bare.end > body.end):
        return bare
    return _with_term(view, _with_house(view, body, depth))


def _with_tail(view: View, at: int, head: Head) -> Body | None:
    tail = read_tail(view, head.end, head.record)
    inner, own = head.record.inner, head.record.kind == view.frame.kind
    if inner == "must" or (inner == "house" and not own):
        return None
    if inner in {"tail", "either"} and not tail.sort and not own:
        return None
    return Body(at, tail.end, head.record, head.name, tail)


def _with_inner(view: View, at: int, head: Head, depth: int) -> Body | None:
    """Read the body that this one is a part of, directly behind the head or behind `của`."""
    if head.record.inner not in _NESTS or depth >= _DEPTH:
        return None
    for start in (head.end, head.end + 1 if view.key(head.end) == _CUA else -1):
        named = view.capital(start) or view.capital(start + 1) or _bare(view, start) is not None
        if start < 0 or not named:
            continue
        inner = read_body(view, start, depth + 1)
        sure = view.capital(at) and head.record.id != "trong.thuong_truc"
        if inner is not None and head.record.inner == "either" and inner.record.kind not in _EMPLOYERS:
            continue  # `Thanh tra UBND các xã`: a verb
        if inner is not None and (sure or inner.record.kind in _SMALL_HOUSES):
            name = f"{head.name} của" if head.record.field and start > head.end else head.name
            return Body(at, inner.end, head.record, name, Tail(inner.end), inner)
    return None


def _with_house(view: View, body: Body, depth: int) -> Body:
    """Join a room and the house it belongs to: `Phòng Cải cách hành chính Sở Nội vụ`, `Phòng A - Sở B`.

    A union or a committee of those who work there stands right before it: `Đoàn Thanh niên Sở`.
    """
    kind = body.record.kind
    houses = _HOUSES if kind in _ROOMS else _EMPLOYERS if kind in _CIRCLES else frozenset()
    if not houses or body.tail.sort or body.inner is not None or depth >= _DEPTH:
        return body
    start = body.end + 1 if kind in _ROOMS and view.key(body.end) in {"-", _CUA} else body.end
    if not view.capital(start):
        return body
    house = read_body(view, start, depth + 1)
    if house is None or house.record.kind == kind or house.is_set:
        return body
    if house.record.kind not in houses and not house.of_issuer:
        return body
    return body._replace(end=house.end, inner=house)


def _with_term(view: View, body: Body) -> Body:
    """Take a term of office into the span: `Quốc hội khóa XVI`."""
    end = body.end
    if view.key(end) == _KHOA and end + 1 < view.stop:
        piece = view.pieces.slice(end + 1, end + 2)
        if set(piece) <= _ROMAN or view.case(end + 1) == NUMBER:
            return body._replace(end=end + 2)
    return body


def _bare(view: View, at: int) -> Body | None:
    """Read a word that alone means the issuer: `Sở`, `Nhà trường`, `Ủy ban`."""
    frame = view.frame
    if frame.record is None or not frame.bare:
        return None
    for length in (2, 1):
        words = " ".join(view.key(at + n) for n in range(length))
        if words in frame.bare and (view.capital(at) or frame.kind == "school"):
            end = at + length
            return Body(at, end, frame.record, frame.record.name, Tail(end), None, of_issuer=True)
    return None
