"""Reads phrases that mean a set of bodies: "các sở, ban, ngành tỉnh", "các đơn vị liên quan", "Bộ, ngành".

GUIDE, unit_mentions: bare level words are a group only after `các`, `từng`, `mọi`, `100%` or a number; what
says the kind of body, `(có) liên quan` and `trên địa bàn X` stay in; level words that share a head stay
together, a new `các` begins a new mention (`các cấp, các ngành` is one).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vbparse.entities.units.bodies import read_body
from vbparse.entities.units.parts import keys_of
from vbparse.entities.units.tails import level_at, read_place
from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.syllables import NUMBER
from vbparse.lexicon.trie import JOINTS

if TYPE_CHECKING:
    from vbparse.entities.units.parts import View


def _keys(text: str) -> tuple[str, ...]:
    return tuple(fold_word(word) for word in text.split())


_CAP, _CAC, _MINH, _TREN, _CUA = (fold_word(word) for word in ("cấp", "các", "mình", "trên", "của"))
_SIDE = keys_of("ngành cấp")
_AREA = _keys("trên địa bàn")
_TOAN, _THUOC, _TRUC, _TRONG, _O, _NGOAI = (fold_word(word) for word in ("toàn", "thuộc", "trực", "trong", "ở", "ngoài"))
_SYSTEM = _keys("hệ thống chính trị")
_WHERE = tuple(_keys(text) for text in ("khu dân cư", "địa phương", "cơ sở", "trung ương", "nước ngoài", "nước", "quốc tế"))
_RANKS = tuple(_keys(text) for text in ("cấp trên", "cấp dưới", "cấp cơ sở", "các cấp ở địa phương", "các cấp"))
_CLUSTER = keys_of("cụm khối vùng khu")
_UPWARD = tuple(_keys(text) for text in ("Trung ương", "TW", "Chính phủ", "Quốc hội", "CP"))
_MEMBER = _keys("thành viên")
_PERSONS = ("cá nhân", "người dân", "hộ gia đình", "nhân dân")
_DIRECT = keys_of("ban ngành đơn sở phòng đoàn địa")
_AFTER_WORKING = keys_of("trong trên thuộc trực")
_WITH, _TOGETHER = keys_of("với cùng"), keys_of("hợp tác kết")
_UY = keys_of("ủy")
_PERCENT = "%"
_BUSINESS = frozenset(
    "doanh nghiệp;hợp tác xã;liên hiệp hợp tác xã;hộ kinh doanh;công ty;tổng công ty;tập đoàn;ngân hàng;"
    "ngân hàng thương mại;tổ chức tín dụng;nhà thầu;chủ đầu tư;nhà đầu tư;nhà mạng;chủ rừng;chi nhánh;chi nhánh ngân hàng".split(
        ";"
    )
)


class Group(NamedTuple):
    """A set of bodies as read. `sort`: strong (always a group), lone, business or place (only where it acts)."""

    end: int
    sort: str
    noun_end: int


def read_group(view: View, at: int) -> Group | None:
    """Read the group that begins at piece `at`."""
    listed = _quantifier(view, at)
    if listed is not None:
        if view.case(at) == NUMBER and not _counted(view, listed):
            return None
        group = read_list(view, listed) or _headed(view, listed)
        if group is not None or view.case(at) == NUMBER:
            return _not_own(view, group)
        return _not_own(view, _plural_body(view, listed))
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
    if view.case(at) == NUMBER:
        behind = at + 2 if view.key(at + 1) == _PERCENT else at + 1
        if view.key(at - 1) in {"/", "-", ".", ",", "số"} or (behind == at + 1 and at > 0 and view.key(at - 1) == "+"):
            return None
        return behind + 1 if view.key(behind) == _CAC else behind
    return None


def _counted(view: View, at: int) -> bool:
    """Tell whether a number counts bodies (`17 trường THPT`), not teams or copies."""
    found = _noun(view, at)
    return found is not None and not found[0].startswith("short") and found[0] not in {"weak:lớp", "weak:tổ", "weak:khối"}


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
    nouns: list[tuple[str, int]] = []
    here = at
    while True:
        found = _noun(view, here)
        if found is None:
            break
        noun, end = found
        here = _kinds(view, end)
        nouns.append((noun, here))
        following = _next(view, here, noun, kind=here > end)
        if following is None:
            break
        here = following
    nouns = [] if _is_public(nouns) else _without_public(view, nouns)
    sort = _sort([noun for noun, _ in nouns])
    if sort is None:
        return None
    noun_end = nouns[-1][1]
    return Group(read_group_tail(view, noun_end), sort, noun_end)


def _without_public(view: View, nouns: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Leave out persons and things at the end of the list, save in `cơ quan, tổ chức, cá nhân liên quan`."""
    kept = list(nouns)
    while kept and kept[-1][0].startswith("beside"):
        if len(kept) > 1 and _related(view, kept[-1][1]) is not None and kept[-1][0].endswith(_PERSONS):
            break
        kept.pop()
    return kept


def _is_public(nouns: list[tuple[str, int]]) -> bool:
    """Tell the public (`các tổ chức, cá nhân`) from bodies."""
    return any(noun.endswith(_PERSONS) for noun, _ in nouns) and _strong(nouns) <= {"strong:tổ chức"}


def _strong(nouns: list[tuple[str, int]]) -> set[str]:
    return {noun for noun, _ in nouns if noun.startswith(("strong", "short"))}


def _noun(view: View, at: int) -> tuple[str, int] | None:
    """Read a level word; a phrase that only begins like one (`cơ sở dữ liệu`) is none."""
    words, pieces, stop = view.lexicon.group_words, view.pieces, view.stop
    trap = view.lexicon.traps.longest(pieces, at, stop)
    best: tuple[str, int] | None = None
    for sort in ("strong", "short", "weak", "beside"):
        hit = words[sort].longest(pieces, at, stop)
        if hit is not None and (best is None or hit.end > best[1]):
            best = (f"{sort}:{hit.value.text}", hit.end)
    if best is None and view.key(at) == _CAP:
        best = ("side:cấp", at + 1)
    if best is None or (trap is not None and trap.end > best[1]) or (best[0] == "weak:tỉnh" and view.key(best[1]) in _UY):
        return None
    if view.capital(at):
        body = view.lexicon.bodies.longest(pieces, at, stop)
        if body is not None and body.end > best[1] and body.value.inner != "must":
            return None
    return best


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
    behind = view.key(hit.end)
    known = behind in _AFTER_WORKING or level_at(view, hit.end) is not None or _related(view, hit.end) is not None
    return hit.end if known else None


def _next(view: View, at: int, noun: str, *, kind: bool) -> int | None:
    """Give where the next member begins: behind a joint, or directly (`phòng, ban đơn vị`)."""
    here = at
    if view.key(here) in JOINTS:
        here = here + 2 if view.key(here) == "," and view.key(here + 1) in JOINTS else here + 1
    elif kind or not noun.startswith("strong") or view.key(here) not in _DIRECT:
        return None
    if view.key(here) == _CAC and view.key(here + 1) in _SIDE and _is_side(noun):
        here += 1
    return here if _noun(view, here) is not None else None


def _is_side(noun: str) -> bool:
    return noun in {"side:cấp", "strong:ngành"}  # `các cấp, các ngành` is one


def _sort(nouns: list[str]) -> str | None:
    sorts = {noun.partition(":")[0] for noun in nouns}
    if nouns == ["strong:ngành"]:
        return "place"
    if "strong" in sorts or ("short" in sorts and len(nouns) > 1):
        return "strong"
    if "weak" in sorts:
        return "business" if any(noun.partition(":")[2] in _BUSINESS for noun in nouns) else "place"
    return None


def read_group_tail(view: View, at: int, *, levels: bool = True) -> int:
    """Step over what belongs to a set: level and place, `trên địa bàn X`, `thuộc X`, `trong X`, `liên quan`."""
    end = at
    while True:
        for reader in _TAIL_READERS if levels else _TAIL_READERS[2:]:
            step = reader(view, end)
            if step is not None:
                end = step
                break
        else:
            return end


def _match(view: View, at: int, words: tuple[str, ...]) -> int | None:
    return at + len(words) if all(view.key(at + n) == word for n, word in enumerate(words)) else None


def _rank(view: View, at: int) -> int | None:
    for words in _RANKS:
        end = _match(view, at, words)
        if end is not None:
            return end
    if view.key(at) == _CAP:
        return _levels(view, at + 1, each=True)
    return None


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
    for words in _UPWARD[:2]:
        end = _match(view, at, words)
        if end is not None and view.capital(at):
            return end
    hit = level_at(view, at)
    if hit is None or hit.value.level == "village":
        return None
    place = read_place(view, hit.end, hit.value.level)
    return hit.end if place is None else place[0]


def _area(view: View, at: int) -> int | None:
    end = _match(view, at, _AREA)
    if end is None:
        return None
    return _levels(view, end + 1 if view.key(end) in {_TOAN, _CAC} else end) or _place(view, end) or end


def _place(view: View, at: int) -> int | None:
    hit = view.lexicon.places.longest(view.pieces, at, view.stop)
    return None if hit is None else hit.end


def _belonging(view: View, at: int) -> int | None:
    """Read `thuộc Sở`, `trực thuộc Ủy ban nhân dân tỉnh`, `thuộc hệ thống chính trị`."""
    start = at + 1 if view.key(at) == _TRUC else at
    if view.key(start) != _THUOC:
        return None
    end = _holder(view, start + 1)
    return start + 1 if end is None and start > at else end


def _holder(view: View, at: int) -> int | None:
    end = _match(view, at, _SYSTEM)
    if end is not None:
        return _levels(view, end) or end
    body = read_body(view, at)
    if body is not None:
        return body.end
    for words in _UPWARD:
        end = _match(view, at, words)
        if end is not None:
            return end
    return _levels(view, at)


def _inside(view: View, at: int) -> int | None:
    """Read `trong hệ thống chính trị`, `trong và ngoài tỉnh`, `trong cụm 2`, `ở khu dân cư`."""
    if view.key(at) not in {_TRONG, _O}:
        return None
    here = at + 1
    if view.key(here) in JOINTS and view.key(here + 1) == _NGOAI:
        here += 2
    if view.key(at) == _TRONG and view.key(here) in _CLUSTER and view.stop > here + 1:
        return here + 2 if view.case(here + 1) == NUMBER else None
    end = _match(view, here, _SYSTEM)
    if end is not None:
        return _levels(view, end) or end
    for words in _WHERE:
        end = _match(view, here, words)
        if end is not None:
            return _and_where(view, end)
    ended = _levels(view, here + 1 if view.key(here) in {_TOAN, _CAC} else here)
    return None if ended is None else _and_where(view, ended)


def _and_where(view: View, at: int) -> int:
    if view.key(at) in JOINTS:
        for words in _WHERE:
            end = _match(view, at + 1, words)
            if end is not None:
                return end
    return at


def _member(view: View, at: int) -> int | None:
    """Read the body whose members are meant: `các tổ chức thành viên MTTQ xã`."""
    if at < 2 or _match(view, at - 2, _MEMBER) is None:  # noqa: PLR2004 (two syllables)
        return _committee(view, at)
    start = at + 1 if view.key(at) == _CUA else at
    body = read_body(view, start) if view.capital(start) else None
    return None if body is None else body.end


def _committee(view: View, at: int) -> int | None:
    """Read the Party committee whose bodies are meant: `các Ban Tỉnh ủy`."""
    body = read_body(view, at) if view.capital(at) else None
    return body.end if body is not None and body.record.place == "name" and body.record.kind == "party" else None


def _related(view: View, at: int) -> int | None:
    hit = view.lexicon.group_words["related"].longest(view.pieces, at, view.stop)
    return None if hit is None else hit.end


def _plural_body(view: View, at: int) -> Group | None:
    """Read several bodies of one kind: `các Trung tâm Y tế`, `các Hội Nông dân xã`."""
    body = read_body(view, at)
    if body is None or body.record.kind in {"ministry", "so", "government", "assembly", "front"} or body.of_issuer:
        return None
    return Group(read_group_tail(view, body.end), "strong", body.end)


_COMMITTEE_STARTS = tuple(_keys(text) for text in ("cấp ủy", "chính quyền"))


def _committees(view: View, at: int) -> Group | None:
    """Read `cấp ủy Đảng, chính quyền các cấp`, a set because of `các cấp`."""
    if not any(_match(view, at, words) for words in _COMMITTEE_STARTS):
        return None
    group = read_list(view, at)
    if group is None:
        return None
    tail = {view.key(n) for n in range(group.noun_end, group.end)}
    return group if _CAP in tail else None


def _partners(view: View, at: int) -> Group | None:
    """Read bodies without quantifier that are parties: `hợp tác với doanh nghiệp, viện, trường`, `A, doanh nghiệp B`."""
    group = read_list(view, at)
    if group is None:
        return None
    together = view.key(at - 1) in _WITH and view.key(at - 2) in _TOGETHER
    several = group.end > group.noun_end or any(view.key(n) in JOINTS for n in range(at, group.noun_end))
    if together and several:
        return group
    qualified = group.sort == "business" and view.key(at - 1) in JOINTS and view.key(at - 1) != "-"
    return group if qualified and group.noun_end > _noun_only(view, at) else None


def _noun_only(view: View, at: int) -> int:
    found = _noun(view, at)
    return at if found is None else found[1]


_TAIL_READERS = (_rank, _own_level, _area, _belonging, _inside, _member, _related)
