"""Where an annex or an attached document begins, and its head.

Nghị định 30/2020/NĐ-CP, Phụ lục I mục III: `Phụ lục I`, TITLE, `(Kèm theo Kế hoạch số …)`. A decision's plan
(`KẾ HOẠCH … (Ban hành kèm theo Quyết định …)`) and a second document in one file are read the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.outline.doctypes import read_heading
from vbparse.outline.lines import Line, ends_sentence, is_capital, is_rule, printed_lines, without_rules
from vbparse.outline.patterns import match_head, patterns, search_line
from vbparse.outline.signature import has_authority
from vbparse.outline.signers import is_name
from vbparse.outline.styles import read_marker
from vbparse.outline.symbols import read_number_line, read_place_date
from vbparse.outline.titles import read_title
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

_AHEAD = 8  # lines looked at for a bracket or a letterhead behind the line in question
_LONGEST_LABEL = 200
_LONGEST_LETTERHEAD = 200
_LONGEST_TITLE = 320


class AnnexHead(NamedTuple):
    """The label of an annex (`PHỤ LỤC I`, `KẾ HOẠCH`; None without one), its title, and where its text begins."""

    label: Line | None
    title: tuple[Line, ...]
    next: int


def begins_annex(lines: Sequence[Line], at: int, *, after_signature: bool) -> bool:
    """Tell whether line `at` opens an annex, an attached document or a second document.

    After the signature a form (`Mẫu số 01`) or a title in capitals is enough; before it a label in capitals,
    a new letterhead, or a title followed by `(Kèm theo …)` must be there.
    """
    line = lines[at]
    if line.is_row or is_rule(line.text):
        return False
    if _label(line, after_signature=after_signature):
        return True
    if read_marker(line.text):
        return False
    if not is_capital(line.text[:_LONGEST_TITLE]):
        return read_number(line) is not None and _begins_letterhead(lines, at)
    return _opens_page(lines, at) or _begins_letterhead(lines, at) or _has_bracket(lines, at)


def _opens_page(lines: Sequence[Line], at: int) -> bool:
    """Tell a list's title at the head of a page: the page before may be a picture of the signature."""
    if not at or lines[at].block.page == lines[at - 1].block.page:
        return False
    return match_head("page_title", lines[at].text) is not None


def read_number(line: Line) -> str | None:
    """Give the symbol of a number line: `Số: 70/KH-UBND` opens a document; None for any other line."""
    if line.text[:1] not in "Ss*_" or len(line.text) > _LONGEST_LETTERHEAD:
        return None
    number = read_number_line(line.text)
    return number.symbol if number is not None else None


def _label(line: Line, *, after_signature: bool) -> re.Match[str] | None:
    """Match the label of an annex at the head of a line that is no sentence of the body."""
    if len(line.text) > _LONGEST_LABEL or line.text[:1] not in "PMB":
        return None
    for pattern in patterns("zones.toml", "annex"):
        found = pattern.regex.match(line.text)
        if found is None:
            continue
        label, title = found["label"], found["title"]
        if pattern.id == "form" and not after_signature:
            continue
        if not title or is_capital(title):
            return found
        if after_signature and (label.isupper() or not ends_sentence(title)):
            return found
    return None


def _begins_letterhead(lines: Sequence[Line], at: int) -> bool:
    """Tell whether capitals at `at` lead to a motto or a number line: a letterhead of its own."""
    for line in lines[at : at + _AHEAD]:
        if line.is_row:
            return any(_is_letterhead(part) for part in printed_lines(line))
        if _is_letterhead(line):
            return True
        if not (is_capital(line.text) or is_rule(line.text)) or read_marker(line.text) or read_heading(line.text):
            return False
    return False


def _is_letterhead(line: Line) -> bool:
    kind = search_line(line.text) if len(line.text) <= _LONGEST_LETTERHEAD else None
    return (kind is not None and kind[0].kind in {"motto", "party"}) or read_number(line) is not None


def _has_bracket(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a title at `at` is followed by `(Kèm theo …)`."""
    for line in lines[at + 1 : at + _AHEAD]:
        kind = search_line(line.text)
        if kind is not None and kind[0].kind == "attached":
            return True
        if not _may_stand_in_title(line):
            return False
    return False


def _may_stand_in_title(line: Line) -> bool:
    """Tell whether a line can belong to a title of several lines: no label, no item, no line of a signature."""
    if line.is_row or len(line.text) > _LONGEST_TITLE or ends_sentence(line.text):
        return False
    if read_marker(line.text) or has_authority(line.text) or is_name(line.text):
        return False
    return _label(line, after_signature=True) is None


def read_annex_head(lines: Sequence[Line], at: int, *, after_signature: bool) -> AnnexHead:
    """Read label and title of the annex that begins at line `at`; its bracket stays with its text."""
    line = lines[at]
    found = _label(line, after_signature=after_signature)
    if found is not None:
        label = line.cut(0, found.end("label"))
        rest = line.cut(found.start("title"), len(line.text))
        at = _skip_letterhead(lines, at + 1)
        return AnnexHead(label, *_title(lines, at, rest))
    at = _skip_letterhead(lines, at)
    if at >= len(lines):
        return AnnexHead(None, (), at)
    heading = read_heading(lines[at].text)
    if heading is not None and (heading.whole or is_capital(lines[at].text[heading.start : heading.end])):
        label = lines[at].cut(heading.start, heading.end)
        rest = lines[at].cut(heading.end, len(lines[at].text))
        title = read_title(lines, at + 1, rest, enacts=True)
        return AnnexHead(label, title.lines, title.next)
    return AnnexHead(None, *_title(lines, at, None))


def _title(lines: Sequence[Line], at: int, rest: Line | None) -> tuple[tuple[Line, ...], int]:
    """Read the title of an annex: lines in capitals, or one line before a bracket or table."""
    while at < len(lines) and is_rule(lines[at].text):
        at += 1
    if rest is not None and rest.text and not is_capital(rest.text):
        return (rest,), at
    if at < len(lines) and _is_annex_title(lines, at, has_title=bool(rest and rest.text)):
        title = read_title(lines, at, rest)
        return title.lines, title.next
    return ((rest,) if rest is not None and rest.text else ()), at


def _is_annex_title(lines: Sequence[Line], at: int, *, has_title: bool) -> bool:
    line = lines[at]
    if line.is_row or len(line.text) > _LONGEST_TITLE or search_line(line.text):
        return False
    if is_capital(line.text):
        marker = read_marker(line.text)
        return marker is None and not (has_title and _label(line, after_signature=True))
    if has_title or read_marker(line.text) or ends_sentence(line.text) or not line.text[0].isupper():
        return False
    return _has_bracket(lines, at) or line.block.style.align == "centre" or bool(line.block.style.bold)


def _is_blank(text: str) -> bool:
    """Tell a rule or a field left blank in a form: `(1)………`."""
    return is_rule(text) or (("…" in text or "..." in text) and not any(char.isalpha() for char in text))


def _skip_letterhead(lines: Sequence[Line], at: int) -> int:
    """Step over an annex's own letterhead: motto, issuer, number, place and date."""
    stop = at
    for index in range(at, min(len(lines), at + 3 * _AHEAD)):
        line = lines[index]
        parts = tuple(printed_lines(line)) if line.is_row else (without_rules(line),)
        if any(_is_letterhead(part) or read_place_date(part.text) is not None for part in parts):
            stop = index + 1
        elif line.is_row or read_heading(line.text) or not (_is_blank(line.text) or is_capital(line.text)):
            break
    return stop
