"""What is taken in is not lost, whatever happens; what cannot be taken in is told so."""

from __future__ import annotations

import json
import signal
import sqlite3
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.clirunner import PLAN, SAMPLE
from tests.servermaker import LONG, WAIT, client_of, plan_text, serving, serving_process
from tests.test_secrecy import SECRET, told
from vbparse.archive.register import Archive
from vbparse.archive.store import jobs as rows
from vbparse.archive.store.database import writing
from vbparse.archive.store.jobs import Job
from vbparse.errors import OutputError
from vbparse.serve.desk import Desk
from vbparse.serve.reading import read_sent
from vbparse.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from vbparse.serve.reading import Sent


def states(client: httpx.Client) -> dict[str, str]:
    jobs = client.get("/v1/jobs", params={"limit": 1000}).json()["items"]
    return {job["name"]: job["state"] for job in jobs}


def wait_until_done(client: httpx.Client, count: int) -> dict[str, str]:
    end = time.monotonic() + LONG
    while set((found := states(client)).values()) & {"waiting", "reading"} or len(found) < count:
        assert time.monotonic() < end, found
        time.sleep(0.1)
    return found


def hold(sent: Sent) -> bytes:
    """Read a document, but never end with some."""
    if sent.order.name and sent.order.name.startswith("slow"):
        time.sleep(1000)
    return read_sent(sent)


def test_as_many_wait_as_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vbparse.serve.jobs.read_sent", hold)
    with serving(tmp_path, jobs=1, max_waiting=2) as server:
        for number in range(3):
            assert server.client.post(f"/v1/plans?name=slow{number}", content=plan_text(number)).status_code == 202
            time.sleep(0.3)  # the first is being read
        answer = server.client.post("/v1/plans?name=slow9", content=plan_text(9))
        assert (answer.status_code, answer.json()["code"]) == (429, "busy")
        assert int(answer.headers["retry-after"]) > 0
        health = server.client.get("/health").json()
        assert (health["waiting"], health["reading"]) == (2, 1)
        kept = {path.name for path in server.desk.contents.folder.iterdir()}
        assert sha256(plan_text(9)).hexdigest() not in kept
        began = time.monotonic()
    assert time.monotonic() - began < 20  # the worker was killed

    monkeypatch.undo()
    with serving(tmp_path) as again:  # what waited is read now
        assert set(wait_until_done(again.client, 3).values()) == {"done"}
        assert again.client.get("/v1/plans").json()["total"] == 3


def test_a_job_that_waits_cannot_be_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vbparse.serve.jobs.read_sent", hold)
    with serving(tmp_path, jobs=1) as server:
        job = server.client.post("/v1/plans?name=slow", content=plan_text(1)).json()
        assert server.client.delete(job["link"]).status_code == 409
        same = server.client.post("/v1/plans?name=other", content=plan_text(1)).json()
        assert same["id"] == job["id"]


def test_a_document_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vbparse.serve.jobs.read_sent", hold)
    with serving(tmp_path, jobs=1, max_seconds=5.0) as server:
        slow = server.send(plan_text(1), "slow.txt")
        assert (slow.status_code, slow.json()["code"]) == (413, "limit")
        assert server.send(plan_text(2), "quick.txt").status_code == 200


def test_of_a_secret_document_nothing_is_kept_and_nothing_shown(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        answer = server.send(SECRET.encode(), "vb.txt")
        assert answer.status_code == 200
        assert answer.json()["header"]["secrecy"] == "TỐI MẬT"
        digest = sha256(SECRET.encode()).hexdigest()
        assert states(server.client) == {"vb.txt": "secret"}
        again = server.send(SECRET.encode(), "vb.txt")
        assert again.json() == answer.json()
        for path in ("file", "pages", "pages/1"):
            refused = server.client.get(f"/v1/plans/{digest}/{path}")
            assert (refused.status_code, refused.json()["code"]) == (403, "secret")
        others = ("", "/export/csv", "/corrections")
        answers = [server.client.get(f"/v1/plans/{digest}{path}") for path in others]
        answers += [server.client.get(path) for path in ("/v1/plans", "/v1/tasks", "/v1/units", "/", "/v1/jobs")]
        answers.append(server.client.get("/v1/search", params={"q": "cây xanh"}))
        assert [words for one in answers if (words := told(one.content))] == []
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert told(written) == []

    with serving(tmp_path, allow_secret=True) as allowed:
        plan = allowed.send(SECRET.encode(), "vb.txt").json()
        assert plan["header"]["code"] == "4711/KH-UBND"
        assert allowed.client.get(f"/v1/plans/{digest}/file").content == SECRET.encode()

    with serving(tmp_path) as forbidden:  # the archive holds it now, and this server may not tell
        for path in ("", "/file", "/export/csv", "/corrections"):
            assert forbidden.client.get(f"/v1/plans/{digest}{path}").status_code == 403
        listed = forbidden.client.get("/v1/plans")
        assert listed.json()["total"] == 1
        assert told(listed.content) == []
        assert (
            forbidden.client.get("/v1/plans", params={"issuer": "Ủy ban nhân dân xã Thử Nghiệm"}).json()["total"] == 0
        )
        for path in ("/v1/tasks", "/v1/units", "/v1/search?q=c%C3%A2y", "/v1/due?from=2024-01-01&to=2024-12-31"):
            assert forbidden.client.get(path).json()["total"] == 0
        assert forbidden.client.get("/v1/export/due.csv?from=2024-01-01&to=2024-12-31").text.count("\n") == 1


def test_documents_that_were_added_otherwise_are_shown_and_read_anew(tmp_path: Path) -> None:
    import vbparse

    path = tmp_path / "70.pdf"
    path.write_bytes(SAMPLE.read_bytes())
    with Archive(tmp_path / "plans.db", create=True) as archive:
        archive.add(vbparse.parse(path), path=path)
    with serving(tmp_path) as server:
        link = server.client.get("/v1/plans").json()["items"][0]["link"]
        assert server.client.get(f"{link}/pages/1").headers["content-type"] == "image/png"
        assert server.client.get(f"{link}/file").content == SAMPLE.read_bytes()
        assert server.client.post(f"{link}/read", headers=WAIT).status_code == 200
        path.unlink()
        gone = server.client.get(f"{link}/file")
        assert (gone.status_code, gone.json()["code"]) == (422, "input")
        assert server.client.post(f"{link}/read", headers=WAIT).status_code == 422
        assert server.client.get(link).status_code == 200
        assert server.send(SAMPLE.read_bytes()).status_code == 200  # now it is kept
        assert server.client.get(f"{link}/file").status_code == 200


def test_two_servers_do_not_share_an_archive(tmp_path: Path) -> None:
    settings = Settings(archive=tmp_path / "plans.db")
    with Desk(settings), pytest.raises(OutputError, match="another"):
        Desk(settings)
    Desk(settings).close()


def test_what_nobody_was_told_of_is_removed_and_what_is_old_forgotten(tmp_path: Path) -> None:
    settings = Settings(archive=tmp_path / "plans.db")
    with Desk(settings) as desk:
        folder = desk.contents.folder
        (folder / ("a" * 64)).write_bytes(b"nobody was told")
        (folder / ("b" * 64)).write_bytes(b"failed long ago")
        (folder / ".vbparse-half").write_bytes(b"half")
        old = Job("old", "b" * 64, "x", "x", 1, "2020-01-01", state="failed", ended_at="2020-01-01T00:00:00+00:00")
        with Archive(settings.archive) as archive, writing(archive.connection):
            rows.add_job(archive.connection, old)
    with Desk(settings), Archive(settings.archive) as archive:
        assert rows.find_job(archive.connection, "old") is None
        assert {path.name for path in folder.iterdir()} == {".lock", "pages"}


def test_a_document_that_ends_the_server_again_and_again_is_given_up(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        sent = server.client.post("/v1/plans?name=1.txt", content=plan_text(1), headers=WAIT)
        assert sent.status_code == 200
    with Archive(tmp_path / "plans.db") as archive:
        assert archive.forget(next(iter(archive.records())))
        with writing(archive.connection):
            archive.connection.execute("UPDATE jobs SET state = 'waiting', ended_at = NULL, tries = 5")
    with serving(tmp_path) as server:
        assert wait_until_done(server.client, 1) == {"1.txt": "failed"}
        assert server.client.get("/v1/jobs").json()["items"][0]["problem"]["code"] == "damaged"
        assert server.send(plan_text(1)).status_code == 200  # somebody insists


def test_uploads_that_stop_leave_nothing(tmp_path: Path) -> None:
    import socket
    from urllib.parse import urlsplit

    with serving(tmp_path) as server:
        place = urlsplit(server.url)
        with socket.create_connection((place.hostname, place.port)) as connection:
            host = f"Host: {place.netloc}".encode()
            connection.sendall(b"POST /v1/plans HTTP/1.1\r\n" + host + b"\r\nContent-Length: 1000\r\n\r\n" + b"x" * 500)
            time.sleep(0.3)
        end = time.monotonic() + LONG
        while [path for path in server.desk.contents.folder.iterdir() if path.name.startswith(".vbparse-")]:
            assert time.monotonic() < end
            time.sleep(0.05)
        assert states(server.client) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_stops_in_good_order(tmp_path: Path, number: int) -> None:
    with serving_process(tmp_path, "--jobs", "1") as (process, url), client_of(url) as client:
        sent = [client.post(f"/v1/plans?name={number}.txt", content=plan_text(number)) for number in range(3)]
        assert {answer.status_code for answer in sent} == {202}
        process.send_signal(number)
        assert process.wait(LONG) == 0
    assert "Stopped." in (tmp_path / "said").read_text()
    with serving(tmp_path) as server:
        assert set(wait_until_done(server.client, 3).values()) == {"done"}
        assert {job["state"] for job in server.client.get("/v1/jobs").json()["items"]} == {"done"}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.timeout(300)
@pytest.mark.parametrize("after", [3, 10, 17])
def test_nothing_that_was_acknowledged_is_lost_when_the_server_is_killed(tmp_path: Path, after: int) -> None:
    acknowledged: dict[str, str] = {}
    enough = threading.Event()
    lock = threading.Lock()

    def send(number: int, url: str) -> None:
        data = plan_text(number)
        with client_of(url) as client:
            try:
                answer = client.post(f"/v1/plans?name={number}.txt", content=data)
            except httpx.HTTPError:  # killed
                return
        assert answer.status_code in {200, 202}
        with lock:
            acknowledged[f"{number}.txt"] = sha256(data).hexdigest()
            if len(acknowledged) >= after:
                enough.set()

    with serving_process(tmp_path) as (process, url), ThreadPoolExecutor(5) as threads:
        for number in range(20):
            threads.submit(send, number, url)
        assert enough.wait(LONG)
        process.kill()
        process.wait()
    assert len(acknowledged) >= after
    check_whole(tmp_path)

    with serving_process(tmp_path) as (_, url), client_of(url) as client:
        ended = wait_until_done(client, len(acknowledged))
        assert {ended[name] for name in acknowledged} == {"done"}
        for name, digest in acknowledged.items():
            plan = client.get(f"/v1/plans/{digest}")
            assert plan.status_code == 200
            assert plan.json()["header"]["code"] == f"{name.removesuffix('.txt')}/KH-UBND"


def check_whole(folder: Path) -> None:
    """See that the database is whole, and each content that is kept is what its name says."""
    with sqlite3.connect(folder / "plans.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    for path in (folder / "plans.db.files").iterdir():
        if len(path.name) == 64:
            assert sha256(path.read_bytes()).hexdigest() == path.name


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_fifty_at_once_are_all_read(tmp_path: Path) -> None:
    with serving(tmp_path) as server, ThreadPoolExecutor(50) as threads:

        def send(number: int) -> int:
            text = PLAN.format(number=number).encode()
            with client_of(server.url) as client:
                return client.post(f"/v1/plans?name={number}.txt", content=text).status_code

        assert set(threads.map(send, range(50))) == {202}
        assert set(wait_until_done(server.client, 50).values()) == {"done"}
        plans = server.client.get("/v1/plans", params={"limit": 100}).json()
        assert {plan["code"] for plan in plans["items"]} == {f"{number}/KH-UBND" for number in range(50)}
        assert json.loads(server.client.get("/v1/tasks").content)["total"] == 100
