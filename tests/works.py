"""Pieces of work for worker processes: good ones, and those that crash, hang and eat memory."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import time
from pathlib import Path

from vbparse.errors import EncryptedInput
from vbparse.programs import run_program


def give_pid(_: object) -> bytes:
    """Tell which process this is."""
    return str(os.getpid()).encode()


def echo(request: object) -> bytes:
    """Give the request back."""
    return str(request).encode()


def hang(_: object) -> bytes:
    """Compute for ever."""
    while True:
        pass


def doze(_: object) -> bytes:
    """Wait for a minute without computing."""
    time.sleep(60)
    return b""


def doze_but_first(request: int) -> bytes:
    """Answer the first request at once."""
    return doze(request) if request else b"first"


def eat(_: object) -> bytes:
    """Take memory until there is none."""
    kept = []
    while True:
        kept.append(bytes(10_000_000))


def crash(_: object) -> bytes:
    """Die as a C library does."""
    faulthandler.disable()  # the test run's own would tell of it at length
    os.kill(os.getpid(), signal.SIGSEGV)
    return b""


def abort(_: object) -> bytes:
    """Die as PDFium does that gets no memory."""
    faulthandler.disable()
    os.abort()


def leave(_: object) -> bytes:
    """End without an answer."""
    os._exit(3)


def fail(_: object) -> bytes:
    """Raise an error of ours, with advice of its own."""
    message = "locked"
    raise EncryptedInput(message, hint="Ask the sender.")


def stumble(_: object) -> bytes:
    """Raise what nobody foresaw, with words of a document in it."""
    return {"a": b"b"}["lời trong văn bản"]


def recurse(request: object) -> bytes:
    """Nest too deeply."""
    return recurse(request) + b"x"


def chatter(_: object) -> bytes:
    """Print where the answers go."""
    sys.stdout.write("noise\n")
    sys.stdout.flush()
    os.write(1, b"more noise\n")
    return b"quiet"


def mixed(request: int) -> bytes:
    """Do well on even numbers, crash on odd ones."""
    return give_pid(request) if request % 2 == 0 else crash(request)


def hang_with_note(note: str) -> bytes:
    """Compute for ever; note the own number."""
    Path(note).write_text(str(os.getpid()), encoding="utf-8")
    return hang(None)


def run_sleepers(request: tuple[str, float]) -> bytes:
    """Run a program that starts another one and hangs; note the numbers of both."""
    note, seconds = request
    return run_program(["sh", "-c", f"sleep 60 & echo $$ $! > {note}; wait"], seconds=seconds, memory=500_000_000)


def start_a_program(request: str) -> bytes:
    """Start a program that goes on for long, note its number in a file, and wait for it."""
    import subprocess

    program = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    Path(request).write_text(str(program.pid), encoding="ascii")
    program.wait()
    return b""


def go_on(request: int) -> bytes:
    """Take longer than a second in all, and tell how far it has come."""
    from vbparse.progress import tell_progress

    for done in range(1, request + 1):
        time.sleep(0.4)
        tell_progress(done, request)
    return b"done"


WORKS = {work.__name__: work for work in (hang, doze, eat, crash, abort, leave, fail, stumble, recurse)}
