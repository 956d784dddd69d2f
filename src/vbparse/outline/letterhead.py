"""The letterhead: what stands above the body (Nghị định 30/2020/NĐ-CP, Phụ lục I, boxes 1-5 and 10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.outline.doctypes import DocType, Heading, canonical_code, read_heading, type_of_code
from vbparse.outline.headlines import (
    LONGEST,
    LONGEST_NUMBER,
    HeadDraft,
    is_addressee,
    is_official_line,
    read_date,
    read_head_line,
    read_mark,
)
from vbparse.outline.lines import Line, covering, is_capital, is_rule, joined, printed_lines, without_rules
from vbparse.outline.model import Letterhead, Value
from vbparse.outline.patterns import match_head, search_line
from vbparse.outline.styles import read_marker
from vbparse.outline.titles import Title, plan_years, read_title
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.layout.flow import Furniture

_SEARCHED = 80  # printed lines looked at for a type word
_ENACTING = frozenset({"Quyết định", "Nghị quyết", "Nghị quyết liên tịch", "Nghị định", "Thông tư"})
_LETTER = "Công văn"  # has no type word and no code in its symbol
_FORWARDED = compile_pattern(r"(?i:\W*(?:c?h?uy[ểêeẻể]n|số|ngày)\s*:[\s.…:]*)")
"""The lines of an incoming stamp, `Số:`, `Ngày:`, `Chuyển:`, whose first letters the rim may hide."""
_MARK_FURNITURE = frozenset({"mark", "stamp"})


class Head(NamedTuple):
    """A letterhead as read, where the body begins, and what was found on the way.

    `addressees` are the lines of `Kính gửi`; `motto` tells whether the national motto (or the Party's line) is
    there; `date_blank` and `date_valid` speak of the date of issue; `symbol_type` is the first part of the
    symbol, `heading_codes` are the codes that the type word allows (None without either). `is_scanned` says that
    blanks may be handwriting.
    """

    letterhead: Letterhead
    start: int
    addressees: tuple[Line, ...] = ()
    motto: bool = False
    date_blank: bool = False
    date_valid: bool = True
    symbol_type: str | None = None
    heading_codes: tuple[str, ...] | None = None
    is_scanned: bool = False


class _TypeLine(NamedTuple):
    """The line of the type word: where it is, the type word, and where the letterhead above it begins."""

    at: int
    heading: Heading
    first: int


def read_letterhead(lines: Sequence[Line], furniture: Sequence[Furniture] = (), *, is_scanned: bool = False) -> Head:
    """Read the letterhead, the type word and the title at the beginning of a document.

    In a document that was read from pictures (`is_scanned`) lines may be damaged, and stamps stand among them.
    Nothing is invented: lines that show no official letterhead (a letter in English) give an empty one, and the
    body begins with the first line.
    """
    draft = HeadDraft(is_scanned=is_scanned)
    found = _type_line(lines)
    if found is not None:
        for line in lines[found.first : found.at]:
            read_head_line(draft, line)
        return _with_title(draft, lines, found, furniture)
    stop = _without_type(draft, lines)
    if not draft.is_official and not (stop < len(lines) and is_addressee(lines[stop])):
        return Head(Letterhead(), 0)
    addressees, start = _read_addressees(lines, stop)
    return _finished(draft, None, None, furniture)._replace(start=start, addressees=addressees)


def _type_line(lines: Sequence[Line]) -> _TypeLine | None:
    """Find the type word: `KẾ HOẠCH` alone, or before its title once a number or date was seen.

    A type word without a letterhead above it is a cover's where another one with a letterhead follows.
    """
    official = False
    cover: _TypeLine | None = None
    for index, line in enumerate(lines[:_SEARCHED]):
        if line.is_row:
            official = official or any(is_official_line(part.text) for part in printed_lines(line))
            continue
        heading = read_heading(line.text) if len(line.text) <= LONGEST else None
        if heading is not None and official:
            return _TypeLine(index, heading, _head_start(lines, index, cover.at + 1) if cover else 0)
        if heading is not None and cover is None and (heading.whole or index == 0):
            cover = _TypeLine(index, heading, 0)
        elif _is_body(line):
            break
        official = official or is_official_line(line.text)
    return cover


def _is_body(line: Line) -> bool:
    """Tell whether a line shows that the letterhead is over."""
    if len(line.text) > LONGEST or is_addressee(line) or _is_annex(line):
        return True
    marker = read_marker(line.text)
    return marker is not None and not marker.is_bullet


def _head_start(lines: Sequence[Line], index: int, first: int) -> int:
    """Go back from the type word to where its letterhead begins, behind a cover."""
    start = index
    while start > first and _may_be_head(lines[start - 1]) and lines[start - 1].block.page == lines[index].block.page:
        start -= 1
    return start


def _may_be_head(line: Line) -> bool:
    return line.is_row or is_rule(line.text) or is_capital(line.text) or is_official_line(line.text)


def _is_annex(line: Line) -> bool:
    return line.text[:1] in "Pp" and is_capital(line.text[:8]) and match_head("annex", line.text) is not None


def _without_type(draft: HeadDraft, lines: Sequence[Line]) -> int:
    """Read the head of a document without a type word (a letter); gives where it stops."""
    for index, line in enumerate(lines[:_SEARCHED]):
        if is_addressee(line) or not read_head_line(draft, line):
            return index
    return min(len(lines), _SEARCHED)


def _with_title(draft: HeadDraft, lines: Sequence[Line], found: _TypeLine, furniture: Sequence[Furniture]) -> Head:
    line = lines[found.at]
    rest = without_rules(line.cut(found.heading.end, len(line.text)))
    opened = rest.cut(len(rest.text) - len(rest.text.lstrip(" :.,-–*")), len(rest.text))
    if draft.stamped:
        lines = _without_stamp(lines, found.at + 1)
    title = read_title(lines, found.at + 1, opened, enacts=found.heading.type.name in _ENACTING)
    start = title.next
    while start < len(lines) and (is_rule(lines[start].text) or _is_attached(lines[start])):
        start += 1
    addressees, start = _read_addressees(lines, start)
    head = _finished(draft, (found.heading, line), title, furniture)
    return head._replace(start=start, addressees=addressees)


def _without_stamp(lines: Sequence[Line], at: int) -> Sequence[Line]:
    """Cut the words of an incoming stamp, `Chuyển:`, off the first line of a title, which it was put beside."""
    if at >= len(lines) or (found := _FORWARDED.match(lines[at].text)) is None:
        return lines
    rest = lines[at].cut(found.end(), len(lines[at].text))
    return [*lines[:at], *([rest] if rest.text else []), *lines[at + 1 :]]


def _is_attached(line: Line) -> bool:
    kind = search_line(line.text)
    return kind is not None and kind[0].kind == "attached" and line.text.startswith("(")


def _read_addressees(lines: Sequence[Line], start: int) -> tuple[tuple[Line, ...], int]:
    """Take the lines of `Kính gửi` (Phụ lục I, box 9a) and the bullets below it."""
    if start >= len(lines) or not is_addressee(lines[start]):
        return (), start
    end = start + 1
    while end < len(lines) and (marker := read_marker(lines[end].text)) is not None and marker.is_bullet:
        end += 1
    return tuple(printed for line in lines[start:end] for printed in printed_lines(line)), end


def _finished(
    draft: HeadDraft, heading: tuple[Heading, Line] | None, title: Title | None, furniture: Sequence[Furniture]
) -> Head:
    code = draft.number.type_code if draft.number else None
    by_code = type_of_code(code) if code else None
    subject = draft.subject
    value = Value(joined(title.lines), covering(title.lines)) if title and title.lines else subject
    letterhead = Letterhead(
        tuple(draft.issuer),
        draft.code,
        draft.number_value,
        draft.symbol,
        _type_value(draft, heading, by_code),
        _type_code(draft, heading, by_code),
        draft.place,
        draft.date,
        value,
        plan_years(value.text) if value else (),
        _mark(draft, "urgency", furniture),
        _mark(draft, "secrecy", furniture),
        _mark(draft, "draft", furniture),
        subject,
    )
    codes = heading[0].type.codes if heading is not None and heading[0].type.codes else None
    found = (draft.motto, draft.date_blank, draft.date_valid, code, codes, draft.is_scanned)
    return Head(letterhead, 0, (), *found)


def _mark(draft: HeadDraft, kind: str, furniture: Sequence[Furniture]) -> Value | None:
    """Give a mark from the letterhead's lines, or one that layout took for print outside the text."""
    if kind in draft.marks:
        return draft.marks[kind]
    for piece in furniture:
        found = search_line(piece.text) if piece.kind in _MARK_FURNITURE else None
        if found is not None and found[0].kind == kind:
            return read_mark(piece.text, None)
    return None


def _type_value(draft: HeadDraft, heading: tuple[Heading, Line] | None, by_code: DocType | None) -> Value | None:
    """Give the type as printed above the title; without a type word it is concluded from the symbol."""
    if heading is not None:
        found, line = heading
        return Value(found.type.name, line.part(found.start, found.end))
    if by_code is not None:
        return Value(by_code.name, inferred=True)
    if draft.subject_lines or (draft.number is not None and draft.number.symbol):
        return Value(_LETTER, inferred=True)
    return None


def _type_code(draft: HeadDraft, heading: tuple[Heading, Line] | None, by_code: DocType | None) -> Value | None:
    """Give the type's code: as the symbol has it, else concluded from the type word."""
    code = draft.number.type_code if draft.number else None
    if code is not None and by_code is not None:
        return Value(canonical_code(code), draft.symbol_span)
    if heading is not None and heading[0].type.code:
        return Value(heading[0].type.code, inferred=True)
    return None


def with_late_date(head: Head, signature: Sequence[Line]) -> Head:
    """Take place and date from above the signature where the letterhead has none (older and school forms)."""
    letterhead = head.letterhead
    if letterhead.date is not None or letterhead.type is None or head.date_blank:
        return head
    for line in signature:
        draft = HeadDraft()
        if len(line.text) <= LONGEST_NUMBER and read_date(draft, line):
            dated = letterhead._replace(place=letterhead.place or draft.place, date=draft.date)
            return head._replace(letterhead=dated, date_blank=draft.date_blank, date_valid=draft.date_valid)
    return head
