"""The patterns of the knowledge files about zones and letterheads, compiled once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from vbparse.lexicon.load import table
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    import re
from vbparse.patterns import compile_pattern


class Pattern(NamedTuple):
    """One record: `strong` says that it decides alone."""

    id: str
    kind: str
    regex: re.Pattern[str]
    strong: bool


@cache
def patterns(file: str, group: str) -> tuple[Pattern, ...]:
    """Give the compiled records of one group of a TOML file of `lexicon/data`, in order."""
    return tuple(
        Pattern(
            record["id"],
            record.get("kind", group),
            compile_pattern(record["pattern"]),
            record.get("strong", False),
        )
        for record in table(file)[group]
    )


def search_line(text: str) -> tuple[Pattern, re.Match[str]] | None:
    """Tell what kind of letterhead line a text is; None for any other."""
    for pattern in patterns("letterhead.toml", "line"):
        if found := pattern.regex.search(text):
            return pattern, found
    return None


def match_head(group: str, text: str) -> Pattern | None:
    """Give the record of a group of `zones.toml` that fits the head of a paragraph."""
    return next((pattern for pattern in patterns("zones.toml", group) if pattern.regex.match(text)), None)
