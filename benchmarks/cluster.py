"""What does a Dask cluster cost: a batch on one and two worker processes of this machine against `--jobs 1` and `2`?

`python -m benchmarks.cluster [--documents 1000] [--rounds 3]` measures this alone. Everything is timed by the clock,
each batch as a whole process; scheduler and workers have been started before.
"""

from __future__ import annotations

import argparse
import os
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.archive.ready import Archive, ready_archive
from benchmarks.commands import VBPARSE, Cache, batch, peak_of, require_ended, start
from tests.clustermaker import Cluster, running_cluster

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Shape(NamedTuple):
    """A cluster: the names of its workers, the threads of each."""

    workers: tuple[str, ...]
    threads: int = 1


SHAPES = {
    "1 worker, 1 thread": Shape(("one",)),
    "2 workers, 1 thread each": Shape(("one", "two")),
    "1 worker, 3 threads": Shape(("three",), 3),
}
ALONE, BOTH, THREADS = SHAPES
JOBS = (1, 2)
_LOOK = 0.05  # seconds between two looks at processes
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Run(NamedTuple):
    """What a batch took: seconds by the clock, CPU seconds of its first process and of the scheduler."""

    seconds: float
    cpu: float
    scheduler: float = 0.0


def run(documents: int = 1000, rounds: int = 3) -> dict[str, Any]:
    """Measure the same documents here and on clusters, in turn; and one document, for what a start costs."""
    archive, cache = ready_archive(documents), Cache()
    sizes = {"all": [archive.plans], "one": [archive.path(next(line for line in archive.truth if "pages" in line))]}
    runs: dict[tuple[str, str], list[Run]] = {}
    with TemporaryDirectory() as folder, running_cluster(Path(folder)) as cluster, _watching(cluster) as peaks:
        for counts in [False] + [True] * rounds:  # the first lets the system's file cache fill
            for taken in _round(cluster, sizes, cache):
                if counts:
                    for key, each in taken.items():
                        runs.setdefault(key, []).append(each)
    return _figures(archive, runs) | {"peak_mb": {name: round(peak / 1e6) for name, peak in peaks.items()}}


def _round(cluster: Cluster, sizes: dict[str, list[Path]], cache: Cache) -> Iterator[dict[tuple[str, str], Run]]:
    for jobs in JOBS:
        for size, inputs in sizes.items():
            yield {(f"--jobs {jobs}", size): _timed(batch(inputs, _OUT, jobs=jobs), cache)}
    for name, shape in SHAPES.items():
        cluster.restore(*shape.workers, threads=shape.threads)
        command = [*VBPARSE, "batch", "-q", "--scheduler", cluster.address, "-o", str(_OUT), "--"]
        _timed([*command, *map(str, sizes["one"])], cache)  # workers import what they need
        for size, inputs in sizes.items():
            before = _cpu(cluster.scheduler)
            taken = _timed([*command, *map(str, inputs)], cache)
            yield {(name, size): taken._replace(scheduler=_cpu(cluster.scheduler) - before)}


def table(results: dict[str, Any]) -> str:
    """Show the results as Markdown."""
    lines = ["| documents read by | seconds | documents/s | pages/s |", "|---|---|---|---|"]
    lines += [
        f"| {name} | {row['seconds']} | {row['documents_per_second']} | {row['pages_per_second']} |"
        for name, row in results["batches"].items()
    ]
    peaks = ", ".join(f"{name} {peak}" for name, peak in results["peak_mb"].items())
    costs = (
        f"{results['documents']} documents, {results['pages']} pages. The cluster takes {results['start_seconds']} s "
        f"more to begin, then with one worker of one thread {results['more_ms']} ms more a document. For each document "
        f"the command computes {results['command_ms']} ms, the scheduler {results['scheduler_ms']} ms."
    )
    return "\n".join([*lines, "", costs, f"Peaks in MB: {peaks}."])


def _figures(archive: Archive, runs: dict[tuple[str, str], list[Run]]) -> dict[str, Any]:
    documents = len(archive.truth)
    whole = {name: median(run.seconds for run in taken) for (name, size), taken in runs.items() if size == "all"}
    one = {name: median(run.seconds for run in taken) for (name, size), taken in runs.items() if size == "one"}
    begin = one[ALONE] - one["--jobs 1"]

    def each(field: str) -> float:
        """Give the milliseconds of CPU for each document more."""
        all_of, one_of = (median(getattr(run, field) for run in runs[BOTH, size]) for size in ("all", "one"))
        return round(1000 * float(all_of - one_of) / documents, 2)

    return {
        "documents": documents,
        "pages": archive.pages,
        "batches": {
            name: {
                "seconds": round(taken, 1),
                "documents_per_second": round(documents / taken, 1),
                "pages_per_second": round(archive.pages / taken, 1),
            }
            for name, taken in whole.items()
        },
        "start_seconds": round(begin, 2),
        "more_ms": round(1000 * (whole[ALONE] - whole["--jobs 1"] - begin) / documents, 1),
        "command_ms": each("cpu"),
        "scheduler_ms": each("scheduler"),
    }


_OUT = Path("OUT")
"""Stands in commands for the folder of one run."""


def _timed(command: Sequence[str], cache: Cache) -> Run:
    """Read documents into a folder that is removed."""
    with TemporaryDirectory() as out:
        begun = time.perf_counter()
        with start([out if part == str(_OUT) else part for part in command], cache) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - begun
    require_ended(process)
    return Run(seconds, usage.ru_utime + usage.ru_stime)


def _cpu(process: int) -> float:
    """Give the CPU seconds that a process has used; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


@contextmanager
def _watching(cluster: Cluster) -> Iterator[dict[str, int]]:
    """Keep the largest resident sizes of the scheduler, and of each process of a worker, while they run."""
    import psutil

    peaks = dict.fromkeys(("scheduler", "nanny of a worker", "worker", "child that reads"), 0)
    ended = Event()

    def keep(name: str, process: int) -> None:
        peaks[name] = max(peaks[name], peak_of(process))

    def watch() -> None:
        while not ended.wait(_LOOK):
            keep("scheduler", cluster.scheduler)
            with suppress(psutil.Error, KeyError):  # the worker ends, or begins
                nanny = psutil.Process(cluster.nanny("one"))
                keep("nanny of a worker", nanny.pid)
                for worker in nanny.children():
                    if worker.children() or worker.num_threads() > _FEW:
                        keep("worker", worker.pid)
                    for child in worker.children():
                        keep("child that reads", child.pid)

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield peaks
    finally:
        ended.set()
        watcher.join()


_FEW = 2
"""Threads of the helper process that Python starts beside those it spawns."""


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="benchmarks.cluster", description=(__doc__ or "").splitlines()[0])
    for option, default in (("documents", 1000), ("rounds", 3)):
        parser.add_argument(f"--{option}", type=int, default=default)
    print(table(run(**vars(parser.parse_args()))))
