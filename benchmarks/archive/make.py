"""Makes an archive of plans: `python -m benchmarks.archive.make OUT --documents 1000 [--seed 1] [--scans 0.2]`.

The files stand in `OUT/plans`, by year and agency; `OUT/truth.jsonl` tells of each what a reader must find in it.
"""

from __future__ import annotations

import argparse
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.archive.documents import Mix, make_document
from benchmarks.archive.fonts import NoFont, find_fonts

if TYPE_CHECKING:
    from collections.abc import Iterable

TRUTH = "truth.jsonl"
PLANS = "plans"
_CHUNK = 50


def make_archive(out: Path, documents: int, mix: Mix = Mix(), *, jobs: int = 2) -> Path:  # noqa: B008 (a tuple)
    """Make an archive of so many documents; gives the folder of its files. Raises `NoFont`, `OSError`."""
    find_fonts()  # before anything is written
    plans = out / PLANS
    plans.mkdir(parents=True)
    with (out / TRUTH).open("w", encoding="utf-8") as truth:
        for line in _written(plans, documents, mix, jobs):
            truth.write(json.dumps(line, ensure_ascii=False) + "\n")
    return plans


def read_truth(out: Path) -> list[dict[str, Any]]:
    """Read what is true of the archive's files, a dict each, by number."""
    return [json.loads(line) for line in (out / TRUTH).read_text(encoding="utf-8").splitlines()]


def _written(plans: Path, documents: int, mix: Mix, jobs: int) -> Iterable[dict[str, Any]]:
    write = partial(_write, plans, mix)
    if jobs == 1 or documents <= _CHUNK:
        yield from map(write, range(documents))
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(write, range(documents), chunksize=_CHUNK)


def _write(plans: Path, mix: Mix, number: int) -> dict[str, Any]:
    document = make_document(mix, number)
    target = plans / document.path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as stream:  # two documents under one path would be an error here
        stream.write(document.data)
    return document.truth


def main(arguments: list[str] | None = None) -> int:
    """Make the archive that the command line asks for."""
    shares = Mix()
    parser = argparse.ArgumentParser(prog="benchmarks.archive.make", description="Make an archive of plans.")
    parser.add_argument("out", type=Path, help="a folder that does not hold an archive yet")
    parser.add_argument("--documents", type=int, default=1000, help="how many files (default: 1000)")
    parser.add_argument("--seed", type=int, default=shares.seed, help="another seed, another archive (default: 1)")
    parser.add_argument("--broken", type=float, default=shares.broken, help="share of unreadable files (default: 0.01)")
    parser.add_argument("--duplicates", type=float, default=shares.duplicates, help="share of copies (default: 0.03)")
    parser.add_argument("--scans", type=float, default=shares.scans, help="share of scans (default: 0)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default: 2)")
    given = parser.parse_args(arguments)
    mix = Mix(given.seed, given.broken, given.duplicates, given.scans)
    try:
        plans = make_archive(given.out, given.documents, mix, jobs=given.jobs)
    except (NoFont, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{given.documents} documents in {plans}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
