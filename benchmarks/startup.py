"""How long does a person wait for the command, against Python itself and against pdfplumber?"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.documents import PLAN
from benchmarks.timing import Cost, command_cost

ROUNDS = 7
_VBPARSE = Path(sys.executable).with_name("vbparse")
_OPEN = f"import pdfplumber; pdfplumber.open({os.fspath(PLAN)!r}).pages"

COMMANDS: dict[str, list[str | Path]] = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "python, import pdfplumber, open the file": [sys.executable, "-c", _OPEN],
    "vbparse --help": [_VBPARSE, "--help"],
    "vbparse extract": [_VBPARSE, "extract", PLAN],
}


def run() -> dict[str, Any]:
    """Run each command in turn, several rounds; median seconds, and the two ratios that are promised."""
    costs: dict[str, list[Cost]] = {name: [] for name in COMMANDS}
    for counts in [False] + [True] * ROUNDS:
        for name, command in COMMANDS.items():
            cost = command_cost(command)
            if counts:
                costs[name].append(cost)
    wall = {name: median(cost.wall for cost in taken) for name, taken in costs.items()}
    cpu = {name: median(cost.cpu for cost in taken) for name, taken in costs.items()}
    plain, opened, helped, extracted = COMMANDS
    return {
        "seconds": {name: {"wall": round(wall[name], 3), "cpu": round(cpu[name], 3)} for name in COMMANDS},
        "help_more_than_python_seconds": round(wall[helped] - wall[plain], 3),
        "extract_to_pdfplumber_open": round(wall[extracted] / wall[opened], 2),
    }


def table(results: dict[str, Any]) -> str:
    """Show the results as a Markdown table."""
    lines = ["| command | wall s | CPU s |", "|---|---|---|"]
    lines += [f"| {name} | {row['wall']} | {row['cpu']} |" for name, row in results["seconds"].items()]
    more, times = results["help_more_than_python_seconds"], results["extract_to_pdfplumber_open"]
    lines += [
        "",
        f"`vbparse --help`: {more} s more than Python alone; `vbparse extract`: {times} times pdfplumber's open.",
    ]
    return "\n".join(lines)
