"""Whether those who are assigned something get the document, and those who get it are assigned something.

Nghị định 30/2020/NĐ-CP, Phụ lục I mục II.9: `Nơi nhận` names those who are to carry the document out. A line
such as `Các sở, ban, ngành tỉnh` names many at once, so nothing is said of a body that such a line may mean.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from vbparse.diagnostics import Diagnostic
from vbparse.entities.model import Mention, Unit
from vbparse.lexicon.fold import fold
from vbparse.lexicon.load import members, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vbparse.entities.model import Context
    from vbparse.outline.model import Outline
    from vbparse.tasks.model import Task

_EVERYBODY = "*"
_FEWEST = 3  # bodies with tasks, from which on a body without any is worth a word
_DEPTHS = {"central": 0, "province": 1, "district": 2, "commune": 3}
_ASSIGNED = frozenset({"so", "phong", "police", "military", "inspectorate", "branch", "centre", "board"})
"""Kinds that a people's committee assigns tasks to."""
_WITHIN = frozenset({None, "event", "team", "club", "bureau", "division", "steering", "company", "group"})
"""Kinds that are parts of others or made for the occasion, to which nobody writes."""
_REPORT, _COMMITTEE = fold("báo cáo"), f" {fold('ủy ban')} "


def check_assignees(
    outline: Outline, units: Sequence[Mention[Unit]], tasks: Sequence[Task], context: Context
) -> tuple[Diagnostic, ...]:
    """Check the list of recipients against the tasks, and headings against each other."""
    lines = [mention for mention in units if mention.node == "N"]
    covered = covered_kinds(_sets_named(outline, lines))
    school = context.issuer is not None and context.issuer.kind == "school"  # its own people need no letter
    found = list(_headings(tasks))
    if lines and not school and _EVERYBODY not in covered:
        found += _left_out(tasks, lines, covered, context)
    return (*found, *_idle(outline, lines, tasks, context))


def _sets_named(outline: Outline, lines: Sequence[Mention[Unit]]) -> Iterator[str]:
    """Give the sets of bodies among the recipients, and lines in which no body is named (`Mục IV`)."""
    yield from (mention.value.name for mention in lines if mention.value.cls == "group")
    named = [mention.span for mention in lines]
    yield from (line.text for line in outline.recipients if not any(line.span.contains(span) for span in named))


def covered_kinds(lines: Iterable[str]) -> frozenset[str]:
    """Give the kinds of body that lines about sets of bodies may mean, `*` for all."""
    found: set[str] = set()
    for line in lines:
        words = f" {fold(line).translate(_SIGNS)} ".replace(_COMMITTEE, " ")
        for sought, kinds, start in _sets():
            if any(words.startswith(word) if start else word in words for word in sought):
                found |= kinds
    return frozenset(found)


_SIGNS = str.maketrans(dict.fromkeys(",;:-./()&", " "))


@cache
def _sets() -> tuple[tuple[tuple[str, ...], frozenset[str], bool], ...]:
    return tuple(
        (
            tuple(f" {fold(word)} " for word in members(row["words"])),
            frozenset(row["kinds"].split()),
            row["where"] == "start",
        )
        for row in rows("recipient_sets.tsv")
    )


def _headings(tasks: Sequence[Task]) -> Iterator[Diagnostic]:
    """HEADING_DUPLICATE_UNIT: one body heads two items beside each other."""
    seen: dict[tuple[str, str], Mention[Unit]] = {}
    for mention in _heading_units(tasks):
        key = (fold(mention.value.name), mention.node.rpartition(".")[0])
        first = seen.setdefault(key, mention)
        if first.node != mention.node:
            values = {"name": mention.value.name, "first": first.node, "second": mention.node}
            yield Diagnostic("HEADING_DUPLICATE_UNIT", mention.span, mention.node, values)
            seen[key] = mention


def _heading_units(tasks: Sequence[Task]) -> Iterator[Mention[Unit]]:
    for task in tasks:
        for slot, mention in task.inherited:
            value = mention.value
            if slot == "lead" and isinstance(value, Unit) and value.cls == "named":
                yield Mention(mention.span, mention.node, value, mention.rule)


def _left_out(
    tasks: Sequence[Task], lines: Sequence[Mention[Unit]], covered: frozenset[str], context: Context
) -> Iterator[Diagnostic]:
    """ASSIGNEE_NOT_RECIPIENT: a body that leads a task stands in no line of the recipients."""
    issuer = context.issuer
    known = {fold(mention.value.name) for mention in lines} | ({fold(issuer.name)} if issuer is not None else set())
    for task in tasks:
        for mention in task.lead:
            unit = mention.value
            written_to = unit.cls == "named" and unit.kind not in _WITHIN and unit.kind not in covered
            if not written_to or _stands_in(fold(unit.name), known):
                continue
            known.add(fold(unit.name))
            if _is_below(unit, issuer.level if issuer is not None else None):
                yield Diagnostic("ASSIGNEE_NOT_RECIPIENT", mention.span, mention.node, {"name": unit.name})


def _stands_in(name: str, others: Iterable[str]) -> bool:
    """Tell whether a body is one of others or a part of one by its name (`Văn phòng UBND tỉnh`), or the other way."""
    return any(name.endswith(other) or other.endswith(name) for other in others)


def _idle(
    outline: Outline, lines: Sequence[Mention[Unit]], tasks: Sequence[Task], context: Context
) -> Iterator[Diagnostic]:
    """UNIT_WITHOUT_TASK: a body of the issuer's own administration gets the plan, others have tasks, it has none."""
    issuer, leads = context.issuer, [mention.value for task in tasks for mention in task.lead]
    if issuer is None or issuer.kind != "ubnd" or len({unit.name for unit in leads if unit.cls == "named"}) < _FEWEST:
        return
    others = (task.cooperate + task.advise_to + task.report_to for task in tasks)
    acting = [*leads, *(mention.value for mentions in others for mention in mentions)]
    busy = {fold(unit.name) for unit in acting}
    covered = covered_kinds(unit.name for unit in leads if unit.cls == "group")
    for mention in lines:
        unit = mention.value
        if unit.cls != "named" or unit.kind not in _ASSIGNED or {unit.kind, _EVERYBODY} & covered:
            continue
        idle = not _stands_in(fold(unit.name), busy) and _is_below(unit, issuer.level)
        if idle and not _to_report(outline, mention):
            busy.add(fold(unit.name))
            yield Diagnostic("UNIT_WITHOUT_TASK", mention.span, mention.node, {"name": unit.name})


def _is_below(unit: Unit, level: str | None) -> bool:
    """Tell a body of the issuer's level or below, to which it may give tasks."""
    return level is not None and _DEPTHS.get(unit.level or "", 0) >= _DEPTHS.get(level, len(_DEPTHS))


def _to_report(outline: Outline, mention: Mention[Unit]) -> bool:
    line = next((line for line in outline.recipients if line.span.contains(mention.span)), None)
    return line is not None and line.purpose is not None and _REPORT in fold(line.purpose)
