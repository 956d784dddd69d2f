"""Threads that ask the archive, and one that changes it."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Final, TypeVar

from vbparse.archive.register import Archive
from vbparse.errors import VbparseError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")
_CACHE: Final = -16384
"""Kibibytes (negative: SQLite's way to say so) of pages that each connection keeps."""
_CLOSED: Final = "the server is stopping"


class Clerks:
    """Threads, each with a connection to the archive of its own, that do what they are handed, first come first served."""

    def __init__(self, path: Path, count: int) -> None:
        """Begin; the archive is there already."""
        self._path = path
        self._work: SimpleQueue[tuple[Callable[[Archive], Any], Future[Any]] | None] = SimpleQueue()
        self._closed = False
        self._threads = [threading.Thread(target=self._serve, name=f"archive-{n}", daemon=True) for n in range(count)]
        for thread in self._threads:
            thread.start()

    def submit(self, ask: Callable[[Archive], T]) -> Future[T]:
        """Have a function called with the archive; the future gives its result, or raises what it raised."""
        future: Future[T] = Future()
        if self._closed:
            future.set_exception(InterruptedError(_CLOSED))
        else:
            self._work.put((ask, future))
        return future

    def close(self) -> None:
        """End the threads when they have done what they were handed."""
        self._closed = True
        for _ in self._threads:
            self._work.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self) -> None:
        try:
            archive = Archive(self._path)
        except VbparseError as error:  # somebody has removed it meanwhile
            self._refuse(error)
            return
        with archive:
            archive.connection.execute(f"PRAGMA cache_size = {_CACHE}")
            while (work := self._work.get()) is not None:
                ask, future = work
                if not future.set_running_or_notify_cancel():
                    continue
                try:
                    future.set_result(ask(archive))
                except StopIteration as error:  # which asyncio cannot pass on: who waits would wait for ever
                    future.set_exception(RuntimeError(f"{ask!r} ended an iteration that is not its own: {error!r}"))
                except BaseException as error:  # noqa: BLE001 (it is raised where the result is awaited)
                    future.set_exception(error)

    def _refuse(self, error: VbparseError) -> None:
        while (work := self._work.get()) is not None:
            work[1].set_exception(error)
