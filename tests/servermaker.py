"""A server that listens at a free port of this computer, in this process or in one of its own."""

from __future__ import annotations

import subprocess
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx

from tests.clirunner import COMMAND, PLAN, environment
from vbparse.serve.app import create_app
from vbparse.serve.desk import Desk
from vbparse.serve.guard import Access, access_for
from vbparse.serve.run import Server
from vbparse.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LONG = 60.0
"""Seconds in which anything must have happened, also on a machine that is busy."""
WAIT = {"prefer": "wait=30"}


class Running:
    """A server that runs: `client` asks it, `desk` is what it works with."""

    def __init__(self, url: str, desk: Desk, db: Path) -> None:
        self.url, self.desk, self.db = url, desk, db
        self.client = client_of(url)

    def send(self, data: bytes, name: str = "plan.pdf", **parameters: Any) -> httpx.Response:
        """Send a document, and wait for what comes of it."""
        return self.client.post("/v1/plans", content=data, params={"name": name, **parameters}, headers=WAIT)


def client_of(url: str, headers: Mapping[str, str] | None = None) -> httpx.Client:
    """Give a client for a server."""
    return httpx.Client(base_url=url, timeout=LONG, headers=headers, trust_env=False)


def plan_text(number: int) -> bytes:
    """Give a plan with a number of its own, as a text file."""
    return PLAN.format(number=number).encode()


@contextmanager
def serving(folder: Path, *, access: Access | None = None, **settings: Any) -> Iterator[Running]:
    """Run a server in a thread of this process."""
    db = folder / "plans.db"
    with Desk(Settings(archive=db, lang="en", **settings)) as desk:
        told: list[str] = []
        server = Server(create_app(desk, access or access_for("127.0.0.1", None)), "127.0.0.1", 0, told.append)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            _wait_for(lambda: bool(told), thread.is_alive)
            running = Running(told[0], desk, db)
            with running.client:
                yield running
        finally:
            server.stop()
            thread.join()


@contextmanager
def serving_process(folder: Path, *options: str, **env: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Run the command in a process of its own; gives it with its address. Killed at the end."""
    said = folder / "said"
    command = [*COMMAND, "serve", "--archive", "plans.db", "--port", "0", "--lang", "en", *options]
    with said.open("wb") as stream:
        process = subprocess.Popen(command, cwd=folder, stderr=stream, env=environment(**env))
        try:
            _wait_for(lambda: b"Open http" in said.read_bytes(), lambda: process.poll() is None)
            yield process, said.read_text().partition("Open ")[2].split()[0]
        finally:
            process.kill()
            process.wait()


def _wait_for(condition: Any, going_on: Any) -> None:
    end = time.monotonic() + LONG
    while not condition():
        assert going_on(), "the server has ended"
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)
