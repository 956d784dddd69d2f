"""Printed lines into paragraphs, by indent, fullness, distance, type and the words at their ends.

No sign decides alone: many plans indent first lines, some set paragraphs apart instead, some do neither.
`begins_paragraph` asks the signs in the order of their weight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.layout.marks import is_ended, is_structure, is_type_heading, marker, wants_number
from vbparse.layout.measure import FLUSH, INDENT, LOOSE, is_full
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.layout.lines import PrintedLine
    from vbparse.layout.measure import Measure

OTHER_SIZE: Final = 1.2
"""Type that differs by so many points is of another paragraph."""
FAR: Final = 2.6
"""Lines further apart than so many distances never belong together."""
HEADING: Final = 8
"""A heading has at most so many lines."""
TITLE_GAP: Final = 1.9
"""Lines of a title stand at most so many sizes apart."""
CENTRE_SLACK: Final = 5.0
"""Points by which the two sides of a centred line may differ."""
FAR_IN: Final = 0.12
"""Plain type is centred only where it begins so far in (share of the width); nearer, it is indented."""
HANGING: Final = 6.0
"""Points between the text after a marker and the lines that hang below it."""


class _Join(NamedTuple):
    """A paragraph so far and the line that may go on with it."""

    so_far: Sequence[PrintedLine]
    line: PrintedLine
    measure: Measure
    after_break: bool

    @property
    def first(self) -> PrintedLine:
        return self.so_far[0]

    @property
    def last(self) -> PrintedLine:
        return self.so_far[-1]

    @property
    def gap(self) -> float:
        return self.line.baseline - self.last.baseline

    @property
    def is_full(self) -> bool:
        """Tell whether the last line could not have taken in the next word."""
        if self.last.right <= FLUSH:
            return True
        if self.measure.is_justified and is_ended(self.last.text):
            return False
        return is_full(self.line, self.last.right)

    @property
    def is_spaced(self) -> bool:
        """Tell whether the line stands apart from the last by more than lines of a paragraph do."""
        if self.after_break:
            return False
        usual = self.measure.pitch
        if len(self.so_far) > 1 and self.so_far[-2].page == self.last.page:
            usual = max(usual, self.last.baseline - self.so_far[-2].baseline)
        return self.gap > usual + LOOSE

    @property
    def rest_left(self) -> float | None:
        """Where the lines after the first begin; None while there is but one."""
        return self.so_far[1].left if len(self.so_far) > 1 else None


def begins_paragraph(
    so_far: Sequence[PrintedLine], line: PrintedLine, measure: Measure, *, after_break: bool = False
) -> bool:
    """Tell whether `line` begins a paragraph, or goes on with the one whose lines are `so_far`.

    `after_break` says that a page break lies between: distances say nothing there.
    """
    join = _Join(so_far, line, measure, after_break)
    told = _by_words(join)
    return _by_place(join) if told is None else told


def _by_words(join: _Join) -> bool | None:
    """Decide by the words on both sides of a line break, where they decide; None where they do not.

    "các ngành, đoàn" + "thể" goes on: no sentence ends, and the line begins in lower case without a marker.
    """
    last, line = join.last, join.line
    if not join.after_break and not 0 < join.gap < FAR * max(join.measure.pitch, line.size):
        return True
    if marker(line.text):
        return None if _is_no_marker(join) else True
    goes_on = line.text[0].islower() and not is_ended(last.text) and abs(last.size - line.size) < OTHER_SIZE
    return False if goes_on else None


def _by_place(join: _Join) -> bool:
    """Decide by type and place: size, alignment, fullness, indent, distance."""
    last, line, measure = join.last, join.line, join.measure
    if abs(last.size - line.size) >= OTHER_SIZE:
        return True
    if not _is_wrapped_indent(join) and (
        _is_centred(last, measure) or (_is_centred(line, measure) and not _is_aligned(join))
    ):
        return not _is_title(join)
    if not join.is_full or _changes_type(join):
        return True
    return _is_indented(join) or join.is_spaced or _is_after_end(join)


def _is_no_marker(join: _Join) -> bool:
    """Tell whether a line only seems to begin with a marker: a dash or number inside a sentence.

    "kinh tế" + "– xã hội", "trong tháng" + "12. Giao Sở Nội vụ", "(Điều" + "3) và": the last line is full
    and has no end, and the line stands where the paragraph's other lines do, not where a first line would.
    """
    mark = marker(join.line.text)
    if mark.endswith(")") and not mark.startswith("(") and _is_open(join.so_far):
        return True
    if not join.is_full or is_ended(join.last.text) or join.is_spaced:
        return False
    if join.rest_left is None and _hangs(join.first, join.line):
        return True
    rest = join.rest_left or 0.0
    if abs(join.first.left - rest) >= INDENT:
        return abs(join.line.left - rest) <= FLUSH
    return _is_in_sentence(join.last.text, join.line.text, mark)


def _is_in_sentence(before: str, text: str, mark: str) -> bool:
    """Tell by the words around it alone whether a marker is none ("2026" + "- 2030", "khoản 1" + "Điều 6 Luật")."""
    after = text[len(mark) :].lstrip()
    if mark[0].isdigit():
        return wants_number(before)
    if after[:1].isdigit() and before[-1].isdigit():
        return True
    return mark.startswith("Điều") or (not mark[0].isalnum() and after[:1].islower())


def _is_open(lines: Sequence[PrintedLine]) -> bool:
    """Tell whether a bracket is open at the end of lines ("(Điều" + "34)")."""
    text = " ".join(line.text for line in lines[-3:])
    return text.rfind("(") > text.rfind(")")


def _is_aligned(join: _Join) -> bool:
    """Tell whether a line stands under the other lines of its paragraph."""
    return join.rest_left is not None and abs(join.line.left - join.rest_left) <= FLUSH and join.is_full


def _is_wrapped_indent(join: _Join) -> bool:
    """Tell whether an indented first line, centred by luck, goes on in a line at the left edge."""
    at_indent = len(join.so_far) == 1 and abs(join.last.left - join.measure.indent) <= FLUSH
    return at_indent and abs(join.line.left) <= FLUSH and join.is_full


def _is_middle(line: PrintedLine, indent: float = 0.0) -> bool:
    """Tell whether a line stands in the middle (with the indent that a centred first line may keep)."""
    return abs(line.left - indent - line.right) <= CENTRE_SLACK


def _is_centred(line: PrintedLine, measure: Measure) -> bool:
    if not _is_middle(line) or line.left < INDENT or marker(line.text):
        return False
    stands_out = line.is_bold or line.text.isupper() or line.is_italic
    return stands_out or line.left > FAR_IN * measure.width


def _is_title(join: _Join) -> bool:
    """Tell whether two centred lines belong to one title (same type, close together)."""
    last, line = join.last, join.line
    if join.after_break or join.gap > TITLE_GAP * line.size or line.text.startswith("("):
        return False
    if not _is_middle(line) or not (_is_middle(last) or _is_middle(last, join.measure.indent)):
        return False
    if is_type_heading(last.text) or is_structure(last.text):
        return False
    return last.is_bold == line.is_bold and last.is_italic == line.is_italic and last.is_upper == line.is_upper


def _changes_type(join: _Join) -> bool:
    """Tell whether a heading ends and text begins, or the other way round."""
    is_short = len(join.so_far) <= HEADING
    heading = is_short and all(line.is_bold for line in join.so_far)
    if heading and not join.line.words[0].font.bold:
        return True
    capitals = (
        is_short and all(line.is_upper and line.text.isupper() for line in join.so_far) and len(join.last.words) > 1
    )
    if capitals and not join.line.is_upper:
        return True
    begins = join.line.is_bold and not heading and len(join.line.words) > 1
    return begins and (join.is_spaced or is_ended(join.last.text))


def _is_indented(join: _Join) -> bool:
    """Tell whether a line stands where a first line does."""
    line, first = join.line, join.first
    least = INDENT - 2
    if join.rest_left is not None:
        return abs(line.left - join.rest_left) >= least
    shift = line.left - first.left
    if abs(shift) >= least:
        return shift > 0 and not _hangs(first, line)
    if first.left < INDENT or is_ended(join.last.text):
        return first.left >= INDENT
    if join.measure.is_spaced and not join.after_break:
        return join.is_spaced
    return abs(first.left - join.measure.indent) <= FLUSH


def _hangs(first: PrintedLine, line: PrintedLine) -> bool:
    """Tell whether a line hangs below the text that follows the marker of the first."""
    if not marker(first.text) or len(first.words) == 1:
        return False
    text_left = first.left + first.words[1].x0 - first.x0
    return abs(line.left - text_left) <= HANGING


def _is_after_end(join: _Join) -> bool:
    """Tell whether a paragraph ends where, without indents or spaces, only words can tell.

    A list of bases goes on with the word it began with: "Căn cứ …;" + "Căn cứ …;".
    """
    if join.line.text[0].islower() or join.measure.indent >= INDENT or not is_ended(join.last.text):
        return False
    if join.measure.is_spaced and not join.after_break:
        return False
    return join.after_break or join.line.words[0].text == join.first.words[0].text
