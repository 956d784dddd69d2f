"""Makes the document after layout from lines of text, for tests of what comes behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.layout.flow import Block, Flow, Style
from vbparse.textmap import Span, TextMap, WordTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.layout.flow import Column, Furniture

_COLUMNS: dict[str, Column] = {"<": "left", ">": "right"}


def make_flow(text: str, *, furniture: tuple[Furniture, ...] = (), page: int = 0) -> Flow:
    """Make a flow with one block a line.

    `a | b` is a table row, `= ` begins a row of one merged cell, `< ` and `> ` begin lines of the left and right
    column, `^ ` begins a footnote, a form feed begins the next page.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    table = -1
    for line, kind in _lines(text):
        if kind == "\f":
            page += 1
            continue
        if kind == "|" and not (blocks and blocks[-1].kind == "row"):
            table += 1
        blocks.append(_block(line, kind, at, table, page))
        parts.append(line)
        at += len(line) + 1
    return Flow(TextMap("\n".join(parts), WordTable()), tuple(blocks), furniture)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for raw in text.strip("\n").split("\n"):
        if raw == "\f":
            yield "", "\f"
        elif raw[:2] in {"< ", "> ", "^ ", "= "}:
            yield raw[2:], raw[0].replace("=", "|")
        elif raw.strip():
            yield raw, "|" if " | " in raw or raw.endswith(" |") else ""


def _block(line: str, kind: str, at: int, table: int, page: int) -> Block:
    span = Span(at, at + len(line))
    if kind == "|":
        cells = []
        for cell in line.split(" | "):
            cells.append(Span(at, at + len(cell)))
            at += len(cell) + 3
        return Block(span, "row", page=page, table=table, cells=tuple(cells))
    if kind == "^":
        return Block(span, "footnote", page=page)
    return Block(span, "paragraph", Style(), _COLUMNS.get(kind, "full"), page)
