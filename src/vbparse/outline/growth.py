"""Turns the lines of a zone into nodes: headings, items, bullets, paragraphs and the rows of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.outline.branches import Branch, Leaf, Tree
from vbparse.outline.lines import Line, ends_sentence, is_rule
from vbparse.outline.mended import mend_markers
from vbparse.outline.model import Table
from vbparse.outline.patterns import search_line
from vbparse.outline.styles import read_marker
from vbparse.outline.tables import Grid, RowPlace, cells_of, find_tables
from vbparse.textmap import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vbparse.outline.markers import Marker

_LABELS = frozenset({"part", "chapter", "section", "subsection", "roman", "capital"})
_LONGEST_TITLE = 300
_SHORTEST_WRAPPED = 30  # a heading shorter than this has room on its line
_LONGEST_PAGE_NUMBER = 3
_SKIPPED = frozenset({"esign", "copy"})


class TableDraft:
    """A table while its rows come in: where it stands, and the tree of its groups."""

    __slots__ = ("grid", "groups", "index", "owner", "rows")

    def __init__(self, owner: Branch, groups: Tree, grid: Grid, index: int) -> None:
        """Begin without rows."""
        self.owner = owner
        self.groups = groups
        self.grid = grid
        self.index = index
        self.rows: list[str] = []


class Growth:
    """What has grown beside the tree: the tables of the document, and page numbers left in its text.

    `is_scanned` says that text was read from pictures, so that marks may be misread.
    """

    __slots__ = ("is_scanned", "stray", "tables")

    def __init__(self, *, is_scanned: bool = False) -> None:
        """Begin with none."""
        self.is_scanned = is_scanned
        self.tables: list[TableDraft] = []
        self.stray: list[Line] = []

    def finished_tables(self) -> tuple[Table, ...]:
        """Give the tables of the document."""
        return tuple(
            Table(
                f"T{draft.index + 1}",
                draft.owner.id or None,
                draft.grid.columns,
                tuple(draft.rows),
                tuple(draft.grid.pages),
            )
            for draft in self.tables
        )


def join_lines(lines: Iterable[Line], text: str) -> tuple[Line, ...]:
    """Join what belongs to one paragraph: a sentence cut by a page break, a label and its title.

    A line that begins with a small letter and has no mark goes on with the line before it, unless that one
    ended its sentence (PAGE_BREAK_SPLIT). `Phần I` alone on its line takes the title below it.
    """
    joined: list[Line] = []
    for line in lines:
        if is_rule(line.text) or _is_skipped(line):
            continue
        if joined and _goes_on(joined[-1], line):
            before = joined.pop()
            span = Span(before.span.start, line.span.end)
            joined.append(Line(span, text[span.start : span.end].replace("\n", " "), before.block, before.column))
            continue
        joined.append(line)
    return tuple(joined)


def _is_skipped(line: Line) -> bool:
    kind = search_line(line.text)
    return kind is not None and kind[0].kind in _SKIPPED


def _goes_on(before: Line, line: Line) -> bool:
    if before.is_row or line.is_row or line.span.start - before.span.end > 1:
        return False
    marker = read_marker(before.text)
    bare = marker is not None and marker.family in _LABELS and not before.text[marker.end :].strip()
    if read_marker(line.text) is not None:
        return False
    if bare and len(line.text) <= _LONGEST_TITLE:
        return True
    if marker is not None and marker.family in _LABELS and _is_wrapped_heading(before, line):
        return True
    return line.text[0].islower() and not ends_sentence(before.text)


def _is_wrapped_heading(before: Line, line: Line) -> bool:
    """Tell a heading in capitals that runs over two centred lines."""
    long = len(before.text) >= _SHORTEST_WRAPPED and len(before.text) + len(line.text) <= _LONGEST_TITLE
    return long and before.text.isupper() and line.text.isupper() and not ends_sentence(before.text)


def grow(tree: Tree, lines: Sequence[Line], growth: Growth, *, drop_page_numbers: bool = False) -> None:
    """Add lines to a tree, in order; a line of one to three digits is a page number where they are dropped."""
    places, grids = find_tables(lines)
    markers = [None if index in places else read_marker(line.text) for index, line in enumerate(lines)]
    if growth.is_scanned:
        markers = mend_markers(lines, markers)
    following = _following_styles(markers)
    opened: dict[int, TableDraft] = {}
    for index, line in enumerate(lines):
        place = places.get(index)
        marker = markers[index]
        if place is not None:
            if place.table not in opened:
                opened[place.table] = _open_table(tree, grids[place.table], growth)
            _add_table_line(tree, line, place, opened[place.table])
        elif marker is not None and _is_item(line, marker):
            tree.add_item(_leaf(line, marker), next_style=following[index])
        elif drop_page_numbers and line.text.isdigit() and len(line.text) <= _LONGEST_PAGE_NUMBER:
            growth.stray.append(line)
        else:
            tree.add_paragraph(_leaf(line, None))


def _is_item(line: Line, marker: Marker) -> bool:
    """Tell an item from a mark alone: a bullet needs text, a number may stand for its heading."""
    return not marker.is_bullet or bool(line.text[marker.end :].strip())


def _following_styles(markers: Sequence[Marker | None]) -> list[str | None]:
    """Give, for each line, the style of the next marked line."""
    styles: list[str | None] = [None] * len(markers)
    style: str | None = None
    for index in range(len(markers) - 1, -1, -1):
        styles[index] = style
        marker = markers[index]
        style = marker.style if marker is not None else style
    return styles


def _leaf(line: Line, marker: Marker | None) -> Leaf:
    if marker is None:
        return Leaf(line.span, line.block, line.text)
    own = line.cut(marker.end, len(line.text))
    return Leaf(own.span, line.block, own.text, marker, line.part(0, len(marker.text)) if marker.text else None)


def _open_table(tree: Tree, grid: Grid, growth: Growth) -> TableDraft:
    """Open a table under the item that stands above it."""
    tree.leave_bullets()
    draft = TableDraft(tree.owner, tree.below(tree.owner), grid, len(growth.tables))
    growth.tables.append(draft)
    return draft


def _add_table_line(tree: Tree, line: Line, place: RowPlace, table: TableDraft) -> None:
    """Add a row, or a group of rows, which is a node by its mark (`A1.I`) beside the rows."""
    if place.role == "row":
        cells = tuple(cell.span for cell in cells_of(line))
        table.rows.append(tree.add_row(table.owner, Leaf(line.span, line.block, line.text), cells, table.index).id)
    title, label = place.title, place.marker
    if place.role != "group" or title is None:
        return
    marker = read_marker(f"{label.text.rstrip('.)')}. {title.text}") if label is not None else None
    if marker is None or label is None:
        table.groups.add_note(table.owner, Leaf(title.span, line.block, title.text))
        return
    table.groups.add_item(Leaf(title.span, line.block, title.text, _printed(marker, label.text), label.span))


def _printed(marker: Marker, text: str) -> Marker:
    """Give a mark read from a cell of its own (`II`) as it is printed there."""
    return marker._replace(text=text, other=None if marker.other is None else _printed(marker.other, text))
