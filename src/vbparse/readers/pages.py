"""What a reader gives: pages of placed words, or a flow of paragraphs for inputs without pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from vbparse.diagnostics import Diagnostic
    from vbparse.geometry import Box, Projection
    from vbparse.readers.signatures.model import DigitalSignature

Origin = Literal["native", "ocr", "mixed", "repaired"]
Align = Literal["left", "centre", "right", "justify"]


class Font(NamedTuple):
    """A type face as used on a page; `size` is the true size in points (font size times matrix)."""

    name: str
    size: float
    bold: bool
    italic: bool
    hidden: bool = False


class Word(NamedTuple):
    """A printed word: raw text (not yet normalised), box in displayed coordinates, and its font.

    Box numbers are points from the top left of the page as displayed (CropBox and /Rotate undone).
    `baseline` is the y of the letters' foot, from the top: words of one line share it where boxes differ.
    `confidence` (0 to 1) is given for words read from a picture only; `raw` is what was read before it was
    repaired, None where nothing was.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    font: Font
    confidence: float | None = None
    raw: str | None = None


class Rule(NamedTuple):
    """A ruling: a thin line or rectangle, horizontal when wider than high."""

    x0: float
    top: float
    x1: float
    bottom: float


class Raster(NamedTuple):
    """A picture as rows of bytes from the top down, without gaps: `channels` is 1 (grey) or 3 (blue, green, red)."""

    width: int
    height: int
    channels: int
    data: bytes | bytearray | memoryview


class Scan(NamedTuple):
    """The print of a page that is a picture: `draw` gives it at a resolution (dots per inch).

    `dpi` is the picture's own resolution, `unread` the code of the finding if nobody reads it. `source` is the
    digest of the file it is from and `number` its number there; what is read of a file that was opened with a
    password is not kept: then `source` is empty. `draw` can be called as long as the reader's stream of pages
    has not gone on to the next page; it raises `LimitExceeded` for too many pixels, `DamagedInput`.
    """

    draw: Callable[[float], Raster]
    dpi: float
    unread: str = "PAGE_PICTURE"
    source: str = ""
    number: int = 0


class Page(NamedTuple):
    """One page as displayed: `words` in the order of the content stream, sizes in points.

    `scan` is there if the page is a picture that nobody has read yet: `words` are then what was printed over
    it (the stamp of signing software). `engine` tells what read it. `upright` carries places of the page as read (set straight) to places
    of the page as displayed, None where they are the same.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    pictures: tuple[Box, ...] = ()
    origin: Origin = "native"
    why: str = ""
    scan: Scan | None = None
    upright: Projection | None = None
    engine: str | None = None


class Pages(NamedTuple):
    """A paged document. `stream` yields the pages once, in order, so that a long one is never held whole.

    The reader appends to `diagnostics` and `signatures` as it goes: they are complete when the stream has ended.
    """

    stream: Iterator[Page]
    count: int  # type: ignore[assignment]  # pages (hides a method of tuples that nobody needs here)
    producer: str | None = None
    diagnostics: Sequence[Diagnostic] = ()
    signatures: Sequence[DigitalSignature] = ()


class Run(NamedTuple):
    """A stretch of a paragraph in one type face; `size` in points and `font` are None where the input does not tell."""

    text: str
    bold: bool = False
    italic: bool = False
    size: float | None = None
    font: str | None = None


class Setting(NamedTuple):
    """How a paragraph of an input without pages is set: its `runs` together are its text.

    `indent` is the x of the first line in points from the left edge of the text area.
    """

    runs: tuple[Run, ...]
    align: Align = "left"
    indent: float = 0.0


class TableCell(NamedTuple):
    """A printed cell of a table: its text, and whether all of it is bold."""

    text: str = ""
    bold: bool = False


class Table(NamedTuple):
    """A table with merged cells, of an input without pages.

    `region[i][j]` is the index in `cells` of the printed cell that covers row `i` of column `j`; every row has
    one number for each column.
    """

    region: tuple[tuple[int, ...], ...]
    cells: tuple[TableCell, ...]


class Line(NamedTuple):
    """A line of an input without pages: a paragraph's text, the cells of a table row, or a whole table.

    `column` tells lines that stand beside others, as the two halves of the letterhead do; `setting` is there
    where the input says how the paragraph is set.
    """

    text: str = ""
    cells: tuple[str, ...] = ()
    kind: Literal["paragraph", "footnote"] = "paragraph"
    column: Literal["full", "left", "right"] = "full"
    setting: Setting | None = None
    table: Table | None = None


class Lines(NamedTuple):
    """A document without pages, in reading order."""

    lines: tuple[Line, ...]
    origin: Origin = "native"
    why: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    producer: str | None = None
    signatures: tuple[DigitalSignature, ...] = ()


def with_source(pages: Iterator[Page], source: str) -> Iterator[Page]:
    """Say of pictures which file they are from, so that what is read of them may be kept."""
    for page in pages:
        if page.scan is None:
            yield page
        else:
            yield page._replace(scan=page.scan._replace(source=source, number=page.number))
