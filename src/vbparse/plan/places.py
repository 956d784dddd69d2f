"""Finds the administrative unit that a body belongs to: its code in the register of the day on which the plan was issued."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vbparse.lexicon.admin import AFTER, BEFORE, admin_successors, find_admin, search_bare, snapshot_at

if TYPE_CHECKING:
    from vbparse.entities.model import Body, Context, Unit
    from vbparse.lexicon.admin import AdminUnit

_LEVEL_WORDS = (
    "tỉnh ",
    "thành phố ",
    "thủ đô ",
    "quận ",
    "huyện ",
    "thị xã ",
    "xã ",
    "phường ",
    "thị trấn ",
    "đặc khu ",
)
_WITH_CODES = frozenset({"province", "district", "commune"})


class Places:
    """Answers for one document; each place is looked up once."""

    def __init__(self, context: Context) -> None:
        """Take from the context the issuer's places, and the day."""
        issuer = context.issuer
        self._issuer = issuer
        self._above = issuer.places if issuer is not None else ()
        self._day = plan_day(context)
        self._found: dict[tuple[str, str | None], dict[str, Any] | None] = {}

    def admin_of(self, value: Unit | Body) -> dict[str, Any] | None:
        """Give the administrative unit of a body as published; None where its place is not known or not told apart."""
        place = value.name if getattr(value, "cls", "named") == "polity" else value.place
        if self._issuer is not None and place == self._issuer.name:
            return self.admin_of(self._issuer) if value is not self._issuer else None
        if not place:
            return None
        key = (place, value.level)
        if key not in self._found:
            unit = self._unit(place, value.level)
            self._found[key] = None if unit is None else _published(unit)
        return self._found[key]

    def _unit(self, place: str, level: str | None) -> AdminUnit | None:
        if not place.casefold().startswith(_LEVEL_WORDS):
            return self._bare(place, level) if level in _WITH_CODES else None
        if self._day is not None:
            return find_admin(place, day=self._day, above=self._above)
        before, after = (find_admin(place, day=day, above=self._above) for day in (BEFORE, AFTER))
        return before if before == after or (before is not None and not before.valid_to) else None

    def _bare(self, place: str, level: str | None) -> AdminUnit | None:
        """Find the place of a Party committee, which is named without its type word (`Quận ủy Hà Đông`)."""
        found = search_bare(place, snapshot_at(self._day), level or "", above=self._above)
        return found[0] if len(found) == 1 and self._day is not None else None


def plan_day(context: Context) -> str | None:
    """Give the day whose register holds for a document: that of issue, else one early in the plan's first year."""
    issued = context.issued
    if issued is not None and issued[5:7].isdigit():
        return issued
    return f"{min(context.own_years)}-01-15" if context.own_years else None


def _published(unit: AdminUnit) -> dict[str, Any]:
    goes_on = not unit.valid_to
    return {
        "code": unit.code,
        "name": unit.name,
        "snapshot": unit.snapshot,
        "valid_from": unit.valid_from or None,
        "valid_to": unit.valid_to or None,
        "successors": [] if goes_on else [f"{other.code} {other.name}" for other in admin_successors(unit)],
    }
