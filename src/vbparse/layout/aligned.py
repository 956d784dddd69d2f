"""Tables without rulings: columns told by the white between them, under a heading that begins with "STT"."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from vbparse.layout.lines import PrintedLine, make_line, pieces
from vbparse.layout.tables import NUMBER_HEADS, Cell, Row, TablePart
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.readers.pages import Word

GAP: Final = 0.6
"""Heads further apart than so many sizes head different columns (a blank takes 0.25)."""
NARROW: Final = 3.0
"""The white between two columns is at least this wide (points)."""
HEADS: Final = 3
"""A table has at least so many columns."""
ROWS: Final = 2
"""A table has at least so many rows."""
MAX_HEADINGS: Final = 20
"""More headings on a page are none."""
OTHER_SIZE: Final = 1.0
"""A line of other type (points) is not of the table."""

_NUMBER = compile_pattern(r"\d{1,3}[.)]?$")
_GROUP = compile_pattern(r"(?:[IVX]{1,5}|[A-HĐ])[.)]?(?=\s|$)")


class OpenTable(NamedTuple):
    """A table that ran to the end of a page: edges of its columns (x, points) and size of its type."""

    edges: tuple[float, ...]
    size: float


class _Strip(NamedTuple):
    """The white between two columns, as far as the lines so far leave it."""

    free: list[tuple[float, float]]

    def without(self, line: PrintedLine) -> _Strip:
        free = self.free
        for word in line.words:
            if any(low < word.x1 and word.x0 < high for low, high in free):
                cut = [part for low, high in free for part in ((low, min(high, word.x0)), (max(low, word.x1), high))]
                free = [(low, high) for low, high in cut if high - low >= NARROW]
        return _Strip(free)

    @property
    def middle(self) -> float:
        low, high = max(self.free, key=lambda part: part[1] - part[0])
        return (low + high) / 2


def take_aligned(
    lines: Sequence[PrintedLine], open_table: OpenTable | None
) -> tuple[list[PrintedLine], list[TablePart], OpenTable | None]:
    """Take the tables without rulings out of the lines of a page.

    `open_table` is the one that the page before ends in. Returns the lines left, the tables, and the table
    that runs to the end of this page.
    """
    kept: list[PrintedLine] = []
    parts: list[TablePart] = []
    at = 0
    if open_table is not None:
        at = _length(lines, open_table)
        parts += _part(lines[:at], open_table.edges, heading=0)
        at = at if parts else 0
    last = open_table if parts else None
    tries = 0
    while at < len(lines):
        is_heading = tries < MAX_HEADINGS and _is_heading(lines[at])
        tries += is_heading
        found = _find(lines, at) if is_heading else None
        if found is None:
            kept.append(lines[at])
            at, last = at + 1, None
            continue
        part, at, edges = found
        parts.append(part)
        last = OpenTable(edges, lines[at - 1].size)
    return kept, parts, last


def _find(lines: Sequence[PrintedLine], start: int) -> tuple[TablePart, int, tuple[float, ...]] | None:
    """Read the table whose heading begins at a line: the table, the line after it, edges of its columns."""
    first = lines[start]
    heads = pieces(first, GAP * first.size)
    strips = [_Strip([(a.centre, b.centre)]) for a, b in pairwise(heads)]
    end = start
    for line in lines[start:]:
        if abs(line.size - first.size) >= OTHER_SIZE:
            break
        if end == start or not _is_group(line):
            left = [strip.without(line) for strip in strips]
            if not all(strip.free for strip in left):
                break
            strips = left
        end += 1
    while end > start and _is_group(lines[end - 1]):
        end -= 1
    body = lines[start:end]
    edges = (
        min((line.x0 for line in body), default=0.0),
        *(strip.middle for strip in strips),
        max((line.x1 for line in body), default=0.0),
    )
    heading = next((at for at, line in enumerate(body) if at and _begins_row(line, edges)), 0)
    parts = _part(body, edges, heading=heading) if heading else []
    numbered = sum(bool(row.cells[0]) and not row.is_group for part in parts for row in part.rows)
    return (parts[0], end, edges) if numbered > ROWS else None


def _is_heading(line: PrintedLine) -> bool:
    """Tell whether a line is the heading of a table: "STT" and other heads, far apart."""
    return line.words[0].text.casefold().strip(".") in NUMBER_HEADS and len(pieces(line, GAP * line.size)) >= HEADS


def _length(lines: Sequence[PrintedLine], table: OpenTable) -> int:
    """Count the lines at the top of a page that stand in the columns of a table."""
    count = 0
    for line in lines:
        if abs(line.size - table.size) >= OTHER_SIZE or not (_is_group(line) or _fits(line, table.edges)):
            break
        count += 1
    return count


def _fits(line: PrintedLine, edges: Sequence[float]) -> bool:
    return not any(word.x0 < edge < word.x1 for word in line.words for edge in edges[1:-1])


def _is_group(line: PrintedLine) -> bool:
    """Tell whether a line is the title of a group of rows: one piece, with a Roman number or in bold type."""
    parts = pieces(line, GAP * line.size)
    if len(parts) > 2 or _NUMBER.match(line.words[0].text):  # noqa: PLR2004 (the number and the title)
        return False
    return bool(_GROUP.match(line.text)) or (len(parts) == 1 and line.is_bold)


def _begins_row(line: PrintedLine, edges: Sequence[float]) -> bool:
    return _is_group(line) or (line.words[0].x1 <= edges[1] and bool(_NUMBER.match(line.words[0].text)))


def _part(lines: Sequence[PrintedLine], edges: tuple[float, ...], *, heading: int) -> list[TablePart]:
    """Read rows: the first `heading` lines are the heading, each number in the first column begins a row."""
    groups: list[list[PrintedLine]] = [list(lines[:heading])] if heading else []
    in_row = False
    for line in lines[heading:]:
        if in_row and not _begins_row(line, edges):
            groups[-1].append(line)
            continue
        groups.append([line])
        in_row = not _is_group(line)
    if not groups:
        return []
    rows = tuple(
        Row(tuple((piece,) for piece in pieces(group[0], GAP * group[0].size)), is_group=True)
        if at >= bool(heading) and _is_group(group[0])
        else Row(_cells(group, edges))
        for at, group in enumerate(groups)
    )
    return [TablePart(edges, rows, lines[0].page, lines[0].top, lines[-1].bottom)]


def _cells(lines: Sequence[PrintedLine], edges: Sequence[float]) -> tuple[Cell, ...]:
    """Part the words of lines into columns."""
    columns: list[list[PrintedLine]] = [[] for _ in edges[1:]]
    inner = edges[1:-1]
    for line in lines:
        parts: dict[int, list[Word]] = {}
        for word in line.words:
            parts.setdefault(bisect_right(inner, (word.x0 + word.x1) / 2), []).append(word)
        for at, words in parts.items():
            columns[at].append(make_line(words, line.page))
    return tuple(tuple(column) for column in columns)
