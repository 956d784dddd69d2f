"""What reads a picture of text: the seam at which another engine can be put in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

Shape = Literal["page", "block"]
"""What a picture holds: a page of blocks, or one block of lines (the cell of a table)."""


class Picture(NamedTuple):
    """Print as grey pixels: `pixels` is a numpy array of bytes, height by width, 0 black; `dpi` its resolution."""

    pixels: Any
    dpi: float


class Seen(NamedTuple):
    """A word as an engine sees it, in pixels of the picture: its box, the foot of its letters, the size of its type.

    `confidence` goes from 0 to 1; `raw` is what was read where a second look at the picture changed it. Words with equal `line` stand on one line of print; it grows in the engine's
    reading order.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    confidence: float
    line: int
    raw: str | None = None


class Recogniser(Protocol):
    """An engine. It holds no state that one reading could leave to the next: pages are read side by side."""

    @property
    def name(self) -> str:
        """Engine, version and data, as `generator.ocr` tells them and as results are kept by."""
        ...

    def read(self, picture: Picture, shape: Shape = "page", *, seconds: float = 60.0) -> Sequence[Seen]:
        """Read the words of an upright picture.

        Raises `LimitExceeded` if that takes longer than `seconds`, `OcrUnavailable` if the engine cannot work.
        """
        ...

    def turns(self, picture: Picture, *, seconds: float = 60.0) -> int | None:
        """Tell how many quarter turns counterclockwise set a picture upright; None where the engine cannot tell.

        It is asked about few pages: those whose lines do not show it.
        """
        ...
