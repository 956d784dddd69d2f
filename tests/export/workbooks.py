"""Reads workbooks, and works in them as people do."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD_ROW = 1


def opened(data: bytes) -> Any:
    """Open a workbook."""
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)


def saved(book: Any) -> bytes:
    """Save a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows_of(data: bytes, title: str = "Nhiệm vụ", top: int = HEAD_ROW) -> list[dict[str, Any]]:
    """Give the rows of a sheet, by the headings."""
    head, *rows = list(opened(data)[title].iter_rows(min_row=top, values_only=True))
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def column_of(sheet: Any, head: str, top: int = HEAD_ROW) -> int:
    """Find a column by its heading; a new one behind the last where there is none."""
    heads = [cell.value for cell in sheet[top]]
    if head not in heads:
        sheet.cell(top, len(heads) + 1, head)
        return len(heads) + 1
    return heads.index(head) + 1


def typed(data: bytes, values: dict[str, dict[int, Any]], title: str = "Nhiệm vụ") -> bytes:
    """Type values into columns (by heading) of rows (1 is the first below the headings)."""
    book = opened(data)
    for head, cells in values.items():
        column = column_of(book[title], head)
        for row, value in cells.items():
            book[title].cell(row + 1, column, value)
    return saved(book)


def shuffled(data: bytes, order: Sequence[int], title: str = "Nhiệm vụ") -> bytes:
    """Put the rows below the headings in another order, values with styles, as sorting does."""
    book = opened(data)
    sheet = book[title]
    rows = list(sheet.iter_rows(min_row=2))
    contents = [[(cell.value, cell._style) for cell in row] for row in rows]
    for row, number in zip(rows, order, strict=True):
        for cell, (value, style) in zip(row, contents[number], strict=True):
            cell.value, cell._style = value, style
    return saved(book)
