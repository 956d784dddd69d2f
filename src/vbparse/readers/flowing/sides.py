"""Tables that only put text side by side: the halves of a letterhead, recipients beside the signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.patterns import compile_pattern
from vbparse.readers.pages import Line, Table, TableCell

if TYPE_CHECKING:
    from collections.abc import Sequence

SIDE_BY_SIDE: Final = 3
"""A table of at most so many filled columns may put text side by side: letterhead, recipients and signature."""
FEW_ROWS: Final = 8

_BESIDE = compile_pattern(
    r"(?im)^\W{0,3}n(?:ơi|oi)\s+(?:nhận|gửi)\s*:?|^\s*(?:tm|kt|tl|tuq|t/m|q)\s?\.|\(\s*đã ký\s*\)|\(ký|"
    r"c[ộô]ng\s+h(?:òa|oà)\s+x[ãa]\s+h[ộô]i|đảng\s+cộng\s+sản\s+việt\s+nam|^\s*số\s*:[^|]{0,40}/"
)
"""What stands in two columns at the head and the foot of a document."""
_COUNTED = compile_pattern(r"(?i)s?\s?tt\.?$|số thứ tự$|\d{1,3}\.?$")
"""The first cell of rows that are counted."""


def is_side_by_side(region: Sequence[Sequence[int]], texts: Sequence[str], *, ruled: bool) -> bool:
    """Tell whether a table only puts text side by side; `texts` are those of its cells, line by line.

    `region[i][j]` is the index of the cell over row `i`, column `j`. So do the letterhead and the signature, which
    say what they are, and signers in capitals without lines around.
    """
    filled = [[number for number in dict.fromkeys(row) if texts[number].strip()] for row in region]
    filled = [row for row in filled if row]
    if max(map(len, filled), default=0) > SIDE_BY_SIDE or len(filled) > FEW_ROWS:
        return False
    if any(_COUNTED.match(texts[row[0]].strip()) for row in filled):
        return False
    if any(_BESIDE.search(texts[number]) for row in filled for number in row):
        return True
    return bool(filled) and not ruled and all(texts[number].strip().splitlines()[0].isupper() for number in filled[0])


def side_by_side(region: Sequence[Sequence[int]], inside: Sequence[Sequence[Line]]) -> list[Line]:
    """Give the lines of the left cells, then of the right ones; a cell over the whole width stands between.

    `inside` holds the lines of each cell.
    """
    lines: list[Line] = []
    right: list[Line] = []
    seen: set[int] = set()
    for row in region:
        filled = [number for number in dict.fromkeys(row) if inside[number] and number not in seen]
        seen.update(filled)
        if len(filled) == 1 and row.count(filled[0]) == len(row):
            lines += [*right, *inside[filled[0]]]
            right = []
            continue
        for at, number in enumerate(filled):
            is_left = at == 0 if len(filled) > 1 else row.index(number) < len(row) / 2
            if is_left:
                lines += [line._replace(column="left") for line in inside[number]]
            else:
                right += [line._replace(column="right") for line in inside[number]]
    return lines + right


def flat(lines: Sequence[Line]) -> list[str]:
    """Give the texts of lines, footnotes left out; a table inside a cell is read row by row."""
    texts = []
    for line in lines:
        if line.table is not None:
            texts += [line.table.cells[number].text for row in line.table.region for number in dict.fromkeys(row)]
        elif line.kind == "paragraph":
            texts.append(line.text)
    return [text for text in texts if text.strip()]


def table_line(region: Sequence[Sequence[int]], inside: Sequence[Sequence[Line]]) -> Line:
    """Give a table as one line; the paragraphs of a cell are parted by blanks."""
    cells = tuple(TableCell(" ".join(flat(lines)), _is_bold(lines)) for lines in inside)
    return Line(table=Table(tuple(map(tuple, region)), cells))


def _is_bold(lines: Sequence[Line]) -> bool:
    runs = [run for line in lines if line.setting for run in line.setting.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)
