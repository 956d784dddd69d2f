"""Other programs (an OCR engine, an office suite), run with limits and never left behind.

A worker process leads a session of its own, and what it starts stays in its process group: who kills the
worker kills the group. A process that is no worker gives each program a group of its own, to be killed with
all that the program has started.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from vbparse.errors import DamagedInput, LimitExceeded, ResourceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from subprocess import Popen

_LIMITED: Final = 'ulimit -c 0; ulimit -v "$0" 2>/dev/null; ulimit -t "$1" 2>/dev/null; shift; exec "$@"'
"""A shell sets the bounds of the program that it becomes: Python can do so only between fork and exec, which is
slow and not safe in a process with threads."""
_GRACE: Final = 5
"""Seconds of computing beyond the limit after which the system ends a program, should nobody be there to do it."""
_OUT_OF_TIME: Final = 24
"""SIGXCPU."""
_MISSING: Final = (126, 127)
"""What a shell gives for a program that is not there, or is none."""


def run_program(  # noqa: PLR0913 (what to run, and what it may cost)
    arguments: Sequence[str],
    given: bytes = b"",
    *,
    seconds: float,
    memory: int,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> bytes:
    """Run a program with `given` on its standard input, and give what it wrote to its standard output.

    `seconds` are of the clock, `memory` is bytes of address space for each of its processes (POSIX), `folder`
    is where it runs, `environment` is added to ours. What it writes to standard error is dropped: it may hold
    the document's text. Raises `ResourceError` if the program cannot be started, `LimitExceeded` if it takes
    too long, `DamagedInput` if it fails.
    """
    import subprocess  # noqa: PLC0415 (10 ms, and only scans and foreign formats need it)

    name = os.path.basename(arguments[0])  # noqa: PTH119 (a name, and perhaps no path)
    try:
        process = subprocess.Popen(  # noqa: S603 (the caller names the program; no shell reads the arguments)
            _bounded(arguments, seconds, memory),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={**os.environ, **environment} if environment else None,
            process_group=None if sys.platform == "win32" or leads_session() else 0,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise _not_started(name, error.strerror or str(error)) from error
    try:
        output, _ = process.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired as error:
        message = f"{name} took longer than the limit of {seconds:g} seconds"
        raise LimitExceeded(message) from error
    finally:
        _end(process)
    _check(name, process.returncode, seconds)
    return output


def leads_session() -> bool:
    """Tell whether this process leads a session, as workers do: what it starts dies with its group."""
    return sys.platform != "win32" and os.getsid(0) == os.getpid()


def kill_group(leader: int) -> None:
    """Kill the process group of `leader`, which may have ended already (POSIX)."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):  # nobody is left (macOS: only a zombie)
            os.killpg(leader, signal.SIGKILL)


def _bounded(arguments: Sequence[str], seconds: float, memory: int) -> list[str]:
    if sys.platform == "win32":
        return list(arguments)
    return ["/bin/sh", "-c", _LIMITED, str(memory // 1024), str(int(seconds) + _GRACE), *arguments]


def _end(process: Popen[bytes]) -> None:
    """End a program that still runs, and what it has left running in a group of its own."""
    process.kill()
    if not leads_session():
        kill_group(process.pid)
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(BrokenPipeError):
                stream.close()
    process.wait()


def _check(name: str, code: int, seconds: float) -> None:
    if code in _MISSING and sys.platform != "win32":
        raise _not_started(name, "not found")
    if code == -_OUT_OF_TIME:
        message = f"{name} took longer than the limit of {seconds:g} seconds"
        raise LimitExceeded(message)
    if code:
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        message = f"{name} could not read the content ({how})"
        raise DamagedInput(message)


def _not_started(name: str, why: str) -> ResourceError:
    return ResourceError(f"{name} cannot be started: {why}", hint="Install it, and see `vbparse doctor`.")
