"""Errands done on a Dask cluster: many computers, of which any may fail.

The scheduler keeps a few errands for each thread of each worker. When a worker is gone, what it had is done again by
others: an output is written whole under the same name, and an errand gives one record, so nothing is lost and nothing
is there twice. What a worker does is in `station.py`.
"""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import time
from collections import deque
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from vbparse.archive.nature import Nature, knowledge, require_same, require_same_helpers, versions
from vbparse.archive.settle import Settled, failed
from vbparse.errors import DamagedInput, OutputError, ResourceError, VbparseError
from vbparse.output import TEMPORARY
from vbparse.storage import is_url
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from distributed import Client, Future

    from vbparse.archive.settle import Errand, Sink
    from vbparse.settings import Settings

PATIENCE: Final = 60.0
"""Seconds in which a worker must come when all are gone."""
_CONNECT: Final = 5.0
"""Seconds in which the scheduler must answer."""
_CLOSE: Final = 10.0
"""Seconds that the cluster gets to take note of the end."""
_POLL: Final = 0.5
_ERRANDS: Final = 4
"""Errands for each thread of a worker: one at work, the others waiting there, so that it never stands idle."""
_START: Final = "Start scheduler and workers, and give the address that the scheduler tells (see docs/cluster.md)."
_LATER: Final = "What was done stands: run the command again when the cluster is there."
_LOGS: Final = "Look into the log of the workers; all need the same vbparse (see docs/cluster.md)."
_INSTALL: Final = "Install it: pip install 'vbparse[cluster]'"
_POISON: Final = "Read it by itself, with `vbparse extract`, to see what is wrong with it."


class _Sent(NamedTuple):
    """An errand that the cluster has."""

    errand: Errand
    future: Future[Settled]


class ClusterEngine:
    """Errands are done by the workers of a Dask cluster, each in killable children of the worker."""

    def __init__(
        self,
        settings: Settings,
        sink: Sink,
        *,
        address: str,
        tell: Callable[..., object] = lambda *_: None,
        patience: float = PATIENCE,
    ) -> None:
        """Begin with the scheduler at an address, and look at its workers.

        `tell` gets the keys of messages (`cli/messages`) with their values; when all workers are gone, `patience`
        is how many seconds are waited for one. Raises `ResourceError` where the cluster is not there, or a worker
        does not fit.
        """
        self._address, self._tell, self._patience = address, tell, patience
        self._settings = _travelling(settings)
        self._name = f"vbparse-{uuid4().hex}"
        self._sent: dict[str, _Sent] = {}
        self._suspects: deque[Errand] = deque()
        self._tried: set[str] = set()
        self._settled: deque[Settled] = deque()
        self._back: SimpleQueue[tuple[str, Settled | BaseException]] = SimpleQueue()
        self._trouble: VbparseError | None = None
        self._alone: float | None = None
        self._closed = False
        self._client = _connect(address)
        try:
            self._threads = self._prepare(sink)
        except BaseException:
            self.close()
            raise

    def has_room(self) -> bool:
        """Tell whether another errand may be submitted; none beside one that may have killed workers."""
        if any(sent.errand.path in self._tried for sent in self._sent.values()):
            return False
        return len(self._sent) + len(self._suspects) < _ERRANDS * max(self._threads, 1)

    def is_busy(self) -> bool:
        """Tell whether errands are under way."""
        return bool(self._sent or self._suspects or self._settled)

    def submit(self, errand: Errand) -> None:
        """Take an errand. Raises `ResourceError` where the scheduler is gone."""
        from vbparse.archive.station import settle_here  # noqa: PLC0415 (Dask)

        source = errand.order.source
        if isinstance(source, str) and not is_url(source):
            source = os.path.abspath(source)  # noqa: PTH100 (names of documents in archives end with `!/name`)
        order = errand.order._replace(source=source, settings=self._settings)
        packed = pickle.dumps(errand._replace(order=order))
        with self._asking():
            future = self._client.submit(settle_here, self._name, packed, key=f"vbparse-{uuid4().hex}", pure=False)
            self._sent[future.key] = _Sent(errand, future)
            self._client.loop.add_callback(self._bring, future)

    def finished(self, *, wait: bool) -> Iterator[Settled]:
        """Give the errands that have been finished. Raises `OutputError`, `ResourceError`."""
        while self.is_busy():
            if self._suspects and not self._sent:
                self.submit(self._suspects.popleft())
            taken = self._take(wait=wait and not self._settled)
            while self._settled:
                wait = False
                yield self._settled[0]
                self._settled.popleft()
            if self._trouble is not None and not self._closed:
                raise self._trouble
            if not taken and not wait:
                return

    def close(self) -> None:
        """Cancel what is under way, kill the children that read it, leave the cluster as it was."""
        if self._closed:
            return
        self._closed = True
        with suppress(Exception):  # the cluster may be gone, in any way
            self._take(wait=False)
            if self._client.status == "running":
                self._client.cancel([sent.future for sent in self._sent.values()])
                self._client.unregister_worker_plugin(self._name)
        with suppress(Exception):
            self._client.close(timeout=_CLOSE)
        self._sent.clear()
        self._suspects.clear()

    def _prepare(self, sink: Sink) -> int:
        """Look at all workers and set up a station on each; gives how many threads they have."""
        from vbparse.archive.station import Station, look_here, tell_versions  # noqa: PLC0415 (Dask)

        here = knowledge(self._settings)
        with self._asking(), _token(sink, self._name) as token:
            for where, found in self._asked(tell_versions):
                require_same(where, Nature(**found), versions())
            self._client.register_plugin(Station(self._settings, sink, here), self._name)
            natures: list[tuple[str, Nature]] = list(self._asked(look_here, self._name, token))
            threads: dict[str, int] = self._client.nthreads()
        for where, found in natures:
            require_same(where, found, here)
            require_same_helpers(where, found, natures[0][1])
        self._tell("cluster.ready", len(threads), sum(threads.values()))
        return sum(threads.values())

    def _asked(self, question: Callable[..., Any], *values: object) -> Iterator[tuple[str, Any]]:
        """Ask all workers; yields their names and answers.

        One that is gone meanwhile is left out: it is asked by its station when it comes again. Raises `ResourceError`
        for one that cannot answer.
        """
        answers: dict[str, Any] = self._client.run(question, *values, on_error="return")
        answers = {where: answer for where, answer in answers.items() if not isinstance(answer, OSError)}
        if not answers:
            message = f"the scheduler {self._address} has no workers"
            raise ResourceError(message, hint=_START)
        for where, answer in sorted(answers.items()):
            if isinstance(answer, VbparseError):
                message = f"the worker {where} does not fit: {answer}"
                raise ResourceError(message, hint=answer.advice)
            if isinstance(answer, Exception):
                message = f"the worker {where} cannot read documents: {type(answer).__name__}: {answer}"
                raise ResourceError(message, hint=_LOGS)
            yield where, answer

    async def _bring(self, future: Future[Settled]) -> None:
        """Bring back what became of an errand, whatever that is (in Dask's thread).

        `as_completed` would do the same, and say nothing where a result was lost on its way and could not be had again.
        """
        try:
            result: Settled | BaseException = await self._client.gather(future, asynchronous=True)
        except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 (of the worker's, to be judged elsewhere)
            result = error
        self._back.put((future.key, result))

    def _take(self, *, wait: bool) -> bool:
        """Take in what has come back; tells whether anything has."""
        taken = False
        while True:
            try:
                key, result = self._back.get(block=wait and not taken, timeout=_POLL)
            except Empty:
                if taken or not wait:
                    return taken
                self._look_after()
                continue
            taken = True
            self._not_alone()
            sent = self._sent.pop(key, None)
            if sent is not None:
                self._judge(sent.errand, result)

    def _judge(self, errand: Errand, result: Settled | BaseException) -> None:
        """Decide what an errand's end means: a result, another try, or the end of the batch."""
        from distributed import KilledWorker  # noqa: PLC0415

        if isinstance(result, Settled):
            self._settled.append(result)
        elif isinstance(result, KilledWorker) and errand.path in self._tried:
            message = f"{errand.path} ended the worker processes that read it"
            self._settled.append(Settled(failed(errand, DamagedInput(message, hint=_POISON))))
        elif isinstance(result, KilledWorker):  # perhaps another one that was beside it killed them
            self._tried.add(errand.path)
            self._suspects.append(errand)
        elif isinstance(result, VbparseError):
            self._trouble = result
        elif isinstance(result, (CancelledError, OSError)) or self._client.status != "running":
            self._trouble = self._lost()
        else:
            message = f"a worker of the cluster failed: {type(result).__name__}: {result}"
            self._trouble = ResourceError(message, hint=_LOGS)

    def _look_after(self) -> None:
        """Look whether there are workers. Raises `ResourceError` if there have been none for too long."""
        with self._asking():
            self._threads = sum(self._client.nthreads().values())
        if self._threads:
            self._not_alone()
        elif self._alone is None:
            self._tell("cluster.alone", round(self._patience))
            self._alone = time.monotonic()
        elif time.monotonic() - self._alone > self._patience:
            message = f"all workers of the scheduler {self._address} are gone"
            raise ResourceError(message, hint=_LATER)

    def _not_alone(self) -> None:
        if self._alone is not None:
            self._tell("cluster.back")
            self._alone = None

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Make what Dask raises an error of ours."""
        if self._client.status != "running":
            raise self._lost()
        try:
            yield
        except (OSError, TimeoutError) as error:
            raise self._lost() from error
        except VbparseError:
            raise
        except Exception as error:
            if self._client.status != "running":  # it has closed itself meanwhile
                raise self._lost() from error
            raise

    def _lost(self) -> ResourceError:
        return ResourceError(f"the scheduler {self._address} does not answer any more", hint=_LATER)


def quieten() -> None:
    """Keep Dask's log off standard error, for commands: what matters of it the engine tells."""
    with suppress(ImportError):  # which the engine tells too
        import distributed  # noqa: F401, PLC0415 (it sets up its log when it is loaded)
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _connect(address: str) -> Client:
    """Connect to a scheduler. Raises `ResourceError` where there is none, in bounded time."""
    try:
        from distributed import Client  # noqa: PLC0415 (an extra)
    except ImportError as error:
        message = "--scheduler needs Dask, which is not installed"
        raise ResourceError(message, hint=_INSTALL) from error
    try:
        kind = asyncio.run(asyncio.wait_for(_identity(address), _CONNECT))
        if kind == "Scheduler":
            return Client(address, timeout=_CONNECT, set_as_default=False)
    except TimeoutError as error:
        raise _absent(address, f"no answer in {_CONNECT:g} seconds") from error
    except (OSError, ValueError, TypeError) as error:  # nobody there; no address; no certificates for TLS
        raise _absent(address, str(error)) from error
    raise _absent(address, f"that is a {kind.lower()}")


async def _identity(address: str) -> str:
    """Ask what listens at an address; `Client` would wait for ever if it is no Dask."""
    from distributed import Security, rpc  # noqa: PLC0415

    async with rpc(address, connection_args=Security().get_connection_args("client")) as there:
        told: dict[str, Any] = await there.identity()
    return str(told["type"])


def _absent(address: str, why: str) -> ResourceError:
    return ResourceError(f"there is no scheduler at {address}: {why}", hint=_START)


@contextmanager
def _token(sink: Sink, name: str) -> Iterator[Path | None]:
    """Put a file where the outputs will be, if that is a folder: all workers must see it."""
    folder = getattr(sink, "folder", None)
    if not isinstance(folder, Path):
        yield None
        return
    token = folder / f"{TEMPORARY}{name}"
    try:
        token.touch()
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror or error}"
        raise OutputError(message) from error
    try:
        yield token
    finally:
        token.unlink(missing_ok=True)


def _travelling(settings: Settings) -> Settings:
    """Give the settings for other computers: with absolute paths; pages are read one by one there."""
    model = Path(settings.model)
    return settings._replace(
        jobs=1,
        lexicon=_absolute(settings.lexicon),
        trust=_absolute(settings.trust),
        model=str(model.absolute()) if model.is_dir() else settings.model,
    )


def _absolute(paths: Iterable[Path]) -> tuple[Path, ...]:
    return tuple(path.absolute() for path in paths)
