"""One key for one organisation, whichever document names it.

Names are canonical already (`units[].name`: written out by the registry, place included), so bodies meet by their
names; those of a district or commune by the code of the place too, for `xã Tân Lập` lies in many provinces. What no
place tells apart (`các phòng, ban`, a `Phòng Tư pháp` of nobody knows where) is not the same body in the documents
of two agencies: its key holds who issued the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.lexicon.fold import fold

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument, Unit

_PROVINCE_CODE: Final = 2
"""Digits of a province's code: provinces have names of their own."""


def unit_keys(plan: PlanDocument) -> dict[str, str]:
    """Give the key of each unit of a plan, by its id there."""
    issuer = plan.header.issuer
    whose = fold(issuer.name) if issuer is not None else plan.plan_id
    return {unit.id: _key(unit, whose) for unit in plan.units}


def code_key(code: str | None) -> str | None:
    """Give what codes are compared by: `70 /KH-UBND` and `070/kh–ubnd` are one."""
    return fold(code).replace(" ", "").lstrip("0") if code else None


def _key(unit: Unit, whose: str) -> str:
    """Give a unit's key; `whose` is the issuer of the document."""
    name = fold(unit.name)
    if unit.admin is not None and len(unit.admin.code) > _PROVINCE_CODE:
        return f"{unit.admin.code}/{name}"
    placed = unit.admin is not None or unit.place or unit.level == "central" or unit.cls == "polity"
    return f"/{name}" if placed and unit.cls != "group" else f"{whose}/{name}"
