"""Pages into one canonical text: each page cut into parts, the parts joined over pages and written down."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from vbparse.diagnostics import Diagnostic
from vbparse.layout.assemble import Assembler
from vbparse.layout.columns import Zone, cut_zones
from vbparse.layout.flow import Flow
from vbparse.layout.lines import PrintedLine
from vbparse.layout.notes import split_notes
from vbparse.layout.plain import flow_of_lines
from vbparse.layout.sheet import REPAIRED, read_sheets
from vbparse.layout.writer import Writer
from vbparse.readers.pages import Lines, Pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.layout.flow import Furniture, PageInfo
    from vbparse.layout.rivers import River
    from vbparse.layout.sheet import Sheet
    from vbparse.layout.tables import TablePart
    from vbparse.readers.pages import Origin
    from vbparse.settings import Settings


def lay_out(content: Pages | Lines, settings: Settings) -> tuple[Flow, tuple[Diagnostic, ...]]:  # noqa: ARG001 (the signature of a stage)
    """Lay out a document: its canonical text, cut into blocks in reading order.

    Each word of the pages stands in one block or is furniture; words of a merged cell stand in each row
    that the cell covers. Raises what the stream of pages raises.
    """
    if isinstance(content, Lines):
        return flow_of_lines(content), ()
    flow = _flow_of_pages(content)
    repaired = [info.number for info in flow.pages if info.why == REPAIRED]
    if not repaired:
        return flow, ()
    return flow, (Diagnostic("LETTERS_REPAIRED", values={"count": len(repaired), "page": repaired[0]}),)


def _flow_of_pages(content: Pages) -> Flow:
    writer = Writer()
    assembler = Assembler(writer)
    furniture: list[Furniture] = []
    infos: list[PageInfo] = []
    river: River | None = None
    for sheet in read_sheets(content.stream):
        if infos and infos[-1].width != sheet.info.width:
            river = None
        infos.append(sheet.info)
        furniture.extend(sheet.furniture)
        river = _take(sheet, assembler, river)
    furniture.extend(assembler.finish())
    furniture.sort(key=lambda piece: (piece.page, piece.box.top, piece.box.x0))
    textmap, blocks = writer.result()
    return Flow(textmap, blocks, tuple(furniture), tuple(infos), _origin({info.origin for info in infos}))


def _take(sheet: Sheet, assembler: Assembler, river: River | None) -> River | None:
    """Hand over the parts of a page in reading order; give the river of a zone that its end leaves open."""
    lines, notes = split_notes(sheet.lines, sheet.rules, sheet.info.height, sheet.size)
    open_river = river if not (lines or sheet.tables) else None
    for part in _parts(sheet, lines, river):
        open_river = None
        if isinstance(part, PrintedLine):
            assembler.line(part, sheet.measure)
        elif isinstance(part, Zone):
            assembler.zone(part)
            open_river = part.river if part.kind == "signature" and part.reaches_end else None
        else:
            assembler.table(part)
    assembler.notes(notes)
    return open_river


def _parts(sheet: Sheet, lines: Sequence[PrintedLine], river: River | None) -> Iterator[PrintedLine | Zone | TablePart]:
    """Yield the lines, zones and tables of a page from the top down."""
    baselines = [line.baseline for line in lines]
    at = 0
    for table in (*sheet.tables, None):
        end = len(lines) if table is None else max(at, bisect_right(baselines, table.top))
        yield from cut_zones(
            lines[at:end],
            sheet.measure,
            is_first=sheet.info.number == 1 and at == 0,
            open_river=river,
        )
        if table is not None:
            yield table
        at, river = end, None


def _origin(origins: set[Origin]) -> Origin:
    """Give the origin of the whole from those of its pages."""
    if origins <= {"native"}:
        return "native"
    if origins <= {"native", "repaired"}:
        return "repaired"
    return "ocr" if origins == {"ocr"} else "mixed"
