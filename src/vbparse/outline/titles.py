"""The subject below the type word (trích yếu): where it ends, and the years it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.outline.cases import find_phrases
from vbparse.outline.lines import Line, ends_sentence, is_capital, is_rule, without_rules
from vbparse.outline.patterns import match_head, patterns, search_line
from vbparse.outline.styles import read_marker
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_LINES = 9
_LONGEST_NEXT = 220  # characters of a further line of a title
_LONGEST_TITLE_LINE = 500
_SIGNERS = frozenset({"position", "body"})
_NOT_TITLE = frozenset({"attached", "addressee", "motto", "party", "youth", "esign"})


class Title(NamedTuple):
    """The lines of a title, and the index of the first line after it."""

    lines: tuple[Line, ...]
    next: int


def read_title(lines: Sequence[Line], at: int, rest: Line | None = None, *, enacts: bool = False) -> Title:
    """Read the title from line `at` on; `rest` is what stands behind the type word on its own line.

    A title ends at a printed rule, a bracket `(Kèm theo …)`, a legal basis, a numbered line or where a
    sentence ends. `enacts` says that the type (quyết định, nghị quyết) prints the signer's title between
    title and bases: `CHỦ TỊCH ỦY BAN NHÂN DÂN …`.
    """
    taken = [rest] if rest is not None and rest.text else []
    bracket = _bracket_ahead(lines, at)
    if bracket is not None:
        taken += [without_rules(line) for line in lines[at:bracket] if not is_rule(line.text)]
        return Title(tuple(taken), bracket)
    while at < len(lines) and len(taken) < _MOST_LINES:
        line = lines[at]
        if is_rule(line.text):
            at += 1
            if taken:
                break
            continue
        if not _may_be_title(line) or (taken and not _continues(taken, line)):
            break
        if enacts and taken and _is_enacting_signer(lines, at):
            break
        if not taken and match_head("basis", line.text) and ends_sentence(line.text):
            break
        taken.append(without_rules(line))
        at += 1
    return Title(tuple(taken), at)


def _bracket_ahead(lines: Sequence[Line], at: int) -> int | None:
    """Give the index of a bracket `(Kèm theo …)` below the title, which everything before it then belongs to."""
    for index in range(at, min(len(lines), at + _MOST_LINES)):
        line = lines[index]
        kind = search_line(line.text)
        if kind is not None and kind[0].kind == "attached" and line.text.startswith("("):
            return index
        if line.is_row or kind is not None or ends_sentence(line.text) or len(line.text) > _LONGEST_TITLE_LINE:
            return None
        marker = read_marker(line.text)
        if marker is not None and not marker.is_bullet:
            return None
    return None


def _may_be_title(line: Line) -> bool:
    if line.is_row:
        return False
    kind = search_line(line.text)
    return kind is None or kind[0].kind not in _NOT_TITLE


def _continues(taken: Sequence[Line], line: Line) -> bool:
    """Tell whether a line goes on with the title before it."""
    first, text = taken[0], line.text
    if len(text) > _LONGEST_NEXT or ends_sentence(taken[-1].text) or ends_sentence(text):
        return False
    marker = read_marker(text)
    if marker is not None and not (marker.is_bullet and marker.style == "-"):
        return False
    if match_head("basis", text) or match_head("closing", text):
        return False
    if is_capital(first.text) and not is_capital(text):
        return text[0].islower() and len(text) < len(first.text)
    return _same_print(first, line)


def _same_print(first: Line, line: Line) -> bool:
    """Compare how two blocks are printed, as far as that is known: a title is bold and centred as a whole."""
    one, other = first.block.style, line.block.style
    if one.bold is not None and other.bold is not None and one.bold != other.bold:
        return False
    return not (one.align == "centre" and other.align in {"left", "justify"})


def _is_enacting_signer(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text
    if not is_capital(text) or at + 1 >= len(lines):
        return False
    phrases = find_phrases(text, _SIGNERS)
    begins = (phrases and phrases[0].start == 0) or text.startswith(("BỘ ", "THỐNG ĐỐC", "TỔNG "))
    return bool(begins) and match_head("basis", lines[at + 1].text) is not None


def plan_years(title: str) -> tuple[int, ...]:
    """Give the years of the plan that its title names: `năm 2024`, `giai đoạn 2021-2025` (both ends).

    Days, terms of office (`nhiệm kỳ 2026-2031`) and horizons (`đến năm 2030`) name no year of the plan.
    """
    text = title
    for pattern in patterns("letterhead.toml", "not_years"):
        text = pattern.regex.sub(lambda found: " " * len(found[0]), text)
    found: list[int] = []
    for pattern in patterns("letterhead.toml", "years"):
        for match in pattern.regex.finditer(text):
            found += [int(year) for year in (match["first"], match["last"]) if year]
    return tuple(dict.fromkeys(sorted(found)))
