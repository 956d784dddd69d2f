"""Words into printed lines, from their places alone: the order in which a page lists its words says nothing."""

from __future__ import annotations

from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vbparse.readers.pages import Word

LEVEL: Final = 0.3
"""Words whose baselines differ by less than this share of their size stand on one line."""
SMALL: Final = 0.8
"""Type below this share of its neighbour's size, off its baseline but within its reach, is a raised or
lowered mark (the number of a footnote)."""
REACH: Final = 0.65
"""How far from the baseline, in sizes of the line, such a mark may stand."""
_down = attrgetter("baseline", "x0", "x1", "text")
_across = attrgetter("x0", "x1", "baseline", "text")


class PrintedLine(NamedTuple):
    """A line of print, or the part of one that stands in a column: words from left to right.

    `size` is the median over its letters, `baseline` that over its words: OCR gives each word its own. `left` and `right` are the distances of its ends from the edges
    of the text area (or of its column), in points; they are 0 until `placed` has set them.
    """

    words: tuple[Word, ...]
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    text: str
    left: float = 0.0
    right: float = 0.0

    def placed(self, left_edge: float, right_edge: float) -> PrintedLine:
        """Give the line with its distances from the edges of the area that it stands in."""
        return self._replace(left=self.x0 - left_edge, right=right_edge - self.x1)

    @property
    def centre(self) -> float:
        """Middle of the line, x in points."""
        return (self.x0 + self.x1) / 2

    @property
    def is_bold(self) -> bool:
        """Tell whether all of the line is bold."""
        return all(word.font.bold for word in self.words)

    @property
    def is_italic(self) -> bool:
        """Tell whether all of the line is italic."""
        return all(word.font.italic for word in self.words)

    @property
    def is_upper(self) -> bool:
        """Tell whether the line has no small letter (it may have no letter at all)."""
        return self.text.upper() == self.text


def build_lines(words: Iterable[Word], page: int) -> list[PrintedLine]:
    """Group words into lines, from the top of the page down, each from left to right."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=_down):
        if groups:
            anchor = groups[-1][0]
            if word.baseline - anchor.baseline <= LEVEL * min(word.font.size, anchor.font.size):
                groups[-1].append(word)
                continue
        groups.append([word])
    return [make_line(group, page) for group in _with_marks(groups)]


def make_line(words: Iterable[Word], page: int) -> PrintedLine:
    """Make one line of words; at least one is needed."""
    ordered = tuple(sorted(words, key=_across))
    if len(ordered) == 1:
        text, x0, top, x1, bottom, baseline, font = ordered[0][:7]
        return PrintedLine(ordered, page, x0, top, x1, bottom, baseline, font.size, text)
    texts, x0s, tops, x1s, bottoms, baselines, fonts, _, _ = zip(*ordered, strict=True)
    size, baseline = fonts[0].size, baselines[0]
    if fonts.count(fonts[0]) < len(fonts):
        size = _middle([(font.size, len(text)) for text, font in zip(texts, fonts, strict=True)])
    if baselines.count(baseline) < len(baselines):
        sized = zip(baselines, fonts, strict=True)
        baseline = _middle([(each, 1) for each, font in sized if font.size >= SMALL * size])
    return PrintedLine(ordered, page, min(x0s), min(tops), max(x1s), max(bottoms), baseline, size, " ".join(texts))


def _middle(values: list[tuple[float, int]]) -> float:
    """Give the median of values with weights."""
    values.sort()
    reached = accumulate(weight for _, weight in values)
    half = sum(weight for _, weight in values) / 2
    return next(value for (value, _), weight in zip(values, reached, strict=True) if weight >= half)


def pieces(line: PrintedLine, gap: float) -> list[PrintedLine]:
    """Cut a line at its gaps wider than `gap` points."""
    cut: list[list[Word]] = []
    end = 0.0
    for word in line.words:
        if cut and word.x0 - end <= gap:
            cut[-1].append(word)
        else:
            cut.append([word])
        end = max(end, word.x1)
    return [line] if len(cut) == 1 else [make_line(part, line.page) for part in cut]


def words_of(lines: Iterable[PrintedLine]) -> list[Word]:
    """List the words of lines."""
    return [word for line in lines for word in line.words]


def _with_marks(groups: list[list[Word]]) -> list[list[Word]]:
    """Put raised and lowered marks, which have a baseline of their own, into the lines they belong to."""
    kept: list[list[Word]] = []
    for index, group in enumerate(groups):
        beside = [*kept[-1:], *groups[index + 1 : index + 2]]
        host = next((other for other in beside if _is_mark_of(group, other)), None)
        if host is None:
            kept.append(group)
        else:
            host.extend(group)
    return kept


def _is_mark_of(group: Sequence[Word], host: Sequence[Word]) -> bool:
    size, base = host[0].font.size, host[0].baseline
    if any(word.font.size > SMALL * size or abs(word.baseline - base) > REACH * size for word in group):
        return False
    low, high = min(word.x0 for word in host) - size, max(word.x1 for word in host) + size
    return all(
        low <= word.x0
        and word.x1 <= high
        and not any(word.x0 < other.x1 - 1 and other.x0 < word.x1 - 1 for other in host)
        for word in group
    )
