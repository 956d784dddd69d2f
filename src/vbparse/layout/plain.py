"""Inputs without pages: their paragraphs and rows are blocks already, set as the input says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.layout.flow import Flow, Style
from vbparse.layout.marks import marker
from vbparse.layout.normal import normalise_text
from vbparse.layout.tables import heading_height, is_group
from vbparse.layout.writer import Writer
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.readers.pages import Line, Lines, Setting, Table


class _Row(NamedTuple):
    texts: tuple[str, ...]
    bold: bool


def flow_of_lines(content: Lines) -> Flow:
    """Write the paragraphs and rows of an input without pages, one block each.

    Rows of cells that follow one another are a table. Of a table with merged cells, the text of a cell stands in
    each row that it covers, as on a page.
    """
    writer = Writer()
    repaired = False
    tables = -1
    in_table = False
    for line in content.lines:
        if line.table is not None:
            tables += 1
            for row in _rows(line.table):
                cells = [normalise_text(text) for text in row.texts]
                repaired = repaired or any(cell.repaired for cell in cells)
                writer.plain_row([cell.text for cell in cells], table=tables, bold=row.bold)
            in_table = False
        elif line.cells:
            cells = [normalise_text(text) for text in line.cells]
            repaired = repaired or any(cell.repaired for cell in cells)
            tables += not in_table
            in_table = True
            writer.plain_row([cell.text for cell in cells], table=tables)
        else:
            in_table = in_table and line.kind == "footnote"
            repaired = _write(line, writer) or repaired
    textmap, blocks = writer.result()
    origin = "repaired" if repaired and content.origin == "native" else content.origin
    return Flow(textmap, blocks, origin=origin)


def _write(line: Line, writer: Writer) -> bool:
    """Write a paragraph; tells whether a letter had to be replaced."""
    text, repaired = normalise_text(line.text)
    if text:
        style = _style(line.setting, text) if line.setting is not None else Style()
        writer.plain(text, kind=line.kind, column=line.column, style=style)
    return repaired


def _style(setting: Setting, text: str) -> Style:
    """Give the style of a paragraph, as `layout.style` does for printed ones.

    The mark at the head counts neither for nor against bold type.
    """
    runs = setting.runs
    skipped = len("".join(marker(text).split()))
    bold, end = _reach([(run.text, run.bold) for run in runs], skipped)
    italic, _ = _reach([(run.text, run.italic) for run in runs], skipped)
    before = "".join(run.text for run in runs)[:end]
    return Style(
        size=next((run.size for run in runs if run.size and run.text.strip()), None),
        bold=bold,
        italic=italic,
        bold_until=len(normalise_text(before).text) if end and not bold else None,
        align=setting.align,
        indent=setting.indent,
    )


def _reach(pieces: Sequence[tuple[str, bool]], skipped: int) -> tuple[bool, int]:
    """Tell whether a property holds for all letters but the first `skipped`, and where it stops to hold (0: nowhere)."""
    end = offset = 0
    for text, holds in pieces:
        for at, char in enumerate(text):
            if char.isspace():
                continue
            if skipped:
                skipped -= 1
            elif not holds:
                return False, end
            else:
                end = offset + at + 1
        offset += len(text)
    return end > 0, end


def _rows(table: Table) -> Iterator[_Row]:
    """Give the rows as they are written: one text a column, a group's title over its columns alone.

    A heading of two floors becomes one row: a column's head is what stands above it, from the top down.
    """
    first_row: dict[int, int] = {}
    last_row: dict[int, int] = {}
    for at, numbers in enumerate(table.region):
        for number in numbers:
            first_row.setdefault(number, at)
            last_row[number] = at
    heading = heading_height(table.region, first_row, last_row)
    if heading > 1:
        yield _heading(table, table.region[:heading])
    for numbers in table.region[heading if heading > 1 else 0 :]:
        row = _row(table, numbers)
        if any(text.strip() for text in row.texts):
            yield row


def _row(table: Table, numbers: Sequence[int]) -> _Row:
    distinct = list(dict.fromkeys(numbers))
    filled = [table.cells[number] for number in distinct if table.cells[number].text.strip()]
    bold = bool(filled) and all(cell.bold for cell in filled)
    if is_group(numbers):
        return _Row(tuple(table.cells[number].text for number in distinct), bold)
    texts = ("" if at and numbers[at - 1] == number else table.cells[number].text for at, number in enumerate(numbers))
    return _Row(tuple(texts), bold)


def _heading(table: Table, floors: Sequence[Sequence[int]]) -> _Row:
    columns = zip(*floors, strict=True)
    texts = (" ".join(table.cells[number].text for number in dict.fromkeys(column)) for column in columns)
    return _Row(tuple(texts), all(table.cells[number].bold for row in floors for number in row))
