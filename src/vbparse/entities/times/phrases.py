"""The phrases of `lexicon/data/time_words.toml` as patterns, compiled once."""

from __future__ import annotations

import re
from functools import cache

from vbparse.lexicon.load import table
from vbparse.patterns import compile_pattern


def alternation(name: str) -> str:
    """Give a list of phrases as a group, longest first, so that the longest fits."""
    phrases = sorted(table("time_words.toml")[name], key=len, reverse=True)
    return "(?:" + "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases) + ")"


@cache
def words(name: str) -> re.Pattern[str]:
    """Give the pattern that finds any phrase of a list as whole words."""
    return compile_pattern(rf"(?<!\w){alternation(name)}(?!\w)")


@cache
def before(name: str, between: str = r"\s*") -> re.Pattern[str]:
    """Give the pattern that finds a phrase of a list at the end of what stands before a time."""
    return compile_pattern(rf"(?<!\w){alternation(name)}{between}\Z")


@cache
def after(name: str) -> re.Pattern[str]:
    """Give the pattern that matches a phrase of a list where a time has ended."""
    return compile_pattern(rf"\s*{alternation(name)}(?!\w)")
