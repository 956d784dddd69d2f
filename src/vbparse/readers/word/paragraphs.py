"""A paragraph as lines of the document: cut at line breaks that part sense, and where tabs make two columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.patterns import compile_pattern
from vbparse.readers.pages import Line, Run, Setting
from vbparse.readers.word.content import BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TOP: Final = 12
"""The letterhead stands among the first so many lines."""
_ENDINGS: Final = frozenset('.;:!?…”"')
_ITEM = compile_pattern(r"\s*(?:[-–—+*•▪]\s|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5})(?:[.)]\s|\)))")
_RULE = compile_pattern(r"\s*(?:[-–—_=*~.…]{3,}|\*+)\s*$")
_GAP = compile_pattern(r"\s*\t[\s\t]*| {6,}")
"""What parts two columns that are set with tabs or blanks."""
_LEFT = compile_pattern(r"(?i)nơi\s+nhận\s*:?$|[-–+]\s")
_BESIDE = compile_pattern(
    r"(?i)(?:(?:tm|kt|tl|tuq|t/m|q)\s?\.|c[ộô]ng\s+h(?:òa|oà)\s+x[ãa]\s+h[ộô]i|độc lập\s*[-–]\s*tự do|"
    r"đảng cộng sản việt nam|[^\t]{2,40}ngày\s[^\t]{0,20}\stháng)"
)
"""What a right column begins with: the motto, place and date, the mark of the signer's authority."""


def cut(runs: Sequence[Run], *, everywhere: bool = False) -> Iterator[tuple[Run, ...]]:
    """Cut a paragraph at its line breaks: `everywhere`, or where the next line begins something of its own.

    An item that somebody set off by a line break ("- Sở Nội vụ;" Shift+Enter "- Sở Tài chính;") is one; a line
    broken for its looks is none.
    """
    lines: list[list[Run]] = [[]]
    for run in runs:
        for at, text in enumerate(run.text.split(BREAK)):
            if at:
                lines.append([])
            if text:
                lines[-1].append(run._replace(text=text))
    current: list[Run] = []
    for line in lines:
        if current and (everywhere or _begins(_text(current), _text(line))):
            yield tuple(current)
            current = []
        elif current:
            current.append(Run(" "))
        current += line
    yield tuple(current)


def _begins(before: str, text: str) -> bool:
    """Tell whether a line after a line break stands for itself."""
    before = before.rstrip()
    if not before or not text.strip():
        return False
    if _RULE.match(before) or _RULE.match(text) or before.isupper() != text.isupper():
        return True
    return bool(_ITEM.match(text)) or (before[-1] in _ENDINGS and text.lstrip()[0].isupper())


def columns(runs: Sequence[Run], *, at_top: bool) -> tuple[tuple[Run, ...], tuple[Run, ...]] | None:
    """Part a line that holds two columns, set with tabs or blanks; None for any other."""
    text = _text(runs)
    end = len(text.rstrip())
    gaps = [gap for gap in _GAP.finditer(text, len(text) - len(text.lstrip())) if gap.end() < end]
    for gap in gaps:
        if _BESIDE.match(text, gap.end()):
            return _part(runs, 0, gap.start()), _part(runs, gap.end(), len(text))
    if len(gaps) != 1:
        return None
    left, right = text[: gaps[0].start()].strip(), text[gaps[0].end() :].strip()
    if not right.isupper() or not (left.isupper() if at_top else left.isupper() or _LEFT.match(left)):
        return None
    return _part(runs, 0, gaps[0].start()), _part(runs, gaps[0].end(), len(text))


def make_line(runs: Sequence[Run], align: str | None, indent: float) -> Line:
    """Give the line of runs, with how it is set."""
    aligned = _ALIGNMENTS.get(align or "", "left")
    return Line(_text(runs), setting=Setting(tuple(runs), aligned, round(indent, 1)))


def _text(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _part(runs: Sequence[Run], start: int, end: int) -> tuple[Run, ...]:
    found = []
    at = 0
    for run in runs:
        piece = run.text[max(start - at, 0) : max(end - at, 0)]
        if piece:
            found.append(run._replace(text=piece))
        at += len(run.text)
    return tuple(found)


_ALIGNMENTS: Final = {
    "center": "centre",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
    "thaiDistribute": "justify",
}
