"""Child processes that can crash, hang or eat memory without hurting anything else.

    run_limited(work, request)      one piece of work in a child of its own
    run_many(work, requests)        many, by children that are used again; results as they come
    parse_many(paths)               many documents; results as they come

`work` is a function of a module, from one request to bytes. A child that passes the bounds of the settings
is killed and gives a `LimitExceeded`; one that crashes gives a `DamagedInput`. A child leads a session of its
own, so that whatever it has started is killed with it; it kills itself when this process is gone.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import threading
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Protocol

from vbparse.child import Answer, Bounds, Progress, read_answer, serve
from vbparse.errors import DamagedInput, LimitExceeded, ResourceError, VbparseError
from vbparse.programs import kill_group
from vbparse.settings import Settings
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from subprocess import Popen

    from vbparse.child import Work
    from vbparse.plan.model import PlanDocument
    from vbparse.progress import Listener

_START: Final = "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from vbparse.child import serve_standard_streams as serve; serve()"
_ABORTED: Final = 6
"""SIGABRT: PDFium ends itself so when it gets no memory."""
_LOOK: Final = 0.1
"""Seconds between two looks at the clock: by so much the time of a child may be longer."""
_PATIENCE: Final = 5.0
"""Seconds in which a child that has given its last answer must have ended."""
_CLOSED: Final = "the workers have been told to stop"
_OUT_OF_TIME: Final = 24
"""SIGXCPU: the system's own bound, somewhat above ours."""


def run_limited(
    work: Work,
    request: object,
    *,
    settings: Settings | None = None,
    warm: WarmChild | None = None,
    listener: Listener | None = None,
) -> bytes:
    """Do one piece of work in a child process of its own, within the limits of the settings.

    `listener` is told how many pages of how many are done. The child is `warm`, if given, else a fork where the system can make one safely (about 2 ms; what this
    process has imported is there at once), else a new interpreter. Raises the `VbparseError` that the child
    raised, `LimitExceeded` if it was killed at a limit, `DamagedInput` if it crashed.
    """
    watchdog = _Watchdog()
    worker = _Worker(Bounds.of(settings or Settings()), watchdog, warm or warm_up())
    try:
        return worker.run(work, request, listener)
    finally:
        worker.close()
        watchdog.close()


def warm_up(prepare: Callable[[], None] | None = None) -> WarmChild | None:
    """Start a child now that runs `prepare` while this process does other things; None if it cannot be forked.

    If no work is given to it, it ends with this process.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return None
    return _fork(prepare)


def run_many(
    work: Work, requests: Iterable[object], *, jobs: int | None = None, settings: Settings | None = None
) -> Generator[tuple[int, bytes | VbparseError], None, None]:
    """Do many pieces of work, `jobs` at a time (None: as the settings say), each within the limits.

    Yields the number of each request (from 0, in order of completion) with its result or its error. The
    requests are taken as they are needed. When the iteration is given up (`close`), the children are
    killed.
    """
    from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait  # noqa: PLC0415 (25 ms)

    settings = settings or Settings()
    count = jobs or settings.jobs or available_cores()
    crew = Crew(count, settings)
    threads = ThreadPoolExecutor(count)
    pending: dict[Future[bytes | VbparseError], int] = {}
    try:
        for number, request in enumerate(requests):
            pending[threads.submit(_tried, crew, work, request)] = number
            if len(pending) < 2 * count:
                continue
            for done in wait(pending, return_when=FIRST_COMPLETED).done:
                yield pending.pop(done), done.result()
        while pending:
            for done in wait(pending, return_when=FIRST_COMPLETED).done:
                yield pending.pop(done), done.result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        crew.close()


def _tried(crew: Crew, work: Work, request: object) -> bytes | VbparseError:
    try:
        return crew.do(work, request)
    except VbparseError as error:
        return error


def parse_many(
    paths: Iterable[str | Path], *, jobs: int | None = None, settings: Settings | None = None
) -> Generator[tuple[Path, PlanDocument | VbparseError], None, None]:
    """Parse many documents in worker processes; yields each path with its plan or error, as they come.

    A document that crashes its worker, hangs or passes a limit gives an error and hurts no other. The paths are taken
    as they are needed, a few more than there are workers, so there may be any number of them. When the iteration is
    given up (`close`), the workers are killed.
    """
    from vbparse.plan.model import PlanDocument  # noqa: PLC0415 (pydantic: only where results are wanted)

    settings = settings or Settings()
    single = settings._replace(jobs=1)  # documents are read side by side, so each reads its pages one by one
    under_way: dict[int, Path] = {}

    def requests() -> Iterator[tuple[str, Settings]]:
        for number, path in enumerate(paths):
            under_way[number] = Path(path)
            yield str(path), single

    with closing(run_many(_parse_to_json, requests(), jobs=jobs, settings=settings)) as results:
        for number, result in results:
            path = under_way.pop(number)
            if isinstance(result, VbparseError):
                yield path, result
            else:
                yield path, PlanDocument.model_validate_json(result)


def available_cores() -> int:
    """Count the cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # Linux only
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _parse_to_json(request: tuple[str, Settings]) -> bytes:
    from vbparse.pipeline import parse_data  # noqa: PLC0415 (in the child only)

    path, settings = request
    return json.dumps(parse_data(path, settings=settings), ensure_ascii=False).encode()


class _End(NamedTuple):
    """How a child ended: the signal that killed it (0: none), its exit code, its peak memory in bytes if known."""

    signal: int
    code: int
    peak: int | None = None


class _Child(Protocol):
    """A running child process."""

    requests: IO[bytes]
    answers: IO[bytes]

    def kill(self) -> None:
        """End it at once."""

    def reap(self) -> _End:
        """Wait for its end."""
        ...


class _Forked:
    """A child that is a copy of this process."""

    def __init__(self, pid: int, requests: IO[bytes], answers: IO[bytes]) -> None:
        self.requests, self.answers = requests, answers
        self._pid = pid
        self._running = True

    def kill(self) -> None:
        if self._running:
            os.kill(self._pid, 9)  # it may not lead its group yet
            kill_group(self._pid)

    def reap(self) -> _End:
        _, status, usage = os.wait4(self._pid, 0)
        self._running = False
        kill_group(self._pid)
        _close(self)
        code = os.waitstatus_to_exitcode(status)
        return _End(max(-code, 0), code, usage.ru_maxrss * 1024)


WarmChild = _Forked


class _Spawned:
    """A child that is an interpreter of its own."""

    def __init__(self, process: Popen[bytes]) -> None:
        if process.stdin is None or process.stdout is None:
            raise AssertionError  # both were asked for
        self.requests, self.answers = process.stdin, process.stdout
        self._process = process

    def kill(self) -> None:
        self._process.kill()
        kill_group(self._process.pid)

    def reap(self) -> _End:
        code = self._process.wait()
        kill_group(self._process.pid)
        _close(self)
        return _End(max(-code, 0), code)


class _Watch:
    """The time that a child has for an answer: `seconds` from word to word, until the end of the whole."""

    def __init__(self, child: _Child, seconds: float, whole: float) -> None:
        self.child = child
        self.fired = False
        self.seconds = seconds
        self.whole = time.monotonic() + max(seconds, whole)
        self.until = time.monotonic() + seconds


class _Watchdog:
    """Kills children when their time is up: one thread looks after all of a crew (starting one a document takes longer)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._watches: set[_Watch] = set()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    @contextmanager
    def watching(self, child: _Child, seconds: float, whole: float = 0.0) -> Iterator[_Watch]:
        """Give a child so many seconds; afterwards it may be reaped: nobody kills a stranger with its number."""
        watch = _Watch(child, seconds, whole)
        with self._lock:
            self._watches.add(watch)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()
        try:
            yield watch
        finally:
            with self._lock:
                self._watches.discard(watch)

    def extend(self, watch: _Watch) -> None:
        """Give a child the time for another page, unless the time for the whole is up."""
        with self._lock:
            watch.until = min(time.monotonic() + watch.seconds, watch.whole)

    def close(self) -> None:
        """End the thread."""
        self._closed.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._closed.wait(_LOOK):
            with self._lock:
                now = time.monotonic()
                for watch in self._watches:
                    if watch.until <= now and not watch.fired:
                        watch.fired = True
                        watch.child.kill()


class _Worker:
    """One child at a time, started when needed and again after an end."""

    def __init__(self, bounds: Bounds, watchdog: _Watchdog, child: _Child | None = None) -> None:
        """Begin with a child that has just been started, or with none."""
        self._bounds = bounds
        self._watchdog = watchdog
        self._child = child
        self._closed = False
        if child is not None:
            _send(child, bounds)

    def run(self, work: Work, request: object, listener: Listener | None = None) -> bytes:
        """Do one piece of work; raises a `VbparseError`."""
        if self._child is None and not self._closed:
            self._child = _spawn()
            _send(self._child, self._bounds)
        child = self._child
        if child is None:
            raise ResourceError(_CLOSED)
        if self._closed:
            child.kill()
        with self._watchdog.watching(child, self._bounds.seconds, self._bounds.whole) as watch:
            _send(child, (work, request))
            while isinstance(given := read_answer(child.answers), Progress):
                self._watchdog.extend(watch)
                if listener:
                    listener(*given)
        if given is None or given.last or watch.fired:
            self._child = None
            with self._watchdog.watching(child, _PATIENCE):
                end = child.reap()
            if given is None:
                raise _ended(end, self._bounds, timeout=watch.fired)
        return _unpack(given)

    def close(self) -> None:
        """Kill the child."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.reap()

    def stop(self) -> None:
        """Kill the child from another thread; the one that waits for its answer reaps it."""
        self._closed = True
        if self._child is not None:
            self._child.kill()


class Crew:
    """Workers that wait for work; any thread may give them some."""

    def __init__(self, count: int, settings: Settings) -> None:
        """Begin with `count` workers, whose children start when they are needed."""
        from queue import SimpleQueue  # noqa: PLC0415

        self._closed = False
        self._watchdog = _Watchdog()
        self._workers = [_Worker(Bounds.of(settings), self._watchdog) for _ in range(count)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def do(self, work: Work, request: object) -> bytes:
        """Let the next free worker do it. Raises what `run_limited` raises; `InterruptedError` if it was closed."""
        worker = self._idle.get()
        try:
            return worker.run(work, request)
        except VbparseError as error:
            if self._closed:
                raise InterruptedError from error
            raise
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """Kill all children: those at work first, then each as its thread lets go of it; who waits gets an error."""
        self._closed = True
        for worker in self._workers:
            worker.stop()
        idle = [self._idle.get() for _ in self._workers]
        for worker in idle:
            worker.close()
            self._idle.put(worker)
        self._watchdog.close()


def _fork(prepare: Callable[[], None] | None) -> _Forked:
    """Start a copy of this process that serves requests."""
    requests_in, requests_out = os.pipe()
    answers_in, answers_out = os.pipe()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    pid = os.fork()
    if pid:
        os.close(requests_in)
        os.close(answers_out)
        return _Forked(pid, os.fdopen(requests_out, "wb"), os.fdopen(answers_in, "rb"))
    code = 1
    try:
        os.setsid()
        os.close(requests_out)
        os.close(answers_in)
        with os.fdopen(requests_in, "rb") as requests, os.fdopen(answers_out, "wb") as answers:
            serve(requests, answers, prepare)
        code = 0
    finally:
        os._exit(code)  # nothing of the parent's is flushed or closed twice


def _spawn() -> _Spawned:
    """Start an interpreter that serves requests; it imports no `__main__` of the caller's."""
    import subprocess  # noqa: PLC0415 (not needed where a child can be forked)

    try:
        process = subprocess.Popen(  # noqa: S603 (our own interpreter)
            [sys.executable, "-c", _START], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
    except OSError as error:
        message = f"a worker process cannot be started: {error.strerror or error}"
        raise ResourceError(message) from error
    child = _Spawned(process)
    _send(child, sys.path)
    return child


def _close(child: _Child) -> None:
    """Close the pipes of a child that has ended (one whose requests are closed before kills itself)."""
    with suppress(BrokenPipeError):
        child.requests.close()
    child.answers.close()


def _send(child: _Child, thing: object) -> None:
    """Send a child something; if it has ended already, the answer that is missing will tell."""
    with suppress(BrokenPipeError):
        pickle.dump(thing, child.requests)
        child.requests.flush()


def _unpack(given: Answer) -> bytes:
    if given.error is None:
        return given.payload
    if given.trace:
        import logging  # noqa: PLC0415 (8 ms, and only a bug leaves a trace)

        logging.getLogger(__name__).debug("%s", given.trace)
    raise given.error


def _ended(end: _End, bounds: Bounds, *, timeout: bool) -> VbparseError:
    """Tell why a child gave no answer."""
    if timeout or end.signal == _OUT_OF_TIME:
        return LimitExceeded(f"reading took longer than the limit of {bounds.seconds:g} seconds")
    if end.signal == _ABORTED or (end.peak or 0) > bounds.memory // 2:
        return LimitExceeded(f"reading would need more memory than the limit of {bounds.memory} bytes")
    how = f"signal {end.signal}" if end.signal else f"exit code {end.code}"
    return DamagedInput(f"the content crashed its reader ({how})")
