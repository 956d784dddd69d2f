"""Zones of two columns: the letterhead, and the recipients beside the signature.

A zone is found by the river that runs down between its columns; it ends where a line crosses the river or
stands centred on the page. Words only say where to look for a river: the national motto, "Nơi nhận:", a row
of two titles in capitals.
"""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final, Literal

from vbparse.layout.lines import PrintedLine, build_lines, make_line, pieces, words_of
from vbparse.layout.marks import has_cue, is_recipients, is_structure, is_type_heading, marker
from vbparse.layout.rivers import NARROW, IsEnd, River, follow, split_row
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.layout.measure import Measure
    from vbparse.readers.pages import Word

Kind = Literal["letterhead", "signature"]

GAP: Final = 2.5
"""Pieces of a line further apart than so many sizes belong to different columns."""
CENTRED: Final = 0.035
"""A line whose middle is this near (share of the width) to that of the page stands centred."""
HEAD_ROWS: Final = 8
"""The motto stands in one of the first rows of a page."""
UNNAMED_ROWS: Final = 2
"""A letterhead without a motto has at most so many lines (a mark, a head) above it."""
PAIR_WORDS: Final = 12
"""Rows of two signatures hold fewer words than this, on average: titles and names."""
MAX_STARTS: Final = 30
"""More rows of a page that seem to begin signatures begin none."""
APART: Final = 3.0
"""Rows further apart than so many sizes do not belong together above a signature."""
ALIGNED: Final = 12.0
"""Lines of a list of recipients begin within so many points of each other."""

_NUMBER_ROW = compile_pattern(r"S[ốỐ]\s*:?.*(?:ngày|tháng)\b")
"""The last row of most letterheads: "Số: 70/KH-UBND    Hà Đông, ngày 17 tháng 02 năm 2024"."""

_DATE_ROW = compile_pattern(r"^\D{2,40},\s*ngày\b.{0,12}\btháng\b.{0,12}\bnăm\b")
"""Place and date ("An Bình, ngày     tháng 11 năm 2025"), which may stand near the middle of the page."""


class Zone(NamedTuple):
    """Columns side by side (two; three where two signatures stand beside the recipients).

    Each has its lines from the top down, placed in their own column. `reaches_end` tells that the zone runs
    to the end of the page, `continues` that it goes on from the page before.
    """

    kind: Kind
    columns: tuple[tuple[PrintedLine, ...], ...]
    river: River
    reaches_end: bool = False
    continues: bool = False


def cut_zones(
    rows: Sequence[PrintedLine], measure: Measure, *, is_first: bool, open_river: River | None = None
) -> list[PrintedLine | Zone]:
    """Find the zones among the lines of a page; all other lines stay as they are.

    `is_first` says that it is the first page, whose letterhead is looked for without its words; `open_river`
    is that of a zone of signatures which ran to the end of the page before.
    """
    parts: list[PrintedLine | Zone] = []
    at = 0
    if open_river is not None and (resumed := _resumed(rows, open_river, measure)):
        at, river = resumed
        columns = _columns("signature", rows[:at], river, measure)
        parts.append(Zone("signature", columns, river, at == len(rows), continues=True))
    elif head := _letterhead(rows, measure, is_first=is_first):
        start, at, river = head
        parts.extend(rows[:start])
        parts.append(Zone("letterhead", _columns("letterhead", rows[start:at], river, measure), river))
    while found := _signature(rows, at, measure):
        start, end, river = found
        parts.extend(rows[at:start])
        columns = _columns("signature", rows[start:end], river, measure)
        parts.append(Zone("signature", columns, river, end == len(rows)))
        at = end
    return [*parts, *rows[at:]]


def _columns(
    kind: Kind, rows: Sequence[PrintedLine], river: River, measure: Measure
) -> tuple[tuple[PrintedLine, ...], ...]:
    """Part the words of rows at the river, and make the lines of each column anew."""
    left, right = (_column(words, rows[0].page) for words in _parted(rows, river))
    if kind == "signature" and right and (inner := _pair(right, measure)):
        return left, *(_column(words, rows[0].page) for words in _parted(right, inner))
    return left, right


def _parted(rows: Sequence[PrintedLine], river: River) -> tuple[list[Word], list[Word]]:
    left: list[Word] = []
    right: list[Word] = []
    for row in rows:
        a, b = split_row(row, river)
        left.extend(a)
        right.extend(b)
    return left, right


def _column(words: Sequence[Word], page: int) -> tuple[PrintedLine, ...]:
    """Make the lines of a column, placed between its own edges."""
    lines = build_lines(words, page)
    left, right = min((line.x0 for line in lines), default=0.0), max((line.x1 for line in lines), default=0.0)
    return tuple(line.placed(left, right) for line in lines)


def _pair(lines: Sequence[PrintedLine], measure: Measure) -> River | None:
    """Find the river between two signatures in the right column."""
    if len(pieces(lines[0], GAP * lines[0].size)) == 1 or not lines[0].is_upper:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    found = follow(lines, 0, measure._replace(left=left, right=right), is_end=lambda _row, _river: False)
    return found[1] if found is not None and found[0] == len(lines) else None


def _letterhead(rows: Sequence[PrintedLine], measure: Measure, *, is_first: bool) -> tuple[int, int, River] | None:
    """Find the letterhead at the top of a page: its first row, the row after its last, its river."""
    named = next((at for at, row in enumerate(rows[:HEAD_ROWS]) if _has_motto(row)), None)
    if named is None and not is_first:
        return None

    def is_end(row: PrintedLine, river: River | None) -> bool:
        if has_cue(row.text, "addressee") or is_type_heading(row.text) or is_recipients(row.text):
            return True
        return _is_centred(row, river, measure) and not _has_motto(row) and not _DATE_ROW.search(row.text)

    for start in range((UNNAMED_ROWS if named is None else named) + 1):
        found = follow(rows, start, measure, is_end=is_end)
        if found is None or (named is not None and found[0] <= named):
            continue
        end, river = found
        if _is_letterhead(rows[start:end], river, None if named is None else rows[named]):
            return start, _with_number_row(rows, end, river), river
    return None


def _is_letterhead(zone: Sequence[PrintedLine], river: River, motto: PrintedLine | None) -> bool:
    """Tell whether rows along a river are two columns: the motto on the right, or what stands clearly apart."""
    if motto is not None:
        return _has_motto(make_line(split_row(motto, river)[1] or motto.words[:1], motto.page))
    sides = [split_row(row, river) for row in zone]
    if min(sum(bool(left) for left, _ in sides), sum(bool(right) for _, right in sides)) < 2:  # noqa: PLR2004 (two lines each)
        return False
    return all(_stand_apart(left, right) for left, right in sides if left and right)


def _stand_apart(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Tell whether the gap between two parts of a row is wider than those between words usually are."""
    gaps = sorted(b.x0 - a.x1 for part in (left, right) for a, b in pairwise(part))
    return not gaps or right[0].x0 - left[-1].x1 >= 2 * gaps[len(gaps) // 2]


def _with_number_row(rows: Sequence[PrintedLine], end: int, river: River) -> int:
    """Take in the row of number and date where it reaches over the river."""
    if end < len(rows) and _NUMBER_ROW.match(rows[end].text) and all(split_row(rows[end], river)):
        return end + 1
    return end


def _has_motto(row: PrintedLine) -> bool:
    return any(has_cue(piece.text, "motto", "party", "youth") for piece in pieces(row, row.size))


def _signature(rows: Sequence[PrintedLine], at: int, measure: Measure) -> tuple[int, int, River] | None:
    """Find the next zone of signatures from row `at` on: with recipients on the left, or two signatures."""
    starts = (place for place in range(at, len(rows)) if _begins_signature(rows[place], measure))
    for start in islice(starts, MAX_STARTS):
        has_recipients = is_recipients(rows[start].text)
        is_end = _ends_signature(measure, at_recipients=not has_recipients)
        found = follow(rows, start, measure, is_end=is_end)
        if found is None:
            continue
        end, river = found
        if has_recipients:
            end = _with_wide_rows(rows, start, end, river, is_end)
        elif len(words_of(rows[start:end])) > PAIR_WORDS * (end - start):
            continue
        return _above(rows, at, start, river, measure), end, river
    return None


def _begins_signature(row: PrintedLine, measure: Measure) -> bool:
    return is_recipients(row.text) or _is_pair(row, measure)


def _with_wide_rows(rows: Sequence[PrintedLine], start: int, end: int, river: River, is_end: IsEnd) -> int:
    """Take in the rows of a list of recipients that reach over the river, and what follows them."""
    listed = [row for row in rows[start:end] if row.x0 < river.x0]
    if not listed:
        return end
    size, left = listed[-1].size, min(row.x0 for row in listed)
    while end < len(rows) and not is_end(rows[end], river):
        row = rows[end]
        in_list = abs(row.x0 - left) <= ALIGNED and row.words[0].font.size <= size
        if not in_list and row.x0 < river.x0:
            break
        end += 1
    return end


def _ends_signature(measure: Measure, *, at_recipients: bool) -> IsEnd:
    """Tell rows that end a zone of signatures: another letterhead, a centred line, the recipients of a pair."""

    def is_end(row: PrintedLine, river: River | None) -> bool:
        if marker(row.text):
            return False
        if _has_motto(row) or _is_centred(row, river, measure) or is_structure(row.text):
            return True
        return at_recipients and is_recipients(row.text)

    return is_end


def _is_pair(row: PrintedLine, measure: Measure) -> bool:
    """Tell whether a row holds two or three titles side by side: "TM. SỞ NỘI VỤ      TM. SỞ TÀI CHÍNH"."""
    if not row.is_upper:
        return False
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
    is_end = _ends_signature(measure, at_recipients=True)
    if not rows or not (marker(rows[0].text) or rows[0].x0 > river.x0) or is_end(rows[0], river):
        return None
    found = follow(rows, 0, measure, is_end=is_end)
    if found is not None and found[1].overlaps(river):
        return found
    alone = next((at for at, row in enumerate(rows) if is_end(row, river) or row.x0 < river.x0), len(rows))
    return (alone, river) if alone else None


def _is_centred(row: PrintedLine, river: River | None, measure: Measure) -> bool:
    """Tell whether a line stands in the middle of the page, and not on both sides of a river."""
    if abs(row.centre - measure.centre) > CENTRED * measure.width:
        return False
    if river is not None and any(min(b.x0, river.x1) - max(a.x1, river.x0) >= NARROW for a, b in pairwise(row.words)):
        return False
    return len(pieces(row, GAP * row.size)) == 1
