"""Batches from and to URLs without a cluster; `local://` is fsspec's file system on the disk."""

from __future__ import annotations

import shutil
import sys
import threading
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.clirunner import said, vbparse, write_plan
from vbparse.archive import remote
from vbparse.archive.ahead import Digests
from vbparse.archive.batch import Batch, Step
from vbparse.archive.begun import NAME as BEGUN
from vbparse.archive.documents import Document, digest
from vbparse.archive.lock import NAME as LOCK
from vbparse.archive.manifest import NAME, read_manifest
from vbparse.archive.register import Archive
from vbparse.archive.remote import RemoteTarget
from vbparse.archive.target import FolderTarget
from vbparse.errors import InputError
from vbparse.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.archive.target import Target

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fsspec's paths of Windows have drives")
TWO = Settings(jobs=2)


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Give a folder of plans, a copy, an archive, a damaged file, and what is no document."""
    folder = tmp_path / "in"
    for name, number in (("a.txt", 1), ("2024/a.txt", 2), ("b.txt", 1)):
        write_plan(folder / name, number)
    with zipfile.ZipFile(folder / "c.zip", "w") as archive:
        for number in (3, 4):
            archive.write(write_plan(tmp_path / "packed.txt", number), f"kh/{number}.txt")
    (folder / "hỏng.pdf").write_bytes(b"%PDF-1.4\nnothing")
    (folder / "ảnh.bmp2").write_bytes(b"x")
    (folder / ".ẩn.txt").write_bytes(b"x")
    return folder


def run(given: Path | str, target: Target) -> list[Step]:
    return list(Batch([given], target, settings=TWO).run())


def content(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file() and path.name not in {BEGUN, LOCK})
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def test_a_batch_by_url_gives_what_one_by_path_gives(plans: Path, tmp_path: Path) -> None:
    out, url = tmp_path / "by-url", f"local://{tmp_path}/by-url"
    run(plans, FolderTarget(tmp_path / "out"))
    steps = run(f"local://{plans}", RemoteTarget(url))

    by_path = content(tmp_path / "out")
    assert set(by_path) == {"a.json", "2024/a.json", "c.zip/kh/3.json", "c.zip/kh/4.json", NAME}
    assert len(steps) == 6
    assert content(out) == {**by_path, NAME: by_path[NAME].replace(f'"{plans}'.encode(), f'"local://{plans}'.encode())}
    again = run(f"local://{plans}", RemoteTarget(url))
    assert [step.record.path for step in again if not step.skipped] == [f"local://{plans}/hỏng.pdf"]


def test_what_is_new_changed_or_lost_is_read_and_what_is_stale_is_removed(plans: Path, tmp_path: Path) -> None:
    out, target = tmp_path / "out", partial(RemoteTarget, f"local://{tmp_path}/out/")
    run(plans / "2024", target())
    run(plans / "a.txt", target())
    write_plan(plans / "2024" / "a.txt", 1)
    steps = run(plans, target())

    assert {Path(step.record.path).name for step in steps if step.skipped} == {"a.txt"}
    assert not (out / "2024" / "a.json").exists()
    (out / "c.zip" / "kh" / "3.json").unlink()
    assert sum(not step.skipped for step in run(plans, target())) == 2
    assert (out / "c.zip" / "kh" / "3.json").is_file()


def test_the_manifest_of_a_run_that_is_given_up_is_there(plans: Path, tmp_path: Path) -> None:
    running = Batch([plans], RemoteTarget(f"local://{tmp_path}/out"), settings=Settings(jobs=1)).run()
    first = next(running)
    assert not (tmp_path / "out" / NAME).exists()
    running.close()

    assert first.record.path in read_manifest(tmp_path / "out")
    run(plans, RemoteTarget(f"local://{tmp_path}/out"))
    run(plans, FolderTarget(tmp_path / "undisturbed"))
    assert content(tmp_path / "out") == content(tmp_path / "undisturbed")


def test_the_manifest_is_put_from_time_to_time(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_EVERY", -1)
    running = Batch([plans], RemoteTarget(f"local://{tmp_path}/out"), settings=Settings(jobs=1)).run()
    first = next(running)

    assert first.record.path in read_manifest(tmp_path / "out")
    running.close()


def test_the_command_reads_and_writes_urls_and_resumes(plans: Path, tmp_path: Path) -> None:
    url = f"local://{tmp_path}/out"
    given = [f"local://{plans}/2024", f"local://{plans}/*.txt", (plans / "c.zip").as_uri()]
    first = vbparse("batch", *given, "-o", url, "--lang", "en", folder=tmp_path)
    assert first.returncode == 0, said(first)
    assert f"Outputs and manifest.jsonl are in {url}." in said(first)
    assert {record.path for record in read_manifest(tmp_path / "out").values()} == {
        *(f"local://{plans}/{name}" for name in ("2024/a.txt", "a.txt", "b.txt")),
        *(f"{plans}/c.zip!/kh/{number}.txt" for number in (3, 4)),
    }
    (tmp_path / "out" / "a.json").unlink()
    second = vbparse("batch", "--resume", "-o", url, "--lang", "en", folder=tmp_path)

    assert second.returncode == 0
    assert (tmp_path / "out" / "a.json").is_file()
    assert vbparse("batch", "x", "--as", "jsonl", "-o", url, folder=tmp_path).returncode == 2
    missing = vbparse("batch", "--resume", "-o", f"local://{tmp_path}/none", "--lang", "en", folder=tmp_path)
    assert missing.returncode == 7
    assert "no batch was begun in" in said(missing)


def test_the_outputs_at_a_url_go_into_the_archive(plans: Path, tmp_path: Path) -> None:
    run(plans, RemoteTarget(f"local://{tmp_path}/out"))
    done = vbparse("archive", "add", f"local://{tmp_path}/out", "--archive", "by-outputs.db", folder=tmp_path)
    assert done.returncode == 9
    assert vbparse("archive", "add", f"local://{plans}", "--archive", "by-url.db", folder=tmp_path).returncode == 9

    with Archive(tmp_path / "by-outputs.db") as outputs, Archive(tmp_path / "by-url.db") as by_url:
        assert len(list(outputs.documents())) == len(list(by_url.documents())) == 4
        assert set(by_url.records()) == {f"local://{path}" for path in outputs.records()}


def test_a_url_with_credentials_is_refused_before_anything_is_noted(tmp_path: Path) -> None:
    secret = "ThuocVeToi"
    for arguments in (
        [f"s3://khoa:{secret}@thùng/a.pdf", "-o", "out"],
        ["a.txt", "-o", f"s3://khoa:{secret}@thùng/out"],
        ["-", "-o", "out"],
    ):
        listed = f"https://a.vn/a.pdf?sig={secret}\n".encode()
        done = vbparse("batch", *arguments, "-vv", folder=tmp_path, stdin=listed)
        assert done.returncode == 3
        assert secret not in said(done) + done.stdout.decode()
    assert not any(secret.encode() in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_extract_reads_a_url(tmp_path: Path) -> None:
    plan = write_plan(tmp_path / "a.txt")

    by_path = vbparse("extract", plan, folder=tmp_path)
    by_url = vbparse("extract", f"local://{plan}", folder=tmp_path)
    assert by_path.stdout == by_url.stdout


def test_contents_are_told_apart_ahead_and_errors_come_in_their_turn(tmp_path: Path) -> None:
    paths = [f"local://{write_plan(tmp_path / f'{number}.txt', number)}" for number in range(40)]
    paths.insert(7, f"local://{tmp_path}/none.txt")
    paths.insert(9, str(tmp_path / "3.txt"))
    digests = Digests([Document(path, "x") for path in paths], 10_000)
    try:
        for path in paths:
            if "none" in path:
                with pytest.raises(InputError, match="not found"):
                    digests.of(path)
            else:
                assert digests.of(path) == digest(path)
        assert digests.of(paths[0]) == digest(paths[0])
    finally:
        digests.close()


@pytest.fixture
def server(plans: Path) -> Iterator[str]:
    """Give the URL of the folder of plans on the web."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=plans)) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()
        thread.join()


@pytest.mark.slow
def test_documents_are_read_from_the_web(plans: Path, server: str, tmp_path: Path) -> None:
    names = ["a.txt", "2024/a.txt", "b.txt", "c.zip", "h%E1%BB%8Fng.pdf", "none.pdf"]
    listed = "\n".join(f"{server}/{name}" for name in names).encode()
    done = vbparse("batch", "-", "-o", "out", "--lang", "en", folder=tmp_path, stdin=listed)

    assert done.returncode == 9
    records = read_manifest(tmp_path / "out")
    found = {path.removeprefix(f"{server}/"): (record.status, record.name) for path, record in records.items()}
    assert {name: found[name][0] for name in found} == {
        "a.txt": "done", "2024/a.txt": "done", "b.txt": "done", "c.zip!/kh/3.txt": "done", "c.zip!/kh/4.txt": "done",
        "h%E1%BB%8Fng.pdf": "failed", "none.pdf": "failed",
    }  # fmt: skip
    assert records[f"{server}/b.txt"].same_as == f"{server}/a.txt"
    missing = records[f"{server}/none.pdf"].error
    assert missing is not None
    assert missing.message == f"{server}/none.pdf cannot be read: not found"
    shutil.rmtree(plans / "2024")
    run(plans, FolderTarget(tmp_path / "local"))
    assert (tmp_path / "out" / "a.json").read_bytes() == (tmp_path / "local" / "a.json").read_bytes()
