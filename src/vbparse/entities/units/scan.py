"""Finds the mentions of one passage, left to right, the longest reading at each place."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from vbparse.entities.units.ambiguous import ambiguous_keys, left_open
from vbparse.entities.units.bodies import read_body
from vbparse.entities.units.group_tails import read_group_tail
from vbparse.entities.units.groups import Group, read_group, read_several
from vbparse.entities.units.naming import class_of, full_name
from vbparse.entities.units.offices import office_name
from vbparse.entities.units.parts import Found
from vbparse.entities.units.people import APPOINTED
from vbparse.entities.units.persons import read_name_behind, read_person
from vbparse.entities.units.places import level_at, registered_place
from vbparse.entities.units.polity import read_polity
from vbparse.entities.units.spelling import phrase
from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.records import NOUN
from vbparse.lexicon.syllables import CAPITAL, NUMBER, UPPER
from vbparse.lexicon.trie import JOINTS
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.entities.units.declared import Declared
    from vbparse.entities.units.parts import Body, View
    from vbparse.lexicon.lexicon import Lexicon
    from vbparse.lexicon.trie import Trie

_DEPUTIES = (fold_word("đại"), fold_word("biểu"))
_DOI, _LOP = fold_word("đối"), fold_word("lớp")
_OPENS = frozenset({"", ".", ";", ":"})
_THROUGH = fold_word("cấp")
_SEVERAL, _LEVELS = frozenset({fold_word("các")}), frozenset({fold_word("cấp")})
_POLITY = frozenset(map(fold_word, ("Đảng", "cấp", "ngành")))
_SIGNS = frozenset({"", ",", ";", ":", "."})
_QUALIFIED = 4  # pieces of a set of companies that says which
_LONGEST_LABEL = 12  # pieces of the description of a set of companies
_MOI = fold_word("mỗi")
_JOINED = 2


class _Starts(NamedTuple):
    """The keys at which a mention may begin: any at all, a person or office, a set of bodies, a polity, a level word."""

    any: frozenset[str]
    person: frozenset[str]
    group: frozenset[str]
    polity: frozenset[str]
    level: frozenset[str]


@lru_cache(maxsize=8)
def _starts(lexicon: Lexicon) -> _Starts:
    words = lexicon.group_words
    person = _SEVERAL | _keys(lexicon.offices, lexicon.honorifics)
    group = _LEVELS | _keys(
        *(words[sort] for sort in ("quantifier", "actor", "lone", NOUN)), lexicon.phrases["committee"]
    )
    level = _keys(lexicon.levels)
    polity = _POLITY | level | _keys(*(lexicon.phrases[sort] for sort in ("polity", "government")))
    sorts = ("quantifier", "actor", "lone", "strong", "short", "business", "place")
    other = _keys(lexicon.bodies, lexicon.types, *(words[sort] for sort in sorts))
    return _Starts(person | polity | other | ambiguous_keys(), person, group, polity, level)


def _keys(*tries: Trie[Any]) -> frozenset[str]:
    """Give the keys of all first pieces, those of abbreviations folded as well."""
    return frozenset(fold_word(key) if key.isalpha() else key for trie in tries for key in trie.starts())


def scan(view: View, masks: Sequence[tuple[int, int]], declared: Declared, *, slot: int | None = None) -> list[Found]:
    """Find all mentions of a passage, in reading order.

    `masks` are stretches of pieces to leave out; `declared` the document's own short names, which grows;
    `slot` the piece at which a unit slot begins.
    """
    starts, own = _starts(view.lexicon), {key.split()[0] for key in view.frame.bare}
    keys, cases = view.pieces.keys, view.pieces.cases
    found: list[Found] = []
    shut = dict(masks)
    here = 0
    while here < view.stop:
        if here in shut:
            here = max(shut[here], here + 1)
            continue
        key = keys[here]
        if key not in starts.any and cases[here] != NUMBER and key not in own and key not in declared.starts:
            here += 1
            continue
        known = declared.find(view, here) if key in declared.starts else None
        mention = known or _read(view, here, found, starts, slot=slot is not None and here >= slot)
        if mention is None:
            trap = view.lexicon.traps.longest(view.pieces, here, view.stop)
            here = trap.end if trap is not None else (key in starts.level and _over_place(view, here)) or here + 1
            continue
        found.append(mention)
        name = mention.name or (full_name(mention.body, view.frame) if mention.body is not None else "")
        here = max(declared.learn(view, mention, name), here + 1)
        here = _named_behind(view, here, found)
    return found


def _over_place(view: View, at: int) -> int | None:
    """Step over a level word and its place in which a body seems to begin: `thành phố Hội An`."""
    hit = level_at(view, at)
    return None if hit is None else registered_place(view, hit.end, hit.value.level)


def _named_behind(view: View, here: int, found: list[Found]) -> int:
    """Read the name behind an office and a colon: `Bí thư Đoàn trường: Cù Văn A`; both mean that person."""
    office = found[-1]
    if office.rule != "person" or office.person_name is not None or view.key(here) != ":" or not office.office:
        return here
    read = read_name_behind(view, here + 1)
    if read is None:
        return here
    start, end, name = read
    found[-1] = office._replace(rule=APPOINTED, person_name=name, name=f"{name}, {office.office}")
    found.append(Found(start, end, "person", APPOINTED, None, f"{name}, {office.office}", name, office.office))
    return end


def _read(view: View, at: int, before: Sequence[Found], starts: _Starts, *, slot: bool) -> Found | None:
    """Choose among the readings at piece `at`: the longest; person before group before body."""
    if _is_second(view, at):
        return None
    trap = view.lexicon.traps.longest(view.pieces, at, view.stop)
    reach = trap.end if trap is not None else at
    key = view.key(at)
    behind = bool(before) and before[-1].end == at and not view.capital(at)  # `Đảng ủy lãnh đạo UBND`: a verb
    person = _person(view, at) if key in starts.person and not behind else None
    polity = _polity(view, at) if key in starts.polity else None
    group = read_group(view, at) if key in starts.group or view.case(at) == NUMBER else None
    body = _body(view, at)
    if group is None and body is None and slot:
        group = _several(view, at)
    readings = [person, body, _acting(view, at, before, group, slot=slot), polity]
    chosen = [reading for reading in readings if reading is not None and reading.end > reach]
    return max(chosen, key=lambda reading: reading.end) if chosen else left_open(view, at)


def _person(view: View, at: int) -> Found | None:
    person = read_person(view, at)
    if person is None or person.end <= at:
        return None
    office = office_name(view, person)
    name = ", ".join(part for part in (person.name, office) if part)
    return Found(at, person.end, "person", "person", person.body, name, person.name, office or None)


def _several(view: View, at: int) -> Group | None:
    """Read a set without quantifier in a unit slot, where no body's name begins."""
    if view.key(at - 1) not in _SIGNS and view.key(at - 1) not in JOINTS:
        return None
    return read_several(view, at) if read_body(view, at) is None else None


def _acting(view: View, at: int, before: Sequence[Found], group: Group | None, *, slot: bool) -> Found | None:
    """Give a set of bodies that is one wherever it stands, stands in a slot, or acts."""
    if group is not None and view.key(at) == _MOI and not view.capital(at):
        return None  # `mỗi xã 02 người` counts
    if group is None or (group.sort != "strong" and not slot and not _is_acting(view, at, group, before)):
        return None
    end = group.end
    if at == 0 and group.sort == "business":  # what follows says which: `... đang hoạt động trong KCN`
        end = view.stop if view.is_title else max(end, _label_end(view, end) or end)
    return Found(at, end, "group", "group", name=phrase(view, at, end))


def _label_end(view: View, at: int) -> int | None:
    """Find the colon of a label in which a description of businesses goes on; None where they act before it."""
    if view.phrase("act", at) is not None:
        return None
    return next((n for n in range(at, min(at + _LONGEST_LABEL, view.stop)) if view.key(n) == ":"), None)


def _is_acting(view: View, at: int, group: Group, before: Sequence[Found]) -> bool:
    """Tell whether a set that may be a mere place or the public acts or is addressed here."""
    about = view.key(at - 2) == _DOI  # `đối với các thôn` speaks about them
    if _follows(view, at, before):
        return True
    if group.sort == "lone":
        return view.key(at - 1) in _SIGNS or view.key(at - 1) in JOINTS or (view.behind("owner", at) and not about)
    acts = group.end >= view.stop or view.key(group.end) == ":" or view.phrase("act", group.end) is not None
    if group.sort == "business":
        which = group.end - at >= _QUALIFIED  # `yêu cầu các doanh nghiệp viễn thông`; alone they are the public
        told = (view.behind("partner", at) or (which and view.behind("ordered", at))) and not about
        return told or (at == 0 and (acts or view.is_title or _label_end(view, group.end) is not None))
    if view.key(group.noun_end - 1) == _LOP:
        return view.frame.kind == "school"
    return (view.behind("addressed", at) and not about) or (view.key(at - 1) in _OPENS and acts)


def _follows(view: View, at: int, before: Sequence[Found]) -> bool:
    """Tell whether a mention of a body stands before, with only a joint between."""
    if not before or before[-1].cls not in {"named", "group"}:
        return False
    between = view.pieces.keys[before[-1].end : at]
    return 0 < len(between) <= _JOINED and all(key in JOINTS or key == ";" for key in between)


def _body(view: View, at: int) -> Found | None:
    if not view.capital(at) and not _small_head(view, at):
        return None
    if view.key(at - 1) == _THROUGH:
        return None
    body = read_body(view, at)
    if body is None or body.end <= at or (body.record.kind == "portal" and not view.recipients):
        return None
    return of_body(view, body)


def _is_second(view: View, at: int) -> bool:
    """Tell the second part of a word (`nhiệm vụ`) or of a document's code (`39/KH-UBND`)."""
    if view.case(at) != CAPITAL and (view.key(at - 1), view.key(at)) in view.lexicon.compounds:
        return view.case(at - 1) == view.case(at) or not view.capital(at)
    return _in_code(view, at)


def _in_code(view: View, at: int) -> bool:
    """Tell a part of a document's code: capitals behind a dash or slash that hangs on capitals or digits."""
    if view.key(at - 1) not in {"-", "/"} or at < 2:  # noqa: PLR2004 (a piece and a sign before)
        return False
    piece, before = view.pieces.slice(at, at + 1), view.lexicon.abbreviations.get(view.pieces.slice(at - 2, at - 1))
    hangs = view.pieces.ends[at - 2] == view.pieces.starts[at - 1]
    typed = before is not None and before.category.startswith("doc_type")
    return (
        (hangs or typed or view.case(at - 2) == NUMBER)
        and sum(map(str.isupper, piece)) > 1
        and view.case(at - 2) in (UPPER, NUMBER)
    )


def of_body(view: View, body: Body) -> Found:
    """Make the mention of a body."""
    cls = class_of(body, view.frame)
    if cls == "group":
        end = read_group_tail(view, body.end, levels=body.tail.sort == "")
        body = body._replace(end=end)
    if body.record.kind == "hdnd" and not body.tail.sort and body.inner is None and _of_deputies(view, body.start):
        cls = "group"
    rule = "bare" if body.of_issuer else "open" if body.record.field else "body"
    name = phrase(view, body.start, body.end) if cls == "group" else None
    return Found(body.start, body.end, cls, rule, body, name)


def _of_deputies(view: View, at: int) -> bool:
    """Tell the people's councils of all levels in `đại biểu Quốc hội và đại biểu HĐND`."""
    return (view.key(at - 2), view.key(at - 1)) == _DEPUTIES


def _small_head(view: View, at: int) -> bool:
    """Allow a small first letter where the name goes on with a capital (`phòng Nội vụ`) or cannot mean another thing."""
    sure = view.frame.kind == "school" or view.phrase("small_body", at) is not None
    return sure or view.capital(at + 1) or view.capital(at + 2)


def _polity(view: View, at: int) -> Found | None:
    read = read_polity(view, at)
    return None if read is None else Found(at, read[0], "polity", "polity", name=read[1])
