"""Joins the parts of pages: a paragraph, a table row or a list of recipients may be cut by a page break."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.layout.furniture import as_furniture
from vbparse.layout.grouping import join_letterhead, join_recipients
from vbparse.layout.marks import is_recipients
from vbparse.layout.paragraphs import begins_paragraph
from vbparse.layout.style import is_centred_column
from vbparse.layout.tables import Row, TablePart, goes_on, is_numbered, join_rows, without_heading
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vbparse.layout.columns import Zone
    from vbparse.layout.flow import Column, Furniture
    from vbparse.layout.lines import PrintedLine
    from vbparse.layout.measure import Measure
    from vbparse.layout.writer import Writer

BETWEEN: Final = 2
"""Paragraphs (titles of groups) that may stand between the parts of one table."""


class _Table(NamedTuple):
    """A table as far as read: its last part, its heading, the row that the next page may go on with."""

    part: TablePart
    heading: Row
    last: Row
    number: int


class Assembler:
    """Takes the parts of pages in reading order and writes each block once it is complete."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._lines: list[PrintedLine] = []
        self._indent = 0.0
        self._zone: list[list[PrintedLine]] = []
        self._table: _Table | None = None
        self._closed: _Table | None = None
        self._since = 0
        self._tables = 0
        self._notes: list[tuple[PrintedLine, ...]] = []
        self._furniture: list[Furniture] = []

    def line(self, line: PrintedLine, measure: Measure) -> None:
        """Take a line of full width."""
        if self._lines:
            after_break = line.page != self._lines[-1].page
            if not begins_paragraph(self._lines, line, measure, after_break=after_break):
                self._lines.append(line)
                return
        self._close()
        self._lines, self._indent = [line], measure.indent

    def zone(self, zone: Zone) -> None:
        """Take a letterhead or signatures."""
        if zone.continues and self._zone:
            for at, more in enumerate(zone.columns):
                self._zone[min(at, len(self._zone) - 1)].extend(more)
            return
        self._close()
        if zone.kind == "signature":
            self._zone = [list(column) for column in zone.columns]
            return
        for at, column in enumerate(zone.columns):
            self._column(join_letterhead(column), at, is_centred=is_centred_column(column))

    def table(self, part: TablePart) -> None:
        """Take a table, or the next part of the one that is open."""
        open_table = self._table
        if open_table is not None and part.page == open_table.part.page + 1 and goes_on(open_table.part, part):
            self._go_on(open_table, part)
            return
        self._close()
        before = self._closed
        number, heading, rows = self._tables, part.rows[0], part.rows
        if before is not None and self._since <= BETWEEN and _is_of(before, part):
            number, heading = before.number, before.heading
        else:
            self._tables += 1
        self._write_rows(rows[:-1], number)
        self._table = _Table(part, heading, rows[-1], number)

    def notes(self, notes: Iterable[tuple[PrintedLine, ...]]) -> None:
        """Take the footnotes of a page; they are written after the paragraph that is open."""
        self._notes.extend(notes)

    def finish(self) -> list[Furniture]:
        """Write what is open; give the repeated table headings that were left out."""
        self._close()
        return self._furniture

    def _go_on(self, table: _Table, part: TablePart) -> None:
        body, dropped = without_heading(part, table.heading)
        lines = [line for cell in dropped.cells for line in cell] if dropped is not None else []
        if lines:
            self._furniture.append(as_furniture(lines, "running_head"))
        last, rows = join_rows(table.last, body.rows, numbered=is_numbered(table.heading))
        if rows:
            self._write_rows((last, *rows[:-1]), table.number)
            last = rows[-1]
        self._table = _Table(part, table.heading, last, table.number)

    def _write_rows(self, rows: Sequence[Row], number: int) -> None:
        for row in rows:
            if any(row.cells):
                self._writer.row(row.cells, table=number)

    def _close(self) -> None:
        """Write what is open."""
        if self._lines:
            self._writer.paragraph(self._lines, indent=self._indent)
            self._lines = []
            self._since += 1
        if self._zone:
            self._close_zone()
        if self._table is not None:
            self._write_rows((self._table.last,), self._table.number)
            self._closed, self._table, self._since = self._table, None, 0
        for note in self._notes:
            self._writer.paragraph(note, kind="footnote")
        self._notes = []

    def _column(self, groups: Iterable[Sequence[PrintedLine]], at: int, *, is_centred: bool) -> None:
        name: Column = "right" if at else "left"
        for group in groups:
            self._writer.paragraph(group, column=name, is_centred=is_centred)

    def _close_zone(self) -> None:
        for at, column in enumerate(self._zone):
            if not column:
                continue
            if is_recipients(column[0].text):
                self._column(join_recipients(column), at, is_centred=False)
            else:
                self._column([(line,) for line in column], at, is_centred=is_centred_column(column))
        self._zone = []
        self._since += BETWEEN + 1


def _is_of(table: _Table, part: TablePart) -> bool:
    """Tell whether a table goes on with the columns of the one before, below the title of a group of rows."""
    if not is_numbered(table.heading) or not goes_on(table.part, part):
        return False
    first = part.rows[0]
    return first.is_group or first.texts[0].strip(".)").isdigit()
