"""Blocks to outline: letterhead, preamble, body, closing, recipients, signatures and annexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.outline.branches import Branch, Leaf, Tree
from vbparse.outline.checks import check_branches, check_head, told_of_pictures
from vbparse.outline.closing import closing_start
from vbparse.outline.footnotes import attach_footnotes, split_footnotes
from vbparse.outline.growth import Growth, grow, join_lines
from vbparse.outline.letterhead import Head, read_letterhead, with_late_date
from vbparse.outline.lines import Line, covering, joined, read_lines
from vbparse.outline.model import Annex, Outline
from vbparse.outline.patterns import match_head
from vbparse.outline.recipients import read_addressees, read_recipients
from vbparse.outline.secrecy import with_secrecy
from vbparse.outline.signature import read_signatures
from vbparse.outline.styles import read_marker
from vbparse.outline.symbols import read_number_line
from vbparse.outline.zones import Part, divide
from vbparse.patterns import compile_pattern
from vbparse.textmap import Span
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.diagnostics import Diagnostic
    from vbparse.layout.flow import Block, Flow
    from vbparse.outline.model import NodeKind
    from vbparse.textmap import TextMap

_ATTACHED_NUMBER = compile_pattern(r"(?<![\w/.-])(?=\d+\s*[-/]\s*[A-ZĐ])")


class Grown(NamedTuple):
    """The nodes of a document while they can still be looked at: main text first, then annexes."""

    main: tuple[Branch, ...]
    annexes: tuple[Branch, ...]
    growth: Growth
    trees: tuple[Tree, ...]


def build_outline(flow: Flow) -> tuple[Outline, tuple[Diagnostic, ...]]:
    """Read the parts of a document from its blocks; never fails, whatever the text is.

    Gives the outline and what a person should look at.
    """
    lines, notes = split_footnotes(flow, read_lines(flow))
    is_scanned = bool(flow.textmap.words.confidences)
    head = read_letterhead(lines, flow.furniture, is_scanned=is_scanned)
    parts = divide(lines, head.start)
    head = with_secrecy(with_late_date(head, parts[0].signature), lines, flow)
    grown = _grow_parts(parts, flow.textmap)
    loose = attach_footnotes(notes, (*grown.main, *grown.annexes))
    recipients = (*read_addressees(head.addressees), *read_recipients(parts[0].recipients))
    issuer = tuple(flow.textmap.slice(span) for span in head.letterhead.issuer_lines)
    signatures = read_signatures(parts[0].signature, issuer, is_scanned=is_scanned)
    outline = Outline(
        head.letterhead,
        tuple(branch.frozen() for branch in (*grown.main, *grown.annexes, *loose)),
        grown.growth.finished_tables(),
        tuple(_annex(branch) for branch in grown.annexes),
        recipients,
        signatures,
    )
    findings = (
        *told_of_pictures(check_head(head, outline, has_text=bool(lines)), flow.textmap),
        *check_branches(grown.main, grown.annexes, grown.trees, stray=grown.growth.stray),
    )
    return outline, findings


def _grow_parts(parts: Sequence[Part], textmap: TextMap) -> Grown:
    text = textmap.text
    growth = Growth(is_scanned=bool(textmap.words.confidences))
    main, trees = _grow_main(join_lines(parts[0].body, text), growth)
    annexes: list[Branch] = []
    for number, part in enumerate(parts[1:], 1):
        annex, tree = _grow_annex(part, number, text, growth)
        annexes.append(annex)
        trees = (*trees, tree)
    return Grown(main, tuple(annexes), growth, trees)


def _grow_main(lines: Sequence[Line], growth: Growth) -> tuple[tuple[Branch, ...], tuple[Tree, ...]]:
    """Grow preamble (`P.p1`), sections and closing (`C.p1`) of the main text."""
    if not lines:
        return (), ()
    close = closing_start(lines)
    first = min(_body_start(lines), close)
    zones: tuple[tuple[str, NodeKind | None, Sequence[Line]], ...] = (
        ("P", "preamble", lines[:first]),
        ("", None, lines[first:close]),
        ("C", "closing", lines[close:]),
    )
    trees: list[Tree] = []
    for prefix, kind, zone in zones:
        tree = Tree(_virtual_root(zone[0].block if zone else lines[0].block), prefix=prefix, kind=kind)
        if kind == "closing":
            tree.root.counts["p"] = _used(trees[-1], prefix)
        grow(tree, zone, growth, drop_page_numbers=True)
        trees.append(tree)
    return tuple(branch for tree in trees for branch in tree.root.children), tuple(trees)


def _used(body: Tree, name: str) -> int:
    """Count the paragraphs of a section `C`, whose ids the closing paragraphs must not repeat."""
    return next((section.counts["p"] for section in body.root.children if section.id == name), 0)


def _virtual_root(block: Block) -> Branch:
    return Branch("", "section", Leaf(Span(block.span.start, block.span.start), block, ""))


def _body_start(lines: Sequence[Line]) -> int:
    """Give the index of the first section: the first numbered line; without one, the line behind the bases."""
    for index, line in enumerate(lines):
        marker = None if line.is_row else read_marker(line.text)
        if marker is not None and not marker.is_bullet:
            return index
    at = 0
    while at < len(lines) and not lines[at].is_row and match_head("basis", lines[at].text):
        at += 1
    return at


def _grow_annex(part: Part, number: int, text: str, growth: Growth) -> tuple[Branch, Tree]:
    """Grow an annex: its label is the mark, its title the text, its content stands below."""
    lines = join_lines(part.body, text)
    anchor = part.anchor or lines[0]
    empty = part.label.span.end if part.label else anchor.span.start
    span = covering(part.title) if part.title else Span(empty, empty)
    root = Branch(f"A{number}", "annex", Leaf(span, anchor.block, joined(part.title)))
    if part.label is not None:
        root.marker_text, root.marker_span = part.label.text, part.label.span
    tree = Tree(root, prefix=root.id)
    grow(tree, lines, growth)
    return root, tree


def _annex(branch: Branch) -> Annex:
    """Give an annex its title, and the number of the document that its bracket `(Kèm theo …)` names."""
    attached = None
    for child in branch.children[:3]:
        if child.text.lstrip("(")[:3].casefold() not in {"kèm", "ban"}:
            continue
        for found in _ATTACHED_NUMBER.finditer(child.text):
            number = read_number_line(f"Số: {child.text[found.end() :]}")
            attached = attached or (number.code if number is not None else None)
    return Annex(branch.id, branch.text or None, attached)


__all__ = ["Head", "build_outline"]
