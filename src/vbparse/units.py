"""What is known of an organisation: its kind, place, abbreviations, superior, validity, what came after it.

>>> from vbparse.units import describe_unit
>>> (unit,) = describe_unit("Phòng Nội vụ quận Hà Đông", at="2024-02-17")
>>> unit.superior, unit.place.code
('Ủy ban nhân dân quận Hà Đông', '268')
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from vbparse.entities.units.bodies import read_body
from vbparse.entities.units.capitals import is_capitals, restore_case
from vbparse.entities.units.descent import Seat, counterpart, descent, seat_name
from vbparse.entities.units.frame import places_in
from vbparse.entities.units.naming import class_of, full_name, level_of, place_of
from vbparse.entities.units.parts import Frame, Tail, View
from vbparse.entities.units.spelling import phrase
from vbparse.lexicon.admin import (
    AFTER,
    BEFORE,
    AdminUnit,
    admin_successors,
    find_admin,
    main_successors,
    search_admin,
    search_bare,
    snapshot_at,
    units_above,
)
from vbparse.lexicon.lexicon import load_lexicon
from vbparse.lexicon.load import rows
from vbparse.lexicon.syllables import cut
from vbparse.lexicon.validity import level_rule, superior_of, term_of
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vbparse.entities.units.parts import Body
    from vbparse.lexicon.lexicon import Lexicon
    from vbparse.lexicon.records import BodyRecord

__all__ = ["PlaceInfo", "Successor", "UnitInfo", "describe_unit"]

_UNCHECKED = "OK"  # in the column `source`: knowledge of the field that no document was held against
_LEVELS = ("commune", "district", "province")
_FIRST_CHOICES = 20
_MINISTRY = "Bộ"
_WITHOUT_FIELD = frozenset({"ubnd", "hdnd", "front", "court", "procuracy", "police", "party", "bureau"})
_WITH_INITIALS = frozenset({"ministry", "so", "phong"})
_SIGNS = {"-": "-", "và": "&"}
_PARTY = {
    "tỉnh": "dang.tinh_uy",
    "thành": "dang.thanh_uy",
    "quận": "dang.quan_uy",
    "huyện": "dang.huyen_uy",
    "thị": "dang.thi_uy",
}


class PlaceInfo(NamedTuple):
    """An administrative unit; the lists hold pairs of code and name.

    `above` goes from near to far; `successors` took most of its area, `parts` some of it.
    """

    code: str
    name: str
    snapshot: str
    valid_from: str
    valid_to: str
    above: tuple[tuple[str, str], ...]
    successors: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]


class Successor(NamedTuple):
    """A body that does the work of one that is no more; `code` is that of its place."""

    name: str
    registry_id: str | None
    code: str | None


class UnitInfo(NamedTuple):
    """What is known of a body on the day `at`.

    `type` is its head word and `field` the rest of its name (`Phòng`, `Nội vụ`); `choices` are the places that the
    name may mean where it does not say which; `valid` is None where the registry knows no record of it; `checked`
    tells whether a document was held against the record.
    """

    at: str
    name: str
    kind: str
    type: str
    field: str
    cls: str
    level: str | None
    registry_id: str | None
    place: PlaceInfo | None
    choices: tuple[tuple[str, str], ...]
    abbreviations: tuple[str, ...]
    symbols: tuple[str, ...]
    superior: str | None
    valid_from: str
    valid_to: str
    valid: bool | None
    successors: tuple[Successor, ...]
    sources: tuple[str, ...]
    checked: bool
    note: str

    def data(self) -> dict[str, Any]:
        """Give it as plain data, for JSON: empty texts are None."""
        plain = {name: value or None if isinstance(value, str) else value for name, value in self._asdict().items()}
        place = self.place
        plain["place"] = None if place is None else _place_data(place)
        plain["choices"] = _pairs(self.choices)
        plain["successors"] = [successor._asdict() for successor in self.successors]
        return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}


def describe_unit(
    name: str, *, at: str | dt.date | None = None, lexicon: Lexicon | None = None
) -> tuple[UnitInfo, ...]:
    """Tell what is known of an organisation.

    Args:
        name: as it may stand in a document, with its place or without: `Phòng Nội vụ quận Hà Đông`, `Sở LĐ-TB&XH
            Hà Nội`, `UBND xã Lương Minh, tỉnh Quảng Ninh`, `TU`.
        at: the day (ISO) for which validity, superior and successors are told; today if None.
        lexicon: knowledge with an office's own names; ours if None.

    Returns:
        One answer; several for an abbreviation that means several bodies; none for what is no organisation.

    Raises:
        ValueError: `at` is no day.
    """
    lexicon = lexicon or load_lexicon()
    day = (dt.date.fromisoformat(at) if isinstance(at, str) else at or dt.date.today()).isoformat()  # noqa: DTZ011 (the user's day)
    abbreviation = lexicon.abbreviations.get(name.strip())
    meanings = abbreviation.meanings if abbreviation is not None else ()
    several = [info for meaning in meanings for info in _described(meaning.partition(" (")[0], day, lexicon)]
    return tuple(several) if len(several) > 1 else tuple(_described(name, day, lexicon))


def _described(name: str, day: str, lexicon: Lexicon) -> Iterator[UnitInfo]:
    view, body = _read(name, lexicon)
    if body is None:
        return
    above = tuple(places_in([name], lexicon).values())
    seat, choices = _seat(view, body, above, day)
    info = _info(body, seat, choices, day, lexicon)
    yield info._replace(name=phrase(view, body.start, body.end)) if info.cls == "group" else info


def _read(name: str, lexicon: Lexicon) -> tuple[View, Body | None]:
    """Read a body at the beginning of a name, in whatever case it is written; a trap (`hội nghị`) is none."""
    text = " ".join(name.split())
    capitals = is_capitals(cut(text), lexicon)
    for form in (restore_case(text, lexicon, {}, unknown_title=True) if capitals else text, text.title()):
        view = View(cut(form), lexicon, Frame())
        body = read_body(view, 0)
        trap = lexicon.traps.longest(view.pieces, 0, view.stop)
        if body is not None and body.end > 0 and not (body.record.field and trap is not None):
            return view, _before_place(view, body)
    return view, None


def _before_place(view: View, body: Body) -> Body:
    """Take a body of the registry for one with an open name that ends with a place (`Phòng Nội vụ Hà Đông`)."""
    hit = view.lexicon.bodies.longest(view.pieces, 0, view.stop)
    if not body.record.field or hit is None or hit.end >= body.end:
        return body
    known = body._replace(end=hit.end, record=hit.value, name=hit.value.name, tail=Tail(hit.end), inner=None)
    return known if _bare_places(view.pieces.slice(hit.end, view.stop), hit.value, AFTER) else body


def _innermost(body: Body) -> Body:
    while body.inner is not None:
        body = body.inner
    return body


def _seat(view: View, body: Body, above: tuple[str, ...], day: str) -> tuple[Seat, tuple[AdminUnit, ...]]:
    """Find level and place of a body, or the places that it may mean."""
    core = _innermost(body)
    level: str | None = level_of(body, Frame())
    place = place_of(core, Frame())
    if core.tail.sort == "place" and place is not None:
        found = _places(place, core, level, above, day)
    elif not core.tail.sort and core.end < view.stop and core.record.place in {"level", "name"}:
        found = _bare_places(view.pieces.slice(core.end, view.stop), core.record, day)
    else:
        found = ()
    if len(core.record.levels) == 1 and level is None:
        level = core.record.levels[0]
    if len(found) != 1:
        return Seat(body.record, level), found
    return Seat(body.record, found[0].level, found[0]), ()


def _places(place: str, body: Body, level: str | None, above: tuple[str, ...], day: str) -> tuple[AdminUnit, ...]:
    if body.record.place == "name":
        first = snapshot_at(day)
        other = BEFORE if first == AFTER else AFTER
        return search_bare(place, first, level or "", above=above) or search_bare(
            place, other, level or "", above=above
        )
    found = find_admin(place, day=day, above=above)
    if found is not None:
        return (found,)
    return search_admin(place, snapshot_at(day), above=above) or search_admin(place, BEFORE, above=above)


def _bare_places(text: str, record: BodyRecord, day: str) -> tuple[AdminUnit, ...]:
    """Read a place without its type word at the levels at which the body may stand: `Phòng Nội vụ Hà Đông`."""
    for snapshot in dict.fromkeys((snapshot_at(day), BEFORE, AFTER)):
        for level in record.levels:
            found = search_bare(text.strip(" ,"), snapshot, level) if level in _LEVELS else ()
            if found:
                return found
    return ()


def _info(body: Body, seat: Seat, choices: tuple[AdminUnit, ...], day: str, lexicon: Lexicon) -> UnitInfo:
    record, term = body.record, seat.term
    row = _row(record.id)
    known = row is not None or not record.field
    sources = _sources(row, record, seat)
    return UnitInfo(
        at=day,
        name=_name(body, seat),
        kind=record.kind,
        type=_type(body, lexicon),
        field=body.name[len(_type(body, lexicon)) :].strip(),
        cls=class_of(body, Frame()),
        level=seat.level,
        registry_id=record.id if not record.field else None,
        place=_place_info(seat.admin) if seat.admin is not None else None,
        choices=tuple((unit.code, _with_above(unit)) for unit in choices[:_FIRST_CHOICES]),
        abbreviations=_abbreviations(body, lexicon),
        symbols=record.symbols,
        superior=_superior(body, seat, day, lexicon),
        valid_from=term.valid_from,
        valid_to=term.valid_to,
        valid=term.holds(day) if known or term.valid_to else None,
        successors=tuple(_successor(follower) for follower in descent(seat, day, lexicon)),
        sources=tuple(_source_names().get(source, source) for source in sources),
        checked=bool(sources) and _UNCHECKED not in sources,
        note=row.get("note", "") if row is not None else "",
    )


def _name(body: Body, seat: Seat) -> str:
    if body.inner is None and seat.admin is not None and seat.record is not None and not body.tail.sort:
        return seat_name(seat._replace(record=seat.record._replace(name=body.name)))
    return full_name(body, Frame())


def _type(body: Body, lexicon: Lexicon) -> str:
    """Give the head word of a name with a field: that of the open names it would belong to; else the whole name."""
    pieces = cut(body.name)
    if body.record.kind == "ministry" and body.name.startswith(_MINISTRY):
        return _MINISTRY
    hit = lexicon.types.longest(pieces, 0, len(pieces)) if body.record.kind not in _WITHOUT_FIELD else None
    return body.name if hit is None else body.name[: pieces.ends[hit.end - 1]]


def _abbreviations(body: Body, lexicon: Lexicon) -> tuple[str, ...]:
    """Give the initials of the field (`Phòng LĐ-TB&XH`), then the other spellings of the record."""
    head = _type(body, lexicon)
    field = body.name[len(head) :].strip()
    if body.record.kind not in _WITH_INITIALS or not field:
        return body.record.aliases
    words = (_SIGNS.get(word, word[:1].upper()) + ("," if word.endswith(",") else "") for word in field.split())
    return tuple(dict.fromkeys((f"{head} {''.join(words)}", *body.record.aliases)))


def _sources(row: Mapping[str, str] | None, record: BodyRecord, seat: Seat) -> tuple[str, ...]:
    """Give the ids of the sources of the record, and of what ended it at its level."""
    rule = level_rule(record.id, seat.level)
    ended = bool(rule.valid_to) and term_of(record, seat.level).valid_to == rule.valid_to
    cells = (row["source"] if row is not None else "", rule.source if ended else "")
    return tuple(dict.fromkeys(source.strip() for cell in cells for source in cell.split(";") if source.strip()))


def _source_names() -> dict[str, str]:
    return {row["id"]: row["what"] for row in rows("sources.tsv")}


def _row(record_id: str) -> Mapping[str, str] | None:
    return next((row for row in rows("bodies.tsv") if row["id"] == record_id), None)


def _successor(seat: Seat) -> Successor:
    return Successor(
        seat_name(seat),
        seat.record.id if seat.record is not None else None,
        seat.admin.code if seat.admin is not None else None,
    )


def _superior(body: Body, seat: Seat, day: str, lexicon: Lexicon) -> str | None:
    """Name the body above: the one that it is a part of, else what the registry says for its last day at most."""
    if body.inner is not None:
        return full_name(body.inner, Frame())
    if seat.record is None:
        return None
    term = seat.term
    if term.ended(day):
        day = term.valid_to
    written = superior_of(seat.record, seat.level, day)
    if written is None:
        return None
    name, _, level = written.partition("@")
    admin = counterpart(seat.admin, level, day) if level else None
    if name == "party":
        word = admin.name.split()[0].lower() if admin is not None else ""
        name = _PARTY.get(word, "dang.dang_uy") if admin is not None else ""
    record = lexicon.records.get(name)
    return None if record is None or (level and admin is None) else seat_name(Seat(record, level or None, admin))


def _place_info(unit: AdminUnit) -> PlaceInfo:
    main = main_successors(unit) if unit.valid_to else ()
    rest = [other for other in admin_successors(unit) if other not in main] if unit.valid_to else ()
    return PlaceInfo(
        unit.code,
        unit.name,
        unit.snapshot,
        unit.valid_from,
        unit.valid_to,
        tuple((other.code, other.name) for other in units_above(unit)),
        tuple((other.code, other.name) for other in main),
        tuple((other.code, other.name) for other in rest),
    )


def _with_above(unit: AdminUnit) -> str:
    return ", ".join((unit.name, *(other.name for other in units_above(unit))))


def _place_data(place: PlaceInfo) -> dict[str, Any]:
    plain: dict[str, Any] = place._asdict()
    plain |= {"valid_from": place.valid_from or None, "valid_to": place.valid_to or None}
    lists = {"above": place.above, "successors": place.successors, "parts": place.parts}
    return plain | {name: _pairs(pairs) for name, pairs in lists.items()}


def _pairs(pairs: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"code": code, "name": name} for code, name in pairs]
