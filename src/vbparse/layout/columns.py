"""Zones of two columns: the letterhead, and the recipients beside the signature.

A zone is found by the strip of white, a river, that runs down between its columns; it ends where a line
crosses the river or stands centred on the page. Words only say where to look for a river: the national
motto, "Nơi nhận:", a row of two titles in capitals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from vbparse.layout.lines import PrintedLine, build_lines, pieces, words_of
from vbparse.layout.marks import has_cue, is_recipients, is_structure, is_type_heading, marker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.layout.measure import Measure

MIDDLE: Final = (0.2, 0.75)
"""Where a river runs, as shares of the text area (the decree puts it at 0.45)."""
NARROW: Final = 6.0
"""A river is at least this wide (points)."""
GAP: Final = 2.5
"""Pieces of a line further apart than so many sizes belong to different columns."""
CENTRED: Final = 0.035
"""A line whose middle is this near (share of the width) to that of the page stands centred."""
HEAD_ROWS: Final = 8
"""The motto stands in one of the first rows of a page."""
PAIR_WORDS: Final = 12
"""Rows of two signatures hold fewer words than this, on average: titles and names."""
APART: Final = 3.0
"""Rows further apart than so many sizes do not belong together above a signature."""


Kind = Literal["letterhead", "signature"]


class River(NamedTuple):
    """A strip without print between two columns: x of its two banks, in points."""

    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Zone:
    """Columns side by side (two; three where two signatures stand beside the recipients).

    Each has its lines from the top down, placed in their own column. `reaches_end` tells that the zone runs
    to the end of the page, `continues` that it goes on from the page before.
    """

    kind: Kind
    columns: tuple[tuple[PrintedLine, ...], ...]
    river: River
    reaches_end: bool = False
    continues: bool = False


Part = PrintedLine | Zone
_IsEnd = Callable[[PrintedLine, River | None], bool]


def cut_zones(
    rows: Sequence[PrintedLine], measure: Measure, *, is_first: bool, open_river: River | None = None
) -> list[Part]:
    """Find the zones among the lines of a page; all other lines stay as they are.

    `is_first` says that it is the first page, whose letterhead is looked for without its words; `open_river`
    is that of a zone of signatures which ran to the end of the page before.
    """
    parts: list[Part] = []
    at = 0
    if open_river is not None and (resumed := _resumed(rows, open_river, measure)):
        at, river = resumed
        parts.append(_zone("signature", rows[:at], river, measure, continues=True, reaches_end=at == len(rows)))
    elif found := _letterhead(rows, measure, is_first=is_first):
        start, end, river = found
        parts.extend(rows[:start])
        parts.append(_zone("letterhead", rows[start:end], river, measure))
        at = end
    while found := _signature(rows, at, measure):
        start, end, river = found
        parts.extend(rows[at:start])
        parts.append(_zone("signature", rows[start:end], river, measure, reaches_end=end == len(rows)))
        at = end
    return [*parts, *rows[at:]]


def _zone(
    kind: Kind,
    rows: Sequence[PrintedLine],
    river: River,
    measure: Measure,
    *,
    reaches_end: bool = False,
    continues: bool = False,
) -> Zone:
    """Part the words of rows at the river, and make the lines of each column anew."""
    words = words_of(rows)
    page = rows[0].page
    middle = (river.x0 + river.x1) / 2
    left = _column(build_lines((word for word in words if word.x0 < middle), page))
    right = _column(build_lines((word for word in words if word.x0 >= middle), page))
    columns: tuple[tuple[PrintedLine, ...], ...] = (left, right)
    if kind == "signature" and right and (inner := _pair(right, measure)):
        split = (inner.x0 + inner.x1) / 2
        parted = words_of(right)
        columns = (
            left,
            _column(build_lines((word for word in parted if word.x0 < split), page)),
            _column(build_lines((word for word in parted if word.x0 >= split), page)),
        )
    return Zone(kind, columns, river, reaches_end, continues)


def _column(lines: Sequence[PrintedLine]) -> tuple[PrintedLine, ...]:
    """Place lines in the column that they themselves span."""
    left, right = min((line.x0 for line in lines), default=0.0), max((line.x1 for line in lines), default=0.0)
    return tuple(line.placed(left, right) for line in lines)


def _pair(lines: Sequence[PrintedLine], measure: Measure) -> River | None:
    """Find the river between two signatures in the right column."""
    if len(pieces(lines[0], GAP * lines[0].size)) == 1 or not lines[0].is_upper:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    found = _run(lines, 0, measure._replace(left=left, right=right), is_end=lambda _row, _river: False)
    return found[1] if found is not None and found[0] == len(lines) else None


def _letterhead(rows: Sequence[PrintedLine], measure: Measure, *, is_first: bool) -> tuple[int, int, River] | None:
    """Find the letterhead at the top of a page: its first row, the row after its last, its river."""
    named = next((at for at, row in enumerate(rows[:HEAD_ROWS]) if _has_motto(row)), None)
    if named is None and not is_first:
        return None
    for start in range((HEAD_ROWS if named is None else named) + 1):
        found = _run(rows, start, measure, is_end=lambda row, river: _ends_letterhead(row, river, measure))
        if found is None or (named is not None and found[0] <= named):
            continue
        end, river = found
        zone = rows[start:end]
        sides = sum(row.x0 < river.x0 for row in zone), sum(row.x1 > river.x1 for row in zone)
        if named is not None or min(sides) > 1:
            return start, end, river
    return None


def _has_motto(row: PrintedLine) -> bool:
    return any(has_cue(piece.text, "motto", "party", "youth") for piece in pieces(row, row.size))


def _ends_letterhead(row: PrintedLine, river: River | None, measure: Measure) -> bool:
    return _is_centred(row, river, measure) or has_cue(row.text, "addressee") or is_type_heading(row.text)


def _signature(rows: Sequence[PrintedLine], at: int, measure: Measure) -> tuple[int, int, River] | None:
    """Find the next zone of signatures from row `at` on: with recipients on the left, or two signatures."""
    for start in range(at, len(rows)):
        has_recipients = is_recipients(rows[start].text)
        if not has_recipients and not _is_pair(rows[start], measure):
            continue
        found = _run(rows, start, measure, is_end=_ends_signature(measure, at_recipients=not has_recipients))
        if found is None:
            continue
        end, river = found
        if has_recipients or len(words_of(rows[start:end])) <= PAIR_WORDS * (end - start):
            return _above(rows, at, start, river, measure), end, river
    return None


def _ends_signature(measure: Measure, *, at_recipients: bool) -> _IsEnd:
    """Tell rows that end a zone of signatures: another letterhead, a centred line, the recipients of a pair."""

    def is_end(row: PrintedLine, river: River | None) -> bool:
        if _has_motto(row) or _is_centred(row, river, measure) or is_structure(row.text):
            return True
        return at_recipients and is_recipients(row.text)

    return is_end


def _is_pair(row: PrintedLine, measure: Measure) -> bool:
    """Tell whether a row holds two or three titles side by side: "TM. SỞ NỘI VỤ      TM. SỞ TÀI CHÍNH"."""
    parts = pieces(row, GAP * row.size)
    if len(parts) not in {2, 3} or marker(row.text) or row.x0 - measure.left > measure.width / 3:
        return False
    if not all(part.text.isupper() and len(part.words) > 1 for part in parts):
        return False
    return parts[-1].centre > measure.centre > parts[0].centre


def _above(rows: Sequence[PrintedLine], first: int, start: int, river: River, measure: Measure) -> int:
    """Move the start up over lines of one column alone: a signature may begin above the recipients."""
    while start > first:
        row, below = rows[start - 1], rows[start]
        if below.baseline - row.baseline > APART * row.size or row.x0 < river.x0 or _is_centred(row, None, measure):
            break
        start -= 1
    return start


def _resumed(rows: Sequence[PrintedLine], river: River, measure: Measure) -> tuple[int, River] | None:
    """Find the rows at the top of a page that go on with the columns of the page before."""
    if not rows or not (marker(rows[0].text) or rows[0].x0 > river.x0):
        return None
    is_end = _ends_signature(measure, at_recipients=True)
    if is_end(rows[0], river):
        return None
    found = _run(rows, 0, measure, is_end=is_end)
    if found is not None and _overlap(found[1], river):
        return found
    alone = next((at for at, row in enumerate(rows) if is_end(row, river) or row.x0 < river.x0), len(rows))
    return (alone, river) if alone else None


class _Run:
    """The white strips that all rows so far leave free."""

    def __init__(self, measure: Measure) -> None:
        low, high = MIDDLE
        self.free = [River(measure.left + low * measure.width, measure.left + high * measure.width)]
        self.left, self.right = float("inf"), 0.0

    def add(self, row: PrintedLine) -> None:
        for word in row.words:
            if any(strip.x0 < word.x1 and word.x0 < strip.x1 for strip in self.free):
                self.free = [part for strip in self.free for part in _without(strip, word.x0, word.x1)]
        self.left, self.right = min(self.left, row.x0), max(self.right, row.x1)

    def river(self) -> River | None:
        """Give the widest strip with print on both sides."""
        strips = [strip for strip in self.free if strip.x0 >= self.left and strip.x1 <= self.right]
        return max(strips, key=lambda strip: strip.x1 - strip.x0, default=None)


def _without(strip: River, x0: float, x1: float) -> list[River]:
    """Give what a word leaves of a strip."""
    parts = (River(strip.x0, min(strip.x1, x0)), River(max(strip.x0, x1), strip.x1))
    return [part for part in parts if part.x1 - part.x0 >= NARROW]


def _run(
    rows: Sequence[PrintedLine], start: int, measure: Measure, *, is_end: _IsEnd
) -> tuple[int, River] | None:
    """Follow a river down from row `start`: give the row after the last along it, and its banks."""
    run = _Run(measure)
    river: River | None = None
    length = 0
    end = start
    for row in rows[start:]:
        if end > start and is_end(row, river):
            break
        run.add(row)
        found = run.river()
        if river is not None and (found is None or (length > 1 and not _overlap(found, river))):
            break
        if not run.free:
            break
        river = found
        length += river is not None
        end += 1
    return None if river is None else (end, river)


def _overlap(one: River, other: River) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1


def _is_centred(row: PrintedLine, river: River | None, measure: Measure) -> bool:
    """Tell whether a line stands in the middle of the page, and not on both sides of a river."""
    if abs(row.centre - measure.centre) > CENTRED * measure.width:
        return False
    if river is not None and any(
        min(b.x0, river.x1) - max(a.x1, river.x0) >= NARROW for a, b in pairwise(row.words)
    ):
        return False
    return len(pieces(row, GAP * row.size)) == 1
