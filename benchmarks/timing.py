"""How time and memory are taken: CPU time, rounds interleaved, medians."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROOT = Path(__file__).resolve().parents[1]


class Cost(NamedTuple):
    """What a command cost: wall and CPU seconds, those of its own children included."""

    wall: float
    cpu: float


def cpu_seconds(action: Callable[[], object]) -> float:
    """Give the CPU time of one call in this process, seconds."""
    gc.collect()
    start = time.process_time()
    action()
    return time.process_time() - start


def interleaved(actions: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Time each action once a round, in turn, after a first round that warms up and does not count."""
    times: dict[str, list[float]] = {name: [] for name in actions}
    for counts in [False] + [True] * rounds:
        for name, action in actions.items():
            taken = cpu_seconds(action)
            if counts:
                times[name].append(taken)
    return times


def ratio(times: Mapping[str, Sequence[float]], name: str, to: str) -> float:
    """Give the median, over the rounds, of one action's time divided by the other's in the same round."""
    return median(one / other for one, other in zip(times[name], times[to], strict=True))


def command_cost(command: Sequence[str | Path]) -> Cost:
    """Run a command to its end with its output thrown away. A failing command is an error here.

    Python may keep its bytecode, as it does for people: a machine that builds and tests often forbids it.
    """
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    quiet = subprocess.DEVNULL
    start = time.perf_counter()
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, cwd=ROOT, env=outside) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, list(map(str, command)))
    return Cost(time.perf_counter() - start, usage.ru_utime + usage.ru_stime)


def in_fresh_process(module: str, *arguments: str) -> str:
    """Run a module of this package in a fresh Python and give what it prints."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def peak_memory() -> int:
    """Give the largest resident size of this process so far, bytes.

    Linux counts what a child inherited across `exec` into `ru_maxrss`; VmHWM is the process's own.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
