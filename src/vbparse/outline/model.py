"""The document's parts: outline, letterhead, recipients, signature, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.layout.flow import Block
    from vbparse.textmap import Span

NodeKind = Literal["preamble", "section", "item", "bullet", "paragraph", "closing", "annex", "row", "footnote"]


class Node(NamedTuple):
    """A node of the outline. `span` is its own text, without marker and children.

    `id` follows `gold/GUIDE.md` (`II.3.b1`, `A1.r2`). Rows have `cells` (one span a column) and `table`
    (index into `Outline.tables`). `block` is the block that the node was read from.
    """

    id: str
    kind: NodeKind
    marker: str | None
    span: Span
    block: Block
    marker_span: Span | None = None
    cells: tuple[Span, ...] = ()
    table: int | None = None
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Column(NamedTuple):
    """A table column: its printed head and what it means (a role of `lexicon/data/columns.tsv`, or None)."""

    head: str
    span: Span
    meaning: str | None


class Table(NamedTuple):
    """A table of body or annex. `node` holds its rows; `rows` are their node ids."""

    id: str
    node: str | None
    columns: tuple[Column, ...]
    rows: tuple[str, ...]
    pages: tuple[int, ...] = ()


class Value(NamedTuple):
    """A field as read: `text` is the value (canonical where the contract says so), `span` the print.

    `inferred` says that the value was not read but concluded.
    """

    text: str
    span: Span | None = None
    inferred: bool = False


class Letterhead(NamedTuple):
    """What stands above the body. `issuer_lines` are the left column from the parent agency down, as printed."""

    issuer_lines: tuple[Span, ...] = ()
    code: Value | None = None
    number: Value | None = None
    symbol: Value | None = None
    type: Value | None = None
    type_code: Value | None = None
    place: Value | None = None
    date: Value | None = None
    title: Value | None = None
    years: tuple[int, ...] = ()
    urgency: Value | None = None
    secrecy: Value | None = None
    draft: Value | None = None
    subject_of_letter: Value | None = None


class Recipient(NamedTuple):
    """A line (or a member of a group line) of `Nơi nhận`; `text` without marker, brackets and typist's mark."""

    span: Span
    text: str
    purpose: str | None = None


class Signature(NamedTuple):
    """A signature block: `authority` marks as normalised (`TM.`), canonical `body` and `position`, name."""

    span: Span
    authority: tuple[str, ...] = ()
    body: Value | None = None
    position: Value | None = None
    name: Value | None = None


class Annex(NamedTuple):
    """An annex: `id` is its node id (`A1`)."""

    id: str
    title: str | None
    attached_to: str | None = None


class Outline(NamedTuple):
    """All parts of a document."""

    letterhead: Letterhead = Letterhead()
    nodes: tuple[Node, ...] = ()
    tables: tuple[Table, ...] = ()
    annexes: tuple[Annex, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    signatures: tuple[Signature, ...] = ()

    def walk(self) -> Iterator[Node]:
        """Yield all nodes in reading order."""
        for node in self.nodes:
            yield from node.walk()
