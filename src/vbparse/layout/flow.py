"""The document after layout: canonical text cut into blocks, and what was left out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.geometry import Box, Projection
    from vbparse.readers.pages import Align, Origin
    from vbparse.textmap import Span, TextMap

Column = Literal["full", "left", "right"]


class Style(NamedTuple):
    """How a block is printed. Everything is None where the input has no pages.

    `bold` and `italic` hold for the whole block; `bold_until` is the offset in the canonical text up to
    which a block begins bold (a run-in heading), or None. `indent` is the x of the first line in points
    from the left edge of the text area.
    """

    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    bold_until: int | None = None
    align: Align | None = None
    indent: float | None = None


class Block(NamedTuple):
    """A paragraph, a table row or a footnote of the canonical text.

    Blocks are in reading order, disjoint, parted by one newline in the text. `column` tells blocks that
    stand beside others (the two halves of the letterhead, recipients beside the signature). The text of a
    row is its cells joined by " | "; `cells` are their spans (an empty cell has an empty span), `table`
    numbers the tables of the document from 0 (None outside tables). `page` is where the block begins (0
    without pages).
    """

    span: Span
    kind: Literal["paragraph", "row", "footnote"] = "paragraph"
    style: Style = Style()
    column: Column = "full"
    page: int = 0
    table: int | None = None
    cells: tuple[Span, ...] = ()


class Furniture(NamedTuple):
    """Print that is no text of the plan: `kind` tells what it was taken for."""

    kind: Literal["page_number", "running_head", "stamp", "mark"]
    text: str
    page: int
    box: Box


class PageInfo(NamedTuple):
    """Size of a page in points as read, and how its text was come by; `upright` and `engine` as in `Page`."""

    number: int
    width: float
    height: float
    origin: Origin = "native"
    why: str = ""
    upright: Projection | None = None
    engine: str | None = None


class Flow(NamedTuple):
    """The canonical text of a document, its blocks in reading order, its furniture and its pages."""

    textmap: TextMap
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...] = ()
    pages: tuple[PageInfo, ...] = ()
    origin: Origin = "native"

    def text_of(self, block: Block) -> str:
        """Give the text of a block."""
        return self.textmap.slice(block.span)
