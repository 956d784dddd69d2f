"""What all parts of the server share: the settings, and threads that ask and change the archive."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Final, TypeVar

from vbparse.archive.register import Archive

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vbparse.settings import Settings

T = TypeVar("T")
_READERS: Final = 4
"""Threads that ask the archive: SQLite lets go of the interpreter while it works."""
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
        with Archive(self._path) as archive:
            archive.connection.execute(f"PRAGMA cache_size = {_CACHE}")
            while (work := self._work.get()) is not None:
                ask, future = work
                if not future.set_running_or_notify_cancel():
                    continue
                try:
                    future.set_result(ask(archive))
                except BaseException as error:  # noqa: BLE001 (it is raised where the result is awaited)
                    future.set_exception(error)


class Desk:
    """The settings of the server and its archive. Parts of the server reach it as `request.app.state.desk`."""

    def __init__(self, settings: Settings) -> None:
        """Open the archive of the settings, or make it. Raises `ResourceError`, `OutputError`."""
        Archive(settings.archive, create=True).close()
        self.settings = settings
        self._readers = Clerks(settings.archive, _READERS)
        self._writer = Clerks(settings.archive, 1)

    async def read(self, ask: Callable[[Archive], T]) -> T:
        """Ask the archive: `await desk.read(lambda archive: archive.plan(sha256))`. Raises what `ask` raises."""
        return await asyncio.wrap_future(self._readers.submit(ask))

    async def write(self, change: Callable[[Archive], T]) -> T:
        """Change the archive; changes are made one after the other. Raises what `change` raises."""
        return await asyncio.wrap_future(self._writer.submit(change))

    def close(self) -> None:
        """Finish what was handed in, and close the archive."""
        self._readers.close()
        self._writer.close()
