"""What all parts of the server share: the settings, the archive, the jobs, the pictures of pages."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Final, Self, TypeVar

from fastapi import Depends, Request

from vbparse.archive.register import Archive
from vbparse.errors import VbparseError
from vbparse.serve.clerks import Clerks
from vbparse.serve.contents import Contents
from vbparse.serve.jobs import Jobs, busy
from vbparse.serve.pictures import Pictures
from vbparse.worker import Crew

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vbparse.child import Work
    from vbparse.settings import Settings

T = TypeVar("T")
_MOST_AT_ONCE: Final = 200
"""Documents that are taken in at a time."""
_READERS: Final = 4
"""Threads that ask the archive: SQLite lets go of the interpreter while it works."""


class Desk:
    """Parts of the server reach it as `request.app.state.desk`, or by `AtDesk`."""

    def __init__(self, settings: Settings) -> None:
        """Open the archive of the settings, or make it, and go on with what is to be read.

        Raises `ResourceError`, `OutputError`.
        """
        self.settings = settings
        self._taking = 0
        Archive(settings.archive, create=True).close()
        self.contents = Contents(settings.archive)
        try:
            self.pictures = Pictures(settings, self.contents.folder, self.work)
        except VbparseError:
            self.contents.close()
            raise
        self._readers = Clerks(settings.archive, _READERS)
        self._writer = Clerks(settings.archive, 1)
        self.jobs = Jobs(settings, self.contents, self._writer)
        self._helpers = Crew(2, settings)  # for what somebody waits for; those who read documents give way to it

    @contextmanager
    def taking(self) -> Iterator[None]:
        """Take in a document. Raises a `Problem` (429) where as many are being taken in, or wait to be read, as may."""
        self.jobs.check_room()
        if self._taking >= _MOST_AT_ONCE:
            raise busy(self._taking)
        self._taking += 1
        try:
            yield
        finally:
            self._taking -= 1

    async def read(self, ask: Callable[[Archive], T]) -> T:
        """Ask the archive: `await desk.read(lambda archive: archive.plan(sha256))`. Raises what `ask` raises."""
        return await asyncio.wrap_future(self._readers.submit(ask))

    async def write(self, change: Callable[[Archive], T]) -> T:
        """Change the archive; changes are made one after the other, also if who asked has gone. Raises what `change` raises."""
        return await asyncio.shield(asyncio.wrap_future(self._writer.submit(change)))

    async def work(self, work: Work, request: object) -> bytes:
        """Have short work done in a child process. Raises what `run_limited` raises."""
        return await asyncio.to_thread(self._helpers.do, work, request)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop the workers, finish what was to be written, and close the archive."""
        self.jobs.close()
        self._helpers.close()
        self._readers.close()
        self._writer.close()
        self.contents.close()


def desk_of(request: Request) -> Desk:
    """Give the desk of a request's server."""
    desk: Desk = request.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(desk_of)]
