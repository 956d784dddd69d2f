"""A paragraph as lines of the document: cut at line breaks that part sense."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.patterns import compile_pattern
from vbparse.readers.pages import Line, Run, Setting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.readers.pages import Align

BREAK: Final = "\n"
"""A line break inside a paragraph (Shift+Enter in Word, <br> on a page)."""
_ENDINGS: Final = frozenset('.;:!?…”"')
_ITEM = compile_pattern(r"\s*(?:[-–—+*•▪]\s|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5})(?:[.)]\s|\)))")
_RULE = compile_pattern(r"\s*(?:[-–—_=*~.…]{3,}|\*+)\s*$")
_ALIGNMENTS: Final[dict[str, Align]] = {
    "center": "centre",
    "right": "right",
    "end": "right",
    "both": "justify",
    "justify": "justify",
    "distribute": "justify",
    "thaiDistribute": "justify",
}


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


def make_line(runs: Sequence[Run], align: str | None, indent: float) -> Line:
    """Give the line of runs, with how it is set; `align` is the word of Word or CSS for it, `indent` in points."""
    aligned = _ALIGNMENTS.get(align or "", "left")
    return Line(_text(runs), setting=Setting(tuple(runs), aligned, round(indent, 1)))


def _text(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)
