"""The lines above the type word: issuer, motto, number, place and date, marks, subject of a letter.

Each line is known by what it says, not by its place, so that columns read one after the other, in turns or
joined give the same letterhead.
"""

from __future__ import annotations

from vbparse.lexicon.fold import fold_ascii
from vbparse.outline.lines import Line, covering, is_capital, is_rule, joined, printed_lines, without_rules
from vbparse.outline.model import Value
from vbparse.outline.patterns import search_line
from vbparse.outline.styles import read_marker
from vbparse.outline.symbols import (
    NumberLine,
    names_decision,
    read_damaged_date,
    read_lone_symbol,
    read_number_line,
    read_place_date,
    read_symbol_tail,
)
from vbparse.patterns import compile_pattern
from vbparse.textmap import Span

LONGEST = 250  # characters of a line above the type word
LONGEST_NUMBER = 140
_SUBJECT_LINES = 5
_MOTTOS = frozenset({"motto", "party", "youth"})
_MARKS = frozenset({"secrecy", "urgency", "draft"})
SECRECY_TERMS = {"mat": "MẬT", "toimat": "TỐI MẬT", "tuyetmat": "TUYỆT MẬT"}
"""The marks (Nghị định 30/2020/NĐ-CP, Phụ lục I, box 10a) by their letters without marks and blanks."""
_DIRT = "/.,;:-–'`|"
_WORD = compile_pattern(r"[^\W_]+")


class HeadDraft:
    """The fields of a letterhead while its lines are looked at."""

    __slots__ = (
        "code_span", "date", "date_blank", "date_seen", "date_valid", "is_scanned", "issuer", "issuer_line", "marks", "motto",
        "number", "number_line", "place", "stamped", "subject_lines", "symbol_span",
    )  # fmt: skip

    def __init__(self, *, is_scanned: bool = False) -> None:
        """Begin with nothing seen; lines read from a picture may be damaged."""
        self.is_scanned = is_scanned
        self.stamped = False
        self.issuer_line = ""
        self.issuer: list[Span] = []
        self.number: NumberLine | None = None
        self.number_line: Line | None = None
        self.code_span: Span | None = None
        self.symbol_span: Span | None = None
        self.place: Value | None = None
        self.date: Value | None = None
        self.date_seen = False
        self.date_blank = False
        self.date_valid = True
        self.motto = False
        self.subject_lines: list[Line] = []
        self.marks: dict[str, Value] = {}

    @property
    def is_official(self) -> bool:
        """Tell whether the lines show an official letterhead at all."""
        return self.motto or self.number is not None or self.date_seen or bool(self.subject_lines)

    @property
    def code(self) -> Value | None:
        """Give number and symbol as one."""
        code = self.number.code if self.number is not None else None
        if code is None or self.number is None:
            return None
        return Value(code, self.code_span, inferred=self.number.mended)

    @property
    def number_value(self) -> Value | None:
        """Give the number; None where it was left blank."""
        if self.number is None or self.number.number is None or self.number_line is None:
            return None
        start = self.number.start
        return Value(self.number.number, self.number_line.part(start, start + len(self.number.number)))

    @property
    def symbol(self) -> Value | None:
        """Give the symbol."""
        symbol = self.number.symbol if self.number is not None else None
        return None if symbol is None else Value(symbol, self.symbol_span)

    @property
    def subject(self) -> Value | None:
        """Give the subject of a letter without its `V/v` (Phụ lục I, box 5b)."""
        if not self.subject_lines:
            return None
        first = self.subject_lines[0]
        found = search_line(first.text)
        parts = [first.cut(found[1].end() - 1 if found else 0, len(first.text)), *self.subject_lines[1:]]
        return Value(joined(parts), covering(parts))


def is_official_line(text: str) -> bool:
    """Tell whether a line can only stand in a letterhead: motto, number, place and date."""
    kind = search_line(text)
    return (
        (kind is not None and kind[0].kind in _MOTTOS)
        or (len(text) <= LONGEST_NUMBER and read_number_line(text) is not None)
        or read_place_date(text) is not None
    )


def is_addressee(line: Line) -> bool:
    """Tell whether a line opens the addressees of a letter: `Kính gửi:`."""
    kind = search_line(line.text)
    return kind is not None and kind[0].kind == "addressee"


def read_head_line(draft: HeadDraft, line: Line) -> bool:
    """Take over what a line above the body says; False where it is no line of a letterhead."""
    known = True
    for printed in printed_lines(line):
        known = _read_printed(draft, without_rules(printed)) and known
    return known


def _read_printed(draft: HeadDraft, line: Line) -> bool:
    if is_rule(line.text):
        return True
    kind = search_line(line.text)
    if kind is not None:
        return _read_kind(draft, line, kind[0].kind, kind[1].start())
    if _read_number(draft, line) or _read_stamp(draft, line):
        return True
    marker = read_marker(line.text)
    if len(line.text) > LONGEST or (marker is not None and not marker.is_bullet):
        return False
    if is_capital(line.text) and line.column != "right":
        dirt = len(line.text) - len(line.text.lstrip(_DIRT))
        draft.issuer.append(line.cut(dirt, len(line.text)).span)
        draft.issuer_line = line.text
        return True
    return _goes_on_subject(draft, line) or (draft.is_scanned and draft.motto and line.column == "right")


def _read_stamp(draft: HeadDraft, line: Line) -> bool:
    """Pass over the head of an incoming stamp (Nghị định 30/2020/NĐ-CP, Phụ lục IV), `ĐẾN` and specks."""
    if not draft.is_scanned or _WORD.findall(fold_ascii(line.text)) != ["den"]:
        return False
    draft.stamped = True
    return True


def _goes_on_subject(draft: HeadDraft, line: Line) -> bool:
    """Add a further line of `V/v …`, which ends at the place and date."""
    if not draft.subject_lines or draft.date_seen or len(draft.subject_lines) >= _SUBJECT_LINES:
        return False
    if line.column == "right" and draft.subject_lines[0].column == "left":
        return False  # the column of motto, place and date
    draft.subject_lines.append(line)
    return True


def _read_kind(draft: HeadDraft, line: Line, kind: str, start: int) -> bool:
    """Read a line of a known kind, which begins at `start`; the issuer may stand before the motto."""
    if kind in _MOTTOS:
        draft.motto = True
        before = line.cut(0, start)
        if kind == "motto" and is_capital(before.text):
            draft.issuer.append(before.span)
    elif kind in _MARKS:
        draft.marks.setdefault(kind, read_mark(line.text, line.span))
    elif kind == "subject":
        draft.subject_lines.append(line)
    return kind not in {"addressee", "attached"}


def read_mark(text: str, span: Span | None) -> Value:
    """Give a mark of secrecy, urgency or draft as printed, without frame and label."""
    found = search_line(text)
    if found and found[0].kind == "secrecy":
        return Value(secrecy_term(found[1]["value"]), span)
    return Value(" ".join((found[1]["value"] if found else text).split()), span)


def secrecy_term(printed: str) -> str:
    """Give a secrecy mark in the decree's words, however it was spaced or cased: `M Ậ T`, `Tối mật`."""
    return SECRECY_TERMS.get(fold_ascii(printed).replace(" ", ""), printed)


def _read_number(draft: HeadDraft, line: Line) -> bool:
    """Read number and symbol, also broken over two lines, and place and date behind them or alone."""
    if len(line.text) > LONGEST_NUMBER or names_decision(draft.issuer_line, line.text):
        return False
    start = 0
    if draft.number is None or draft.number.symbol is None:
        if _read_tail(draft, line):
            return True
        number = read_number_line(line.text)
        if number is None and draft.number is None and draft.issuer and line.column != "right":
            number = read_lone_symbol(line.text)
        if number is not None:
            draft.number, draft.number_line = number, line
            draft.code_span = line.part(number.start, number.end)
            draft.symbol_span = line.part(number.symbol_start, number.end)
            start = number.end
    return read_date(draft, line, start) or start > 0


def _read_tail(draft: HeadDraft, line: Line) -> bool:
    tail = read_symbol_tail(line.text) if draft.number is not None else None
    if tail is None or draft.number is None or draft.number_line is None:
        return False
    first = draft.number_line.part(draft.number.start, draft.number.start).start
    draft.number = draft.number._replace(symbol=tail.symbol, separator=tail.separator)
    draft.code_span = Span(first, line.part(0, tail.end).end)
    draft.symbol_span = line.part(tail.symbol_start, tail.end)
    return True


def read_date(draft: HeadDraft, line: Line, start: int = 0) -> bool:
    """Read place and date of issue from a line; False where it holds none."""
    found = read_place_date(line.text, start)
    if found is None and draft.is_scanned and start == 0 and not draft.date_seen:
        found = read_damaged_date(line.text)
    if found is None:
        return False
    draft.date_seen = True
    draft.date_blank, draft.date_valid = found.blank, found.valid
    if found.place:
        draft.place = Value(found.place, line.part(found.place_start, found.place_start + len(found.place)))
    if found.iso is not None:
        draft.date = Value(found.iso, line.part(found.date_start, found.date_end))
    return True
