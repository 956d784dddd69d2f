"""Compares two versions of a plan, or a plan and what amends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.revise.amendment import Order, amends, order_of
from vbparse.revise.causes import Causes
from vbparse.revise.fields import Comparison
from vbparse.revise.items import Item, items_of
from vbparse.revise.matching import match
from vbparse.revise.model import Change, Changes, FieldChange, Pair, Relation, Side
from vbparse.revise.parts import whole_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.plan.model import PlanDocument

_READ: Final = frozenset({"ocr", "mixed"})


def diff(old: PlanDocument, new: PlanDocument) -> Changes:
    """Tell what changed from one version of a plan to another: tasks added, removed, changed, moved; the letterhead.

    Tasks are matched by what they say, who leads and by when, so that numbering may change. Where one side was read by
    OCR, misread letters are no change. Where `new` amends `old`, what it does not name is not called removed.
    """
    return _Comparing(old, new).changes()


class _Comparing:
    """One comparison in the making."""

    def __init__(self, old: PlanDocument, new: PlanDocument) -> None:
        self._plans = old, new
        self._old, self._new = items_of(old), items_of(new)
        self._amendment = amends(new, old)
        scanned = any(plan.source.text_origin in _READ for plan in self._plans)
        self._comparison = Comparison(scanned=scanned, amendment=self._amendment)
        self._orders = {item.number: order for item in self._new if (order := self._order(item)) is not None}
        meant = {each.number for order in self._orders.values() for each in self._meant(order)}
        found = match(self._old, self._new)
        self._pairs = tuple(pair for pair in found if pair.new not in self._orders and pair.old not in meant)
        self._unread: list[str] = []

    def changes(self) -> Changes:
        """Give all that differs, in the order of the new plan; what was removed at the end."""
        met = list(self._met())
        found = [*met, *self._ordered(), *self._added(), *self._removed()]
        old, new = self._plans
        return Changes(
            old=Side.of(old),
            new=Side.of(new),
            amendment=self._amendment,
            header=self._comparison.of_headers(old, new),
            tasks=tuple(sorted(found, key=_Places(self._old, self._new).place)),
            same=len(self._pairs) - len(met),
            pairs=tuple((self._old[one].task.id, self._new[two].task.id, sure) for one, two, sure in self._pairs),
            unread=tuple(self._unread),
        )

    # -- tasks of both plans ----------------------------------------------------------------------------

    def _met(self) -> Iterator[Change]:
        """Yield what changed in tasks that both plans have."""
        compared = [(pair, self._comparison.of_tasks(self._old[pair.old], self._new[pair.new])) for pair in self._pairs]
        causes = Causes((self._old[pair.old], self._new[pair.new], fields) for pair, fields in compared)
        for pair, fields in compared:
            new = self._new[pair.new]
            change = self._change(pair, causes.unexplained(new, fields))
            if change is not None:
                yield change._replace(affects=causes.affected(new))

    def _change(self, pair: Pair, fields: tuple[FieldChange, ...]) -> Change | None:
        old, new = self._old[pair.old].task, self._new[pair.new].task
        if fields:
            return Change("changed", old, new, fields, pair.confidence)
        if old.id != new.id and not self._amendment:
            return Change("moved", old, new, confidence=pair.confidence)
        return None

    # -- tasks of one plan ------------------------------------------------------------------------------

    def _added(self) -> Iterator[Change]:
        couples = {pair.new: pair.old for pair in self._pairs}
        for item in self._new:
            if item.number not in couples and item.number not in self._orders:
                whole = whole_of(item, self._new, self._old, couples)
                fields = self._comparison.of_one(item, is_new=True)
                relation: Relation | None = "split" if whole else None
                yield Change("added", whole.task if whole else None, item.task, fields, relation=relation)

    def _removed(self) -> Iterator[Change]:
        """Yield what the new plan does not have; what an amendment does not name is no such task."""
        couples = {pair.old: pair.new for pair in self._pairs}
        for item in () if self._amendment else self._old:
            if item.number not in couples:
                whole = whole_of(item, self._old, self._new, couples)
                fields = self._comparison.of_one(item, is_new=False)
                relation: Relation | None = "merged" if whole else None
                yield Change("removed", item.task, whole.task if whole else None, fields, relation=relation)

    # -- amendments -------------------------------------------------------------------------------------

    def _order(self, item: Item) -> Order | None:
        return order_of(item.task.text) if self._amendment else None

    def _ordered(self) -> Iterator[Change]:
        """Yield what the tasks of an amendment order about places of the old plan."""
        for number, order in self._orders.items():
            item, meant = self._new[number], self._meant(order)
            is_repeal = order.act == "repeals"
            if not meant or not (is_repeal or (order.text and len(meant) == 1)):
                self._unread.append(item.task.id)
            elif is_repeal:
                yield from (self._repealed(each, item) for each in meant)
            else:
                yield self._reworded(order.text or "", meant[0], item)

    def _meant(self, order: Order) -> list[Item]:
        """Find the old tasks at a place, or below it."""
        for place in order.place:
            found = [item for item in self._old if f"{item.task.node}.".startswith(f"{place}.")]
            if found:
                return found
        return []

    def _repealed(self, old: Item, new: Item) -> Change:
        fields = self._comparison.of_one(old, is_new=False)
        return Change("removed", old.task, new.task, fields, relation="repealed")

    def _reworded(self, text: str, old: Item, new: Item) -> Change:
        """Give how an amendment words a place anew."""
        fields = (each for each in self._comparison.of_tasks(old, new) if each.name != "text")
        return Change(
            "changed", old.task, new.task, (FieldChange("text", old.task.text, text), *fields), relation="amended"
        )


class _Places:
    """Orders changes as the new plan has them; of the removed, as the old had them, at the end."""

    def __init__(self, old: tuple[Item, ...], new: tuple[Item, ...]) -> None:
        self._old = {item.task.id: item.number for item in old}
        self._new = {item.task.id: item.number for item in new}

    def place(self, change: Change) -> tuple[bool, int]:
        """Give what a change is sorted by."""
        is_removed = change.kind == "removed"
        task, numbers = (change.old, self._old) if is_removed else (change.new, self._new)
        return is_removed, numbers[task.id] if task is not None else 0
