"""What runs inside a worker process: bind itself to limits, do what it is asked, answer.

A request goes in as a pickle (the parent is trusted); an answer comes back as one line of JSON and plain
bytes, so that a child which a hostile document has taken over cannot make its parent run anything.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from vbparse import errors
from vbparse.errors import DamagedInput, LimitExceeded, VbparseError
from vbparse.programs import kill_group, leads_session
from vbparse.progress import listening
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from vbparse.settings import Settings

    Work = Callable[[Any], bytes]

_GRACE: Final = 5
"""Seconds of computing beyond the limit after which the system ends a child whose parent is gone."""


class Bounds(NamedTuple):
    """What one document may cost: `seconds` of the clock and bytes of `memory` (address space).

    A document that tells its progress has `seconds` from page to page, and `whole` in all. `nice` (POSIX): by how much
    the child gives way to others that want to compute.
    """

    seconds: float
    memory: int
    whole: float = 0.0
    nice: int = 0

    @classmethod
    def of(cls, settings: Settings) -> Bounds:
        """Take the bounds from the settings."""
        return cls(settings.max_seconds, settings.max_memory, max(settings.max_seconds, settings.max_scan_seconds))


class Answer(NamedTuple):
    """What a child gives back: `payload`, or an error. `last` says that the child has ended itself."""

    payload: bytes = b""
    error: VbparseError | None = None
    trace: str = ""
    last: bool = False


class Progress(NamedTuple):
    """How far a child has come: `done` of `total` pages."""

    done: int
    total: int


def answer(work: Work, request: object) -> Answer:
    """Do the work; whatever goes wrong becomes part of the answer."""
    try:
        return Answer(work(request))
    except LimitExceeded as error:  # memory may be full, and what a program has started still running
        return Answer(error=error, last=True)
    except VbparseError as error:
        return Answer(error=error)
    except MemoryError:
        return Answer(error=LimitExceeded("reading would need more memory than the limit allows"), last=True)
    except RecursionError:
        return Answer(error=DamagedInput("the content is nested too deeply"))
    except Exception as error:  # noqa: BLE001 (the border of the process: the parent reports it as a bug)
        return Answer(error=VbparseError(_bug(error)), trace=traceback.format_exc())


def write_answer(stream: IO[bytes], given: Answer) -> None:
    """Send an answer."""
    head: dict[str, object] = {"size": len(given.payload), "last": given.last}
    if given.error is not None:
        head |= {"error": type(given.error).__name__, "message": str(given.error), "hint": given.error.advice}
        head["trace"] = given.trace
    stream.write(json.dumps(head).encode() + b"\n")
    stream.write(given.payload)
    stream.flush()


def write_progress(stream: IO[bytes], progress: Progress) -> None:
    """Send word of the progress."""
    stream.write(json.dumps(progress._asdict()).encode() + b"\n")
    stream.flush()


def read_answer(stream: IO[bytes]) -> Answer | Progress | None:
    """Take in an answer, or word of the progress; None where the child ended before it gave a whole one."""
    try:
        head = json.loads(stream.readline())
        if "done" in head:
            return Progress(int(head["done"]), int(head["total"]))
        payload = stream.read(head["size"])
    except (ValueError, KeyError, TypeError):
        return None
    if len(payload) < head["size"]:
        return None
    if "error" not in head:
        return Answer(payload, last=head["last"])
    kind = getattr(errors, head["error"], VbparseError)
    return Answer(error=kind(head["message"], hint=head["hint"]), trace=head["trace"], last=head["last"])


def limit_self(bounds: Bounds) -> None:
    """Let the system hold this process to the bounds, where it can (POSIX)."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy reserves memory for each core, and needs none of it here
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 (not on Windows)

    os.nice(bounds.nice)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(ValueError, OSError):  # a lower limit of the user's stands
        # A program that is run may be given more.
        resource.setrlimit(resource.RLIMIT_AS, (bounds.memory + _held_already(), hard))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold the document's text
    limit_time(bounds)


def _held_already() -> int:
    """Give the address space that this process has from the beginning: a fork of a large program begins large."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGESIZE")
    except (OSError, ValueError):  # not Linux
        return 0


def limit_time(bounds: Bounds) -> None:
    """Bound the computing from now on; the parent watches the clock, this holds if the parent is killed."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 (not on Windows)

    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + bounds.seconds) + _GRACE, hard))


def _die_with_parent(requests: IO[bytes]) -> None:
    """Kill this process and all that it has started when the other end of `requests` is gone (POSIX)."""
    if sys.platform == "win32":
        return
    import select  # noqa: PLC0415 (Windows has no poll)
    import threading  # noqa: PLC0415 (the parent of a fork has loaded it)

    poll = select.poll()
    poll.register(requests, 0)  # nothing but the hang-up

    def watch() -> None:
        poll.poll()
        if leads_session():
            kill_group(os.getpid())

    threading.Thread(target=watch, daemon=True).start()


def serve(requests: IO[bytes], answers: IO[bytes], prepare: Callable[[], None] | None = None) -> None:
    """Prepare, take the bounds, then answer requests one after the other, until there are no more."""
    # Ctrl-C is for the parent, which kills its children (Windows sends it to all).
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with_parent(requests)
    if prepare is not None:
        prepare()
    try:
        bounds: Bounds = pickle.load(requests)  # noqa: S301 (from the parent)
        limit_self(bounds)
        while True:
            work, request = pickle.load(requests)  # noqa: S301 (from the parent)
            limit_time(bounds)
            with listening(_teller(answers, bounds)):
                given = answer(work, request)
            write_answer(answers, given)
            if given.last:
                return
    except EOFError:
        return


def _teller(answers: IO[bytes], bounds: Bounds) -> Callable[[int, int], None]:
    """Give what tells the parent of progress, and gives this process time for the next page."""

    def tell(done: int, total: int) -> None:
        limit_time(bounds)
        write_progress(answers, Progress(done, total))

    return tell


def serve_standard_streams() -> None:
    """Serve as an interpreter of its own does: requests come from standard input, answers go to standard output."""
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints must not mix with the answers
        serve(sys.stdin.buffer, answers)


def _bug(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"an unexpected {type(error).__name__} in {Path(frame.filename).name}, line {frame.lineno}"
