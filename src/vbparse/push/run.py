"""Brings the items of a plan to a tracker or calendar: each once, changed where the plan changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.push.changes import Change, differs, plan_changes
from vbparse.push.target import Found, ItemRefused, Written
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.plan.model import PlanDocument
    from vbparse.push.changes import Digests
    from vbparse.push.target import Item, Listing, Target


class Step(NamedTuple):
    """What became of one item, or would become of it; `error` says why the server did not take it.

    `ignored` are fields that the server left as they were.
    """

    change: Change
    title: str
    where: str = ""
    error: str = ""
    ignored: tuple[str, ...] = ()


class Push:
    """One plan on its way to one target. `chosen` is the part of the plan that is wanted, if not all of it."""

    def __init__(self, target: Target, plan: PlanDocument, chosen: PlanDocument | None = None) -> None:
        """Look up what is there. Raises `PushError`."""
        self._target = target
        everything = target.wanted(plan)
        self._wanted = everything if chosen is None else target.wanted(chosen)
        self._there: Listing = target.found(plan.plan_id, {**everything, **self._wanted})
        self._changes = self._compare(everything)

    @property
    def doubles(self) -> tuple[Found, ...]:
        """Items that are there a second time."""
        return self._there.doubles

    def compare(self) -> Iterator[Step]:
        """Tell what a push would do; nothing is sent."""
        for change in self._changes:
            yield self._step(change)

    def run(self) -> Iterator[Step]:
        """Do it, item by item. Raises `PushError` where it cannot go on; what was done stands."""
        for change in self._changes:
            step = self._step(change)
            try:
                written = self._apply(change)
            except ItemRefused as refusal:
                yield step._replace(error=str(refusal))
                continue
            yield step if written is None else step._replace(where=written.where, ignored=written.ignored)

    def _compare(self, known: dict[str, Item]) -> tuple[Change, ...]:
        items = self._there.items
        pushed: dict[str, Digests] = {}
        for key, item in self._wanted.items():
            if key in items and (self._target.settles or differs(item.fields, items[key].fields)):
                items[key], pushed[key] = self._target.recall(items[key])
        wanted = {key: item.fields for key, item in self._wanted.items()}
        there = {key: found.fields for key, found in items.items()}
        return plan_changes(wanted, there, pushed, known=known.keys())

    def _apply(self, change: Change) -> Written | None:
        if change.kind == "create":
            return self._target.create(self._wanted[change.key])
        if change.kind == "update" or (change.kind == "settle" and self._target.settles):
            return self._target.update(self._wanted[change.key], self._there.items[change.key], change)
        return None

    def _step(self, change: Change) -> Step:
        found = self._there.items.get(change.key)
        item = self._wanted.get(change.key)
        title = item.title if item else found.title if found else ""
        return Step(change, title, found.where if found else "")
