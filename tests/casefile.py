"""Reads the case files of `tests/cases`: title, input, expected, each ended by a line with a single dot."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

CASES = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """One case; `line` is where its title stands in the file."""

    title: str
    text: str
    expected: str
    line: int


def read_cases(name: str) -> list[Case]:
    """Give the cases of a file. Lines before the first title's dot belong to the title: its last line counts."""
    parts: list[str] = []
    block: list[str] = []
    cases: list[Case] = []
    start = 0
    for number, line in enumerate((CASES / name).read_text(encoding="utf-8").splitlines(), 1):
        if line != ".":
            block.append(line)
            continue
        if not parts:
            start = number - 1
        parts.append("\n".join(block).strip("\n"))
        block = []
        if len(parts) == 3:
            cases.append(Case(parts[0].splitlines()[-1], parts[1], parts[2], start))
            parts = []
    assert not parts, f"{name}: the last case has no end"
    return cases


def case_ids(cases: list[Case]) -> list[str]:
    """Give readable test ids."""
    return [f"line {case.line}: {case.title}" for case in cases]
