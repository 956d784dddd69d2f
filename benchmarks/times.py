"""How long does finding the times of a text take, against cutting it into words, and does it stay linear?"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import vbparse
from benchmarks.documents import PLAN
from benchmarks.timing import interleaved, ratio
from vbparse.times import find

if TYPE_CHECKING:
    from collections.abc import Callable

COPIES = (1, 10, 100)
ROUNDS = 7


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    r"""Measure `vbparse.times.find` and `re.findall(r"\w+", ...)` over plan 70, and over copies of it in one text."""
    plan = vbparse.parse(PLAN).text
    return {str(copies): _measure("\n".join([plan] * copies), rounds) for copies in COPIES}


def _measure(text: str, rounds: int) -> dict[str, float]:
    actions: dict[str, Callable[[], object]] = {
        "find": partial(find, text, issued="2024-02-17"),
        "words": partial(re.findall, r"\w+", text),
    }
    times = interleaved(actions, rounds)
    million = len(text) / 1e6
    return {
        "characters": len(text),
        "find_seconds_per_million": round(min(times["find"]) / million, 3),
        "find_to_words": round(ratio(times, "find", "words"), 2),
    }


def table(results: dict[str, Any]) -> str:
    """Show the results as a Markdown table."""
    lines = ["| copies of plan 70 | characters | seconds per million | times `re.findall` |", "|---|---|---|---|"]
    lines += [
        f"| {copies} | {row['characters']} | {row['find_seconds_per_million']} | {row['find_to_words']} |"
        for copies, row in results.items()
    ]
    return "\n".join(lines)
