"""Gives canonical names: head, level and place, printed or implied by the issuer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.parts import LEVELS, RANK
from vbparse.entities.units.spelling import phrase, spell

if TYPE_CHECKING:
    from vbparse.entities.model import Level, UnitClass
    from vbparse.entities.units.parts import Body, Frame, View
    from vbparse.entities.units.persons import Person

_TYPE_KEPT = frozenset({"Hồ Chí Minh"})
_CENTRAL_WORDS = ("quốc gia", "Trung ương", "Quốc gia", "Nhà nước", "nhà nước", "Chính phủ")
_WITH_COUNCIL = frozenset({"district", "commune"})


def class_of(body: Body, frame: Frame) -> UnitClass:
    """Tell one body from a set: a body below the issuer's level without a place stands for all (`UBND phường`)."""
    if body.is_set or body.record.kind == "group":
        return "group"
    inner = body.inner or body
    if inner.tail.sort == "level" and inner.tail.level in RANK and frame.level in RANK:
        if RANK[inner.tail.level] > RANK[frame.level] and inner.tail.level not in frame.places:
            return "group"
    return "named"


def full_name(body: Body, frame: Frame) -> str:
    """Give the canonical name of one body."""
    if body.of_issuer:
        return frame.issuer or body.name
    if body.inner is not None:
        return f"{body.name} {full_name(body.inner, frame)}"
    place = place_of(body, frame)
    return f"{body.name} {place}" if place else body.name


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
    word = tail.word or _word_at(frame, tail.level)
    return f"{word} {tail.place}" if word else tail.place


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
    record = body.record
    if record.kind == "union" and (record.place == "issuer" or frame.kind == "school"):
        return frame.issuer if frame.kind == "school" else None
    if record.place == "issuer":
        return _house(body, frame)
    if record.place == "committee":
        return _committee(frame)
    if record.place == "council":
        place = frame.places.get(frame.level or "")
        return f"Hội đồng nhân dân {place}" if place else "Hội đồng nhân dân"
    if record.field and is_central(body.name):
        return None
    if record.kind in {"phong", "division", "centre"} and frame.kind in {"so", "ministry", "school", "hospital", "company"}:
        return frame.issuer if record.kind != "centre" else frame.places.get("province")
    level = implied_level(record.levels, frame)
    full = frame.places.get(level or "")
    return None if full is None else _short(full) if record.place == "name" else full


def is_central(name: str) -> bool:
    """Tell from its words that a body is one of the whole country (`quốc gia`, `Trung ương`)."""
    return any(word in name for word in _CENTRAL_WORDS)


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


def office_name(view: View, person: Person) -> str:
    """Give the canonical office of a person: `Phó Chủ tịch Ủy ban nhân dân huyện Y`."""
    if person.whole is not None:
        return phrase(view, *person.whole)
    office = ", ".join(person.titles)
    if not office:
        return ""
    behind = _behind(view, person)
    office = f"Các {office}" if person.plural else office
    return f"{office} {behind}" if behind else office


def _with_own_place(text: str, frame: Frame) -> str:
    """Add the place to a single unnamed body of the issuer's level: `Trưởng đoàn thể xã`."""
    place = frame.places.get(frame.level or "", "")
    word = place.removesuffix(frame.place_name(frame.level or "") or "").strip()
    single = bool(word) and text.casefold().endswith(f" {word.casefold()}") and not text.casefold().startswith("các ")
    return text[: -len(word)] + place if single else text


def _behind(view: View, person: Person) -> str | None:
    frame = view.frame
    if frame.kind == "school" and person.body is None and person.group is None and person.place is None:
        return None
    if person.body is not None:
        if frame.kind == "school" and person.body.record.place == "issuer":
            return spell(view, person.body.start, person.body.end)
        if class_of(person.body, frame) == "group":
            return spell(view, person.body.start, person.body.end)
        return full_name(person.body, frame)
    if person.group is not None:
        return _with_own_place(spell(view, *person.group), frame)
    if person.place is not None:
        text = spell(view, *person.place)
        return next((full for full in frame.places.values() if full.casefold().startswith(text.casefold())), text)
    if any(word in person.titles[-1] for word in ("Chính phủ", "nước", "Tổng Bí thư", "Quốc hội")):
        return None
    return frame.org if not person.of or frame.kind in person.of else None
