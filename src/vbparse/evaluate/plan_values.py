"""Values of a plan document as JSON, as far as several measures need them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vbparse.evaluate.comparing import fold_value

Json = Mapping[str, Any]


def evidence_text(item: Json) -> str:
    """Give the printed text of an item: that of its evidence, else its own."""
    return (item.get("evidence") or {}).get("text") or item.get("text") or ""


def unit_names(plan: Json) -> dict[str, str]:
    """Map the ids of a plan's register of organisations to their canonical names."""
    return {unit["id"]: unit.get("name") or "" for unit in plan.get("units") or []}


def unit_name(names: Mapping[str, str], unit: object) -> str:
    """Give the folded name of a unit, given by its id, by a name, or as an object with a name."""
    if isinstance(unit, str):
        return fold_value(names.get(unit, unit))
    return fold_value(unit.get("name") if isinstance(unit, Mapping) else None)
