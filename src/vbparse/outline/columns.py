"""The heads of table columns: which rows are heads, and what the columns mean.

A task table reads `STT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian`; what a head means is kept in
`lexicon/data/columns.tsv`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from vbparse.lexicon.fold import fold
from vbparse.lexicon.load import members, rows
from vbparse.outline.model import Column
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.textmap import Span

NUMBER_CELL = compile_pattern(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,6}|[A-Za-zĐđ])[.)]?|[-+*•]")
LONGEST_HEAD = 120
_BRACKET = compile_pattern(r"\s*\([^()]*\)\s*$")
_COUNT = compile_pattern(r"\(?\s*(?:\d{1,3}|[A-Z])\s*\)?(?:\s*=.*)?")
_SHORTEST_HEAD = 2


class Cell(NamedTuple):
    """A cell of a row: its span and text without blanks around."""

    span: Span
    text: str


def make_column(cells: Sequence[Cell]) -> Column:
    """Make a column of the cells of its head, one a row of heads."""
    filled = [cell for cell in cells if cell.text] or [cells[0]]
    text = " ".join(" ".join(cell.text.split()) for cell in filled)
    return Column(text, filled[0].span, column_meaning(filled[-1].text) or column_meaning(text))


def is_head(cells: Sequence[Cell]) -> bool:
    """Tell whether a row is a row of heads: a `STT` column, or two or more heads that the lexicon knows."""
    filled = [cell for cell in cells if cell.text]
    if len(filled) < 2 or any(len(cell.text) > LONGEST_HEAD for cell in filled):  # noqa: PLR2004
        return False
    exact = [_exact().get(_head_key(cell.text)) for cell in filled]
    if exact[0] == "number":
        return True
    known = sum(meaning is not None for meaning in exact)
    return known >= 2 and 2 * known >= len(filled)  # noqa: PLR2004


def is_second_head(first: Sequence[Cell], second: Sequence[Cell]) -> bool:
    """Tell the second row of heads under merged ones: `Chủ trì | Phối hợp` below `Cơ quan thực hiện`."""
    shorter = len(second) < len(first)
    filled = [cell for cell in second if cell.text]
    if not filled or (second[0].text and not shorter) or second[0].text[:1].isdigit():
        return False
    if NUMBER_CELL.fullmatch(second[0].text) and any(len(cell.text) > _SHORTEST_HEAD for cell in filled):
        return False
    return all(
        column_meaning(cell.text) is not None
        or len(cell.text) <= _SHORTEST_HEAD
        or (not shorter and not first[index].text and len(cell.text) <= LONGEST_HEAD)
        for index, cell in enumerate(second)
        if cell.text
    )


def is_count(cells: Sequence[Cell]) -> bool:
    """Tell the row that numbers the columns: `(1) | (2) | (3)`, `A | B | 1 | 2`."""
    filled = [cell.text for cell in cells if cell.text]
    if len(filled) < 3 or not all(_COUNT.fullmatch(text) for text in filled):  # noqa: PLR2004
        return False
    numbers = [int(found[0]) for text in filled if (found := re.search(r"\d+", text))]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _head_key(text: str) -> str:
    return fold(_BRACKET.sub("", " ".join(text.split()))).strip(" .:*_")


@cache
def _exact() -> dict[str, str]:
    return {_head_key(head): row["meaning"] for row in rows("columns.tsv") for head in members(row["heads"])}


@cache
def _words() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (compile_pattern(rf"(?<!\w){re.escape(fold(word))}(?!\w)"), row["meaning"])
        for row in rows("columns.tsv")
        for word in members(row["words"])
    )


@cache
def column_meaning(head: str) -> str | None:
    """Tell what a column's head means: `Cơ quan chủ trì` is `lead`; None for heads that nothing names."""
    key = _head_key(head)
    if not key or len(key) > LONGEST_HEAD:
        return None
    exact = _exact().get(key)
    if exact is not None:
        return exact
    return next((meaning for word, meaning in _words() if word.search(key)), None)
