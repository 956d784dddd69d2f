"""A real Dask cluster on the loopback: a scheduler and worker processes, as people start them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from distributed import Client

from tests.clirunner import ROOT, environment
from vbparse.output import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from vbparse.product import Product

PATIENCE = 40.0
"""Seconds after which a test gives up waiting."""


def wait_until(condition: Callable[[], object], what: str) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.02)


READER = """
import os, signal
SUFFIXES, MEDIA_TYPE = (".poison",), "application/x-poison"
def sniff(head): return head.startswith(POISON)
def read(*_): os.kill(os.getpid(), signal.SIGSEGV)
POISON = """
POISON = b"\0\1poison"
"""How a document begins whose reader, which only the workers of the cluster have, crashes."""


def add_reader(folder: Path) -> None:
    """Write a package that reads a format of its own, and crashes."""
    (folder / "poison.py").write_text(f"{READER}{POISON!r}\n", encoding="utf-8")
    note = folder / "poison-1.0.dist-info"
    note.mkdir()
    (note / "METADATA").write_text("Metadata-Version: 2.1\nName: poison\nVersion: 1.0\n", encoding="utf-8")
    (note / "entry_points.txt").write_text("[vbparse.readers]\npoison = poison\n", encoding="utf-8")


class Cluster:
    """A scheduler, and workers that are started by a nanny, as `dask worker` does."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._note = folder / "scheduler.json"
        self._started: dict[str, subprocess.Popen[bytes]] = {}
        add_reader(folder)
        self._start("scheduler", "--port", "0", "--dashboard-address", "127.0.0.1:0")
        wait_until(self._note.exists, "the scheduler has started")
        wait_until(self._note.read_bytes, "the scheduler tells its address")
        self.address: str = json.loads(self._note.read_bytes())["address"]
        self.client = Client(self.address, timeout=PATIENCE, set_as_default=False)

    def start_worker(self, name: str, *, threads: int = 1, **env: str) -> None:
        """Start a worker; `workers` tells when it is there."""
        options = ["--name", name, "--nthreads", str(threads), "--death-timeout", "30"]
        places = ["--dashboard-address", "127.0.0.1:0", "--local-directory", str(self._folder)]
        self._start("worker", *options, *places, name=name, **env)

    def restore(self, *names: str, threads: int = 1) -> None:
        """Have these workers, and no others: start those that are missing, with so many threads."""
        there = set(self._started) - {"scheduler"}
        for name in there - set(names):
            self.kill(name)
        for name in set(names) - there:
            self.start_worker(name, threads=threads)
        wait_until(lambda: set(self.workers()) == set(names), f"the workers are {names}")

    def workers(self) -> dict[str, str]:
        """Give the addresses of the workers that are there, by their names."""
        told: Any = self.client.scheduler_info()["workers"]
        return {worker["name"]: address for address, worker in told.items()}

    def pid(self, name: str) -> int:
        """Give the number of a worker's process (its nanny has another)."""
        address = self.workers()[name]
        return int(self.client.run(os.getpid, workers=[address])[address])

    @property
    def scheduler(self) -> int:
        """The number of the scheduler's process."""
        return self._started["scheduler"].pid

    def nanny(self, name: str) -> int:
        """Give the number of the process that a worker was started as. Raises `KeyError`."""
        return self._started[name].pid

    def kill(self, name: str) -> None:
        """Kill a worker with its nanny, as when a computer is switched off."""
        with suppress(ProcessLookupError):
            os.killpg(self._started[name].pid, signal.SIGKILL)
        self._started.pop(name).wait()

    def stop(self) -> None:
        """Kill everything."""
        with suppress(Exception):
            self.client.close(timeout=5)
        for name in list(self._started):
            self.kill(name)

    def _start(self, kind: str, *options: str, name: str = "", **env: str) -> None:
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--scheduler-file", str(self._note)]
        paths = os.pathsep.join([env.pop("first", str(self._folder)), str(ROOT / "src"), str(ROOT)])
        log = self._folder / f"{name or kind}.log"
        with log.open("ab") as stream:
            self._started[name or kind] = subprocess.Popen(
                [*command, "--host", "127.0.0.1", *options],
                env=environment(PYTHONPATH=paths, **env),
                stdout=stream,
                stderr=stream,
                cwd=self._folder,
                start_new_session=True,
            )


@contextmanager
def running_cluster(folder: Path, *names: str) -> Iterator[Cluster]:
    """Give a cluster with workers of these names."""
    cluster = Cluster(folder)
    try:
        cluster.restore(*names)
        yield cluster
    finally:
        cluster.stop()


class PoisonSink:
    """Writes outputs into a folder; one of them ends the worker process that takes it."""

    def __init__(self, folder: Path, poison: str) -> None:
        self.folder, self.poison = folder, poison

    def put(self, name: str, product: Product) -> bytes:
        """Write the output, or die."""
        if name == self.poison:
            os.kill(os.getpid(), signal.SIGKILL)
        write_whole(self.folder / name, product.data)
        return b""


def plugins(dask_worker: Any) -> list[str]:
    """Tell which plugins of ours a worker has."""
    return [name for name in dask_worker.plugins if name.startswith("vbparse")]


def children() -> list[int]:
    """Tell which processes a worker has started."""
    import psutil

    return [child.pid for child in psutil.Process().children(recursive=True)]


def is_alive(pid: int) -> bool:
    """Tell whether a process runs (and does not only wait to be reaped)."""
    import psutil

    with suppress(psutil.NoSuchProcess):
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    return False
