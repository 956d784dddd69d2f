"""However a command ends, killed, interrupted or with its output closed, nothing of it is left running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.clirunner import COMMAND, ROOT, SAMPLE, environment

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc"),
    pytest.mark.timeout(120),
]

HANGING = """
import sys
from tests import works
from vbparse.settings import Settings
from vbparse.worker import run_limited, run_many
if sys.argv[1] == "one":
    run_limited(works.run_sleepers, (sys.argv[2], 60.0))
elif sys.argv[1] == "busy":
    run_limited(works.hang_with_note, sys.argv[2])
else:
    list(run_many(works.run_sleepers, [(sys.argv[2], 60.0)], jobs=1))
"""


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that has ended and waits to be reaped does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def until(condition: object, seconds: float = 15) -> bool:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


def start(kind: str, note: Path) -> subprocess.Popen[bytes]:
    """Start a process whose worker hangs, once it does; `note` then holds the numbers of what must end."""
    env = environment() | {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT), *filter(None, sys.path)))}
    process = subprocess.Popen(
        [sys.executable, "-c", HANGING, kind, str(note)], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert until(lambda: note.exists() and len(note.read_text(encoding="utf-8").split()) >= 1)
    return process


@pytest.mark.parametrize("kind", ["one", "busy", "many"])
@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_workers_and_their_programs_end_with_the_parent(kind: str, blow: signal.Signals, tmp_path: Path) -> None:
    note = tmp_path / "pids"
    process = start(kind, note)
    pids = [int(word) for word in note.read_text(encoding="utf-8").split()]
    assert all(map(is_alive, pids))

    process.send_signal(blow)
    process.communicate(timeout=20)

    assert until(lambda: not any(map(is_alive, pids)), 5)


@pytest.mark.parametrize("command", ["extract", "explain"])
def test_closed_output_is_an_error_of_ours(command: str, tmp_path: Path) -> None:
    script = f'exec "$@" {command} {SAMPLE} >&-'
    done = subprocess.run(
        ["sh", "-c", script, "sh", *COMMAND], cwd=tmp_path, env=environment(), check=False, stderr=subprocess.PIPE
    )

    assert done.returncode == 7
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("closed", ["<&-", "2>&-", "<&- 2>&-"])
def test_other_streams_are_not_needed(closed: str, tmp_path: Path) -> None:
    for command, code in ((f"extract {SAMPLE}", 0), (f"batch {SAMPLE} -o out", 0), ("extract none.pdf", 3)):
        done = subprocess.run(
            ["sh", "-c", f'exec "$@" {command} {closed}', "sh", *COMMAND],
            cwd=tmp_path,
            env=environment(),
            check=False,
            capture_output=True,
        )
        assert done.returncode == code
        assert b"Traceback" not in done.stderr
        if command.startswith("extract") and not code:
            assert done.stdout.startswith(b'{"schema_version"')


def test_a_closed_input_that_is_to_be_read_is_said(tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" extract - <&-', "sh", *COMMAND],
        cwd=tmp_path,
        env=environment(),
        check=False,
        capture_output=True,
    )

    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
