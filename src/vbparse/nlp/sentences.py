"""Sentences, members and labels of a paragraph, from punctuation alone.

Administrative prose parts duties by full stops and semicolons; brackets and quotations are never cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.patterns import compile_pattern
from vbparse.textmap import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = compile_pattern(r"[()\[\]“”.!?…;:]")
_CLOSING = {")": "(", "]": "[", "”": "“"}
_NEXT_SENTENCE = compile_pattern(r"\s+[“\"(\[]*(\w)")
_END_OF_TEXT = compile_pattern(r"[\s./”\")]*$")
# Dots that end no sentence: "TP. Hồ Chí Minh", "Đ.c Chủ tịch", "ThS. ...", initials ("P. Hà Cầu").
_ABBREVIATION = compile_pattern(
    r"(?:^|[\s(/])(?:[^\W\d_]|TP|Tp|Đ\.c|đ\.c|Đ/c|đ/c|ThS|TS|PGS|GS|BS|KS|Ông|Bà|v\.v|P|Q|H|T\.Ư|St|No|Mr|Mrs)$"
)


def split_sentences(text: str) -> list[Span]:
    """Give the spans of the sentences of a paragraph, in order, blanks around them left out.

    A sentence ends at `.`, `!`, `?` or `…` before a blank and a capital, outside brackets and quotations.
    """
    cuts = [at + 1 for at in _top_level(text, ".!?…") if _ends_sentence(text, at)]
    return _trimmed(text, cuts)


def split_members(text: str, span: Span) -> list[Span]:
    """Cut a sentence at its semicolons, outside brackets and quotations; the semicolons are left out."""
    inner = text[span.start : span.end]
    cuts = [at + 1 for at in _top_level(inner, ";")]
    return [_without_semicolon(text, part.shifted(span.start)) for part in _trimmed(inner, cuts)]


def find_colon(text: str, span: Span) -> int | None:
    """Give the offset of the first colon that ends a label: before a blank, outside brackets; else None."""
    inner = text[span.start : span.end]
    for at in _top_level(inner, ":"):
        if at + 1 < len(inner) and inner[at + 1].isspace():
            return span.start + at
    return None


def _top_level(text: str, wanted: str) -> Iterator[int]:
    """Yield the offsets of the `wanted` marks that stand outside matched brackets and quotations."""
    inside: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    marks: list[int] = []
    for found in _MARK.finditer(text):
        mark, at = found[0], found.start()
        if mark in "([“":
            stack.append((mark, at))
        elif mark in _CLOSING:
            while stack:
                opening, since = stack.pop()
                if opening == _CLOSING[mark]:
                    inside.append((since, at))
                    break
        elif mark in wanted:
            marks.append(at)
    inside.sort()
    index = 0
    end = -1
    for at in marks:
        while index < len(inside) and inside[index][0] < at:
            end = max(end, inside[index][1])
            index += 1
        if at > end:
            yield at


def _ends_sentence(text: str, at: int) -> bool:
    following = _NEXT_SENTENCE.match(text, at + 1)
    if following is None or not (following[1].isupper() or text[following.start(1) - 1] == "("):
        return False
    return text[at] != "." or not _ABBREVIATION.search(text[max(0, at - 6) : at])


def _trimmed(text: str, cuts: list[int]) -> list[Span]:
    spans = []
    start = 0
    for end in (*cuts, len(text)):
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right and not _END_OF_TEXT.fullmatch(text, left, right):
            spans.append(Span(left, right))
        start = end
    return spans


def _without_semicolon(text: str, span: Span) -> Span:
    stripped = text[span.start : span.end].rstrip("; ")
    return Span(span.start, span.start + len(stripped))
