"""Reads phrases that mean a set of bodies: "các sở, ban, ngành tỉnh", "các đơn vị liên quan", "Bộ, ngành".

GUIDE, unit_mentions: bare level words are a group only after `các`, `từng`, `mọi`, `100%` or a number; what
says the kind of body, `(có) liên quan` and `trên địa bàn X` stay in; level words that share a head stay
together, a new `các` begins a new mention (`các cấp, các ngành` is one).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.bodies import read_body
from vbparse.entities.units.group_tails import read_group_tail, read_related
from vbparse.entities.units.places import level_at
from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.records import NOUN
from vbparse.lexicon.syllables import NUMBER
from vbparse.lexicon.trie import JOINTS
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.entities.units.parts import Body, View

_CAP, _CAC, _MINH, _TREN, _UY = (fold_word(word) for word in ("cấp", "các", "mình", "trên", "ủy"))
_PERCENT = "%"
_NO_BODIES = frozenset({"person", "beside"})
_UNCOUNTED = frozenset({"lớp", "tổ", "khối"})
_SINGLE = frozenset({"ministry", "so", "government", "assembly", "front"})
_BEFORE_NUMBER = frozenset({"/", "-", ".", ",", "+"})


class Group(NamedTuple):
    """A set of bodies as read. `sort`: strong (always a group), lone, business or place (only where it acts)."""

    end: int
    sort: str
    noun_end: int


class _Noun(NamedTuple):
    """A level word or kind of body in a list; `end` is behind the words that say the kind."""

    sort: str
    text: str
    end: int


def read_group(view: View, at: int) -> Group | None:
    """Read the group that begins at piece `at`."""
    listed = _quantifier(view, at)
    if listed is not None:
        return _not_own(view, _quantified(view, at, listed))
    for sort in ("actor", "lone"):
        hit = view.lexicon.group_words[sort].longest(view.pieces, at, view.stop)
        if hit is not None:
            group = read_list(view, at)
            end = max(hit.end, group.end if group is not None else 0)
            sure = sort == "actor" or view.key(end - 1) == _TREN
            return _not_own(view, Group(end, "strong" if sure else "lone", hit.end))
    return _committees(view, at) or _partners(view, at)


def _quantifier(view: View, at: int) -> int | None:
    hit = view.lexicon.group_words["quantifier"].longest(view.pieces, at, view.stop)
    if hit is not None:
        return hit.end
    if view.case(at) != NUMBER or view.key(at - 1) in _BEFORE_NUMBER:
        return None
    behind = at + 2 if view.key(at + 1) == _PERCENT else at + 1
    return behind + 1 if view.key(behind) == _CAC else behind


def _quantified(view: View, at: int, listed: int) -> Group | None:
    counted = view.case(at) == NUMBER and view.key(at + 1) != _PERCENT
    if counted and not _counts(view, listed):
        return None
    group = read_list(view, listed) or _headed(view, listed)
    return group if group is not None or counted else _plural_body(view, listed)


def _counts(view: View, at: int) -> bool:
    """Tell whether a number counts bodies (`17 trường THPT`), not teams or copies."""
    found = _noun(view, at)
    return found is not None and found.sort != "short" and found.text not in _UNCOUNTED


def _headed(view: View, at: int) -> Group | None:
    """Read a head word whose fields follow behind a colon: `các Bộ: Quốc phòng, Công an`."""
    hit = view.lexicon.group_words["short"].longest(view.pieces, at, view.stop)
    if hit is None or view.key(hit.end) != ":" or not view.capital(hit.end + 1):
        return None
    return Group(hit.end, "strong", hit.end)


def _not_own(view: View, group: Group | None) -> Group | None:
    """Drop one's own body: `của sở, ngành mình`."""
    return None if group is None or view.key(group.end) == _MINH else group


def read_list(view: View, at: int) -> Group | None:
    """Read level words and kinds of bodies parted by commas and `và`, with what belongs to the last."""
    nouns: list[_Noun] = []
    here = at
    while True:
        found = _noun(view, here)
        if found is None:
            break
        end = _kinds(view, found.end)
        nouns.append(found._replace(end=end))
        following = _next(view, end, found, kind=end > found.end)
        if following is None:
            break
        here = following
    if not nouns or _is_public(nouns):
        return None
    nouns = _without_public(view, nouns)
    sort = _sort(nouns)
    return None if sort is None else Group(read_group_tail(view, nouns[-1].end), sort, nouns[-1].end)


def _without_public(view: View, nouns: list[_Noun]) -> list[_Noun]:
    """Leave out persons and things at the end of the list, save in `cơ quan, tổ chức, cá nhân liên quan`."""
    kept = list(nouns)
    while kept and kept[-1].sort in _NO_BODIES:
        if len(kept) > 1 and kept[-1].sort == "person" and read_related(view, kept[-1].end) is not None:
            break
        kept.pop()
    return kept


def _is_public(nouns: list[_Noun]) -> bool:
    """Tell the public (`các tổ chức, cá nhân`) from bodies."""
    strong = {noun.text for noun in nouns if noun.sort in {"strong", "short"}}
    return any(noun.sort == "person" for noun in nouns) and strong <= {"tổ chức"}


def _noun(view: View, at: int) -> _Noun | None:
    """Read a level word; a phrase that only begins like one (`cơ sở dữ liệu`) is none."""
    hit = view.lexicon.group_words[NOUN].longest(view.pieces, at, view.stop)
    if hit is not None:
        noun = _Noun(hit.value.sort, hit.value.text, hit.end)
    elif view.key(at) == _CAP:
        noun = _Noun("side", "cấp", at + 1)
    else:
        return None
    return None if _is_other(view, at, noun) else noun


def _is_other(view: View, at: int, noun: _Noun) -> bool:
    """Tell a trap, a Party committee, the name of a sector or of a body from a level word."""
    if noun.sort == "force" and (view.capital(at) or _levels_off(view, noun.end)):
        return True
    trap = view.lexicon.traps.longest(view.pieces, at, view.stop)
    if (trap is not None and trap.end > noun.end) or (noun.sort == "place" and view.key(noun.end) == _UY):
        return True
    if not view.capital(at):
        return noun.text == "ngành" and view.capital(noun.end) and not _levels_off(view, noun.end)
    body = view.lexicon.bodies.longest(view.pieces, at, view.stop)
    if body is not None and body.value.inner == "may" and view.capital(body.end):  # `Đảng ủy UBND tỉnh`
        return view.lexicon.bodies.longest(view.pieces, body.end, view.stop) is not None
    return body is not None and body.end > noun.end and body.value.inner != "must"


def _levels_off(view: View, at: int) -> bool:
    """Tell a level (`ngành Trung ương`, `ngành Thành phố`) from the name of a sector (`ngành Y tế`)."""
    return view.phrase("centre", at) is not None or level_at(view, at) is not None


def _kinds(view: View, at: int) -> int:
    """Step over words that say the kind of body; a comma may part them (`báo chí, truyền thông`)."""
    kinds = view.lexicon.group_words["kind"]
    end = at
    while True:
        hit = kinds.longest(view.pieces, end, view.stop)
        if hit is None and end > at and view.key(end) in JOINTS and _noun(view, end + 1) is None:
            hit = kinds.longest(view.pieces, end + 1, view.stop)
        step = hit.end if hit is not None else _working(view, end)
        if step is None:
            return end
        end = step


def _working(view: View, at: int) -> int | None:
    """Step over a kind that is also a verb (`các tổ chức hỗ trợ trong và ngoài tỉnh`)."""
    hit = view.lexicon.group_words["working"].longest(view.pieces, at, view.stop)
    if hit is None:
        return None
    known = view.phrase("follows_working", hit.end) or level_at(view, hit.end) or read_related(view, hit.end)
    return hit.end if known else None


def _next(view: View, at: int, noun: _Noun, *, kind: bool) -> int | None:
    """Give where the next member begins: behind a joint, or directly (`phòng, ban đơn vị`)."""
    here = at
    if view.key(here) in JOINTS:
        here = here + 2 if view.key(here) == "," and view.key(here + 1) in JOINTS else here + 1
    elif kind or noun.sort != "strong" or view.phrase("direct", here) is None:
        return None
    if view.key(here) == _CAC and noun.text in {"cấp", "ngành"} and view.phrase("side", here + 1) is not None:
        here += 1
    return here if _noun(view, here) is not None else None


def _sort(nouns: list[_Noun]) -> str | None:
    """Tell what sort of group a list makes; `ngành` alone is weak, for it also means a branch of the economy."""
    sorts = {noun.sort for noun in nouns}
    if [noun.text for noun in nouns] == ["ngành"]:
        return "place"
    if "strong" in sorts or ("short" in sorts and len(nouns) > 1):
        return "strong"
    if sorts <= {"short", "force"} and len(nouns) > 1:
        return "place"
    return next((sort for sort in ("business", "place") if sort in sorts), None)


def _plural_body(view: View, at: int) -> Group | None:
    """Read several bodies of one kind: `các Trung tâm Y tế`, `các Hội Nông dân xã`."""
    body = read_body(view, at)
    if body is None or body.record.kind in _SINGLE or body.of_issuer:
        return None
    end = _more_of_kind(view, body)
    return Group(read_group_tail(view, end), "strong", end)


def _more_of_kind(view: View, body: Body) -> int:
    """Step over further names that share the quantifier: `các Trung tâm Y tế, Trạm y tế`; a place ends the list."""
    while _is_plain(body) and view.key(body.end) in JOINTS:
        more = read_body(view, body.end + 1)
        if more is None or more.record.kind != body.record.kind or not _is_plain(more):
            break
        body = more
    return body.end


def _is_plain(body: Body) -> bool:
    return not body.tail.sort and body.inner is None and not body.of_issuer


def _committees(view: View, at: int) -> Group | None:
    """Read `cấp ủy Đảng, chính quyền các cấp`, a set because of `các cấp`."""
    if view.phrase("committee", at) is None:
        return None
    group = read_list(view, at)
    if group is None:
        return None
    return group if _CAP in view.pieces.keys[group.noun_end : group.end] else None


def _partners(view: View, at: int) -> Group | None:
    """Read parties without quantifier: `hợp tác với doanh nghiệp, viện, trường`, `A, doanh nghiệp viễn thông`."""
    group = read_list(view, at)
    if group is None:
        return None
    if _is_several(view, at, group) and view.behind("together", at):
        return group
    found = _noun(view, at)
    qualified = group.sort == "business" and view.key(at - 1) in JOINTS and view.key(at - 1) != "-"
    return group if qualified and found is not None and group.noun_end > found.end else None


def read_several(view: View, at: int) -> Group | None:
    """Read a set without quantifier that its list or its tail gives away: `Cơ quan, địa phương liên quan`."""
    group = read_list(view, at)
    return group if group is not None and _is_several(view, at, group) else None


def _is_several(view: View, at: int, group: Group) -> bool:
    return group.end > group.noun_end or any(view.key(n) in JOINTS for n in range(at, group.noun_end))
