"""What does a scanned page cost, against Tesseract alone on the same picture, with one process and with two?"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import pypdfium2

import vbparse
from benchmarks.documents import PLAN
from vbparse.ocr.tesseract import find_program
from vbparse.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

DPI = 200
JOBS = (1, 2)
ROUNDS = 3


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """Measure plan 70, printed and scanned: pages that are ready, by Tesseract; the file, by `vbparse.parse`.

    By the clock, for the work is done in other processes. Nothing is kept between rounds.
    """
    if find_program() is None:
        return {}
    with tempfile.TemporaryDirectory(prefix="vbparse-benchmarks-") as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        scan, pages = _scan(Path(folder))
        return {str(jobs): _measure(scan, pages, jobs, rounds) for jobs in JOBS}


def _scan(folder: Path) -> tuple[Path, list[Path]]:
    """Print the pages as pictures; give them as one PDF and one by one."""
    pages = []
    with pypdfium2.PdfDocument(PLAN) as plan:
        pictures = [page.render(scale=DPI / 72).to_pil().convert("L") for page in plan]
    for number, picture in enumerate(pictures):
        pages.append(folder / f"{number}.png")
        picture.save(pages[-1], dpi=(DPI, DPI))
    scan = folder / "scan.pdf"
    pictures[0].save(scan, save_all=True, append_images=pictures[1:], resolution=DPI)
    return scan, pages


def _measure(scan: Path, pages: Sequence[Path], jobs: int, rounds: int) -> dict[str, float]:
    settings = Settings(jobs=jobs)
    taken: list[tuple[float, float]] = []
    for counts in [False] + [True] * rounds:
        start = time.perf_counter()
        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(_tesseract, pages))
        between = time.perf_counter()
        vbparse.parse(scan, settings=settings)
        if counts:
            taken.append((between - start, time.perf_counter() - between))
    alone, whole = (median(column) / len(pages) for column in zip(*taken, strict=True))
    return {
        "tesseract_seconds_per_page": round(alone, 2),
        "vbparse_seconds_per_page": round(whole, 2),
        "vbparse_to_tesseract": round(median(whole / alone for alone, whole in taken), 2),
    }


def _tesseract(page: Path) -> None:
    program = find_program()
    assert program is not None
    subprocess.run(
        [program, page, "-", "-l", "vie", "hocr"],
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )


def table(results: dict[str, Any]) -> str:
    """Show the results as a Markdown table."""
    if not results:
        return "Tesseract is not installed."
    lines = ["| processes | Tesseract, seconds a page | vbparse, seconds a page | ratio |", "|---|---|---|---|"]
    lines += [
        f"| {jobs} | {row['tesseract_seconds_per_page']} | {row['vbparse_seconds_per_page']} | {row['vbparse_to_tesseract']} |"
        for jobs, row in results.items()
    ]
    return "\n".join(lines)
