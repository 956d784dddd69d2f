"""A task while it is being read, and the slots that its item's slot lines fill."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.entities.model import Mention, Time, Unit
    from vbparse.tasks.clauses import Clause
    from vbparse.textmap import Span

    Units = tuple[Mention[Unit], ...]

Modality = Literal["assign", "request", "encourage"]


def once(units: Units) -> Units:
    """Give each unit once, by its canonical name, in the order given."""
    return tuple(
        {unit.value.name: unit for unit in reversed(units)}[name]
        for name in dict.fromkeys(unit.value.name for unit in units)
    )


class Heading(NamedTuple):
    """The units that a heading names for all below it; `order` is None for a plain heading."""

    units: Units
    node: str
    order: Modality | None = None

    @property
    def names(self) -> set[str]:
        """The canonical names of the units."""
        return {unit.value.name for unit in self.units}


class Slots(NamedTuple):
    """What the slot lines of one item say."""

    lead: Units = ()
    cooperate: Units = ()
    report_to: Units = ()
    times: tuple[Mention[Time], ...] = ()
    results: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether any slot is filled."""
        return bool(self.lead or self.cooperate or self.report_to or self.times or self.results)

    def joined(self, other: Slots) -> Slots:
        """Give both together."""
        return Slots(
            self.lead + other.lead,
            self.cooperate + other.cooperate,
            self.report_to + other.report_to,
            self.times + other.times,
            self.results + other.results,
        )


class Draft(NamedTuple):
    """A task of `node`; `own_lead` tells that a word of the clause itself names the lead."""

    node: str
    span: Span
    clause: Clause | None = None
    lead: Units = ()
    cooperate: Units = ()
    advise_to: Units = ()
    report_to: Units = ()
    times: tuple[Mention[Time], ...] = ()
    results: tuple[Span, ...] = ()
    modality: Modality = "assign"
    heading: Heading | None = None
    answers_for: bool = False
    slotted: bool = False

    def filled(self, slots: Slots) -> Draft:
        """Give the task with the slots of its item; what a nearer item has filled stays."""
        if self.slotted:
            return self
        lead = slots.lead + tuple(unit for unit in self.lead if self.answers_for) if slots.lead else self.lead
        named = {unit.value.name for unit in lead}
        helpers = self.cooperate if not slots.lead else self._own_helpers()
        cooperate = once(helpers + slots.cooperate)
        return self._replace(
            lead=lead,
            cooperate=tuple(unit for unit in cooperate if unit.value.name not in named),
            report_to=self.report_to or slots.report_to,
            times=self._own_deadlines(slots),
            results=self.results + slots.results,
            heading=None if slots.lead else self.heading,
            slotted=True,
        )

    def _own_helpers(self) -> Units:
        """Give the cooperating units without the heading's own, which a slot's lead displaces."""
        own = self.heading.units if self.heading else ()
        return tuple(unit for unit in self.cooperate if unit not in own)

    def _own_deadlines(self, slots: Slots) -> tuple[Mention[Time], ...]:
        dated = any(time.value.due or time.value.rrule for time in self.times if time.value.role == "deadline")
        return self.times if dated else self.times + slots.times
