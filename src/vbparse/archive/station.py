"""What a worker process of a Dask cluster has for one batch: children that read, and where outputs go.

Loaded on workers and by `cluster.py` only. Documents are not read in the worker itself but in children of its own
(`vbparse.worker`), which can be killed; they end with the worker, however it ends.
"""

from __future__ import annotations

import asyncio
import pickle
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from distributed import Reschedule, WorkerPlugin, get_worker

from vbparse.archive.nature import read_nature, require_same, tell_nature, versions
from vbparse.archive.settle import settle
from vbparse.errors import InputError, ResourceError
from vbparse.product import produce
from vbparse.readers.source import INSIDE
from vbparse.storage import is_url
from vbparse.worker import Crew

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vbparse.archive.nature import Nature
    from vbparse.archive.settle import Errand, Settled, Sink
    from vbparse.product import Order
    from vbparse.settings import Settings

_IDLE: Final = 60.0
"""Seconds without work after which the children are let go: the batch may have been killed."""
_SHARE: Final = "Keep documents and results on storage that all computers see under the same path, or give URLs."


class Station(WorkerPlugin):  # type: ignore[misc, unused-ignore]
    """Reads documents in as many children as the worker has threads."""

    def __init__(self, settings: Settings, sink: Sink, here: Nature) -> None:
        """Tell how documents are read, where outputs go, and what `here`, where the batch runs, workers must be like."""
        self._settings, self._sink, self._here = settings, sink, here
        self._count = 0
        self._where = ""

    def setup(self, worker: Any) -> None:
        """Begin on a worker. The children start when they are needed."""
        self._count, self._where = worker.state.nthreads, worker.address
        self._lock = threading.Lock()
        self._crew: Crew | None = None
        self._at_work = 0
        self._fits = False
        self._closed = False
        self._rest: threading.Timer | None = None

    def teardown(self, worker: Any) -> None:
        """Kill the children, those at work too."""
        del worker
        with self._lock:
            self._closed = True
            crew, self._crew = self._crew, None
            if self._rest is not None:
                self._rest.cancel()
        if crew is not None:
            crew.close()

    def look(self, token: Path | None = None) -> Nature:
        """Tell what this worker is like; `token` is a file that it must see. Raises `ResourceError`."""
        if token is not None and not token.exists():
            message = f"it does not see the folder {token.parent}"
            raise ResourceError(message, hint=_SHARE)
        with self._children() as crew:
            return read_nature(crew.do(tell_nature, self._settings))

    def settle(self, errand: Errand) -> Settled:
        """Do an errand. Raises what the sink raises; `ResourceError` where this worker does not fit."""
        try:
            with self._children() as crew:
                if not self._fits:  # one that came later has not been asked
                    require_same(self._where, read_nature(crew.do(tell_nature, self._settings)), self._here)
                    self._fits = True
                return settle(errand, self._reader(crew), self._sink)
        except InterruptedError:  # the worker is being closed
            raise Reschedule from None

    def _reader(self, crew: Crew) -> Callable[[Order], bytes]:
        def read(order: Order) -> bytes:
            try:
                return crew.do(produce, order)
            except InputError as error:
                if _is_seen(order.source):
                    raise
                message = f"{order.source!s} is not there on the worker {self._where}"
                raise InputError(message, hint=_SHARE) from error

        return read

    @contextmanager
    def _children(self) -> Iterator[Crew]:
        """Give the children for the time of some work; when there is none for long, they are let go."""
        with self._lock:
            if self._closed:
                raise InterruptedError
            if self._rest is not None:
                self._rest.cancel()
            if self._crew is None:
                self._crew = Crew(self._count, self._settings)
            crew = self._crew
            self._at_work += 1
        try:
            yield crew
        finally:
            with self._lock:
                self._at_work -= 1
                if not self._at_work and not self._closed:
                    self._rest = threading.Timer(_IDLE, self._let_go)
                    self._rest.daemon = True
                    self._rest.start()

    def _let_go(self) -> None:
        with self._lock:
            crew = None if self._at_work or self._closed else self._crew
            if crew is not None:
                self._crew = None
        if crew is not None:
            crew.close()


def _is_seen(source: object) -> bool:
    """Tell whether a file is there, which was when it was handed out."""
    return not isinstance(source, str) or is_url(source) or Path(source.partition(INSIDE)[0]).exists()


def settle_here(name: str, packed: bytes) -> Settled:
    """Do an errand, a pickle that Dask need not look into, at the station of this name on the worker that runs this."""
    station: Station | None = get_worker().plugins.get(name)
    if station is None:  # the worker is being closed
        raise Reschedule
    return station.settle(pickle.loads(packed))  # noqa: S301 (who may send errands may run anything)


def tell_versions() -> dict[str, str]:
    """Tell which versions a worker has, in a form that any version understands."""
    return versions()._asdict()


async def look_here(name: str, token: Path | None, dask_worker: Any = None) -> Nature:
    """Tell what a worker is like, without holding up what else it does."""
    station: Station = dask_worker.plugins[name]
    return await asyncio.to_thread(station.look, token)
