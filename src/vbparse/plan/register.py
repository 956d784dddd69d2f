"""The document's register of organisations: one entry for each body, whatever it is called in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vbparse.lexicon.fold import fold, fold_ascii
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from vbparse.entities.model import Body, Mention
    from vbparse.entities.model import Unit as UnitValue
    from vbparse.plan.places import Places

_NO_LETTER = compile_pattern(r"[^a-z0-9]+")


class Register:
    """Gives every body its id, made of the canonical name, and collects its other spellings."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._values: dict[str, UnitValue | Body] = {}
        self._ids: dict[tuple[str, str], str] = {}
        self._spellings: dict[str, dict[str, None]] = {}

    def id_of(self, value: UnitValue | Body, printed: str | None = None) -> str:
        """Give the id of a body, entering it where it is new; `printed` is how the text calls it here."""
        key = (getattr(value, "cls", "named"), fold(value.name))
        if key not in self._ids:
            self._ids[key] = self._free(_NO_LETTER.sub("-", fold_ascii(value.name)).strip("-") or "unit")
            self._values[self._ids[key]] = value
            self._spellings[self._ids[key]] = {}
        found = self._ids[key]
        if printed and fold(printed) != fold(value.name):
            self._spellings[found].setdefault(printed)
        return found

    def entries(self) -> list[dict[str, Any]]:
        """Give the register, as published, in the order in which the bodies first occur."""
        return [self._entry(unit_id, value) for unit_id, value in self._values.items()]

    def _entry(self, unit_id: str, value: UnitValue | Body) -> dict[str, Any]:
        return {
            "id": unit_id,
            "name": value.name,
            "kind": value.kind,
            "level": value.level,
            "cls": getattr(value, "cls", "named"),
            "abbreviations": list(self._spellings[unit_id]),
            "place": value.place,
            "admin": self._places.admin_of(value),
            "registry_id": getattr(value, "registry_id", None),
        }

    def _free(self, slug: str) -> str:
        """Tell apart names that differ in diacritics only: the second gets `-2`."""
        if slug not in self._values:
            return slug
        number = 2
        while f"{slug}-{number}" in self._values:
            number += 1
        return f"{slug}-{number}"


def enter_mentions(register: Register, text: str, mentions: tuple[Mention[UnitValue], ...]) -> list[str]:
    """Enter all mentions; gives the unit id of each."""
    return [register.id_of(mention.value, text[mention.span.start : mention.span.end]) for mention in mentions]
