"""Tasks from the rows of task tables: each row with an action is one task."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.lexicon.fold import fold
from vbparse.patterns import compile_pattern
from vbparse.tasks.draft import Draft
from vbparse.tasks.phrases import opening, tokenize

if TYPE_CHECKING:
    from vbparse.entities.model import Mention, Time, Unit
    from vbparse.outline.model import Node, Outline, Table
    from vbparse.tasks.draft import Units
    from vbparse.tasks.mentions import Index
    from vbparse.textmap import Span

_ASSIGNING = frozenset({"lead", "cooperate", "lead_cooperate", "time"})
_DITTO = frozenset(fold(mark) for mark in ("nt", "-nt-", "n.t", "như trên", '"', "”", "-//-", "//", "''"))
_HELPERS = compile_pattern(r"phối hợp", re.IGNORECASE)
_SHORTEST = 3  # words of an action that opens with no verb of the lexicon


class _Cells:
    """The cells of one row by what their columns mean, and what the row above gives to `nt` cells."""

    __slots__ = ("spans", "times", "units")

    def __init__(self) -> None:
        self.spans: dict[str, list[Span]] = {}
        self.units: dict[str, Units] = {}
        self.times: tuple[Mention[Time], ...] = ()


class RowReader:
    """Reads the rows of one document's tables."""

    __slots__ = ("_rows", "_tables", "_text", "_times", "_units")

    def __init__(self, text: str, outline: Outline, units: Index[Unit], times: Index[Time]) -> None:
        self._text = text
        self._tables = outline.tables
        self._units = units
        self._times = times
        self._rows = self._cells_of_all(outline)

    def read(self, row: Node) -> tuple[Draft, ...]:
        """Give the task of a row; none for rows that give no action."""
        cells = self._rows.get(row.id)
        if cells is None or row.table is None or self._heads_group(row, self._tables[row.table], cells):
            return ()
        assigns = any(column.meaning in _ASSIGNING for column in self._tables[row.table].columns)
        actions = [cell for cell in cells.spans.get("task", ()) if self._is_action(cell, assigns=assigns)]
        return (self._draft(row, actions[0], cells),) if actions else ()

    def _heads_group(self, row: Node, table: Table, cells: _Cells) -> bool:
        """Tell the numbered head of a group: it names nobody and no time, and below it the count begins at 1 again."""
        if any(cells.units.values()) or cells.times:
            return False
        at = table.rows.index(row.id) + 1 if row.id in table.rows else len(table.rows)
        below = self._rows.get(table.rows[at]) if at < len(table.rows) else None
        return below is not None and bool(cells.spans.get("number")) and self._number(below) == "1"

    def _number(self, cells: _Cells) -> str:
        return "".join(self._text[cell.start : cell.end] for cell in cells.spans.get("number", ())).strip(" .)")

    def _is_action(self, cell: Span, *, assigns: bool) -> bool:
        text = self._text[cell.start : cell.end]
        words = len(text.split())
        return (opening(tokenize(text)) is not None and words > 1) or (assigns and words >= _SHORTEST)

    def _draft(self, row: Node, action: Span, cells: _Cells) -> Draft:
        lead = cells.units.get("lead", ())
        names = {unit.value.name for unit in lead}
        return Draft(
            row.id,
            action,
            lead=lead,
            cooperate=tuple(unit for unit in cells.units.get("cooperate", ()) if unit.value.name not in names),
            report_to=cells.units.get("report_to", ()),
            times=self._times.inside(action) + cells.times,
            results=tuple(cells.spans.get("deliverable", ())),
        )

    def _cells_of_all(self, outline: Outline) -> dict[str, _Cells]:
        """Read all rows in order, so that a `nt` cell can repeat the row above."""
        found: dict[str, _Cells] = {}
        above: dict[int, _Cells] = {}
        for row in outline.walk():
            if row.kind == "row" and row.table is not None:
                found[row.id] = above[row.table] = self._cells(row, self._tables[row.table], above.get(row.table))
        return found

    def _cells(self, row: Node, table: Table, above: _Cells | None) -> _Cells:
        cells = _Cells()
        meanings = {column.meaning for column in table.columns}
        for column, cell in zip(table.columns, row.cells, strict=False):
            meaning = "lead" if column.meaning == "unit" and "lead" not in meanings else column.meaning
            if meaning is None or not cell.length:
                continue
            cells.spans.setdefault(meaning, []).append(cell)
            self._fill(cells, meaning, cell, above)
        return cells

    def _fill(self, cells: _Cells, meaning: str, cell: Span, above: _Cells | None) -> None:
        repeats = above is not None and fold(self._text[cell.start : cell.end]).strip(". ") in _DITTO
        if meaning == "time":
            cells.times += above.times if above is not None and repeats else self._times.inside(cell)
        elif meaning == "lead_cooperate":
            lead, helpers = self._both(cell)
            cells.units["lead"] = cells.units.get("lead", ()) + lead
            cells.units["cooperate"] = cells.units.get("cooperate", ()) + helpers
        else:
            units = above.units.get(meaning, ()) if above is not None and repeats else self._units.inside(cell)
            cells.units[meaning] = cells.units.get(meaning, ()) + units

    def _both(self, cell: Span) -> tuple[Units, Units]:
        """Part a cell of leading and cooperating units at "phối hợp", else after its first unit."""
        units = self._units.inside(cell)
        cut = _HELPERS.search(self._text, cell.start, cell.end)
        if cut is None:
            return units[:1], units[1:]
        lead = tuple(unit for unit in units if unit.span.end <= cut.start())
        return lead, units[len(lead) :]
