"""How long does the whole parse take, against words alone by pypdfium2 and by pdfplumber?"""

from __future__ import annotations

from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.documents import SAMPLES, pages_of_plan
from benchmarks.readers import READERS
from benchmarks.timing import interleaved, ratio

if TYPE_CHECKING:
    from pathlib import Path


def measure(path: Path, rounds: int) -> dict[str, Any]:
    """Time the three readers on one document: ms a page, and parse in multiples of the two others."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        pages = len(document)
    times = interleaved({name: partial(read, path) for name, read in READERS.items()}, rounds)
    return {
        "pages": pages,
        "ms_per_page": {name: round(median(taken) / pages * 1000, 1) for name, taken in times.items()},
        "parse_to_pdfplumber_words": round(ratio(times, "vbparse parse", "pdfplumber words"), 4),
        "parse_to_pypdfium2_words": round(ratio(times, "vbparse parse", "pypdfium2 words"), 2),
    }


def run() -> dict[str, Any]:
    """Measure the samples and a document of 100 pages."""
    results = {path.name: measure(path, rounds=5) for path in SAMPLES}
    results["plan 70, 100 pages"] = measure(pages_of_plan(100), rounds=1)
    return results


def table(results: dict[str, Any]) -> str:
    """Show the results as a Markdown table."""
    head = ["document", "pages", *(f"{name}, ms/page" for name in READERS), "parse / pdfplumber", "parse / pypdfium2"]
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for name, row in results.items():
        cells = [name, row["pages"], *row["ms_per_page"].values()]
        cells += [row["parse_to_pdfplumber_words"], row["parse_to_pypdfium2_words"]]
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)
