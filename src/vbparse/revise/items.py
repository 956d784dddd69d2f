"""What of a task is looked at when two plans are compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from vbparse.export.tasks import TaskRow, task_rows, values
from vbparse.lexicon.fold import fold, fold_ascii
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.plan.model import Node, PlanDocument, Task

_ENDS: Final = " .,;:/-+*•…\"'"
"""What may stand around a task without being part of what it says."""
_NO_LETTER: Final = re.compile(r"[^a-z0-9]+")
_GRAM: Final = 3


class Item(NamedTuple):
    """A task with what it is known by: its folded text, who leads it, by when, and the headings above it."""

    number: int
    row: TaskRow
    key: str
    who: tuple[str, ...]
    when: tuple[str, ...]
    heading: tuple[str, ...]

    @property
    def task(self) -> Task:
        """The task."""
        return self.row.task


def items_of(plan: PlanDocument) -> tuple[Item, ...]:
    """Give a plan's tasks as items, in its order."""
    headings = dict(_headings(plan.outline, ()))
    return tuple(_item(number, row, headings) for number, row in enumerate(task_rows(plan)))


def text_key(text: str) -> str:
    """Give what two texts are compared by: spelling variants and marks at the ends left aside."""
    return fold(text).strip(_ENDS)


def plain(text: str) -> str:
    """Give bare letters and digits: what a scan and its original have in common."""
    return _NO_LETTER.sub(" ", fold_ascii(text)).strip()


def grams_of(text: str) -> frozenset[str]:
    """Give the stretches of three characters of a text's bare letters."""
    padded = f" {plain(text)} "
    return frozenset(padded[at : at + _GRAM] for at in range(len(padded) - _GRAM + 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Give how much two sets of stretches share, 0 to 1 (Dice)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def _item(number: int, row: TaskRow, headings: dict[str, tuple[str, ...]]) -> Item:
    return Item(
        number,
        row,
        text_key(row.task.text),
        tuple(sorted(plain(name) for name in values(row.lead))),
        (*values(row.due), *values(row.rrule)),
        headings.get(row.task.node, ()),
    )


def _headings(nodes: tuple[Node, ...], above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each node's id with the headings above it, without their numbers."""
    for node in nodes:
        yield node.id, above
        yield from _headings(node.children, (*above, plain(node.text)))
