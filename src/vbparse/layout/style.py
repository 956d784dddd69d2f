"""How a paragraph is printed: type, alignment, indent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.layout.flow import Style
from vbparse.layout.marks import marker
from vbparse.layout.measure import FLUSH, INDENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.layout.lines import PrintedLine
    from vbparse.readers.pages import Align, Word

SLACK: Final = 6.0
"""Points by which the middles of centred lines may differ."""
FAR_RIGHT: Final = 0.4
"""A short line that begins beyond this share of the width is set to the right."""


def style_of(lines: Sequence[PrintedLine], ends: Sequence[int], indent: float = 0.0) -> Style:
    """Give the style of a paragraph; `ends` holds, word by word, where it ends in the canonical text.

    `indent` is where first lines usually begin: a short line there is not centred by its luck.

    A marker at the head counts neither for nor against bold type: "1. **Hiệu trưởng**: chỉ đạo" begins bold.
    """
    words = [word for line in lines for word in line.words]
    skip = _marker_words(lines[0], words)
    body = words[skip:] or words
    bold = all(word.font.bold for word in body)
    return Style(
        size=round(lines[0].size, 1),
        bold=bold,
        italic=all(word.font.italic for word in body),
        bold_until=None if bold else _bold_until(words, skip, ends),
        align=align_of(lines, indent),
        indent=round(lines[0].left, 1),
    )


def is_centred_column(lines: Sequence[PrintedLine]) -> bool:
    """Tell whether the lines of a column are centred: its widest line, which fills it, does not show that."""
    return any(line.left > INDENT and abs(line.left - line.right) <= SLACK for line in lines)


def align_of(lines: Sequence[PrintedLine], indent: float = 0.0) -> Align:
    """Tell how lines are aligned in their column (`indent`: where first lines usually begin)."""
    first = lines[0]
    width = first.left + first.x1 - first.x0 + first.right
    if all(abs(line.left - line.right) <= SLACK for line in lines) and any(line.left > INDENT for line in lines):
        by_luck = len(lines) == 1 and abs(first.left - indent) <= FLUSH
        return "left" if by_luck else "centre"
    if all(line.right <= FLUSH < FAR_RIGHT * width < line.left for line in lines):
        return "right"
    inner = lines[:-1]
    if inner and all(line.right <= FLUSH for line in inner):
        return "justify"
    return "left"


def _marker_words(first: PrintedLine, words: Sequence[Word]) -> int:
    mark = marker(first.text)
    if not mark:
        return 0
    length = count = 0
    for word in words:
        length += len(word.text) + bool(count)
        if length > len(mark):
            break
        count += 1
    return count


def _bold_until(words: Sequence[Word], skip: int, ends: Sequence[int]) -> int | None:
    count = skip
    while count < len(words) and words[count].font.bold:
        count += 1
    return ends[count - 1] if count > skip else None
