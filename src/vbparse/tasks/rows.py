"""Tasks from the rows of task tables: each row with an action is one task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.tasks.draft import Draft
from vbparse.tasks.phrases import opening, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.entities.model import Time, Unit
    from vbparse.outline.model import Node, Table
    from vbparse.tasks.draft import Units
    from vbparse.tasks.mentions import Index
    from vbparse.textmap import Span

_ASSIGNING = frozenset({"lead", "cooperate", "time"})
_SHORTEST = 3  # words of an action that opens with no verb of the lexicon


class RowReader:
    """Reads the rows of one document's tables."""

    __slots__ = ("_tables", "_text", "_times", "_units")

    def __init__(self, text: str, tables: Sequence[Table], units: Index[Unit], times: Index[Time]) -> None:
        self._text = text
        self._tables = tables
        self._units = units
        self._times = times

    def read(self, row: Node) -> tuple[Draft, ...]:
        """Give the task of a row; none for rows that give no action."""
        table = None if row.table is None else self._tables[row.table]
        if table is None:
            return ()
        cells: dict[str, list[Span]] = {}
        for column, cell in zip(table.columns, row.cells, strict=False):
            if column.meaning is not None and cell.length:
                cells.setdefault(column.meaning, []).append(cell)
        actions = cells.get("task", [])
        assigns = any(column.meaning in _ASSIGNING for column in table.columns)
        if not actions or not self._is_action(actions[0], assigns=assigns):
            return ()
        return (self._draft(row, actions[0], cells),)

    def _is_action(self, cell: Span, *, assigns: bool) -> bool:
        text = self._text[cell.start : cell.end]
        found = opening(tokenize(text))
        return (found is not None and len(text.split()) > 1) or (assigns and len(text.split()) >= _SHORTEST)

    def _draft(self, row: Node, action: Span, cells: dict[str, list[Span]]) -> Draft:
        def units(meaning: str) -> Units:
            return tuple(unit for cell in cells.get(meaning, ()) for unit in self._units.inside(cell))

        lead = units("lead")
        times = tuple(time for cell in (action, *cells.get("time", ())) for time in self._times.inside(cell))
        return Draft(
            row.id,
            action,
            lead=lead,
            cooperate=tuple(unit for unit in units("cooperate") if unit not in lead),
            report_to=units("report_to"),
            times=times,
            results=tuple(cells.get("deliverable", ())),
        )
