"""Finds marked words in a plan's text again, and where on the pages they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.plan.model import Evidence
from vbparse.revise.steps import Misfit
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.plan.model import Node, PlanDocument, Region
    from vbparse.revise.corrections import Quote

OUTSIDE: Final = ("H", "N", "S")
"""Places that are no nodes: letterhead, recipients, signature."""
_SLACK: Final = 4
"""Characters by which an estimate of where a line ends may be wrong."""


class Found(NamedTuple):
    """Marked words, found: the node that they stand in, and the evidence."""

    node: str
    evidence: Evidence


def find_quote(plan: PlanDocument, quote: Quote, source: str) -> Found:
    """Find marked words: where they were, else where they stand once in their node, else once in the document.

    `source` is the document (its sha256) on whose pages they were marked. Raises `Misfit`.
    """
    start = _place(plan, quote)
    moved = start != quote.start
    node = _node_at(plan, start, quote.node, moved=moved)
    end = start + len(quote.text)
    own_boxes = bool(quote.regions) and not moved and source == plan.source.sha256
    regions = quote.regions if own_boxes else regions_at(plan, start, end)
    return Found(node, Evidence(text=quote.text, start=start, end=end, regions=regions))


def node_at(plan: PlanDocument, start: int) -> str | None:
    """Name the node in whose own text a place lies; None in the letterhead, the recipients and the signature."""
    found = [node for node in walk(plan.outline) if node.evidence.start <= start < node.evidence.end]
    return min(found, key=lambda node: node.evidence.end - node.evidence.start).id if found else None


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Yield the nodes of an outline in reading order."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def regions_at(plan: PlanDocument, start: int, end: int) -> tuple[Region, ...]:
    """Give the printed lines on which a stretch of the text stands, as far as evidence of the plan tells.

    The smallest evidence around it counts, or all nodes that it goes through. A plan keeps no places of words, so which
    of several lines it is is estimated by their widths; a line too many is given rather than one too few.
    """
    around = [one for one in _evidences(plan) if one.start <= start and end <= one.end and one.regions]
    if around:
        return _lines_of(min(around, key=lambda one: one.end - one.start), start, end)
    passed = (node.evidence for node in walk(plan.outline))
    found = [region for one in passed if one.start < end and start < one.end for region in _lines_of(one, start, end)]
    return tuple(dict.fromkeys(found))


def _place(plan: PlanDocument, quote: Quote) -> int:
    if plan.text[quote.start : quote.start + len(quote.text)] == quote.text:
        return quote.start
    node = next((node for node in walk(plan.outline) if node.id == quote.node), None)
    stretches = (
        [(0, len(plan.text))] if node is None else [(node.evidence.start, node.evidence.end), (0, len(plan.text))]
    )
    for start, end in stretches:
        first = plan.text.find(quote.text, start, end)
        if first >= 0 and plan.text.find(quote.text, first + 1, end) < 0:
            return first
    raise Misfit(reason="text")


def _node_at(plan: PlanDocument, start: int, said: str, *, moved: bool) -> str:
    """Name the node in which a place lies; `said` is what the correction says, right where nothing has moved."""
    known = {node.id for node in walk(plan.outline)}
    if said in known and not moved:
        return said
    found = node_at(plan, start)
    return said if found is None and (said in known or said in OUTSIDE) else found or OUTSIDE[0]


def _evidences(plan: PlanDocument) -> Iterator[Evidence]:
    """Yield what tells where a stretch of the text stands."""
    yield from (node.evidence for node in walk(plan.outline))
    for listed in (plan.tasks, plan.unit_mentions, plan.times, plan.citations, plan.recipients):
        yield from (each.evidence for each in listed)
    yield from plan.header.evidence.values()
    yield from (cell.evidence for table in plan.tables for row in table.rows for cell in row.cells if cell.evidence)
    if plan.signature is not None:
        yield plan.signature.evidence


def _lines_of(evidence: Evidence, start: int, end: int) -> tuple[Region, ...]:
    """Give those lines of an evidence on which a part of it may stand."""
    length = evidence.end - evidence.start
    if (start <= evidence.start and evidence.end <= end) or len(evidence.regions) < 2 or not length:  # noqa: PLR2004
        return evidence.regions
    widths = [max(region.bbox[2] - region.bbox[0], 0.0) for region in evidence.regions]
    scale = sum(widths) / length
    first, last = (start - evidence.start - _SLACK) * scale, (end - evidence.start + _SLACK) * scale
    found, at = [], 0.0
    for region, width in zip(evidence.regions, widths, strict=True):
        if at < last and first < at + width:
            found.append(region)
        at += width
    return tuple(found) or evidence.regions
