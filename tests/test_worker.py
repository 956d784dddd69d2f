"""Child processes: what they do wrong becomes an error of ours, in bounded time, and hurts nothing else."""

from __future__ import annotations

import itertools
import logging
import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import vbparse
from tests import works
from vbparse.errors import DamagedInput, EncryptedInput, InputError, LimitExceeded, VbparseError
from vbparse.plan.model import PlanDocument
from vbparse.settings import Settings
from vbparse.worker import available_cores, parse_many, run_limited, run_many

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "kehoach70.pdf"
TIGHT = Settings(max_seconds=1, max_memory=1_500_000_000)

posix = pytest.mark.skipif(sys.platform == "win32", reason="limits of memory are POSIX")


@pytest.fixture(params=["fork", "spawn"])
def way(request: pytest.FixtureRequest) -> Iterator[str]:
    """Run a test with both kinds of children; a second thread makes forking unsafe, so it is not done."""
    if request.param == "fork":
        if sys.platform != "linux":
            pytest.skip("children are forked on Linux only")
        yield "fork"
        return
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    yield "spawn"
    done.set()
    other.join()


@pytest.mark.usefixtures("way")
def test_work_is_done_in_another_process() -> None:
    assert int(run_limited(works.give_pid, None)) != os.getpid()
    assert run_limited(works.echo, "Kế hoạch") == "Kế hoạch".encode()


@posix
@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    ("work", "error", "words"),
    [
        ("hang", LimitExceeded, "longer than the limit of 1 seconds"),
        ("doze", LimitExceeded, "longer than the limit of 1 seconds"),
        ("eat", LimitExceeded, "more memory"),
        ("abort", LimitExceeded, "more memory"),
        ("crash", DamagedInput, "signal 11"),
        ("leave", DamagedInput, "exit code 3"),
        ("recurse", DamagedInput, "nested too deeply"),
        ("stumble", VbparseError, r"unexpected KeyError in works.py, line \d+"),
    ],
)
def test_what_goes_wrong_is_an_error_of_ours(work: str, error: type[VbparseError], words: str) -> None:
    started = time.monotonic()

    with pytest.raises(error, match=words) as caught:
        run_limited(works.WORKS[work], None, settings=TIGHT)

    assert type(caught.value) is error
    assert time.monotonic() - started < 5


@pytest.mark.usefixtures("way")
def test_an_error_of_ours_travels_with_its_advice() -> None:
    with pytest.raises(EncryptedInput, match="locked") as caught:
        run_limited(works.fail, None)

    assert caught.value.advice == "Ask the sender."


def test_the_trace_of_a_bug_goes_to_the_log_at_the_level_of_texts_only(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "vbparse"), pytest.raises(VbparseError) as caught:
        run_limited(works.stumble, None)

    assert "lời trong văn bản" not in str(caught.value)
    assert [record.levelno for record in caplog.records if "lời trong văn bản" in record.message] == [logging.DEBUG]


def test_what_a_library_prints_does_not_mix_with_the_answers() -> None:
    assert [result for _, result in run_many(works.chatter, [1, 2], jobs=1)] == [b"quiet", b"quiet"]


def test_a_worker_is_used_again() -> None:
    pids = {result for _, result in run_many(works.give_pid, range(6), jobs=1)}

    assert len(pids) == 1


@posix
def test_a_worker_that_died_is_replaced_and_the_others_go_on() -> None:
    results = dict(run_many(works.mixed, range(8), jobs=2, settings=TIGHT))

    assert sorted(results) == list(range(8))
    assert all(isinstance(results[number], DamagedInput) for number in (1, 3, 5, 7))
    assert all(isinstance(results[number], bytes) for number in (0, 2, 4, 6))


def test_requests_are_taken_as_they_are_needed() -> None:
    taken = itertools.count()
    results = run_many(works.echo, (next(taken) for _ in range(1000)), jobs=1)

    next(results)
    results.close()

    assert next(taken) < 10


def test_giving_up_kills_what_is_at_work() -> None:
    started = time.monotonic()
    results = run_many(works.doze_but_first, range(10), jobs=2)

    assert next(results) == (0, b"first")
    results.close()

    assert time.monotonic() - started < 10


def test_many_documents_are_parsed_and_errors_are_results(tmp_path: Path) -> None:
    broken = tmp_path / "hong.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    missing = tmp_path / "không có.pdf"

    results = dict(parse_many([SAMPLE, str(broken), missing], jobs=2))

    assert set(results) == {SAMPLE, broken, missing}
    plan = results[SAMPLE]
    assert isinstance(plan, PlanDocument)
    assert plan == vbparse.parse(SAMPLE)
    assert isinstance(results[broken], InputError)
    assert isinstance(results[missing], InputError)


def test_paths_are_taken_as_they_are_needed() -> None:
    taken = itertools.count()
    results = parse_many((f"không có {next(taken)}.pdf" for _ in range(10_000)), jobs=1)

    path, error = next(results)
    results.close()

    assert path.name.startswith("không có")
    assert isinstance(error, InputError)
    assert next(taken) < 10


def test_no_documents_give_no_results() -> None:
    assert list(parse_many([])) == []


def test_some_core_may_be_used() -> None:
    assert 1 <= available_cores() <= (os.cpu_count() or 1)


@posix
@pytest.mark.usefixtures("way")
def test_programs_that_a_child_has_started_end_with_it(tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    with pytest.raises(LimitExceeded):
        run_limited(works.start_a_program, str(noted), settings=Settings(max_seconds=2))

    pid = int(noted.read_text(encoding="ascii"))
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if _is_dead(pid):
            return
        time.sleep(0.1)
    pytest.fail(f"process {pid} goes on")


def _is_dead(pid: int) -> bool:
    """Tell whether a process has ended and only waits to be reaped (nobody does so in some containers)."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z"


def test_progress_is_told_and_gives_time() -> None:
    told: list[tuple[int, int]] = []
    settings = Settings(max_seconds=1, max_scan_seconds=60)
    done = run_limited(works.go_on, 4, settings=settings, listener=lambda done, total: told.append((done, total)))

    assert done == b"done"
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_progress_does_not_give_time_without_end() -> None:
    with pytest.raises(LimitExceeded):
        run_limited(works.go_on, 20, settings=Settings(max_seconds=1, max_scan_seconds=1.5))
