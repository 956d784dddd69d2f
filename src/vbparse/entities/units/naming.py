"""Gives canonical names: head, level and place, printed or implied by the issuer."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from vbparse.entities.units.parts import LEVELS, RANK
from vbparse.lexicon.load import rows

if TYPE_CHECKING:
    from vbparse.entities.model import Level, UnitClass
    from vbparse.entities.units.parts import Body, Frame

_INSIDE = frozenset({"issuer", "committee", "council"})
_ROOMS = frozenset({"phong", "division"})
_HOUSES = frozenset({"so", "ministry", "school", "hospital", "company"})
_ORGANISATIONS = frozenset({"union", "front"})
_TYPE_KEPT = frozenset({"Hồ Chí Minh"})
_WITH_COUNCIL = frozenset({"district", "commune"})


def class_of(body: Body, frame: Frame) -> UnitClass:
    """Tell one body from a set: a body below the issuer's level without a place stands for all (`UBND phường`)."""
    if body.is_set or body.record.kind == "group":
        return "group"
    tail = (body.inner or body).tail
    if tail.sort != "level" or tail.level not in RANK or frame.level not in RANK or tail.level in frame.places:
        return "named"
    return "group" if RANK[tail.level] > RANK[frame.level] else "named"


def full_name(body: Body, frame: Frame) -> str:
    """Give the canonical name of one body."""
    if body.of_issuer:
        return frame.issuer or body.name
    if body.inner is not None:
        return f"{body.name} {full_name(body.inner, frame)}"
    place = place_of(body, frame)
    return _joined(body.name, place) if place else body.name


def _joined(name: str, place: str) -> str:
    """Join a name and what it stands in, which may begin as the name ends (`Ban Chấp hành Công đoàn` of a union)."""
    words, following = name.split(), place.split()
    for length in range(min(len(words), len(following)), 1, -1):
        if words[-length:] == following[:length]:
            return " ".join((*words, *following[length:]))
    return f"{name} {place}"


def place_of(body: Body, frame: Frame) -> str | None:
    """Give what the canonical name adds: the place, or the body that this one stands in."""
    record, tail = body.record, body.tail
    if tail.sort == "region":
        return tail.place
    if tail.sort in {"place", "level"}:
        return _printed(body, frame)
    return _implied(body, frame) if record.place not in {"none", "own", "event"} else None


def _printed(body: Body, frame: Frame) -> str | None:
    tail = body.tail
    if tail.place is None:
        known = frame.places.get(tail.level or "")
        if known is None:
            return tail.word
        return _short(known) if body.record.place == "name" else known
    if body.record.place == "name":
        return _short(f"{tail.word or ''} {tail.place}".strip())
    if body.record.kind == "company":  # a proper name of its own: `Viettel Nghệ An`
        return tail.place
    word = tail.word or _word_at(frame, tail.level)
    return f"{raised(word, tail.place)} {tail.place}" if word else tail.place


def raised(word: str, place: str) -> str:
    """Write the type word with a capital before a number: `Quận 1` (Nghị định 30/2020/NĐ-CP, Phụ lục II mục III.1.c)."""
    return word[:1].upper() + word[1:] if place.isdigit() else word


def _word_at(frame: Frame, level: str | None) -> str:
    full, name = frame.places.get(level or "", ""), frame.place_name(level or "") or ""
    return full.removesuffix(name).strip()


def _short(full: str) -> str:
    """Give a Party committee's place: without its type word, save where the type belongs to the name."""
    for word in ("tỉnh ", "thành phố ", "Thành phố ", "quận ", "huyện ", "thị xã "):
        if full.startswith(word) and full.removeprefix(word) not in _TYPE_KEPT:
            return full.removeprefix(word)
    return full


def _implied(body: Body, frame: Frame) -> str | None:
    """Give the place or house that a name without one takes from the issuer."""
    record = body.record
    if _is_inside(body, frame):
        return _inside(body, frame)
    if record.field and (is_central(body.name) or frame.kind == "school"):
        return None  # in a school's plan a body of another field is made for the occasion (`Ban Truyền thông`)
    level = "province" if record.kind == "centre" and frame.kind in _HOUSES else implied_level(record.levels, frame)
    full = frame.places.get(level or "")
    return None if full is None else _short(full) if record.place == "name" else full


def _is_inside(body: Body, frame: Frame) -> bool:
    """Tell whether a body is a part of the issuer, so that the issuer's name is its place."""
    record = body.record
    if record.place in _INSIDE or (record.kind == "union" and frame.kind == "school"):
        return True
    if record.kind in _ROOMS:
        return frame.kind in _HOUSES
    return record.kind == "board" and bool(record.field) and frame.kind in _ORGANISATIONS


def _inside(body: Body, frame: Frame) -> str | None:
    record = body.record
    if record.kind == "union":
        return frame.issuer if frame.kind == "school" else None
    if record.place == "committee":
        return frame.org if frame.kind == "union" else _committee(frame)
    if record.place == "council":
        return f"Hội đồng nhân dân {frame.places.get(frame.level or '', '')}".strip()
    if record.place == "issuer":
        return _house(body, frame)
    return frame.issuer if record.kind in _ROOMS else frame.org


def is_central(name: str) -> bool:
    """Tell from its words that a body is one of the whole country (`quốc gia`, `Trung ương`)."""
    low = name.casefold()
    return any(word in low for word in _central_words())


@cache
def _central_words() -> tuple[str, ...]:
    return tuple(row["text"].casefold() for row in rows("unit_phrases.tsv") if row["sort"] == "central_word")


def implied_level(levels: tuple[str, ...], frame: Frame) -> str | None:
    """Choose the level at which a body stands that names none: the issuer's, else the nearest above."""
    if frame.level in levels:
        return frame.level
    own = RANK.get(frame.level or "", len(LEVELS))
    above = [level for level in levels if level in RANK and RANK[level] < own and level in frame.places]
    return max(above, key=RANK.__getitem__, default=None)


def _house(body: Body, frame: Frame) -> str | None:
    """Name the body that an office or bureau stands in: the issuer; of a people's committee its common office."""
    house = frame.org or frame.issuer
    if house is None:
        return None
    if body.record.kind == "office" and frame.kind == "ubnd" and frame.level in _WITH_COUNCIL:
        return house.replace("Ủy ban nhân dân", "Hội đồng nhân dân và Ủy ban nhân dân", 1)
    if house.startswith(body.name):
        return house.removeprefix(body.name).strip() or None
    return house


def _committee(frame: Frame) -> str | None:
    """Name the Party committee of the issuer's level."""
    full = frame.places.get(frame.level or "")
    if full is None:
        return None
    names = {"tỉnh": "Tỉnh ủy", "quận": "Quận ủy", "huyện": "Huyện ủy", "thị": "Thị ủy", "thành": "Thành ủy"}
    word = full.split()[0].casefold()
    return f"{names[word]} {_short(full)}" if word in names else f"Đảng ủy {full}"


def level_of(body: Body, frame: Frame) -> Level | None:
    """Give the level of a body, as far as known."""
    last = body.inner or body
    if body.of_issuer:
        return _level(frame.level)
    if last.tail.sort in {"place", "level"}:
        return _level(last.tail.level)
    if "central" in last.record.levels:
        return "central"
    return _level(implied_level(last.record.levels, frame))


def _level(level: str | None) -> Level | None:
    if level == "central":
        return "central"
    if level == "province":
        return "province"
    if level == "district":
        return "district"
    if level == "commune":
        return "commune"
    return None if level is None else "other"
