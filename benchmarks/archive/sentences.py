"""Sentences that give tasks, each with the task that it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.archive.model import Task
from benchmarks.archive.whens import RECURRENT, When, choose_deadline, choose_report
from benchmarks.archive.words import fields, words

if TYPE_CHECKING:
    from random import Random

    from benchmarks.archive.model import Facts, Unit

_NEVER = When("")
_AGAIN = ("Tiếp tục", "Chủ động", "Kịp thời", "Tích cực")


class Speaker:
    """Makes the sentences of one plan; no action is said twice in the same words."""

    def __init__(self, random: Random, facts: Facts) -> None:
        """Take the actions of the plan's field and those of any field."""
        self._random, self._facts = random, facts
        self._field = fields()[facts.field]
        self._actions = [*self._field["actions"], *words()["general"]["actions"]]
        random.shuffle(self._actions)
        # A long plan takes up its actions again, for the people that the first time left out.
        self._actions[:0] = [f"{random.choice(_AGAIN)} {_lower(action)}" for action in reversed(self._actions)]

    def fill(self, text: str) -> str:
        """Put the plan's words into the slots of a text."""
        place = self._facts.agency.place
        return text.format(
            field=self._facts.field,
            year=self._facts.year,
            area=f"trên địa bàn {place.word}" if place.names else "trên phạm vi cả nước",
            people=self._random.choice(self._field["people"]),
        )

    def has_more(self) -> bool:
        """Tell whether there is an action left."""
        return bool(self._actions)

    def action(self) -> str:
        """Take the next action; without a time."""
        return self.fill(self._actions.pop())

    def common(self) -> Task:
        """Say an action that nobody is named for."""
        return self._said(self.action(), None, self._when(0.45))

    def led(self, unit: Unit) -> Task:
        """Say an action below a heading that names its unit."""
        return self._said(self.action(), unit.name, self._when(0.5))

    def joint(self, unit: Unit, partner: Unit) -> Task:
        """Say what the unit of the heading leads and another one helps with."""
        return self._said(f"Chủ trì, phối hợp với {partner.text} {_lower(self.action())}", unit.name, self._when(0.6))

    def assigned(self, unit: Unit, partner: Unit | None) -> Task:
        """Give an action to a unit by name."""
        helped = f" chủ trì, phối hợp với {partner.text}" if partner else ""
        return self._said(f"Giao {unit.text}{helped} {_lower(self.action())}", unit.name, self._when(0.7))

    def advised(self, unit: Unit) -> Task:
        """Let the unit of the heading prepare an action for the issuer."""
        return self._said(f"Tham mưu {self._facts.agency.short} {_lower(self.action())}", unit.name, self._when(0.6))

    def reported(self, unit: Unit | None, to: str) -> Task:
        """Let the unit of the heading report."""
        words_of_it = self._random.choice(words()["general"]["reports"]).format(unit=to)
        when = choose_report(self._random, self._facts.day, self._facts.year)
        return Task(f"{words_of_it} {when.text}.", unit.name if unit else None, when.due, when.rrule)

    def _when(self, chance: float) -> When:
        """Choose a time or, more often than not by `chance`, none."""
        if self._random.random() > chance:
            return _NEVER
        if self._random.random() < 0.25:
            return self._random.choice(RECURRENT)
        return choose_deadline(self._random, self._facts.day, self._facts.year)

    def _said(self, text: str, lead: str | None, when: When) -> Task:
        manner = self._random.choice(words()["general"]["manners"])
        if self._random.random() < 0.4:
            text = f"{text}, {manner}"
        if when.text:
            text = f"{text}, {when.text}" if when.due or self._random.random() < 0.5 else f"{text} {when.text}"
        return Task(f"{text}.", lead, when.due, when.rrule)


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
