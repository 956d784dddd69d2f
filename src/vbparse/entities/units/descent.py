"""What became of a body: the bodies that do its work on a later day, at their own levels and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.naming import full_name
from vbparse.entities.units.parts import Body, Frame, Tail, strip_level
from vbparse.lexicon.admin import BEFORE, admin_unit, main_successors, units_above
from vbparse.lexicon.validity import Term, level_rule, term_of
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.lexicon.admin import AdminUnit
    from vbparse.lexicon.lexicon import Lexicon
    from vbparse.lexicon.records import BodyRecord

_LONGEST = 6  # reforms that one body has gone through


class Seat(NamedTuple):
    """A body of the registry where it stands: record, level, administrative unit; each may be unknown.

    `name` is the canonical name of a body that no record holds.
    """

    record: BodyRecord | None
    level: str | None = None
    admin: AdminUnit | None = None
    name: str = ""

    @property
    def term(self) -> Term:
        """Give since when and until when the body existed there."""
        if self.record is None:
            return Term("", "")
        term, admin = term_of(self.record, self.level), self.admin
        if admin is None or not self.record.place:
            return term
        starts, ends = (term.valid_from, admin.valid_from), (term.valid_to, admin.valid_to)
        return Term(max(starts), min((end for end in ends if end), default=""))


def seat_name(seat: Seat) -> str:
    """Give the canonical name of a body at its place."""
    if seat.record is None:
        return seat.name
    tail = Tail(0)
    if seat.admin is not None and seat.record.place in {"level", "name"}:
        bare = strip_level(seat.admin.name)
        word = seat.admin.name.removesuffix(bare).strip().lower()
        tail = Tail(0, "place", seat.level, word, bare)
    return full_name(Body(0, 0, seat.record, seat.record.name, tail), Frame())


def descent(seat: Seat, day: str, lexicon: Lexicon) -> tuple[Seat, ...]:
    """Give the bodies that came after one which is no more on a day; none where it still exists or nothing is known."""
    if not seat.term.ended(day):
        return ()
    return tuple(dict.fromkeys(_followed(seat, day, lexicon, _LONGEST)))


def _followed(seat: Seat, day: str, lexicon: Lexicon, steps: int) -> Iterator[Seat]:
    for follower in _next(seat, lexicon):
        if steps and follower.term.ended(day):
            yield from _followed(follower, day, lexicon, steps - 1)
        elif follower.term.begun(day):
            yield follower


def _next(seat: Seat, lexicon: Lexicon) -> Iterator[Seat]:
    """Give what follows at the first of its ends: that of the record, of its level, or of the place."""
    record, rule = seat.record, level_rule(seat.record.id if seat.record else "", seat.level)
    if record is None:
        return
    end = seat.term.valid_to
    if record.valid_to == end and record.successors and not (rule.valid_to == end and _tells(rule)):
        for successor in record.successors:
            yield from _moved(seat, lexicon.records[successor], _level_for(lexicon.records[successor], seat))
    elif rule.valid_to == end and _tells(rule):
        for successor in rule.successors:
            name, _, level = successor.partition("@")
            yield from _moved(seat, lexicon.records[name], level)
        yield from (Seat(None, name=name) for name in rule.names)
    elif seat.admin is not None and seat.admin.valid_to == end and seat.level != "district":
        yield from (Seat(record, seat.level, place) for place in main_successors(seat.admin))


def _tells(rule: object) -> bool:
    return bool(getattr(rule, "successors", ()) or getattr(rule, "names", ()))


def _level_for(record: BodyRecord, seat: Seat) -> str | None:
    """Give the level at which a successor stands: the same, else the only one or the nearest below."""
    if seat.level in record.levels or not record.levels:
        return seat.level
    return record.levels[-1]


def _moved(seat: Seat, record: BodyRecord, level: str | None) -> Iterator[Seat]:
    """Seat a successor: in the same place, in the communes that a district became, or in the province above."""
    admin = seat.admin
    if admin is None or level == seat.level or level in {None, "central", "other"}:
        yield Seat(record, level, admin if level == seat.level else None)
    elif level == "commune" and admin.level == "district":
        where = level_rule(record.id, level).where
        places = [place for place in main_successors(admin) if _fits(place, where)]
        yield from (Seat(record, level, place) for place in places)
    else:
        yield from (Seat(record, level, place) for place in units_above(admin) if place.level == level)


def _fits(place: AdminUnit, where: tuple[str, ...]) -> bool:
    return not where or place.name.lower().startswith(tuple(f"{word} " for word in where))


def counterpart(admin: AdminUnit | None, level: str, day: str) -> AdminUnit | None:
    """Give the unit at a level above (or the same) that a place lies in on a day."""
    if admin is None:
        return None
    found = next((place for place in (admin, *units_above(admin)) if place.level == level), None)
    if found is not None and found.snapshot == BEFORE and found.valid_to and day > BEFORE:
        return admin_unit(found.successors[0], "2025-07-01") if level == "province" else None
    return found
