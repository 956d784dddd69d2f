"""What is drawn on a PDF page besides letters: rulings and pictures, also inside form objects."""

from __future__ import annotations

from array import array
from itertools import pairwise, repeat
from math import hypot
from typing import TYPE_CHECKING, Final

from vbparse.errors import LimitExceeded
from vbparse.readers.pages import Rule
from vbparse.readers.pdfium import FORM_OBJECT, IMAGE_OBJECT, PATH_OBJECT, TEXT_OBJECT
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.geometry import Box
    from vbparse.readers.pdf_frame import Frame
    from vbparse.readers.pdfium import Call, OpenPage, Pdfium

THIN: Final = 3.0
"""A line or a rectangle at most this thick is a ruling; points."""
SHORT: Final = 5.0
"""Anything shorter is a dot of a leader or the corner of a border; points."""
MAX_OBJECTS: Final = 1_000_000
MAX_PATHS: Final = 20_000
"""A page with more paths is a drawing or a map: it has no rulings of a table."""
MAX_SEGMENTS: Final = 2_000
MAX_DEPTH: Final = 8

_LINE_TO, _MOVE_TO = 0, 2
_POINTS = 72
_RECTANGLE = 5
_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]


class Picture(NamedTuple):
    """An image on the page: its displayed box, its pixels, and their density.

    `dpi` (dots per inch) is that of the finer side: the pixels of a telefax are not square.
    """

    box: Box
    pixels: int
    dpi: float


class Drawn:
    """The objects of a page: handles of the text objects outside of forms, rulings, pictures, count of paths."""

    __slots__ = ("paths", "pictures", "rules", "texts")

    def __init__(self) -> None:
        """Begin with none."""
        self.texts: list[int] = []
        self.rules: list[Rule] = []
        self.pictures: list[Picture] = []
        self.paths = 0


def read_objects(page: OpenPage, frame: Frame) -> Drawn:
    """Collect the drawn objects of a page. Raises `LimitExceeded` for more than `MAX_OBJECTS`."""
    drawn = Drawn()
    walk = _Walk(page.api, frame, drawn)
    handles = walk.take(page.api.get_object, page.handle, page.api.count_objects(page.handle))
    _collect(walk, handles, None, 0)
    drawn.rules = [rule for rule in drawn.rules if _is_on_page(rule, frame)]
    drawn.pictures = [picture for picture in drawn.pictures if _is_on_page(picture.box, frame)]
    return drawn


def _is_on_page(box: Box | Rule, frame: Frame) -> bool:
    return box.x1 > 0 and box.x0 < frame.width and box.bottom > 0 and box.top < frame.height


class _Walk:
    """What the walk through a page's objects needs at each step, with scratch memory for the library."""

    __slots__ = ("api", "counts", "drawn", "frame", "numbers", "taken")

    def __init__(self, api: Pdfium, frame: Frame, drawn: Drawn) -> None:
        self.api = api
        self.frame = frame
        self.drawn = drawn
        self.numbers = array("f", bytes(24))
        self.counts = array("I", bytes(8))
        self.taken = 0

    def take(self, get: Call, holder: int, count: int) -> list[int]:
        """Give the objects of a page or a form, as long as the page has not too many in all."""
        self.taken += max(count, 0)
        if self.taken > MAX_OBJECTS:
            message = f"a page draws more than the limit of {MAX_OBJECTS} objects"
            raise LimitExceeded(message)
        return list(map(get, repeat(holder), range(count)))


def _collect(walk: _Walk, handles: Sequence[int], outer: _Matrix | None, depth: int) -> None:
    """Sort objects into the kinds; `outer` is the matrix of the form around them."""
    kinds = list(map(walk.api.object_type, handles))
    if depth == 0:
        walk.drawn.texts = [handle for handle, kind in zip(handles, kinds, strict=True) if kind == TEXT_OBJECT]
    walk.drawn.paths += kinds.count(PATH_OBJECT)
    for handle, kind in zip(handles, kinds, strict=True):
        if kind == PATH_OBJECT and walk.drawn.paths <= MAX_PATHS:
            walk.drawn.rules.extend(_rules(walk, handle, outer))
        elif kind == IMAGE_OBJECT:
            walk.drawn.pictures.extend(_picture(walk, handle, outer))
        elif kind == FORM_OBJECT and depth < MAX_DEPTH:
            inner = walk.take(walk.api.form_object, handle, walk.api.form_count(handle))
            _collect(walk, inner, _times(_matrix(walk, handle), outer), depth + 1)


def _bounds(walk: _Walk, handle: int, outer: _Matrix | None) -> Box | None:
    """Give the displayed box of an object."""
    at = walk.numbers.buffer_info()[0]
    if not walk.api.object_bounds(handle, at, at + 4, at + 8, at + 12):
        return None
    left, bottom, right, top = walk.numbers[:4]
    if outer is None:
        return walk.frame.box(left, bottom, right, top)
    corners = [_apply(outer, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = zip(*corners, strict=True)
    return walk.frame.box(min(xs), min(ys), max(xs), max(ys))


def _picture(walk: _Walk, handle: int, outer: _Matrix | None) -> Iterator[Picture]:
    box = _bounds(walk, handle, outer)
    at = walk.counts.buffer_info()[0]
    if box is not None and walk.api.pixel_size(handle, at, at + 4):
        width, height = walk.counts
        a, b, c, d, _, _ = _times(_matrix(walk, handle), outer)
        sides = (hypot(a, b), hypot(c, d))  # of the unit square that the image fills
        dpi = max(
            (_POINTS * count / side for count, side in zip((width, height), sides, strict=True) if side), default=0
        )
        yield Picture(box, width * height, dpi)


def _rules(walk: _Walk, handle: int, outer: _Matrix | None) -> Iterator[Rule]:
    """Give the rulings of a path: itself if it is thin, else its thin parts and its straight strokes."""
    box = _bounds(walk, handle, outer)
    if box is None or max(box.width, box.height) < SHORT:
        return
    if min(box.width, box.height) <= THIN:
        yield Rule(*box)
        return
    at = walk.counts.buffer_info()[0]
    stroked = bool(walk.api.draw_mode(handle, at, at + 4)) and walk.counts[1] != 0
    if not stroked and walk.api.count_segments(handle) <= _RECTANGLE:
        return  # the shade of a cell or of the page
    for part in _parts(walk, handle, outer):
        xs, ys = zip(*part, strict=True)
        left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
        if min(right - left, bottom - top) <= THIN:
            lines = [(left, top, right, bottom)]
        elif stroked:
            lines = [(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)) for (xa, ya), (xb, yb) in pairwise(part)]
        else:
            continue
        yield from (Rule(*line) for line in lines if _is_ruling(*line))


def _is_ruling(left: float, top: float, right: float, bottom: float) -> bool:
    return min(right - left, bottom - top) <= THIN and max(right - left, bottom - top) >= SHORT


def _parts(walk: _Walk, handle: int, outer: _Matrix | None) -> list[list[_Point]]:
    """Give the straight parts of a path as displayed points; curved parts are left out."""
    count = walk.api.count_segments(handle)
    if not 0 < count <= MAX_SEGMENTS:
        return []
    matrix = _times(_matrix(walk, handle), outer)
    at = walk.numbers.buffer_info()[0]
    parts: list[list[_Point]] = []
    straight = True
    for segment in map(walk.api.get_segment, repeat(handle), range(count)):
        kind = walk.api.segment_type(segment)
        if not walk.api.segment_point(segment, at, at + 4):
            continue
        point = walk.frame.point(*_apply(matrix, walk.numbers[0], walk.numbers[1]))
        if kind == _MOVE_TO or not parts:
            straight = True
            parts.append([])
        if kind not in {_LINE_TO, _MOVE_TO}:
            straight = False
            parts[-1].clear()
        if straight:
            parts[-1].append(point)
            if walk.api.segment_closes(segment):
                parts[-1].append(parts[-1][0])
    return [part for part in parts if len(part) > 1]


def _matrix(walk: _Walk, handle: int) -> _Matrix:
    if not walk.api.object_matrix(handle, walk.numbers.buffer_info()[0]):
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    a, b, c, d, e, f = walk.numbers
    return a, b, c, d, e, f


def _apply(matrix: _Matrix, x: float, y: float) -> _Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(first: _Matrix, then: _Matrix | None) -> _Matrix:
    """Give the matrix that does `first` and then `then`."""
    if then is None:
        return first
    a, b, c, d, e, f = first
    a2, b2, c2, d2, _, _ = then
    return (a * a2 + b * c2, a * b2 + b * d2, c * a2 + d * c2, c * b2 + d * d2, *_apply(then, e, f))
