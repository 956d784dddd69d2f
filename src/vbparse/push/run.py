"""Brings the items of a plan to a tracker or calendar: each once, changed where the plan changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.push.changes import Change, differs, plan_changes
from vbparse.push.target import Found, ItemRefused, Written
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.plan.model import PlanDocument
    from vbparse.push.target import Item, Target


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
        known = target.wanted(plan)
        self._wanted = known if chosen is None else target.wanted(chosen)
        self._known = known.keys()
        self._there = target.found(plan.plan_id, {**known, **self._wanted})

    @property
    def doubles(self) -> tuple[Found, ...]:
        """Items that are there a second time."""
        return self._there.doubles

    def compare(self) -> Iterator[Step]:
        """Tell what a push would do; nothing is sent."""
        for item, found, change in self._changes():
            yield _step(item, found, change)

    def run(self) -> Iterator[Step]:
        """Do it, item by item. Raises `PushError` where it cannot go on; what was done stands."""
        for item, found, change in self._changes():
            step = _step(item, found, change)
            try:
                written = self._apply(item, found, change)
            except ItemRefused as refusal:
                yield step._replace(error=str(refusal))
                continue
            yield step if written is None else step._replace(where=written.where, ignored=written.ignored)

    def _changes(self) -> Iterator[tuple[Item | None, Found | None, Change]]:
        """Compare item by item, each as it is when its turn comes: a push of many items takes its time."""
        for key, item in self._wanted.items():
            found = self._there.items.get(key)
            pushed = {}
            if found is not None and (self._target.settles or differs(item.fields, found.fields)):
                found, pushed[key] = self._target.recall(found)
            there = {} if found is None else {key: found.fields}
            yield item, found, plan_changes({key: item.fields}, there, pushed)[0]
        there = {key: found.fields for key, found in self._there.items.items() if key not in self._wanted}
        for change in plan_changes({}, there, {}, known=self._known):
            yield None, self._there.items[change.key], change

    def _apply(self, item: Item | None, found: Found | None, change: Change) -> Written | None:
        if item is None:
            return None
        if found is None:
            return self._target.create(item)
        if change.kind == "update" or (change.kind == "settle" and self._target.settles):
            return self._target.update(item, found, change)
        return None


def _step(item: Item | None, found: Found | None, change: Change) -> Step:
    title = item.title if item else found.title if found else ""
    return Step(change, title, found.where if found else "")
