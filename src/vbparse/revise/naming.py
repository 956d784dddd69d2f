"""Names of organisations that people type, as the parser would read them, and their entries in a plan's register."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from vbparse.entities.model import Body, Context
from vbparse.entities.model import Unit as UnitValue
from vbparse.lexicon.fold import fold, fold_ascii
from vbparse.patterns import compile_pattern
from vbparse.plan.model import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.plan.model import PlanDocument, UnitClass

_LAST_DAY: Final = "2025-06-30"
"""The last day on which districts stood: names of before and after are known on it."""
_NO_LETTER: Final = compile_pattern(r"[^a-z0-9]+")


class Naming:
    """Gives the units that names mean in one plan; those that are new get ids like the parser's.

    Ids do not depend on the order in which names are asked for: all `names` that may be are known from the beginning.
    """

    def __init__(self, plan: PlanDocument, names: Iterable[str]) -> None:
        self._plan = plan
        self._typed = sorted({fold(name): name for name in sorted(names)}.values())
        self._ids: dict[tuple[str, str], str] = {}
        self._values: dict[str, UnitValue] = {}

    def unit(self, plan: PlanDocument, name: str, cls: UnitClass | None = None) -> Unit:
        """Give the unit of a plan's register that a name means, else a new one (which is not entered)."""
        known = find_unit(plan, name, cls)
        if known is not None:
            return known
        value = self._value(name)
        value = value._replace(cls=cls) if cls is not None else value
        return find_unit(plan, value.name, cls) or self._new(value)

    def _value(self, name: str) -> UnitValue:
        if name not in self._values:
            self._values[name] = read_name(self._plan, name)
        return self._values[name]

    def _new(self, value: UnitValue) -> Unit:
        from vbparse.plan.places import Places  # noqa: PLC0415 (loads the administrative units)

        admin = Places(context_of(self._plan)).admin_of(value)
        fields: dict[str, Any] = {
            name: getattr(value, name) for name in ("name", "kind", "level", "cls", "place", "registry_id")
        }
        return Unit.model_validate({"id": self._id(value), "admin": admin, **fields})

    def _id(self, value: UnitValue) -> str:
        """Give the id: the name in bare letters, told apart by numbers where another name has the same."""
        if not self._ids:
            taken = {unit.id for unit in self._plan.units}
            for name in self._typed:
                self._reserve(self._value(name), taken)
        key = (value.cls, fold(value.name))
        if key not in self._ids:
            self._reserve(value, {*(unit.id for unit in self._plan.units), *self._ids.values()})
        return self._ids[key]

    def _reserve(self, value: UnitValue, taken: set[str]) -> None:
        slug = _NO_LETTER.sub("-", fold_ascii(value.name)).strip("-") or "unit"
        free = slug
        number = 2
        while free in taken:
            free, number = f"{slug}-{number}", number + 1
        taken.add(free)
        self._ids.setdefault((value.cls, fold(value.name)), free)


def find_unit(plan: PlanDocument, name: str, cls: UnitClass | None = None) -> Unit | None:
    """Find the unit of a plan's register that has a name, or that the document calls so."""
    key = fold(name)
    fitting = [unit for unit in plan.units if cls is None or unit.cls == cls]
    by_name = next((unit for unit in fitting if fold(unit.name) == key), None)
    return by_name or next((unit for unit in fitting if key in map(fold, unit.abbreviations)), None)


def read_name(plan: PlanDocument, name: str) -> UnitValue:
    """Read a name as the parser would in this plan: written out, with the place that the issuer implies.

    A name that is not read as a whole stays as it is: a person knows bodies that no register has.
    """
    from vbparse.units import describe_unit  # noqa: PLC0415 (loads the lexicon)

    found = _read_whole(plan, name)
    if found is None:  # it may be in small letters
        infos = [info for info in describe_unit(name, at=_day_of(plan)) if fold(info.name) == fold(name)]
        found = _read_whole(plan, infos[0].name) if len(infos) == 1 else None
    return found or UnitValue(name)


def _read_whole(plan: PlanDocument, name: str) -> UnitValue | None:
    """Read a name; None where it is not one mention from its beginning to its end."""
    from vbparse.entities.units import find_units  # noqa: PLC0415 (loads the lexicon)
    from vbparse.lexicon.lexicon import load_lexicon  # noqa: PLC0415
    from vbparse.outline.passages import Passage  # noqa: PLC0415
    from vbparse.textmap import Span  # noqa: PLC0415

    whole = Span(0, len(name))
    read = find_units([Passage("", "body", whole, name)], context_of(plan), load_lexicon(), ())
    return read[0].value if len(read) == 1 and read[0].span == whole else None


def context_of(plan: PlanDocument) -> Context:
    """Give what names of a plan may leave out: the places of its issuer, its day and years."""
    header = plan.header
    units = {unit.id: unit for unit in plan.units}
    issuer = header.issuer
    if issuer is None:
        return Context(issued=header.date, years=header.year)
    entry = units.get(issuer.unit or "")
    parent = units.get(header.parent.unit or "") if header.parent else None
    places = tuple(dict.fromkeys(unit.place for unit in (entry, parent) if unit is not None and unit.place))
    known = (entry.kind, entry.level, entry.place) if entry is not None else (None, None, None)
    return Context(Body(issuer.name, None, *known, places), None, header.date, header.year)


def _day_of(plan: PlanDocument) -> str:
    """Give a day on which the plan's bodies stood; never today, so that the result stays the same."""
    from vbparse.plan.places import plan_day  # noqa: PLC0415

    day = (plan_day(context_of(plan)) or "").replace("XX", "01")
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return _LAST_DAY
