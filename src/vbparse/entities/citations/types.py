"""The words that name the type of a document (`lexicon/data/citation_types.tsv`).

"Kế hoạch số 39/KH-UBND", "NĐ 30/2020/NĐ-CP", "các Quyết định: số A; số B": the type word opens a citation.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from vbparse.lexicon.fold import fold
from vbparse.lexicon.load import members, rows
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

Naming = Literal["never", "inside", "capital", "law", "report"]


class CitationType(NamedTuple):
    """A type: its canonical name, the codes that a symbol may have, how a title alone may name one."""

    name: str
    codes: frozenset[str]
    named: Naming


class Head(NamedTuple):
    """A type word in a passage: `text[start:end]`; `short` says that it is an abbreviation (`KH`)."""

    start: int
    end: int
    type: CitationType
    short: bool


@cache
def citation_types() -> tuple[CitationType, ...]:
    """Give all types, in the order of the file."""
    codes: dict[str, set[str]] = {}
    for row in rows("doctypes.tsv"):
        codes.setdefault(row["name"], set()).update((row["code"], *members(row["other_codes"])))
    return tuple(
        CitationType(
            row["name"],
            frozenset(
                code.casefold()
                for code in (*codes.get(row["name"], ()), *members(row["codes"]), *_short(row["phrases"]))
                if code
            ),
            row["named"],  # type: ignore[arg-type]
        )
        for row in rows("citation_types.tsv")
    )


@cache
def type_of_code(code: str) -> CitationType | None:
    """Give the type of a symbol's type code (any case): `KH` names a plan; the first type that has it counts."""
    key = code.casefold()
    return next((kind for kind in citation_types() if key in kind.codes), None)


@cache
def type_named(name: str) -> CitationType:
    """Give a type by its canonical name."""
    return next(kind for kind in citation_types() if kind.name == name)


def find_heads(text: str) -> list[Head]:
    """Find all type words of a passage, the longest at each place, in order."""
    by_phrase = _by_phrase()
    heads = []
    for found in _pattern().finditer(text):
        short = found["short"] is not None
        kind = by_phrase[found[0] if short else fold(found[0])]
        heads.append(Head(found.start(), found.end(), kind, short))
    return heads


def opens_with_type(text: str, at: int) -> bool:
    """Tell whether a type word in full ("Chương trình", no abbreviation) begins at offset `at`."""
    found = _pattern().match(text, at)
    return found is not None and found["short"] is None


def _short(cell: str) -> tuple[str, ...]:
    return tuple(phrase for phrase in members(cell) if _is_short(phrase))


def _is_short(phrase: str) -> bool:
    return any(char.isupper() for char in phrase[1:])


@cache
def _by_phrase() -> dict[str, CitationType]:
    found: dict[str, CitationType] = {}
    for row, kind in zip(rows("citation_types.tsv"), citation_types(), strict=True):
        for phrase in members(row["phrases"]):
            found.setdefault(phrase if _is_short(phrase) else fold(phrase), kind)
    return found


def _longest_first(phrases: set[str]) -> list[str]:
    return sorted(phrases, key=lambda phrase: (-len(phrase), phrase))  # the same in every run


@cache
def _pattern() -> re.Pattern[str]:
    """Build one alternation: abbreviations as printed, the others in any case and with any blanks inside."""
    words: set[str] = set()
    short: set[str] = set()
    for row in rows("citation_types.tsv"):
        for phrase in members(row["phrases"]):
            (short if _is_short(phrase) else words).add(phrase)
    long = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in _longest_first(words))
    brief = "|".join(map(re.escape, _longest_first(short)))
    return compile_pattern(rf"(?<![\w&/-])(?:(?i:{long})|(?P<short>{brief}))(?![\w&/-])")
