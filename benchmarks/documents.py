"""The documents that are measured: the samples, and copies of plan 70 joined to any length."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parents[1]
PLAN = ROOT / "samples" / "kehoach70.pdf"
SAMPLES = (PLAN, ROOT / "samples" / "kehoach70_chrome.pdf", ROOT / "samples" / "annex.pdf")


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="vbparse-benchmarks-", ignore_cleanup_errors=True)


@cache
def pages_of_plan(pages: int) -> Path:
    """Write a document of so many pages: plan 70, five pages, over and over, its last copy cut.

    The first page of each copy is the first page of a plan, letterhead and all. The file is removed when
    the process ends.
    """
    target = Path(_folder().name) / f"plan_{pages}.pdf"
    with pypdfium2.PdfDocument(PLAN) as plan:
        copies = pypdfium2.PdfDocument.new()
        copies.import_pages(plan, [page % len(plan) for page in range(pages)])
        copies.save(target)
        copies.close()
    return target
