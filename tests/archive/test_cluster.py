"""Batches on a real cluster: a scheduler and two worker processes on the loopback, of which some are killed."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.clirunner import COMMAND, environment, said, vbparse, write_plan
from tests.clustermaker import POISON, PoisonSink, children, is_alive, plugins, running_cluster, wait_until
from vbparse.archive import cluster as cluster_module
from vbparse.archive.batch import Batch, Step
from vbparse.archive.begun import NAME as BEGUN
from vbparse.archive.cluster import ClusterEngine
from vbparse.archive.engine import LocalEngine
from vbparse.archive.lock import NAME as LOCK
from vbparse.archive.manifest import NAME, read_manifest
from vbparse.archive.register import Archive
from vbparse.archive.settle import FolderSink
from vbparse.archive.target import FolderTarget
from vbparse.errors import OutputError, ResourceError
from vbparse.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from tests.clustermaker import Cluster

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX"),
]
MANY = 200
FEW = 40


@pytest.fixture(scope="module")
def one_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with running_cluster(tmp_path_factory.mktemp("cluster")) as running:
        yield running


@pytest.fixture
def cluster(one_cluster: Cluster) -> Cluster:
    """Give a cluster with the workers `one` and `two`, whatever the test before has done."""
    one_cluster.client.run_on_scheduler(allow_failures, 3)
    one_cluster.restore("one", "two")
    return one_cluster


def allow_failures(count: int, dask_scheduler: Any) -> None:
    dask_scheduler.allowed_failures = count


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of plans, copies among them, and a damaged file."""
    folder = tmp_path_factory.mktemp("plans")
    for number in range(MANY):
        write_plan(folder / f"{number:03}.txt", number % (MANY - 10))
    (folder / "hỏng.pdf").write_bytes(b"%PDF-1.4\nnothing")
    return folder


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Give a folder of plans, more than a cluster of two takes at once."""
    for number in range(FEW):
        write_plan(tmp_path / "in" / f"{number:02}.txt", number)
    return tmp_path / "in"


def content(out: Path) -> dict[str, bytes]:
    """Give what is in a folder, without what tells how the batch was begun, and the lock."""
    files = (path for path in out.rglob("*") if path.is_file() and path.name not in {BEGUN, LOCK})
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def read_here(inputs: Path, out: Path) -> dict[str, bytes]:
    """Give what a batch on this computer makes of the inputs."""
    list(Batch([inputs], FolderTarget(out), settings=Settings(jobs=2)).run())
    return content(out)


def start(
    cluster: Cluster, inputs: Path, out: Path, settings: Settings | None = None, **options: Any
) -> Generator[Step, None, None]:
    engine = partial(ClusterEngine, address=cluster.address, **options)
    return Batch([inputs], FolderTarget(out), settings=settings or Settings(), engine=engine).run()


def test_a_worker_that_is_killed_loses_nothing_and_doubles_nothing(
    cluster: Cluster, plans: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    running = start(cluster, plans, out)
    steps = [next(running) for _ in range(MANY // 4)]
    address = cluster.workers()["one"]
    readers = cluster.client.run(children, workers=[address])[address]
    assert readers
    cluster.kill("one")
    steps += running

    assert content(out) == read_here(plans, tmp_path / "local")
    assert sorted(step.record.path for step in steps) == sorted(read_manifest(out))
    assert not any(step.skipped for step in steps)
    wait_until(lambda: not any(map(is_alive, readers)), "the children of the killed worker have ended")


def test_a_batch_leaves_nothing_on_the_cluster_and_a_second_one_reads_nothing(
    cluster: Cluster, few: Path, tmp_path: Path
) -> None:
    list(start(cluster, few, tmp_path / "out"))
    assert not any(cluster.client.run(plugins).values())
    wait_until(lambda: not any(cluster.client.run(children).values()), "the children have ended")

    assert all(step.skipped for step in start(cluster, few, tmp_path / "out"))


def test_ctrl_c_cancels_what_is_under_way_and_a_later_run_goes_on(cluster: Cluster, few: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [*COMMAND, "batch", str(few), "-o", str(out), "--scheduler", cluster.address, "--lang", "en"]
    with subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, cwd=tmp_path) as running:
        assert running.stderr is not None
        lines = iter(running.stderr.readline, b"")
        assert next(lines).decode().startswith("Cluster: worker processes: 2, documents side by side: 2.")
        assert b"[1/" in next(lines)
        running.send_signal(signal.SIGINT)
        rest = b"".join(lines).decode()

    assert running.returncode == 130
    assert "Interrupted. What was done is kept; go on with: vbparse batch --resume" in rest
    assert "Traceback" not in rest
    assert 0 < len(read_manifest(out)) < FEW
    assert not any(cluster.client.run(plugins).values())
    list(start(cluster, few, out))
    assert content(out) == read_here(few, tmp_path / "local")


def test_files_by_url_are_read_and_written_by_the_workers(cluster: Cluster, tmp_path: Path) -> None:
    for number in range(5):
        write_plan(tmp_path / "in" / "2024" / f"kế hoạch {number}.txt", number % 4)
    (tmp_path / "in" / "hỏng.pdf").write_bytes(b"%PDF-1.4\nnothing")
    given = {"path": "in", "file": (tmp_path / "in").as_uri(), "local": f"local://{tmp_path}/in"}
    outs = {"path": "out", "file": (tmp_path / "out2").as_uri(), "local": f"local://{tmp_path}/out3"}
    for way, source in given.items():
        arguments = [source, "-o", outs[way], *(["--scheduler", cluster.address] if way != "path" else [])]
        assert vbparse("batch", *arguments, folder=tmp_path).returncode == 9
    local, by_file, by_url = (content(tmp_path / name) for name in ("out", "out2", "out3"))

    assert set(local) == {f"2024/kế hoạch {n}.json" for n in range(4)} | {NAME}
    assert local[NAME].replace(b'"in/', f'"{tmp_path}/in/'.encode()) == by_file[NAME]
    assert by_file[NAME].replace(f'"{tmp_path}'.encode(), f'"local://{tmp_path}'.encode()) == by_url[NAME]
    assert local | {NAME: b""} == by_file | {NAME: b""} == by_url | {NAME: b""}


def test_the_archive_is_filled_by_one_writer(cluster: Cluster, few: Path, tmp_path: Path) -> None:
    adding = ("archive", "add", few, "--archive")
    assert vbparse(*adding, "cluster.db", "--scheduler", cluster.address, folder=tmp_path).returncode == 0
    assert vbparse(*adding, "local.db", folder=tmp_path).returncode == 0

    with Archive(tmp_path / "cluster.db") as by_cluster, Archive(tmp_path / "local.db") as local:
        assert by_cluster.records() == local.records()
        for record in local.records().values():
            assert by_cluster.plan_json(record.sha256 or "") == local.plan_json(record.sha256 or "")


def test_a_document_that_crashes_its_reader_hurts_no_other(cluster: Cluster, few: Path, tmp_path: Path) -> None:
    (few / "04.txt").write_bytes(POISON)
    steps = list(start(cluster, few, tmp_path / "out"))

    failures = [step.record for step in steps if step.record.status == "failed"]
    assert [Path(record.path).name for record in failures] == ["04.txt"]
    assert failures[0].error is not None
    assert failures[0].error.message == "the content crashed its reader (signal 11)"
    assert len(steps) == FEW


def test_a_document_that_kills_workers_again_and_again_fails_and_the_others_are_read(
    cluster: Cluster, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    for number in range(12):
        write_plan(folder / f"{number:02}.txt", number)
    target = FolderTarget(tmp_path / "out")
    target.sink = PoisonSink((tmp_path / "out").absolute(), "05.json")
    engine = partial(ClusterEngine, address=cluster.address)
    cluster.client.run_on_scheduler(allow_failures, 0)
    steps = list(Batch([folder], target, settings=Settings(), engine=engine).run())

    failures = [step.record for step in steps if step.record.status == "failed"]
    assert [Path(record.path).name for record in failures] == ["05.txt"]
    assert failures[0].error is not None
    assert failures[0].error.code == "damaged"
    assert "ended the worker processes" in failures[0].error.message
    assert set(content(tmp_path / "out")) == {f"{n:02}.json" for n in range(12) if n != 5} | {NAME}


def test_an_output_that_cannot_be_written_ends_the_batch(cluster: Cluster, tmp_path: Path) -> None:
    write_plan(tmp_path / "in" / "a.txt")
    (tmp_path / "out" / "a.json" / "in the way").mkdir(parents=True)

    with pytest.raises(OutputError, match=r"a\.json"):
        list(start(cluster, tmp_path / "in", tmp_path / "out"))


def test_a_worker_that_does_not_see_the_folder_is_named(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_plan(tmp_path / "in" / "a.txt")
    elsewhere = tmp_path / "elsewhere" / "token"
    monkeypatch.setattr(cluster_module, "_token", lambda *_: nullcontext(elsewhere))

    with pytest.raises(ResourceError, match=r"the worker tcp://\S+ does not fit: it does not see the folder"):
        list(start(cluster, tmp_path / "in", tmp_path / "out"))


def test_a_worker_of_another_version_is_refused_also_when_it_comes_later(
    cluster: Cluster, few: Path, tmp_path: Path
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text("import vbparse\nvbparse.__version__ = '0.0.1'\n", "utf-8")
    running = start(cluster, few, tmp_path / "out")
    next(running)
    cluster.start_worker("old", first=str(tmp_path / "site"))
    wait_until(lambda: "old" in cluster.workers(), "the other worker is there")
    address = cluster.workers()["old"]
    told = rf"the worker {address} does not fit: vbparse: 0\.0\.1 there"

    with pytest.raises(ResourceError, match=told):
        list(running)
    with pytest.raises(ResourceError, match=told):
        list(start(cluster, few, tmp_path / "out"))
    cluster.restore("one", "two")
    assert len(list(start(cluster, few, tmp_path / "out"))) == FEW


def test_when_all_workers_are_gone_it_says_so_and_waits_and_ends(cluster: Cluster, few: Path, tmp_path: Path) -> None:
    told: list[str] = []
    running = start(cluster, few, tmp_path / "out", patience=1, tell=lambda key, *_: told.append(key))
    done = [next(running)]
    cluster.kill("one")
    cluster.kill("two")
    with pytest.raises(ResourceError, match=r"all workers of the scheduler \S+ are gone"):
        done += running

    assert told == ["cluster.ready", "cluster.alone"]
    assert set(read_manifest(tmp_path / "out")) >= {step.record.path for step in done}
    with pytest.raises(ResourceError, match="has no workers"):
        list(start(cluster, few, tmp_path / "out"))


def test_it_goes_on_when_a_worker_has_come_again(cluster: Cluster, few: Path, tmp_path: Path) -> None:
    told: list[str] = []

    def tell(key: str, *_: object) -> None:
        told.append(key)
        if key == "cluster.alone":
            cluster.start_worker("one")

    running = start(cluster, few, tmp_path / "out", tell=tell)
    steps = [next(running)]
    cluster.kill("one")
    cluster.kill("two")
    steps += running

    assert told == ["cluster.ready", "cluster.alone", "cluster.back"]
    assert len({step.record.path for step in steps}) == len(steps) == FEW


def test_a_scheduler_that_is_gone_ends_the_batch_and_what_was_done_stands(few: Path, tmp_path: Path) -> None:
    (tmp_path / "cluster").mkdir()
    with running_cluster(tmp_path / "cluster", "one") as cluster:
        running = start(cluster, few, tmp_path / "out")
        done = [next(running)]
        cluster.client.close()
        cluster.kill("scheduler")
        with pytest.raises(ResourceError, match="does not answer any more"):
            done += running

    again = list(Batch([few], FolderTarget(tmp_path / "out"), settings=Settings(), engine=LocalEngine).run())
    assert {step.record.path for step in again if step.skipped} >= {step.record.path for step in done}
    assert len(again) == FEW


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense://x:1", "tls://127.0.0.1:1"])
def test_a_scheduler_that_is_not_there_is_a_clear_error(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "_CONNECT", 0.5)

    with pytest.raises(ResourceError, match=f"there is no scheduler at {address}: "):
        ClusterEngine(Settings(), FolderSink(tmp_path), address=address)


def test_the_command_tells_where_no_scheduler_is(tmp_path: Path) -> None:
    write_plan(tmp_path / "a.txt")
    done = vbparse("batch", "a.txt", "-o", "out", "--scheduler", "nonsense", "--lang", "en", folder=tmp_path)

    assert done.returncode == 6
    assert said(done).startswith("Error: there is no scheduler at nonsense: ")


def test_what_listens_there_and_is_no_scheduler_is_not_waited_for(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = cluster.workers()["one"]
    with pytest.raises(ResourceError, match=f"there is no scheduler at {worker}: that is a worker"):
        ClusterEngine(Settings(), FolderSink(tmp_path), address=worker)
    monkeypatch.setattr(cluster_module, "_CONNECT", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ResourceError, match=f"there is no scheduler at {address}: no answer in 0.5 seconds"):
            ClusterEngine(Settings(), FolderSink(tmp_path), address=address)
