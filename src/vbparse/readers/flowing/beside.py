"""Two columns without a table: letterheads and signatures that are set with tabs or blanks, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.patterns import compile_pattern
from vbparse.readers.flowing.breaks import make_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.readers.pages import Line, Run

TOP: Final = 12
"""The letterhead stands among the first so many lines."""
_GAP = compile_pattern(r"\s*\t[\s\t]*| {6,}")
"""What parts two columns."""
_INDENTED = compile_pattern(r"\s*\t\s*\S| {20,}\S")
_LEFT = compile_pattern(r"(?i)\W{0,2}nơi\s+nhận\b")
_RECIPIENT = compile_pattern(r"\s*[-–+]\s?\S")
_SIGNER = compile_pattern(r"(?:TM|KT|TL|TUQ|T/M|Q)\s?\.")
_BESIDE = compile_pattern(
    r"(?i:c[ộô]ng\s+h(?:òa|oà)\s+x[ãa]\s+h[ộô]i|độc lập\s*[-–]\s*tự do|đảng cộng sản việt nam)|"
    r"\w[^\t,/]{1,40},\s*ngày\s"
)
"""What the right column of a letterhead begins with: the motto, place and date."""


class Beside:
    """The lines of two columns while they come in: the left ones are given at once, the right ones at the end.

    At the foot of a document, lines without a gap belong to the left column while they are recipients.
    """

    def __init__(self) -> None:
        self._right: list[Line] = []
        self._at_foot = False

    def take(self, runs: Sequence[Run], *, at_top: bool) -> list[Line] | None:
        """Take a line of a paragraph; gives what to write now, None where it stands in no column."""
        text = "".join(run.text for run in runs)
        gap = self._gap(text, at_top=at_top)
        if gap is not None:
            left, right = _part(runs, 0, gap[0]), _part(runs, gap[1], len(text))
            self._at_foot = self._at_foot or _is_foot(text, gap)
            self._right.append(make_line(right, "center", 0.0)._replace(column="right"))
            return [make_line(left, "left" if self._at_foot else "center", 0.0)._replace(column="left")]
        if self._at_foot and _INDENTED.match(text):
            self._right.append(make_line(runs, "center", 0.0)._replace(column="right"))
            return []
        if self._at_foot and _RECIPIENT.match(text):
            return [make_line(runs, "left", 0.0)._replace(column="left")]
        return None

    def close(self) -> list[Line]:
        """End the columns; gives the lines of the right one."""
        right, self._right, self._at_foot = self._right, [], False
        return right

    def _gap(self, text: str, *, at_top: bool) -> tuple[int, int] | None:
        """Find where the columns of a line part."""
        end = len(text.rstrip())
        gaps = [gap.span() for gap in _GAP.finditer(text, len(text) - len(text.lstrip())) if gap.end() < end]
        for gap in gaps:
            if _BESIDE.match(text, gap[1]) or _SIGNER.match(text, gap[1]):
                return gap
        if len(gaps) != 1:
            return None
        left, right = text[: gaps[0][0]].strip(), text[gaps[0][1] :].strip()
        fits = self._at_foot or (right.isupper() and (_LEFT.match(left) or (at_top and left.isupper())))
        return gaps[0] if fits else None


def _is_foot(text: str, gap: tuple[int, int]) -> bool:
    return _LEFT.match(text.lstrip()) is not None or _SIGNER.match(text, gap[1]) is not None


def _part(runs: Sequence[Run], start: int, end: int) -> tuple[Run, ...]:
    found = []
    at = 0
    for run in runs:
        piece = run.text[max(start - at, 0) : max(end - at, 0)]
        if piece:
            found.append(run._replace(text=piece))
        at += len(run.text)
    return tuple(found)
