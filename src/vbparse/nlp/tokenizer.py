"""Lossless tokens of administrative Vietnamese: syllables, with document codes and dates kept whole.

    "Kế hoạch số 39/KH-UBND ngày 29/01/2024"  ->  Kế | hoạch | số | 39/KH-UBND | ngày | 29/01/2024

Every character of the text belongs to a token or is a single blank between two tokens, or white space
that forms a token of its own: joining the tokens gives the text back.
"""

from __future__ import annotations

import re

from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

_TOKEN = compile_pattern(
    r"""
    \d+[a-zđ]?(?:/\d{4})?[/-][^\W\d_][^\W_]*(?:[-/&.][^\W_]+)*  # 39/KH-UBND, 21-CT/TW, 30c/NQ-CP, 123/2024/QĐ-TTg
    | \d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?(?!\d)                   # 29/01/2024, 15/11
    | \d+(?:[.,]\d+)*%?                                          # 1.500.000, 85%
    | [^\W\d_]+(?:[&/.][^\W\d_]+)*                               # syllables; GD&ĐT, b/c, TP.HCM
    | \s+
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A token as printed, with its offsets in the text."""

    text: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """Cut a text into tokens; a single blank between two tokens is no token."""
    found = [Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]
    return [token for number, token in enumerate(found) if token.text != " " or number == 0]
