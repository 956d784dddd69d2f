"""Reads office holders and named persons: "Chủ tịch UBND huyện", "đồng chí A – Phó Giám đốc", "Hiệu trưởng"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.bodies import read_body
from vbparse.entities.units.groups import read_group, read_list
from vbparse.entities.units.places import level_at, read_place
from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.syllables import CAPITAL, UPPER
from vbparse.lexicon.trie import JOINTS
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.entities.units.parts import Body, View
    from vbparse.lexicon.records import OfficeRecord

_CAC, _PHU, _TRACH = (fold_word(word) for word in ("các", "phụ", "trách"))
_NAME_LENGTH = (2, 5)
_OPENS = frozenset({"", ":", ";", "."})
_CLAUSE_END = frozenset(".;:()")
_PARTS = frozenset({"-", ","})


class Person(NamedTuple):
    """A person or office as read. `titles` are canonical; behind them a body, set or place; `of` see `OfficeRecord`."""

    end: int
    titles: tuple[str, ...] = ()
    name: str | None = None
    body: Body | None = None
    group: tuple[int, int] | None = None
    place: tuple[int, int] | None = None
    plural: bool = False
    of: tuple[str, ...] = ()
    whole: tuple[int, int] | None = None


class _Title(NamedTuple):
    record: OfficeRecord
    start: int
    end: int
    plural: bool


def read_person(view: View, at: int) -> Person | None:
    """Read the person or office that begins at piece `at`."""
    polite = view.lexicon.honorifics.longest(view.pieces, at, view.stop)
    start = at if polite is None else polite.end
    if polite is not None:
        named = _named(view, start)
        if named is not None:
            return named
    plural = view.key(start) == _CAC or view.key(at) == _CAC
    here = start + 1 if view.key(start) == _CAC else start
    return _office(view, here, plural=plural, polite=polite is not None)


def _named(view: View, at: int) -> Person | None:
    """Read a name behind a word of courtesy, with the office that a blank, comma or dash joins to it."""
    end = _name(view, at, sure=True)
    if end is None:
        return None
    name = view.pieces.slice(at, end)
    office = end + 1 if view.key(end) in _PARTS else end
    title = _office(view, office, plural=False, polite=False)
    if title is None or title.name is not None:
        return Person(end, (), name)
    return title._replace(name=name)


def _name(view: View, at: int, *, sure: bool) -> int | None:
    """Step over a person's name: two to five capitalised syllables, the first a family name unless `sure`."""
    pieces = view.pieces
    end = at
    while end < view.stop and pieces.cases[end] == CAPITAL and end - at < _NAME_LENGTH[1]:
        if _title(view, end) is not None:
            break
        end += 1
    if end - at < _NAME_LENGTH[0]:
        return None
    if not sure and pieces.slice(at, at + 1).casefold() not in view.lexicon.surnames:
        return None
    return end


def _title(view: View, at: int, *, plural: bool = False) -> _Title | None:
    hit = view.lexicon.offices.longest(view.pieces, at, view.stop)
    return None if hit is None else _Title(hit.value, at, hit.end, plural)


def _office(view: View, at: int, *, plural: bool, polite: bool) -> Person | None:
    titles = _titles(view, at, plural=plural)
    if not titles:
        return None
    last = titles[-1]
    if last.record.stands == "staff":
        return _staff(view, titles[0], plural=plural)
    if len(titles) == 1:
        headed = _head_of(view, last)
        if headed is not None:
            return _with_name(view, headed._replace(plural=plural))
    person = _holder(view, last.end, by_list=last.record.stands == "group") or Person(last.end)
    held = person.body is not None or person.group is not None or person.place is not None
    if not _may_stand(view, titles, held=held, polite=polite):
        return None
    names = tuple(("các " if title.plural and n else "") + title.record.title for n, title in enumerate(titles))
    return _with_name(view, person._replace(titles=names, plural=titles[0].plural, of=last.record.bodies))


def _head_of(view: View, title: _Title) -> Person | None:
    """Read a title that ends in the head of the body: `Trưởng phòng Nội vụ`, `Trưởng Ban Chỉ đạo`."""
    short, _, word = title.record.title.rpartition(" ")
    if word.casefold() not in {"ban", "phòng"} or not short:
        return None
    body = read_body(view, title.end - 1)
    return Person(body.end, (short,), body=body) if body is not None and body.end > title.end else None


def _titles(view: View, at: int, *, plural: bool) -> list[_Title]:
    """Read titles that share what follows the last: `Chủ tịch, các Phó Chủ tịch UBND quận`."""
    first = _title(view, at, plural=plural)
    if first is None:
        return []
    titles = [first]
    while view.key(titles[-1].end) in JOINTS:
        here = titles[-1].end + 1
        many = view.key(here) == _CAC
        more = _title(view, here + many, plural=many)
        if more is None or not _same_office(titles[-1], more):
            break
        titles.append(more)
    while len(titles) > 1 and _holder(view, titles[-1].end, by_list=False) is None:
        titles.pop()
    return titles if len(titles) == 1 or _holder(view, titles[0].end, by_list=False) is None else titles[:1]


def _same_office(first: _Title, second: _Title) -> bool:
    """Tell whether two titles are head and deputy of one office."""
    one, two = (title.record.title.removeprefix("Phó ").casefold() for title in (first, second))
    return two.startswith(one) or one.startswith(two)


def _holder(view: View, at: int, *, by_list: bool) -> Person | None:
    """Read whose office it is: a body, a set of bodies, a place."""
    body = read_body(view, at) or read_body(view, _behind_desk(view, at))
    if body is not None:
        return Person(body.end, body=body)
    group = read_list(view, at) if by_list else None
    group = group or read_group(view, at)
    if group is not None and group.sort in {"strong", "lone", "place"}:
        return Person(group.end, group=(at, group.end))
    hit = level_at(view, at)
    if hit is not None:
        place = read_place(view, hit.end, hit.value.level)
        end = hit.end if place is None else place[0]
        return Person(end, place=(at, end))
    return None


def _behind_desk(view: View, at: int) -> int:
    """Step over the code of a deputy's desk: `PCVP (NC) UBND tỉnh`, `PCVP VX UBND tỉnh`."""
    first, bracket = (at + 1, True) if view.key(at) == "(" else (at, False)
    if view.case(first) != UPPER or read_body(view, first) is not None or view.key(first) in JOINTS:
        return at
    if not bracket:
        return first + 1
    return first + 2 if view.key(first + 1) == ")" else at


def _may_stand(view: View, titles: list[_Title], *, held: bool, polite: bool) -> bool:
    first, stands = titles[0], titles[-1].record.stands
    if stands == "alone":
        return view.capital(first.start)
    if stands in {"body", "group"}:
        return held and (view.capital(first.start) or not view.behind("no_title_before", first.start))
    if stands == "shared":
        return False
    return held or polite or view.capital(first.start)


def _with_name(view: View, person: Person) -> Person:
    """Add the name that follows an office: `Phó Chủ tịch UBND tỉnh Trần Văn X`."""
    here = person.end + 1 if view.key(person.end) == "-" else person.end
    end = _name(view, here, sure=False)
    return person if end is None or person.plural else person._replace(end=end, name=view.pieces.slice(here, end))


def _staff(view: View, title: _Title, *, plural: bool) -> Person | None:
    """Read a desk: a staff word and its field (`Cán bộ phụ trách lĩnh vực ...`); other staff is no mention."""
    opens = plural or view.key(title.start - 1) in _OPENS
    if view.key(title.end) != _PHU or view.key(title.end + 1) != _TRACH or not opens:
        return None
    end = first = title.end + 2
    while end < view.stop and view.key(end) not in _CLAUSE_END and (title.start == 0 or view.key(end) != ","):
        if end > first and not view.is_title and view.phrase("staff_act", end) is not None:
            break
        end += 1
    return Person(end, whole=(title.start - plural, end))


def read_name_behind(view: View, at: int) -> tuple[int, int, str] | None:
    """Read a name behind a colon, with or without a word of courtesy: `(start, end, name)`."""
    polite = view.lexicon.honorifics.longest(view.pieces, at, view.stop)
    start = at if polite is None else polite.end
    if polite is None and view.lexicon.places.longest(view.pieces, at, view.stop) is not None:
        return None
    end = _name(view, start, sure=polite is not None)
    return None if end is None else (at, end, view.pieces.slice(start, end))
