"""Programs run with limits: what they do wrong is an error of ours, and nothing of them is left behind."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from tests import works
from vbparse.errors import DamagedInput, LimitExceeded, ResourceError
from vbparse.programs import run_program
from vbparse.settings import Settings
from vbparse.worker import run_limited

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs of these tests are POSIX")

MEMORY = 500_000_000


def ended(pid: int) -> bool:
    """Tell whether a process ends within two seconds (a zombie that nobody reaps counts as ended)."""
    for _ in range(200):
        stat = Path(f"/proc/{pid}/stat")
        if not stat.exists() or stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.01)
    return False


def test_a_program_is_given_input_and_gives_output() -> None:
    big = "Kế hoạch\n".encode() * 100_000

    assert run_program(["cat"], big, seconds=10, memory=MEMORY) == big


def test_arguments_are_not_read_by_a_shell() -> None:
    assert run_program(["echo", "$HOME; ls 'a'  b"], seconds=10, memory=MEMORY) == b"$HOME; ls 'a'  b\n"


def test_folder_and_environment_are_the_programs(tmp_path: Path) -> None:
    output = run_program(
        ["sh", "-c", "pwd; echo $PAGE"], seconds=10, memory=MEMORY, folder=tmp_path, environment={"PAGE": "7"}
    )

    assert output.decode().splitlines() == [str(tmp_path.resolve()), "7"]


def test_a_program_that_reads_no_input_does_no_harm() -> None:
    assert run_program(["true"], b"x" * 1_000_000, seconds=10, memory=MEMORY) == b""


def test_a_missing_program_is_a_resource_error() -> None:
    with pytest.raises(ResourceError, match="khong-co-chuong-trinh cannot be started"):
        run_program(["khong-co-chuong-trinh"], seconds=10, memory=MEMORY)


@pytest.mark.parametrize(("script", "how"), [("exit 3", "exit code 3"), ("kill -SEGV $$", "signal 11")])
def test_a_program_that_fails_is_damaged_input(script: str, how: str) -> None:
    with pytest.raises(DamagedInput, match=rf"sh could not read the content \({how}\)"):
        run_program(["sh", "-c", script], seconds=10, memory=MEMORY)


def test_what_a_program_says_of_its_failure_is_not_told() -> None:
    with pytest.raises(DamagedInput) as caught:
        run_program(["sh", "-c", "echo lời mật >&2; exit 1"], seconds=10, memory=MEMORY)

    assert "mật" not in str(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound the address space")
def test_memory_is_bounded() -> None:
    eater = [sys.executable, "-c", "b = bytearray(900_000_000)"]

    with pytest.raises(DamagedInput):
        run_program(eater, seconds=10, memory=MEMORY)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
def test_a_program_that_hangs_is_killed_with_what_it_started(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    started = time.monotonic()

    with pytest.raises(LimitExceeded, match=r"sh took longer than the limit of 0\.3 seconds"):
        run_program(["sh", "-c", f"sleep 60 & echo $! > {note}; wait"], seconds=0.3, memory=MEMORY)

    assert time.monotonic() - started < 5
    assert ended(int(note.read_text(encoding="utf-8")))


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("how", ["worker killed", "program killed"])
def test_a_worker_takes_its_programs_with_it(tmp_path: Path, how: str) -> None:
    note = tmp_path / "pid"
    seconds = 60.0 if how == "worker killed" else 0.3

    with pytest.raises(LimitExceeded):
        run_limited(works.run_sleepers, (str(note), seconds), settings=Settings(max_seconds=2))

    pids = [int(word) for word in note.read_text(encoding="utf-8").split()]
    assert len(pids) == 2
    assert all(ended(pid) for pid in pids)
