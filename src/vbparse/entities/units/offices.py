"""Canonical names of offices: title and body ("Phó Chủ tịch Ủy ban nhân dân huyện Y")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.naming import class_of, full_name
from vbparse.entities.units.spelling import phrase, spell

if TYPE_CHECKING:
    from vbparse.entities.units.parts import Body, Frame, View
    from vbparse.entities.units.persons import Person


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
    """Give what stands behind a title: the body, set or place printed, else the issuer where it can be meant."""
    frame = view.frame
    if person.body is not None:
        return _of_body(view, person.body)
    if person.group is not None:
        return _with_own_place(spell(view, *person.group), frame)
    if person.place is not None:
        text = spell(view, *person.place)
        return next((full for full in frame.places.values() if full.casefold().startswith(text.casefold())), text)
    other = frame.kind == "school" or (bool(person.of) and frame.kind not in person.of)
    return None if other else frame.org


def _of_body(view: View, body: Body) -> str:
    """Name the body of an office: sets, and bodies inside a school (`Bí thư Đoàn trường`), as printed."""
    inside = view.frame.kind == "school" and body.record.place == "issuer"
    if inside or class_of(body, view.frame) == "group":
        return spell(view, body.start, body.end)
    return full_name(body, view.frame)
