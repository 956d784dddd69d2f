"""Footnotes: `F1`, `F2`, … under the node their mark stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.outline.branches import Branch, Leaf
from vbparse.outline.lines import Line
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from vbparse.layout.flow import Flow

_BRACKETED = compile_pattern(r"\[(\d{1,3})\]\s*")
_NUMBER = compile_pattern(r"\(?(\d{1,3})\)?[.)]?\s*(?=\D)")
_MARK = compile_pattern(r"\[(\d{1,3})\]")
_RAISED = compile_pattern(r"(?<=[^\W\d_\s])(\d{1,2})(?=[\s.,;:)]|$)|(?<=[”\")])(\d{1,2})(?=[\s.,;:]|$)")


def split_footnotes(flow: Flow, lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Part the lines of the text from footnotes: blocks that layout found, and `[1] …` of portal copies."""
    notes = [
        Line(block.span, flow.text_of(block), block, block.column).cut(0, block.span.length)
        for block in flow.blocks
        if block.kind == "footnote"
    ]
    text: list[Line] = []
    bracketed: list[Line] = []
    for line in lines:
        (bracketed if not line.is_row and _BRACKETED.match(line.text) else text).append(line)
    found = sorted((*notes, *bracketed), key=lambda line: line.span.start)
    return tuple(text), tuple(note for note in found if note.text)


def attach_footnotes(notes: Sequence[Line], roots: Sequence[Branch]) -> tuple[Branch, ...]:
    """Put each footnote under its node; gives those whose node was not found, for the top of the outline."""
    if not notes:
        return ()
    branches = tuple(_walk(roots))
    bracketed = _first_marks(branches)
    loose: list[Branch] = []
    for count, note in enumerate(notes, 1):
        found = _BRACKETED.match(note.text) or _NUMBER.match(note.text)
        number = found[1] if found else None
        branch = _branch(note, count, found)
        parent = bracketed.get(number or "") or _on_page(branches, note, number)
        (parent.children if parent is not None else loose).append(branch)
    return tuple(loose)


def _branch(note: Line, count: int, found: re.Match[str] | None) -> Branch:
    own = note.cut(found.end() if found else 0, len(note.text))
    branch = Branch(f"F{count}", "footnote", Leaf(own.span, note.block, own.text))
    if found is not None:
        branch.marker_text = found[0].strip()
        branch.marker_span = note.part(0, len(found[0].rstrip()))
    return branch


def _walk(roots: Iterable[Branch]) -> Iterator[Branch]:
    for root in roots:
        yield root
        yield from _walk(root.children)


def _first_marks(branches: Sequence[Branch]) -> dict[str, Branch]:
    found: dict[str, Branch] = {}
    for branch in branches:
        if "[" in branch.text:
            for mark in _MARK.finditer(branch.text):
                found.setdefault(mark[1], branch)
    return found


def _on_page(branches: Sequence[Branch], note: Line, number: str | None) -> Branch | None:
    """Find the node on the footnote's page that holds its raised number, else the last one begun there.

    Without pages a footnote stands behind the paragraph or table of its number.
    """
    page = note.block.page
    if not page:
        return _before(branches, note, number) if note.block.kind == "footnote" else None
    near = [branch for branch in branches if branch.block.page == page]
    for branch in near:
        if any(number in (mark[1], mark[2]) for mark in _RAISED.finditer(branch.text)):
            return branch
    before = [branch for branch in branches if branch.span.start < note.span.start and branch.block.page <= page]
    return before[-1] if before else None


def _before(branches: Sequence[Branch], note: Line, number: str | None) -> Branch | None:
    """Find the last node before a footnote that holds its raised number, else the last one."""
    before = [branch for branch in branches if branch.span.start < note.span.start]
    for branch in reversed(before):
        if any(number in (mark[1], mark[2]) for mark in _RAISED.finditer(branch.text)):
            return branch
    return before[-1] if before else None
