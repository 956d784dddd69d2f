"""Runs `vbparse` as people do, as a whole process, and watches it from outside."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.archive.ready import scratch
from benchmarks.timing import ROOT
from vbparse.errors import EXIT_BATCH_FAILED, EXIT_OK

if TYPE_CHECKING:
    from collections.abc import Sequence

VBPARSE = (sys.executable, "-m", "vbparse")
ENDED = (EXIT_OK, EXIT_BATCH_FAILED)
"""A batch that met a broken document has done its work all the same."""
_PRIME = ROOT / "samples" / "kehoach70.pdf"
_LOOK = 0.02  # seconds between two looks at a process


class Watched(NamedTuple):
    """What a run took: seconds by the clock, and the largest resident size of its first process, bytes."""

    seconds: float
    peak: int


class Cache:
    """A cache folder that holds what every run has prepared, and no pages that an earlier run read by OCR."""

    def __init__(self) -> None:
        """Let a first run prepare patterns and tables."""
        self._home = scratch("cache")
        self.environment = {**os.environ, "XDG_CACHE_HOME": str(self._home)}
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)  # people's Python keeps its bytecode
        command, quiet = [*VBPARSE, "extract", str(_PRIME)], subprocess.DEVNULL
        subprocess.run(command, cwd=ROOT, env=self.environment, stdout=quiet, check=True)

    def forget_pages(self) -> None:
        """Remove the pages that a run read by OCR: the next one shall read them too."""
        shutil.rmtree(self._home / "vbparse" / "pages", ignore_errors=True)


def batch(inputs: Sequence[Path], out: Path, *, jobs: int, more: Sequence[str] = ()) -> list[str]:
    """Give the command that reads documents into a folder."""
    return [*VBPARSE, "batch", "-q", *more, "--jobs", str(jobs), "-o", str(out), "--", *map(str, inputs)]


def start(command: Sequence[str], cache: Cache) -> subprocess.Popen[bytes]:
    """Start a command as leader of a group of its own, its output thrown away."""
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command, cwd=ROOT, env=cache.environment, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )


def watch(command: Sequence[str], cache: Cache) -> Watched:
    """Run a command to its end. One that fails is an error here."""
    begun = time.perf_counter()
    with start(command, cache) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, peak_of(process.pid))
            time.sleep(_LOOK)
        seconds = time.perf_counter() - begun
    require_ended(process)
    return Watched(seconds, peak)


def side_by_side(commands: Sequence[Sequence[str]], cache: Cache) -> float:
    """Run commands at the same time; gives the seconds until the last one has ended."""
    begun = time.perf_counter()
    processes = [start(command, cache) for command in commands]
    for process in processes:
        process.wait()
    seconds = time.perf_counter() - begun
    for process in processes:
        require_ended(process)
    return seconds


def require_ended(process: subprocess.Popen[bytes]) -> None:
    """Raise `CalledProcessError` for a command that failed as a whole."""
    if process.returncode not in ENDED:
        raise subprocess.CalledProcessError(process.returncode, process.args)


def peak_of(process: int) -> int:
    """Give the largest resident size that a process had so far, bytes; 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)
