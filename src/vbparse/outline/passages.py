"""The stretches of text in which mentions are looked for, each inside one node or zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from vbparse.textmap import Span
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.outline.model import Node, Outline, Table
    from vbparse.textmap import TextMap

Zone = Literal["header", "preamble", "body", "closing", "annex", "recipients"]


class Passage(NamedTuple):
    """One node's own text, one table cell, the plan's title, or one line of recipients.

    `node` is the outline id, or `H` (title, place and date) or `N` (recipients). `meaning` is what the
    cell's column means (a role of `lexicon/data/columns.tsv`), None outside tables. Offsets found in
    `text` become offsets of the document by adding `span.start`.
    """

    node: str
    zone: Zone
    span: Span
    text: str
    meaning: str | None = None

    def span_of(self, start: int, end: int) -> Span:
        """Turn offsets into `text` into a span of the document."""
        return Span(self.span.start + start, self.span.start + end)


def build_passages(textmap: TextMap, outline: Outline) -> tuple[Passage, ...]:
    """List the passages of a document in reading order."""
    return tuple(_passages(textmap, outline))


def _passages(textmap: TextMap, outline: Outline) -> Iterator[Passage]:
    head = outline.letterhead
    for value in (head.date, head.title):
        if value is not None and value.span is not None:
            yield Passage("H", "header", value.span, textmap.slice(value.span))
    for zone, node in _zoned_nodes(outline):
        if node.kind != "row":
            yield Passage(node.id, zone, node.span, textmap.slice(node.span))
            continue
        table = None if node.table is None else outline.tables[node.table]
        for index, cell in enumerate(node.cells):
            if cell.length:
                yield Passage(node.id, zone, cell, textmap.slice(cell), _meaning(table, index))
    for recipient in outline.recipients:
        yield Passage("N", "recipients", recipient.span, textmap.slice(recipient.span))


def _zoned_nodes(outline: Outline) -> Iterator[tuple[Zone, Node]]:
    """Yield all nodes in reading order with their zone, which is that of the outermost node."""
    for root in outline.nodes:
        zone = _zone(root.id)
        for node in root.walk():
            yield zone, node


def _zone(node_id: str) -> Zone:
    if node_id.startswith("P."):
        return "preamble"
    if node_id.startswith("C."):
        return "closing"
    return "annex" if node_id[0] == "A" and node_id[1:2].isdigit() else "body"


def _meaning(table: Table | None, index: int) -> str | None:
    if table is None or index >= len(table.columns):
        return None
    return table.columns[index].meaning
