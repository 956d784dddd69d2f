"""Deadlines that changed in one place and are meant for many tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.revise.items import Item
    from vbparse.revise.model import FieldChange


class Causes:
    """Which changed deadlines other tasks have only from a task that is told of itself.

    "các đơn vị báo cáo trước ngày 20/5/2024" in the closing paragraph is a deadline of its own task, and of all reports without one.
    """

    def __init__(self, compared: Iterable[tuple[Item, Item, tuple[FieldChange, ...]]]) -> None:
        """Take the matched tasks, old and new, with the fields in which they differ."""
        self._lost: dict[str, set[str]] = {}
        self._won: dict[str, set[str]] = {}
        self._affected: dict[str, list[str]] = {}
        met = list(compared)
        for old, new, fields in met:
            if any(field.name == "due" for field in fields):
                self._lost.setdefault(new.task.node, set()).update(set(old.task.due) - set(new.task.due))
                self._won.setdefault(new.task.node, set()).update(set(new.task.due) - set(old.task.due))
        for _, new, fields in met:
            for source in self._sources(new, fields):
                self._affected.setdefault(source, []).append(new.task.id)

    def unexplained(self, new: Item, fields: tuple[FieldChange, ...]) -> tuple[FieldChange, ...]:
        """Give the fields that are not told of where they come from."""
        if self._sources(new, fields):
            return tuple(field for field in fields if field.name != "inherited_due")
        return fields

    def affected(self, new: Item) -> tuple[str, ...]:
        """Give the tasks that have a changed deadline from this one."""
        won = self._won.get(new.task.node, set())
        return tuple(self._affected.get(new.task.node, ())) if won.intersection(new.task.due) else ()

    def _sources(self, new: Item, fields: tuple[FieldChange, ...]) -> tuple[str, ...]:
        """Give the nodes whose changed deadlines are all that changed in an inherited one."""
        change = next((field for field in fields if field.name == "inherited_due"), None)
        if change is None:
            return ()
        old, now = set(map(str, change.old or ())), set(map(str, change.new or ()))
        nodes = tuple(dict.fromkeys(given.source for given in new.row.due if given.source in self._won))
        lost = {day for node in nodes for day in self._lost[node]}
        won = {day for node in nodes for day in self._won[node]}
        return nodes if old - now <= lost and now - old <= won else ()
