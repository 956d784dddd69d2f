"""Does a page cost the same in a long document, in time and in memory?

Each figure comes from a fresh process that reads one document once: `python -m benchmarks.growth
READER PAGES` is that process.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.documents import PLAN, pages_of_plan
from benchmarks.readers import READERS
from benchmarks.timing import cpu_seconds, in_fresh_process, peak_memory

PAGES = (1, 10, 100, 1000)
LONGEST = {"pdfplumber words": 100}  # it would need minutes for more, and says nothing new


def run() -> dict[str, Any]:
    """Measure CPU time a page and peak memory of each reader for growing documents."""
    readers = {
        name: {str(pages): _in_child(name, pages) for pages in PAGES if pages <= LONGEST.get(name, pages)}
        for name in READERS
    }
    parse, words = readers["vbparse parse"], readers["pypdfium2 words"]
    return {
        "readers": readers,
        "page_of_1000_to_page_of_10": round(parse["1000"]["ms_per_page"] / parse["10"]["ms_per_page"], 2),
        "peak_to_pypdfium2_words_at_1000": round(parse["1000"]["peak_mb"] / words["1000"]["peak_mb"], 2),
    }


def table(results: dict[str, Any]) -> str:
    """Show the results as a Markdown table."""
    lines = ["| reader | pages | ms/page | peak MB |", "|---|---|---|---|"]
    for name, rows in results["readers"].items():
        lines += [f"| {name} | {pages} | {row['ms_per_page']} | {row['peak_mb']} |" for pages, row in rows.items()]
    more, times = results["page_of_1000_to_page_of_10"], results["peak_to_pypdfium2_words_at_1000"]
    lines += [
        "",
        f"Of 1000 pages, a page costs {more} times one of 10; the peak is {times} times that of pypdfium2's words.",
    ]
    return "\n".join(lines)


def _in_child(name: str, pages: int) -> dict[str, float]:
    result: dict[str, float] = json.loads(in_fresh_process("growth", name, str(pages), str(pages_of_plan(pages))))
    return result


def _child(name: str, pages: int, path: Path) -> dict[str, float]:
    read = READERS[name]
    read(PLAN)  # imports and lexicons are paid once a process, not once a page
    kept: list[object] = []
    seconds = cpu_seconds(lambda: kept.append(read(path)))
    return {"ms_per_page": round(seconds / pages * 1000, 2), "peak_mb": round(peak_memory() / 1e6, 1)}


if __name__ == "__main__":
    print(json.dumps(_child(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))))
