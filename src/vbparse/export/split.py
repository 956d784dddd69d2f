"""Divides plans among the units that have something to do in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.export.selection import parties, with_units
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from vbparse.plan.model import PlanDocument


class Share(NamedTuple):
    """What a unit has to do: its name, the plans with its tasks only, how many it leads and helps with."""

    unit: str
    plans: tuple[PlanDocument, ...]
    leads: int
    helps: int


def shares_of(plans: Iterable[PlanDocument], keys: Callable[[PlanDocument], Mapping[str, str]]) -> Iterator[Share]:
    """Yield the shares of the units that lead a task or help with it, in the order in which they come up.

    `keys` gives of a plan, by the ids of its units, keys by which the units of several plans are known to be one.
    """
    whose: dict[str, list[tuple[PlanDocument, set[str]]]] = {}
    names: dict[str, str] = {}
    for plan in plans:
        of_plan: dict[str, set[str]] = {}
        known = keys(plan)
        called = {unit.id: unit.name for unit in plan.units}
        for task in plan.tasks:
            for unit in sorted(parties(task) & called.keys(), key=list(called).index):
                of_plan.setdefault(known[unit], set()).add(unit)
                names.setdefault(known[unit], called[unit])
        for key, ids in of_plan.items():
            whose.setdefault(key, []).append((plan, ids))
    for key, parts in whose.items():
        small = tuple(with_units(plan, ids) for plan, ids in parts)
        leads = sum(len(with_units(plan, ids, lead_only=True).tasks) for plan, ids in parts)
        yield Share(names[key], small, leads, sum(len(plan.tasks) for plan in small) - leads)
