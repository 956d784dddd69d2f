"""How long does a scanned page take, against Tesseract alone on pages that are drawn already?"""

from __future__ import annotations

import resource
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.documents import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vbparse.ocr.recogniser import Picture

SAMPLE = ROOT / "samples" / "kehoach70_scan.pdf"
SHARED = tuple(ROOT.parent / "shared" / "samples" / f"{name}.pdf" for name in ("scan300", "scan200", "scan150"))
PROCESSES = (1, 2)
ROUNDS = 3


def pictures(path: Path) -> list[Picture]:
    """Draw the pages of a scan in grey, at the resolution at which vbparse reads them."""
    from vbparse.ocr.clean import grey_of
    from vbparse.ocr.recogniser import Picture
    from vbparse.ocr.stage import MAX_DPI
    from vbparse.readers.pdf import read
    from vbparse.readers.source import open_source
    from vbparse.settings import Settings

    drawn = []
    for page in read(open_source(path, max_bytes=10**9), Settings()).stream:
        if page.scan is not None:
            dpi = min(page.scan.dpi, MAX_DPI)
            drawn.append(Picture(grey_of(page.scan.draw(dpi)), dpi))
    return drawn


def tesseract_alone(drawn: list[Picture], processes: int) -> None:
    """Read pictures that are drawn already, and throw away what they say."""
    from vbparse.ocr.tesseract import find_tesseract

    with ThreadPoolExecutor(processes) as pool:
        list(pool.map(find_tesseract().read, drawn))


def whole_way(path: Path, processes: int) -> None:
    """Read a scanned plan: draw, clean, read, repair, lay out, and all that follows."""
    from vbparse.pipeline import parse_data
    from vbparse.settings import Settings

    parse_data(path, settings=Settings(jobs=processes))


def cost(action: Callable[[], None]) -> tuple[float, float]:
    """Give the seconds that a call takes: of the clock, and of work, that of the engine's processes included."""
    start, began = _work(), time.perf_counter()
    action()
    return time.perf_counter() - began, _work() - start


def _work() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def measure(path: Path) -> dict[str, Any]:
    """Time both, with one process and with two, in turn; the first round does not count."""
    drawn = pictures(path)
    pages = len(drawn)
    result: dict[str, Any] = {"pages": pages}
    for processes in PROCESSES:
        ways = {
            "tesseract": partial(tesseract_alone, drawn, processes),
            "whole": partial(whole_way, path, processes),
        }
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
        for counts in [False] + [True] * ROUNDS:
            for name, way in ways.items():
                once = cost(way)
                if counts:
                    taken[name].append(once)
        for name, costs in taken.items():
            wall, work = zip(*costs, strict=True)
            result[f"{name}, {processes}"] = {
                "wall": round(median(wall) / pages, 2),
                "cpu": round(median(work) / pages, 2),
            }
        ratios = [ours[1] / theirs[1] for ours, theirs in zip(taken["whole"], taken["tesseract"], strict=True)]
        result[f"ratio, {processes}"] = round(median(ratios), 2)
    return result


def run() -> dict[str, Any]:
    """Measure the scanned sample, and those of the annotated plans where they are there."""
    return {path.name: measure(path) for path in (SAMPLE, *SHARED) if path.exists()}


def table(results: dict[str, Any]) -> str:
    """Show the results as a Markdown table."""
    lines = [
        "| document | processes | Tesseract, s/page (clock) | whole way | Tesseract, s/page (work) | whole way | ratio |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, row in results.items():
        for processes in PROCESSES:
            alone, whole = row[f"tesseract, {processes}"], row[f"whole, {processes}"]
            cells = (
                name,
                processes,
                alone["wall"],
                whole["wall"],
                alone["cpu"],
                whole["cpu"],
                row[f"ratio, {processes}"],
            )
            lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)
