"""`vbparse batch` in a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.clirunner import COMMAND, environment, said, vbparse, write_plan
from vbparse.archive.lock import lock_folder


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    write_plan(tmp_path / "in" / "a.txt", 1)
    write_plan(tmp_path / "in" / "sâu hơn" / "a.txt", 2)
    return tmp_path / "in"


def test_a_folder_becomes_a_folder(plans: Path, tmp_path: Path) -> None:
    done = vbparse("batch", "in", "-o", "out", "--jobs", "2", folder=tmp_path)

    assert (done.returncode, done.stdout) == (0, b"")
    assert json.loads((tmp_path / "out" / "sâu hơn" / "a.json").read_bytes())["header"]["number"] == "2"
    assert "2 văn bản: đọc xong 2" in said(done)
    assert said(done).splitlines()[0].startswith("[1/2] in/")
    again = vbparse("batch", "in", "-o", "out", folder=tmp_path)
    assert again.returncode == 0
    assert "đã có từ trước 2" in said(again)


def test_failures_are_listed_by_kind_with_the_command_that_reads_them_again(plans: Path, tmp_path: Path) -> None:
    (plans / "hỏng 1.pdf").write_bytes(b"%PDF-1.4\nnothing")
    (plans / "rỗng.pdf").write_bytes(b"")
    done = vbparse("batch", "in", "-o", "out", "--lang", "en", folder=tmp_path)
    report = said(done)

    assert done.returncode == 9
    assert "4 documents: 2 read, 0 done before, 0 copies, 2 failed, 0 secret." in report
    assert "4 tasks; " in report
    assert " documents/s.\nOutputs and manifest.jsonl are in out." in report
    assert "damaged (1 documents)" in report
    assert "empty (1 documents)" in report
    retry = next(line for line in report.splitlines() if "to retry" in line and "hỏng" in line)
    write_plan(tmp_path / "in" / "hỏng 1.pdf", 3)
    program, *arguments = shlex.split(retry.partition(": ")[2])
    assert program == "vbparse"
    assert vbparse(*arguments, folder=tmp_path).returncode == 0
    assert (tmp_path / "out" / "hỏng 1.json").is_file()


def test_a_secret_document_counts_as_not_read(plans: Path, tmp_path: Path) -> None:
    path = plans / "mật.txt"
    path.write_text((plans / "a.txt").read_text(encoding="utf-8").replace("KẾ HOẠCH\n", "TỐI MẬT\nKẾ HOẠCH\n"), "utf-8")
    done = vbparse("batch", "in", "-o", "out", folder=tmp_path)

    assert done.returncode == 9
    assert "--allow-secret" in said(done)
    assert "cây xanh" not in (tmp_path / "out" / "mật.json").read_text(encoding="utf-8")
    assert vbparse("batch", "in", "-o", "out", "--allow-secret", folder=tmp_path).returncode == 0


def test_quiet_says_nothing_but_failures(plans: Path, tmp_path: Path) -> None:
    assert said(vbparse("batch", "-q", "in", "-o", "out", folder=tmp_path)) == ""


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = vbparse("batch", "in", "-o", "out", folder=tmp_path)

    assert done.returncode == 0
    assert "Không có văn bản nào" in said(done)


def test_an_output_folder_that_cannot_be_made(plans: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")

    assert vbparse("batch", "in", "-o", "out", folder=tmp_path).returncode == 7


@pytest.mark.parametrize(
    "arguments",
    [
        ["batch"],
        ["batch", "in"],
        ["batch", "-o", "out"],
        ["batch", "in", "-o", "out", "--jobs", "0"],
        ["batch", "in", "-o", "out", "--as", "xml"],
        ["batch", "in", "-o", "out", "--as", "jsonl", "--to", "csv"],
    ],
)
def test_wrong_usage(arguments: list[str], tmp_path: Path) -> None:
    assert vbparse(*arguments, folder=tmp_path).returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_an_interrupt_keeps_what_is_done(tmp_path: Path) -> None:
    for number in range(400):
        write_plan(tmp_path / "in" / f"{number}.txt", number)
    running = subprocess.Popen(
        [*COMMAND, "batch", "in", "-o", "out", "--jobs", "2"], cwd=tmp_path, env=environment(), stderr=subprocess.PIPE
    )
    assert running.stderr is not None
    first = running.stderr.readline()
    running.send_signal(signal.SIGINT)
    started = time.monotonic()
    _, complaints = running.communicate(timeout=20)

    assert first.startswith(b"[1/400]")
    assert running.returncode == 130
    assert time.monotonic() - started < 10
    assert "làm tiếp bằng: vbparse batch --resume -o out" in complaints.decode()
    assert "Traceback" not in complaints.decode()
    lines = (tmp_path / "out" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    outputs = {path.name for path in (tmp_path / "out").iterdir()} - {"manifest.jsonl", "batch.json", ".lock"}
    assert {json.loads(line)["name"] for line in lines} <= outputs
    assert len(outputs) == len(lines)
    assert 1 <= len(lines) < 400


def names(out: Path) -> set[str]:
    return {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} - {".lock", "batch.json"}


def content(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in names(out)}


def records(out: Path) -> dict[str, dict[str, Any]]:
    return {record["path"]: record for record in map(json.loads, (out / "manifest.jsonl").read_bytes().splitlines())}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\0"])
def test_a_list_on_standard_input_and_a_pattern_that_no_shell_expanded(end: str, tmp_path: Path) -> None:
    for name in ("x/kế hoạch [1].txt", "x/b.txt", "in/1/c.txt", "in/d.txt"):
        write_plan(tmp_path / name, len(name))
    listed = end.join(["x/kế hoạch [1].txt", "x/b.txt", "không có.txt", ""])
    done = vbparse("batch", "-", "in/**/*.txt", "-o", "out", folder=tmp_path, stdin=b"\xef\xbb\xbf" + listed.encode())

    assert done.returncode == 9
    assert names(tmp_path / "out") == {"kế hoạch [1].json", "b.json", "1/c.json", "d.json", "manifest.jsonl"}
    assert records(tmp_path / "out")["không có.txt"]["error"]["code"] == "input"
    assert "--resume -o out -- 'không có.txt'" in said(done)


def test_resume_needs_nothing_but_the_folder(plans: Path, tmp_path: Path) -> None:
    lexicon = tmp_path / "own.tsv"
    lexicon.write_text("abbr\texpansion\nCX\tcây xanh\n", encoding="utf-8")
    arguments = ("-o", "out", "--to", "csv", "--partial", "--lexicon", "own.tsv", "--jobs", "1")
    listed = b"in/a.txt\n" + "in/sâu hơn/a.txt\nlater.txt\n".encode()
    assert vbparse("batch", "-", *arguments, folder=tmp_path, stdin=listed).returncode == 9
    write_plan(tmp_path / "later.txt", 7)
    (tmp_path / "elsewhere").mkdir()
    done = vbparse("batch", "--resume", "-o", "../out", folder=tmp_path / "elsewhere")

    assert done.returncode == 0, said(done)
    assert "3 văn bản: đọc xong 1, đã có từ trước 2" in said(done)
    assert {record["status"] for record in records(tmp_path / "out").values()} == {"done"}
    assert names(tmp_path / "out") == {"a.csv", "a-" + names_mark(tmp_path / "out"), "later.csv", "manifest.jsonl"}
    again = vbparse("batch", "--resume", "--again", "-o", "out", "in/a.txt", folder=tmp_path)
    assert "1 văn bản: đọc xong 1" in said(again)
    assert "3 văn bản: đọc xong 0, đã có từ trước 3" in said(vbparse("batch", "--resume", "-o", "out", folder=tmp_path))


def names_mark(out: Path) -> str:
    """Give the rest of the name of the second of two documents of one name."""
    (marked,) = (path.name.removeprefix("a-") for path in out.glob("a-*"))
    return marked


def test_nothing_to_resume_and_a_folder_that_is_gone_are_errors(plans: Path, tmp_path: Path) -> None:
    done = vbparse("batch", "--resume", "-o", "none", folder=tmp_path)
    assert done.returncode == 7
    assert "không dùng --resume" in said(done)
    assert not (tmp_path / "none").exists()

    (tmp_path / "here").mkdir()
    assert vbparse("batch", "../in", "-o", "../out", folder=tmp_path / "here").returncode == 0
    (tmp_path / "here").rmdir()
    done = vbparse("batch", "--resume", "-o", "out", folder=tmp_path)
    assert done.returncode == 7
    assert "here" in said(done)


def test_many_failures_are_retried_by_the_folder(tmp_path: Path) -> None:
    for number in range(11):
        write_plan(tmp_path / "in" / f"{number}.pdf").write_bytes(b"%PDF-1.4\n" + bytes([number]))
    report = said(vbparse("batch", "in", "-o", "out", "--lang", "en", folder=tmp_path))

    assert "damaged (11 documents)" in report
    assert "… and 1 more" in report
    assert report.rstrip().endswith("to retry: vbparse batch --resume -o out")


@pytest.mark.parametrize("form", ["files", "jsonl", "parquet"])
def test_bytes_do_not_depend_on_the_number_of_workers(form: str, plans: Path, tmp_path: Path) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    write_plan(plans / "b.txt", 1)
    (plans / "hỏng.pdf").write_bytes(b"%PDF-1.4\nnothing")
    for jobs in "123":
        done = vbparse("batch", "in", "-o", jobs, "--as", form, "--jobs", jobs, folder=tmp_path)
        assert done.returncode == 9

    assert content(tmp_path / "1") == content(tmp_path / "2") == content(tmp_path / "3")
    assert len(content(tmp_path / "1")) == {"files": 3, "jsonl": 4, "parquet": 8}[form]


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are POSIX here")
def test_a_terminal_shows_a_bar(plans: Path, tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [*COMMAND, "batch", "in", "-o", "out", "--lang", "en"]
    running = subprocess.Popen(command, cwd=tmp_path, env=environment(TERM="xterm", COLUMNS="120"), stderr=theirs)
    os.close(theirs)
    seen = b""
    with contextlib.suppress(OSError):  # the other end is closed
        while piece := os.read(ours, 4096):
            seen += piece
    os.close(ours)

    assert running.wait(20) == 0
    assert b"documents/s" in seen
    assert b"0:00:00 left, 0 failed" in seen
    assert b"2/2" in seen


@pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX")
def test_a_full_disk_is_told_at_once_and_what_was_done_stands(tmp_path: Path) -> None:
    import resource

    for number in range(40):
        write_plan(tmp_path / "in" / f"{number:02}.txt", number)
    long = (tmp_path / "in" / "20.txt").read_text(encoding="utf-8")
    (tmp_path / "in" / "20.txt").write_text(long.replace("- Tuần tra hằng tháng.\n", "- Tuần tra.\n" * 500), "utf-8")
    command = [*COMMAND, "batch", "in", "-o", "out", "--jobs", "1", "--lang", "en"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
    )

    assert done.returncode == 7
    assert "20.json cannot be written: File too large" in said(done)
    known = records(tmp_path / "out")
    assert {f"in/{number:02}.txt" for number in range(18)} <= set(known)
    assert "in/39.txt" not in known
    assert {record["name"] for record in known.values()} | {"manifest.jsonl"} == names(tmp_path / "out")
    assert vbparse("batch", "--resume", "-o", "out", folder=tmp_path).returncode == 0
    assert len(records(tmp_path / "out")) == 40


def test_two_runs_do_not_write_into_one_folder(plans: Path, tmp_path: Path) -> None:
    lock = lock_folder(Path(shutil.copytree(plans, tmp_path / "out")))
    done = vbparse("batch", "in", "-o", "out", folder=tmp_path)
    lock.close()

    assert done.returncode == 7
    assert "Chờ lần chạy kia xong" in said(done)
    assert vbparse("batch", "in", "-o", "out", folder=tmp_path).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize("form", ["files", "jsonl"])
def test_a_run_that_was_killed_is_resumed_to_the_same_bytes(form: str, tmp_path: Path) -> None:
    for number in range(60):
        write_plan(tmp_path / "in" / f"{number}.txt", number % 55)  # five copies
    (tmp_path / "in" / "hỏng.pdf").write_bytes(b"%PDF-1.4\nnothing")
    command = [*COMMAND, "batch", "in", "--as", form, "--jobs", "2"]
    for lines in (1, 15):
        running = subprocess.Popen([*command, "-o", "killed"], cwd=tmp_path, env=environment(), stderr=subprocess.PIPE)
        assert running.stderr is not None
        for _ in range(lines):
            running.stderr.readline()
        running.kill()
        running.communicate()
        assert running.returncode == -signal.SIGKILL
    assert vbparse("batch", "--resume", "-o", "killed", folder=tmp_path).returncode == 9
    subprocess.run([*command, "-o", "whole"], cwd=tmp_path, env=environment(), capture_output=True, check=False)

    assert content(tmp_path / "killed") == content(tmp_path / "whole")
    assert len(records(tmp_path / "killed")) == 61
