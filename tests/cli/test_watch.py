from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.clirunner import COMMAND, environment, said, vbparse, write_plan
from vbparse.archive.register import Archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

QUICK = ("--interval", "0.1", "--settle", "0.3", "--jobs", "1", "--lang", "en")


def codes(db: Path) -> set[str | None]:
    with Archive(db) as archive:
        return {document.code for document in archive.documents()}


def wait_for(condition: Callable[[], bool], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Watch `tmp_path/in`."""
    write_plan(tmp_path / "in" / "a.txt", 1)
    command = [*COMMAND, "watch", "in", "--archive", "plans.db", *QUICK]
    with (tmp_path / "said").open("wb") as told:
        process = subprocess.Popen(command, cwd=tmp_path, stderr=told, env=environment())
        yield process
        process.kill()
        process.wait()


def test_what_is_there_goes_into_the_archive(tmp_path: Path) -> None:
    write_plan(tmp_path / "in" / "a.txt", 1)
    write_plan(tmp_path / "in" / "b" / "a.txt", 2)
    (tmp_path / "in" / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    done = vbparse("watch", "in", "--once", "--archive", "plans.db", *QUICK, folder=tmp_path)
    assert done.returncode == 0, said(done)
    assert "bad.pdf: could not be read" in said(done)
    assert "a.txt: added, 2 tasks" in said(done)
    assert codes(tmp_path / "plans.db") == {"1/KH-UBND", "2/KH-UBND"}

    again = vbparse("watch", "in", "--once", "--archive", "plans.db", *QUICK, folder=tmp_path)
    assert again.returncode == 0
    assert "added" not in said(again)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM")
def test_what_arrives_is_added_when_it_is_whole_until_stopped(
    watching: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    told = tmp_path / "said"
    wait_for(lambda: b"added" in told.read_bytes())

    whole = write_plan(tmp_path / "b.txt", 2).read_bytes()
    with (tmp_path / "in" / "b.txt").open("wb") as stream:  # a copy that takes its time
        for start in range(0, len(whole), 200):
            stream.write(whole[start : start + 200])
            stream.flush()
            time.sleep(0.1)
    wait_for(lambda: told.read_bytes().count(b"added") == 2)
    assert codes(tmp_path / "plans.db") == {"1/KH-UBND", "2/KH-UBND"}

    watching.send_signal(signal.SIGTERM)
    assert watching.wait(20) == 0
    assert b"Stopped watching" in told.read_bytes()
    assert b"Traceback" not in told.read_bytes()
    assert not (tmp_path / "plans.db-wal").exists()  # closed as it should be


def test_a_folder_that_goes_away_is_waited_for(watching: subprocess.Popen[bytes], tmp_path: Path) -> None:
    told = tmp_path / "said"
    wait_for(lambda: b"added" in told.read_bytes())
    (tmp_path / "in").rename(tmp_path / "away")
    wait_for(lambda: b"cannot be read now" in told.read_bytes())
    write_plan(tmp_path / "away" / "c.txt", 3)
    (tmp_path / "away").rename(tmp_path / "in")
    wait_for(lambda: b"c.txt: added" in told.read_bytes())
    assert watching.poll() is None


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    done = vbparse("watch", "nowhere", "--archive", "plans.db", folder=tmp_path)
    assert done.returncode == 2
    assert not (tmp_path / "plans.db").exists()
