"""What a reader gives: pages of placed words, or a flow of paragraphs for inputs without pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from vbparse.diagnostics import Diagnostic
    from vbparse.geometry import Box, Projection

Origin = Literal["native", "ocr", "mixed", "repaired"]


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

    The reader appends to `diagnostics` as it goes: they are complete when the stream has ended.
    """

    stream: Iterator[Page]
    count: int  # type: ignore[assignment]  # pages (hides a method of tuples that nobody needs here)
    producer: str | None = None
    diagnostics: Sequence[Diagnostic] = ()


class Line(NamedTuple):
    """A line of an input without pages: a paragraph's text, or the cells of a table row."""

    text: str = ""
    cells: tuple[str, ...] = ()


class Lines(NamedTuple):
    """A document without pages, in reading order."""

    lines: tuple[Line, ...]
    origin: Origin = "native"
    why: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


def with_source(pages: Iterator[Page], source: str) -> Iterator[Page]:
    """Say of pictures which file they are from, so that what is read of them may be kept."""
    for page in pages:
        if page.scan is None:
            yield page
        else:
            yield page._replace(scan=page.scan._replace(source=source, number=page.number))
