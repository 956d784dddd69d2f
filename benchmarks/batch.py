"""How many documents and pages a second does `vbparse batch` read, and does its memory stay flat?

`python -m benchmarks.batch [--documents 1000] [--many 10000] [--scanned 100] [--rounds 3]` measures this alone,
also with smaller numbers. Everything is timed by the clock, each command as a whole process.
"""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from benchmarks.archive.documents import Mix
from benchmarks.archive.ready import Archive, ready_archive
from benchmarks.commands import Cache, Watched, batch, side_by_side, watch
from benchmarks.readers import pdfplumber_words
from benchmarks.timing import in_fresh_process
from vbparse.ocr.tesseract import find_program

if TYPE_CHECKING:
    from collections.abc import Callable

JOBS = (1, 2)
SCANS = Mix(scans=0.2)


def run(documents: int = 1000, many: int = 10_000, scanned: int = 100, rounds: int = 3) -> dict[str, Any]:
    """Measure born-digital documents, documents with scans, and the memory of few and many."""
    cache = Cache()
    results: dict[str, Any] = {"born digital": _born(ready_archive(documents), cache, rounds)}
    if find_program() is not None:
        results["a fifth scans"] = _scanned(ready_archive(scanned, SCANS), cache)
    results["peak_mb"] = _memory((documents, many), cache)
    return results


def table(results: dict[str, Any]) -> str:
    """Show the results as Markdown tables."""
    lines = ["| documents | read by | seconds | documents/s | pages/s |", "|---|---|---|---|---|"]
    for name in ("born digital", "a fifth scans"):
        found = results.get(name)
        if found is None:
            lines.append(f"| {name} | Tesseract is not installed | | | |")
            continue
        lines += [
            f"| {found['documents']} {name}, {found['pages']} pages | {reader} | {row['seconds']} | {row['documents_per_second']} | {row['pages_per_second']} |"
            for reader, row in found["readers"].items()
        ]
    born, peaks = results["born digital"], results["peak_mb"]
    memory = ", ".join(f"{peak} MB for {documents} documents" for documents, peak in peaks.items())
    return "\n".join(
        [
            *lines,
            "",
            f"Two workers are {born['speed_up']} times as fast as one, {born['kept']} of what two processes reach.",
            f"Peak of the parent process: {memory}.",
        ]
    )


def _born(archive: Archive, cache: Cache, rounds: int) -> dict[str, Any]:
    """Time the batch with one and two workers and two batches of one worker, in turn; then the two loops, once."""
    halves = _halves(archive)
    times: dict[str, list[float]] = {f"vbparse batch --jobs {jobs}": [] for jobs in JOBS}
    times["two of --jobs 1, half each"] = []
    one, two, apart = times
    for counts in [False] + [True] * rounds:  # the first fills the system's file cache
        taken = [_watched(archive, jobs, cache).seconds for jobs in JOBS]
        with TemporaryDirectory() as out:
            commands = [batch(half, Path(out, str(number)), jobs=1) for number, half in enumerate(halves)]
            taken.append(side_by_side(commands, cache))
        if counts:
            for name, seconds in zip(times, taken, strict=True):
                times[name].append(seconds)
    return _figures(archive, times | _loops(archive)) | {
        "speed_up": round(median(alone / both for alone, both in zip(times[one], times[two], strict=True)), 2),
        "kept": round(median(both / two for both, two in zip(times[apart], times[two], strict=True)), 3),
    }


def _scanned(archive: Archive, cache: Cache) -> dict[str, Any]:
    times: dict[str, list[float]] = {}
    for jobs in JOBS:
        cache.forget_pages()
        times[f"vbparse batch --jobs {jobs}"] = [_watched(archive, jobs, cache).seconds]
    return _figures(archive, times | _loops(archive))


def _watched(archive: Archive, jobs: int, cache: Cache) -> Watched:
    """Read all into a folder that is removed: ten thousand outputs are a gigabyte."""
    with TemporaryDirectory() as out:
        return watch(batch([archive.plans], Path(out), jobs=jobs), cache)


def _loops(archive: Archive) -> dict[str, list[float]]:
    return {name: [float(in_fresh_process("batch", "loop", name, str(archive.plans)))] for name in LOOPS}


def _figures(archive: Archive, times: dict[str, list[float]]) -> dict[str, Any]:
    documents = len(archive.truth)
    rows = {}
    for name, taken in times.items():
        seconds = median(taken)
        rows[name] = {
            "seconds": round(seconds, 2),
            "documents_per_second": round(documents / seconds, 1),
            "pages_per_second": round(archive.pages / seconds, 1),
        }
    return {"documents": documents, "pages": archive.pages, "readers": rows}


def _halves(archive: Archive) -> tuple[list[Path], list[Path]]:
    """Part the files in two with as many pages each; a copy stays with its original, for a batch reads it once."""
    copies: dict[str, list[Path]] = {}
    for line in archive.truth:
        copies.setdefault(line.get("same_as", line["path"]), []).append(archive.path(line))
    pages = {line["path"]: line.get("pages", 0) for line in archive.truth}
    halves: tuple[list[Path], list[Path]] = ([], [])
    sums = [0, 0]
    for path in sorted(copies, key=lambda path: -pages[path]):
        least = sums.index(min(sums))
        halves[least].extend(copies[path])
        sums[least] += pages[path]
    return halves


def _memory(sizes: tuple[int, ...], cache: Cache) -> dict[str, float]:
    peaks = {}
    for documents in sizes:
        peaks[str(documents)] = round(_watched(ready_archive(documents), 2, cache).peak / 1e6, 1)
    return peaks


def _pypdfium2_text(path: Path) -> int:
    """Read the text of all pages, nothing but the text, and count its letters."""
    import pypdfium2

    letters = 0
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text_page = page.get_textpage()
            letters += len(text_page.get_text_range())
            text_page.close()
            page.close()
    return letters


LOOPS: dict[str, Callable[[Path], int]] = {"pypdfium2 text": _pypdfium2_text, "pdfplumber words": pdfplumber_words}


def _loop(name: str, plans: Path) -> float:
    """Read all files of a folder, one after the other; those that cannot be read are left out."""
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException
    from pypdfium2 import PdfiumError

    begun = time.perf_counter()
    for path in sorted(plans.rglob("*.pdf")):
        with suppress(PdfiumError, PdfminerException, PDFException, PSException):
            LOOPS[name](path)
    return time.perf_counter() - begun


def main(arguments: list[str]) -> None:
    """Measure with the sizes that are asked for; `loop NAME FOLDER` is the process that a loop runs in."""
    if arguments[:1] == ["loop"]:
        print(_loop(arguments[1], Path(arguments[2])))
        return
    parser = argparse.ArgumentParser(prog="benchmarks.batch", description=(__doc__ or "").splitlines()[0])
    for name, default in (("documents", 1000), ("many", 10_000), ("scanned", 100), ("rounds", 3)):
        parser.add_argument(f"--{name}", type=int, default=default)
    print(table(run(**vars(parser.parse_args(arguments)))))


if __name__ == "__main__":
    main(sys.argv[1:])
