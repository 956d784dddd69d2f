"""Where what was read stands: boxes over the pages, or pieces of the text of a document that has no pages."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.plan.model import Evidence, Node, PlanDocument
    from vbparse.revise.corrections import HeaderField

FIELDS: Final[tuple[HeaderField, ...]] = (
    "issuer", "parent", "code", "type", "date", "place", "title", "urgency", "draft", "signature.name",
    "signature.position",
)  # fmt: skip
_LINE: Final = re.compile(r"\S[^\n]*")


class Box(NamedTuple):
    """A part of a line that says something: `key` names what it belongs to, `task` the task to go to, if any."""

    key: str
    kind: str
    task: str
    x: float
    y: float
    width: float
    height: float


class Piece(NamedTuple):
    """Some words of a text, and all that they say: keys and kinds as those of boxes, by blanks, and the task to go to."""

    words: str
    keys: str = ""
    kinds: str = ""
    task: str = ""


class Paragraph(NamedTuple):
    """A passage of the outline (`node`), or a line that is in none."""

    node: Node | None
    pieces: tuple[Piece, ...]


def boxes(plan: PlanDocument) -> dict[int, list[Box]]:
    """Give the boxes of each page, the large ones first, so that those in them lie above."""
    found: dict[int, list[Box]] = {}
    for key, kind, task, evidence in _marked(plan):
        for region in evidence.regions:
            x0, top, x1, bottom = region.bbox
            box = Box(key, kind, task, x0, top, round(x1 - x0, 2), round(bottom - top, 2))
            found.setdefault(region.page, []).append(box)
    return found


def paragraphs(plan: PlanDocument) -> tuple[Paragraph, ...]:
    """Give the whole text as it stands, in pieces that say what they say."""
    extents = list(_extents(plan))
    starts = [start for _, start, _ in extents]
    over: list[list[tuple[str, str, str, Evidence]]] = [[] for _ in extents]
    for mark in _marked(plan):
        if mark[1] == "node":
            continue
        at = max(bisect_right(starts, mark[3].start) - 1, 0)
        while at < len(extents) and starts[at] < mark[3].end:
            over[at].append(mark)
            at += 1
    return tuple(
        Paragraph(node, tuple(_pieces(plan.text, start, end, marks)))
        for (node, start, end), marks in zip(extents, over, strict=True)
    )


def _extents(plan: PlanDocument) -> Iterator[tuple[Node | None, int, int]]:
    """Yield passages of the outline, and the lines between them; the marker of a passage is shown beside it."""
    at = 0
    for node in sorted((node for _, node in walk(plan.outline, 0)), key=lambda node: node.evidence.start):
        start, end = node.evidence.start, node.evidence.end
        if start < at:  # in a passage that was shown
            continue
        yield from _lines(plan.text[:start].rstrip().removesuffix(node.marker or ""), at)
        yield node, start, end
        at = end
    yield from _lines(plan.text, at)


def _lines(text: str, at: int) -> Iterator[tuple[None, int, int]]:
    for line in _LINE.finditer(text, at):
        yield None, line.start(), line.start() + len(line[0].rstrip())


def _pieces(text: str, start: int, end: int, marks: list[tuple[str, str, str, Evidence]]) -> Iterator[Piece]:
    ends = {start, end, *(place for *_, one in marks for place in (one.start, one.end) if start < place < end)}
    cuts = sorted(ends)
    for first, last in pairwise(cuts):
        here = [mark for mark in marks if mark[3].start <= first and last <= mark[3].end]
        tasks = [task for _, _, task, _ in reversed(here) if task]  # what is marked later lies above
        yield Piece(
            text[first:last],
            " ".join(key for key, _, _, _ in here),
            " ".join(dict.fromkeys(kind for _, kind, _, _ in here)),
            next(iter(tasks), ""),
        )


def _marked(plan: PlanDocument) -> Iterator[tuple[str, str, str, Evidence]]:
    """Yield what has boxes: its key, what it is, its task, and where it stands."""
    for field in FIELDS:
        evidence = evidence_of(plan, field)
        if evidence is not None:
            yield f"header:{field}", "header", "", evidence
    for _, node in walk(plan.outline, 0):
        yield f"node:{node.id}", "node", "", node.evidence
    for task in plan.tasks:
        yield f"task:{task.id}", "task", task.id, task.evidence
    owners = _owners(plan)
    for mention in plan.unit_mentions:
        if mention.id in owners:
            yield f"mark:{mention.id}", "unit", owners[mention.id], mention.evidence
    for time in plan.times:
        if time.id in owners:
            yield f"mark:{time.id}", "time", owners[time.id], time.evidence


def _owners(plan: PlanDocument) -> dict[str, str]:
    """Tell to which task a mention or time belongs, the first one where there are several; its own before heirs."""
    owners: dict[str, str] = {}
    for task in plan.tasks:
        for mark in (*task.deadlines, *(mark for marks in task.mentions.values() for mark in marks)):
            owners.setdefault(mark, task.id)
    for task in plan.tasks:
        for given in task.inherited:
            owners.setdefault(given.value, task.id)
    return owners


def evidence_of(plan: PlanDocument, field: HeaderField) -> Evidence | None:
    """Give where a field of the letterhead or signature stands; None where nothing says it."""
    header = plan.header
    if field.startswith("signature."):
        return plan.signature.evidence if plan.signature else None
    unit = {"issuer": header.issuer, "parent": header.parent}.get(field)
    return unit.evidence if unit is not None else header.evidence.get(field)


def walk(nodes: tuple[Node, ...], depth: int) -> Iterator[tuple[int, Node]]:
    """Yield nodes and all below them, in order, with their depth."""
    for node in nodes:
        yield depth, node
        yield from walk(node.children, depth + 1)
