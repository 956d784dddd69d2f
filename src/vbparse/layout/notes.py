"""Footnotes: small print at the foot of a page, under a short rule or after a raised mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.layout.lines import PrintedLine
    from vbparse.readers.pages import Rule

SMALLER: Final = 1.5
"""Footnotes are set at least so many points smaller than the text."""
RAISED: Final = 0.8
"""The mark before a footnote is smaller than this share of its type."""
RULE: Final = (40.0, 260.0)
"""The rule above footnotes is about so long (Word draws 144 points)."""
FOOT: Final = 0.5
"""Footnotes stand below this share of the page's height."""

_MARK = compile_pattern(r"\[?\(?(?:\d{1,3}|\*{1,3}|[a-z])\)?\]?(?=\s|\D|$)")


def split_notes(
    lines: Sequence[PrintedLine], rules: Sequence[Rule], height: float, size: float
) -> tuple[list[PrintedLine], list[tuple[PrintedLine, ...]]]:
    """Part the footnotes of a page from its lines: the lines left, and the lines of each footnote.

    `size` is that of the text, in points; `height` that of the page.
    """
    start = _start(lines, rules, height, size)
    if start is None:
        return list(lines), []
    notes: list[list[PrintedLine]] = []
    for line in lines[start:]:
        if not notes or _is_marked(line):
            notes.append([line])
        else:
            notes[-1].append(line)
    return list(lines[:start]), [tuple(note) for note in notes]


def _start(lines: Sequence[PrintedLine], rules: Sequence[Rule], height: float, size: float) -> int | None:
    """Find the first line of the footnotes: from it on, all is small print."""
    start = len(lines)
    while start and lines[start - 1].size <= size - SMALLER and lines[start - 1].top > FOOT * height:
        start -= 1
    for at in range(start, len(lines)):
        above = lines[at - 1].baseline if at else 0.0
        if _is_marked(lines[at]) and (_is_raised(lines[at]) or _is_ruled(rules, above, lines[at])):
            return at
    return None


def _is_marked(line: PrintedLine) -> bool:
    return bool(_MARK.match(line.text))


def _is_raised(line: PrintedLine) -> bool:
    first = line.words[0]
    return first.font.size < RAISED * line.size and len(line.words) > 1


def _is_ruled(rules: Sequence[Rule], above: float, line: PrintedLine) -> bool:
    """Tell whether a short rule lies between the line above and a line, at its left."""
    shortest, longest = RULE
    return any(
        above < rule.top < line.baseline - line.size / 2
        and shortest <= rule.x1 - rule.x0 <= longest
        and rule.x1 - rule.x0 > rule.bottom - rule.top
        and abs(rule.x0 - line.x0) <= 2 * line.size
        for rule in rules
    )
