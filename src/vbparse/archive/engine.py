"""Where errands are done: by the worker processes of this one, or (see `cluster.py`) on many machines."""

from __future__ import annotations

import threading
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

from vbparse.archive.settle import settle
from vbparse.errors import VbparseError
from vbparse.product import produce
from vbparse.worker import Crew, available_cores

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future

    from vbparse.archive.settle import Errand, Settled, Sink
    from vbparse.product import Order
    from vbparse.settings import Settings

_POLL: Final = 0.5
"""Seconds after which a wait is begun anew: on Windows Ctrl-C does not end one."""


class Engine(Protocol):
    """Does errands side by side. One thread, the main one, calls it."""

    def has_room(self) -> bool:
        """Tell whether another errand may be submitted: few are kept waiting, so that memory stays flat."""
        ...

    def is_busy(self) -> bool:
        """Tell whether errands are under way."""
        ...

    def submit(self, errand: Errand) -> None:
        """Take an errand; those submitted first are begun first."""

    def finished(self, *, wait: bool) -> Iterator[Settled]:
        """Give the errands that have been finished, in any order; if `wait`, at least one.

        Each is given once; but one whose taker is interrupted, by Ctrl-C say, before it asks for the next, is given again.

        Raises `OutputError` if a sink could not take an output.
        """
        ...

    def close(self) -> None:
        """Give up what is under way; what was finished before can still be asked for."""


class LocalEngine:
    """Errands are done in this computer's worker processes, each watched by threads of this process.

    One thread a worker does nothing but hand it errands and take back what it gives, so that the worker waits for
    nobody; other threads write the outputs.
    """

    def __init__(self, settings: Settings, sink: Sink) -> None:
        """Begin with as many workers as the settings say; their processes start when they are needed."""
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 (25 ms)

        count = settings.jobs or available_cores()
        self._most = 4 * count
        self._crew = Crew(count, settings)
        self._readers, self._writers = ThreadPoolExecutor(count), ThreadPoolExecutor(count)
        self._sink = sink
        self._under_way = 0
        self._closed = False
        self._done: deque[Future[Settled]] = deque()
        self._arrived = threading.Event()

    def has_room(self) -> bool:
        """Tell whether another errand may be submitted."""
        return self._under_way < self._most

    def is_busy(self) -> bool:
        """Tell whether errands are under way."""
        return self._under_way > 0

    def submit(self, errand: Errand) -> None:
        """Take an errand."""
        self._under_way += 1
        self._readers.submit(self._read, errand).add_done_callback(self._given_up)

    def finished(self, *, wait: bool) -> Iterator[Settled]:
        """Give the errands that have been finished. Raises `OutputError`."""
        while self._under_way:
            if not self._done:
                if not wait:
                    return
                self._arrived.wait(_POLL)
                self._arrived.clear()
                continue
            wait = False
            done = self._done[0]
            if not self._closed or (not done.cancelled() and done.exception() is None):
                yield done.result()
            self._done.popleft()
            self._under_way -= 1

    def close(self) -> None:
        """Kill the workers."""
        self._closed = True
        self._readers.shutdown(wait=False, cancel_futures=True)
        self._crew.close()
        self._readers.shutdown()
        self._writers.shutdown()

    def _read(self, errand: Errand) -> None:
        try:
            given: bytes | VbparseError = self._crew.do(produce, errand.order)
        except VbparseError as error:
            given = error
        self._writers.submit(settle, errand, partial(_give, given), self._sink).add_done_callback(self._arrive)

    def _given_up(self, reading: Future[Any]) -> None:
        """Pass on what was never written: the engine was closed, or there is a bug."""
        if reading.cancelled() or reading.exception() is not None:
            self._arrive(reading)

    def _arrive(self, done: Future[Any]) -> None:
        self._done.append(done)
        self._arrived.set()


def _give(given: bytes | VbparseError, _: Order) -> bytes:
    """Give what a worker gave."""
    if isinstance(given, VbparseError):
        raise given
    return given
