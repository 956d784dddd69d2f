"""The same duty in the body and in an annex: linked, so that nobody counts it twice, and compared.

A plan's body orders a duty in a sentence, its annex lists it as a row of a table, often in slightly other
words. Two tasks are one duty where nearly all words of the shorter are those of the other; where lead or
day differ, a person must decide.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from vbparse.diagnostics import Diagnostic
from vbparse.lexicon.fold import fold
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.tasks.model import Task

_WORD = compile_pattern(r"[^\W\d_]+")
_ALIKE = 0.8
"""Common words in relation to the mean length (the Dice coefficient) from which two clauses order one duty."""
_FEWEST = 5
"""Words below which likeness says nothing (`Báo cáo kết quả`)."""


class Twins(NamedTuple):
    """Two tasks, by their places in the list, that order one duty; `annexed`: the second stands in an annex."""

    first: int
    second: int
    annexed: bool


def find_twins(text: str, tasks: Sequence[Task]) -> tuple[Twins, ...]:
    """Pair the tasks that order one duty: the body's with the annex's, and repeated ones of equal leads."""
    words = [Counter(_WORD.findall(fold(text[task.span.start : task.span.end]))) for task in tasks]
    return (*_body_and_annex(tasks, words), *_repeated(text, tasks, words))


def check_twins(tasks: Sequence[Task], twins: Sequence[Twins]) -> Iterator[Diagnostic]:
    """Yield what differs between body and annex, and duties that are ordered twice."""
    for pair in twins:
        first, second = tasks[pair.first], tasks[pair.second]
        if not pair.annexed:
            yield Diagnostic("DUPLICATE_TASK", second.span, second.node, {"node": first.node})
            continue
        if first.lead and second.lead and _leads(first) != _leads(second):
            values = {"node": first.node, "first": "; ".join(_leads(first)), "second": "; ".join(_leads(second))}
            yield Diagnostic("DUTY_LEAD_DIFFERS", second.span, second.node, values)
        if first.due and second.due and first.due != second.due:
            values = {"node": first.node, "first": ", ".join(first.due), "second": ", ".join(second.due)}
            yield Diagnostic("DUTY_DATE_DIFFERS", second.span, second.node, values)


def _leads(task: Task) -> list[str]:
    return sorted({mention.value.name for mention in task.lead})


def _in_annex(task: Task) -> bool:
    return task.node.startswith("A")


def _body_and_annex(tasks: Sequence[Task], words: Sequence[Counter[str]]) -> Iterator[Twins]:
    """Pair each task of an annex with the likest of the body, if that one has no liker partner."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, task in enumerate(tasks):
        if not _in_annex(task):
            for word in words[index]:
                holders[word].append(index)
    found = sorted(
        (-_likeness(words[other], words[index]), other, index)
        for index, task in enumerate(tasks)
        if _in_annex(task)
        for other in _sharing(words[index], holders)
    )
    taken: set[int] = set()
    for unlike, first, second in found:
        if -unlike >= _ALIKE and not taken & {first, second}:
            taken |= {first, second}
            yield Twins(first, second, annexed=True)


def _sharing(words: Counter[str], holders: dict[str, list[int]]) -> list[int]:
    """Give the tasks that share at least half of the words; few enough words make no duty."""
    if words.total() < _FEWEST:
        return []
    shared = Counter(index for word in words for index in holders.get(word, ()))
    return [index for index, count in shared.items() if 2 * count >= len(words)]


def _likeness(first: Counter[str], second: Counter[str]) -> float:
    return 2 * (first & second).total() / (first.total() + second.total())


def _repeated(text: str, tasks: Sequence[Task], words: Sequence[Counter[str]]) -> Iterator[Twins]:
    """Pair tasks of equal words and leads in one part of the plan with the first of them."""
    seen: dict[tuple[object, ...], int] = {}
    for index, task in enumerate(tasks):
        if words[index].total() < _FEWEST:
            continue
        said = fold(text[task.span.start : task.span.end]).strip(" .;")
        key = (_in_annex(task), said, tuple(_leads(task)))
        first = seen.setdefault(key, index)
        if first != index and tasks[first].due == task.due:
            yield Twins(first, index, annexed=False)
