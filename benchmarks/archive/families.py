"""Which plans there are: families of twelve, from the ministry down, so that each plan's superior is known.

Plan `n` is member `n % 12` of family `n // 12`: a field of work, a year, a ministry, two provinces with what is
below them. A plan cites only plans of smaller number, and nothing but seed and number is needed to know them all.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.archive.model import Agency, Facts, Place
from benchmarks.archive.places import choose_place, has_districts
from benchmarks.archive.words import existing, fields

if TYPE_CHECKING:
    from benchmarks.archive.model import Level

YEARS = (2014, 2025)
MINISTRY, PROVINCE, DEPARTMENT, DISTRICT, ROOM, COMMUNE = range(6)


class Role(NamedTuple):
    """Member of a family: what it is, in which of the two provinces, whose plan it carries out."""

    what: int
    side: int
    superior: int | None
    commune: int = 0


ROLES = (
    Role(MINISTRY, 0, None),
    Role(PROVINCE, 0, 0),
    Role(DEPARTMENT, 0, 1),
    Role(DISTRICT, 0, 1),
    Role(ROOM, 0, 3),
    Role(COMMUNE, 0, 3),
    Role(COMMUNE, 0, 3, 1),
    Role(PROVINCE, 1, 0),
    Role(DEPARTMENT, 1, 7),
    Role(DISTRICT, 1, 7),
    Role(COMMUNE, 1, 9),
    Role(COMMUNE, 1, 9, 1),
)


class _Family(NamedTuple):
    field: str
    title: str
    year: int
    start: date
    sides: tuple[tuple[Place, Place | None, tuple[Place, Place]], ...]


def make_facts(seed: int, number: int) -> Facts:
    """Give the facts of plan `number` of an archive."""
    index, member = divmod(number, len(ROLES))
    return _facts(seed, index, member)


@cache
def _family(seed: int, index: int) -> _Family:
    random = Random(f"{seed}/family/{index}")
    field = random.choice(sorted(fields()))
    year = random.randint(*YEARS)
    # The year of the reform is that after it: a plan does not speak of two sets of bodies.
    start = date(year, 7, random.randint(2, 12)) if year == YEARS[1] else date(year, 1, random.randint(3, 25))
    sides = tuple(choose_place(random, start) for _ in range(2))
    return _Family(field, random.choice(fields()[field]["title"]), year, start, sides)


@cache
def _facts(seed: int, index: int, member: int) -> Facts:
    family, role = _family(seed, index), ROLES[member]
    random = Random(f"{seed}/facts/{index}/{member}")
    superior = None if role.superior is None else _facts(seed, index, role.superior)
    day = family.start if superior is None else superior.day + timedelta(days=random.randint(4, 14))
    day += timedelta(days=max(0, day.weekday() - 4) and 7 - day.weekday())  # a working day
    agency = _agency(role, family, day)
    # Numbers of one agency differ, whatever its families: each number is taken once in a long cycle.
    code = f"{1 + (index * 37 + member * 211 + seed * 17) % 9973}/KH-{agency.symbol}"
    title = f"{family.title} năm {family.year}"
    if agency.kind == "government":
        title = f"{family.title} trên địa bàn {agency.place.name} năm {family.year}"
    return Facts(index * len(ROLES) + member, agency, day, code, family.field, title, family.year, superior)


def _agency(role: Role, family: _Family, day: date) -> Agency:
    field = fields()[family.field]
    province, district, communes = family.sides[role.side]
    if role.what == MINISTRY:
        ministry = existing(field["ministry"], "central", day.isoformat())[0]
        return Agency("ministry", "central", ministry.name, ministry.name, ministry.symbols[0], Place(), ministry.name)
    if role.what == DEPARTMENT:
        body = existing(field["department"], "province", day.isoformat())[0]
        name = f"{body.name} {province.name}"
        return Agency("department", "province", name, body.name, body.symbols[0], province, body.name)
    if role.what == PROVINCE:
        return _government("province", province)
    if district is not None and has_districts(day):
        if role.what == COMMUNE:
            return _government("commune", communes[role.commune])
        return _government("district", district) if role.what == DISTRICT else _room(field, "district", district, day)
    # Without districts the communes of a province stand where districts stood.
    place = communes[1 if role.commune else 0]
    return _room(field, "commune", place, day) if role.what == ROOM else _government("commune", place)


def _government(level: Level, place: Place) -> Agency:
    name = f"Ủy ban nhân dân {place.name}"
    return Agency("government", level, name, f"UBND {place.word}", "UBND", place, "Ủy ban nhân dân")


def _room(field: dict[str, list[str]], level: Level, place: Place, day: date) -> Agency:
    body = existing(field["room"], level, day.isoformat())[0]
    initials = "".join(
        word[0].upper() for word in body.name.replace(",", " ").split() if word.isalpha() and word != "và"
    )
    name = f"{body.name} {place.name}"
    return Agency("room", level, name, body.name, initials, place, body.name)
