"""A page prepared for reading: normalised words, tables apart, the rest as lines; and pages with their neighbours."""

from __future__ import annotations

from collections import deque
from itertools import chain
from typing import TYPE_CHECKING, Final

from vbparse.grid import find_grids
from vbparse.layout.aligned import OpenTable, take_aligned
from vbparse.layout.flow import Furniture, PageInfo
from vbparse.layout.furniture import Around, Edge, edges_of, may_hold_stamps, sort_out, take_stamps
from vbparse.layout.lines import PrintedLine, build_lines
from vbparse.layout.measure import Measure, Record
from vbparse.layout.normal import normalise
from vbparse.layout.tables import TablePart, read_tables
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vbparse.readers.pages import Page, Rule, Word

REACH: Final = 2
"""Running heads are compared over so many pages before and after: left and right pages may differ."""
REPAIRED: Final = "letters replaced that only look like the printed ones"


class Sheet(NamedTuple):
    """A page: its lines (placed in the text area), tables, rulings and furniture.

    `size` is that of most print (points). `edges` are the lines that may be running heads.
    """

    info: PageInfo
    lines: list[PrintedLine]
    tables: list[TablePart]
    rules: tuple[Rule, ...]
    furniture: list[Furniture]
    edges: tuple[Edge, ...]
    measure: Measure
    size: float


def read_sheets(pages: Iterable[Page]) -> Iterator[Sheet]:
    """Prepare pages one after the other; two pages are read ahead, no more are held."""
    records: dict[tuple[int, int], Record] = {}
    ahead: deque[Sheet] = deque()
    behind: deque[tuple[Edge, ...]] = deque(maxlen=REACH)
    open_table: OpenTable | None = None
    for page in chain(pages, [None] * (REACH + 1)):
        if page is not None:
            ahead.append(_prepare(page, records))
        if len(ahead) > REACH or (page is None and ahead):
            sheet = ahead.popleft()
            around = Around(list(chain(*behind)), list(chain(*(other.edges for other in ahead))))
            behind.append(sheet.edges)
            finished, open_table = _finish(sheet, around, records, open_table)
            yield finished


def _prepare(page: Page, records: dict[tuple[int, int], Record]) -> Sheet:
    words, repaired = _normal_words(page.words)
    furniture: list[Furniture] = []
    record = records.setdefault((round(page.width), round(page.height)), Record())
    if may_hold_stamps(words):
        words, furniture = take_stamps(words, page.number, record.size)
    tables, outside = read_tables(find_grids(page.rules), words, page.number)
    lines = build_lines(outside, page.number)
    extents = [(part.xs[0], part.xs[-1]) for part in tables]
    record.add(lines, extents)
    origin, why = page.origin, page.why
    if repaired and origin == "native":
        origin, why = "repaired", REPAIRED
    info = PageInfo(page.number, page.width, page.height, origin, why, page.upright, page.engine)
    edges = edges_of(lines, page.height)
    return Sheet(info, lines, tables, page.rules, furniture, edges, record.measure(lines, extents), record.size)


def _finish(
    sheet: Sheet,
    around: Around,
    records: dict[tuple[int, int], Record],
    open_table: OpenTable | None,
) -> tuple[Sheet, OpenTable | None]:
    """Part furniture and tables without rulings from text, now that the pages around are known, and measure.

    Also gives the table without rulings that the page ends in.
    """
    width, height = sheet.info.width, sheet.info.height
    tops = [part.top for part in sheet.tables]
    bottoms = [part.bottom for part in sheet.tables]
    body = (min(tops, default=height), max(bottoms, default=0.0))
    kept, furniture = sort_out(sheet.lines, (width, height), around, body=body)
    lines, aligned, open_table = take_aligned(kept, open_table)
    record = records[round(width), round(height)]
    tables = sorted([*sheet.tables, *aligned], key=lambda part: part.top)
    measure = record.measure(lines, [(part.xs[0], part.xs[-1]) for part in tables])
    finished = sheet._replace(
        lines=[line.placed(measure.left, measure.right) for line in lines],
        tables=tables,
        furniture=[*sheet.furniture, *furniture],
        measure=measure,
        size=record.size,
    )
    return finished, open_table


def _normal_words(words: Iterable[Word]) -> tuple[list[Word], bool]:
    """Normalise words; those that nothing is left of go. Also tell whether a letter had to be replaced."""
    normal: list[Word] = []
    repaired = False
    for word in words:
        if word.text.isascii():
            normal.append(word)
            continue
        text, was_wrong = normalise(word.text)
        repaired = repaired or was_wrong
        if text:
            normal.append(word if text == word.text else word._replace(text=text))
    return normal, repaired
