"""Fail where the parse became slower: `python -m benchmarks.check`.

Seconds differ between machines, so a ratio is compared: parse of plan 70 to pdfplumber's words of the same
file, in one run, against the ratio in baseline.json.
"""

from __future__ import annotations

import json
import sys

from benchmarks import speed
from benchmarks.documents import PLAN
from benchmarks.run import BASELINE

ALLOWED = 1.3


def main() -> int:
    """Compare; 0 where the parse is as fast as it was, 1 where it is more than `ALLOWED` times slower."""
    kept = json.loads(BASELINE.read_text(encoding="utf-8"))["speed"][PLAN.name]["parse_to_pdfplumber_words"]
    now = speed.measure(PLAN, rounds=7)["parse_to_pdfplumber_words"]
    slower = now / kept
    print(f"parse / pdfplumber words: {now:.4f}, committed {kept:.4f}, {slower:.2f} times (at most {ALLOWED})")
    return int(slower > ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
