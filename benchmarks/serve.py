"""Does the server answer while it reads: 50 documents sent at once, a page view beside them against one when it is idle?

`python -m benchmarks.serve [--documents 50] [--rounds 4]` measures this alone, also with other numbers. The server is
the command as a whole process; documents are sent by a second one, pages are asked for by this one, by the clock.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, Final

import httpx

from benchmarks.archive.ready import ready_archive, scratch
from benchmarks.commands import VBPARSE, Cache, peak_of
from benchmarks.timing import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PLAN: Final = ROOT / "samples" / "kehoach70.pdf"
PAUSE: Final = 0.02
"""Seconds between two views: a person looks at what was shown."""
SECONDS: Final = 4.0
"""For which an idle server is looked at before each burst."""
LONG: Final = 600.0
MEGABYTE: Final = 1_000_000


def run(documents: int = 50, rounds: int = 4) -> dict[str, Any]:
    """Measure page views of an idle server, then while documents are read; in turn, each time with other documents."""
    plans = sorted(path for path in ready_archive(documents * rounds).plans.rglob("*") if path.is_file())
    idle: dict[str, list[float]] = {}
    busy: dict[str, list[float]] = {}
    taken = 0.0
    with _server() as (url, process), httpx.Client(base_url=url, timeout=LONG, trust_env=False) as client:
        views, memory = _views(client), _Memory(process.pid)
        for number in range(rounds):
            end = time.monotonic() + SECONDS
            _look(client, views, lambda: time.monotonic() < end, idle)  # noqa: B023 (called at once)
            with _sending(url, plans[number::rounds]) as sender:
                begun = time.monotonic()
                _look(client, views, lambda: sender.poll() is None or _is_reading(client), busy)
                taken += time.monotonic() - begun
        states = _states(client)
        peak = {"server": round(peak_of(process.pid) / MEGABYTE), "all": round(memory.stop())}
    return {
        "documents": len(plans),
        "rounds": rounds,
        "seconds": round(taken, 1),
        "states": states,
        "views": {
            name: {
                "idle": _times(idle[name]),
                "busy": _times(busy[name]),
                "ratio": round(_p95(busy[name]) / _p95(idle[name]), 1),
            }
            for name in views
        },
        "peak_mb": peak,
    }


def table(results: dict[str, Any]) -> str:
    """Show the results as a Markdown table."""
    lines = [
        "| view | idle: median, p95 (ms) | while reading: median, p95 (ms) | p95 times as long |",
        "|---|---|---|---|",
    ]
    for name, row in results["views"].items():
        idle, busy = row["idle"], row["busy"]
        lines.append(f"| {name} | {idle[0]}, {idle[1]} | {busy[0]}, {busy[1]} | {row['ratio']} |")
    states = ", ".join(f"{count} {state}" for state, count in sorted(results["states"].items()))
    peak = results["peak_mb"]
    summary = (
        f"{results['documents']} documents, sent in {results['rounds']} bursts: {states}, read in {results['seconds']} s; "
        f"peak {peak['server']} MB of the server, {peak['all']} MB with its workers."
    )
    return "\n".join([*lines, "", summary])


class _Memory:
    """Watches how much memory a process and those that it has started have together."""

    def __init__(self, process: int) -> None:
        self.process = process
        self.peak = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> float:
        """Give the largest sum, megabytes."""
        self._ended.set()
        self._thread.join()
        return self.peak

    def _watch(self) -> None:
        while not self._ended.wait(0.2):
            self.peak = max(self.peak, sum(map(_resident, _family(self.process))) / MEGABYTE)


def _family(process: int) -> list[int]:
    """List a process and its children, and theirs (Linux)."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
        threads = [task.name for task in Path(f"/proc/{process}/task").iterdir()]
        for thread in threads:
            if thread != str(process):
                children += Path(f"/proc/{process}/task/{thread}/children").read_text(encoding="ascii").split()
    except OSError:  # ended meanwhile, or not Linux
        children = []
    return [process, *(one for child in children for one in _family(int(child)))]


def _resident(process: int) -> int:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def _server() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run a server with an archive of one plan."""
    folder = scratch("server")
    said = folder / "said"
    command = [*VBPARSE, "serve", "--lang", "en", "--port", "0", "--archive", str(folder / "plans.db")]
    with said.open("wb") as stream:
        process = subprocess.Popen(command, cwd=ROOT, env=Cache().environment, stderr=stream)
    try:
        while b"Open http" not in said.read_bytes():
            if process.poll() is not None:
                raise subprocess.CalledProcessError(process.returncode, command)
            time.sleep(0.05)
        yield said.read_text().partition("Open ")[2].split()[0], process
    finally:
        process.terminate()
        process.wait()


def _views(client: httpx.Client) -> dict[str, str]:
    """Give what a person looks at, by name, once the plan is there."""
    answer = client.post("/v1/plans?name=70.pdf", content=PLAN.read_bytes(), headers={"prefer": "wait=30"})
    digest = answer.raise_for_status().json()["source"]["sha256"]
    views = {
        "list": "/",
        "review": f"/plans/{digest}",
        "plan as JSON": f"/v1/plans/{digest}",
        "page picture": f"/v1/plans/{digest}/pages/1",
    }
    found = {name: place for name, place in views.items() if client.get(place).is_success}
    for place in 5 * list(found.values()):
        client.get(place)
    return found


def _look(
    client: httpx.Client, views: dict[str, str], going_on: Callable[[], bool], times: dict[str, list[float]]
) -> None:
    """Ask for the views in turn as long as something goes on; adds the seconds of each."""
    while going_on():
        for name, place in views.items():
            begun = time.perf_counter()
            client.get(place).raise_for_status()
            times.setdefault(name, []).append(time.perf_counter() - begun)
            time.sleep(PAUSE)


@contextmanager
def _sending(url: str, plans: list[Path]) -> Iterator[subprocess.Popen[bytes]]:
    """Let another process get ready, as others' computers would be, and then send the documents, all at once."""
    command = [sys.executable, "-m", "benchmarks.serve", "--send", url, *map(str, plans)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as sender:
        assert sender.stdout is not None
        assert sender.stdin is not None
        sender.stdout.readline()
        sender.stdin.write(b"\n")
        sender.stdin.flush()
        yield sender
    if sender.returncode:
        raise subprocess.CalledProcessError(sender.returncode, command)


def _is_reading(client: httpx.Client) -> bool:
    health = client.get("/health").json()
    return bool(health["waiting"] or health["reading"])


def _states(client: httpx.Client) -> dict[str, int]:
    jobs = client.get("/v1/jobs", params={"limit": 1000}).json()["items"]
    counts: dict[str, int] = {}
    for job in jobs:
        counts[job["state"]] = counts.get(job["state"], 0) + 1
    return counts


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def _times(times: list[float]) -> tuple[float, float]:
    return round(1000 * median(times), 1), round(1000 * _p95(times), 1)


def _send(url: str, paths: list[Path]) -> None:
    """Send documents, all at once, when standard input says so."""
    documents = [(path.name, path.read_bytes()) for path in paths]
    clients = [httpx.Client(base_url=url, timeout=LONG, trust_env=False, verify=False) for _ in documents]

    def send(client: httpx.Client, document: tuple[str, bytes]) -> None:
        name, data = document
        answer = client.post("/v1/plans", params={"name": name}, content=data)
        if answer.status_code not in {200, 202, 413, 415, 422}:
            raise RuntimeError(answer.text)

    with ThreadPoolExecutor(len(paths)) as threads:
        print("ready", flush=True)
        sys.stdin.readline()
        list(threads.map(send, clients, documents))


def main() -> None:
    """Measure, or send."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--send", metavar="URL")
    parser.add_argument("paths", nargs="*", type=Path)
    arguments = parser.parse_args()
    if arguments.send:
        _send(arguments.send, arguments.paths)
    else:
        print(table(run(arguments.documents, arguments.rounds)))


if __name__ == "__main__":
    main()
