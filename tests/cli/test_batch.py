"""`vbparse batch` in a process of its own."""

from __future__ import annotations

import json
import shlex
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.clirunner import COMMAND, environment, said, vbparse, write_plan

if TYPE_CHECKING:
    from pathlib import Path


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
    assert "4 documents: 2 read, 0 done before, 2 not read." in report
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


@pytest.mark.parametrize("arguments", [["batch"], ["batch", "in"], ["batch", "in", "-o", "out", "--jobs", "0"]])
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
    assert "Đã dừng" in complaints.decode()
    assert "Traceback" not in complaints.decode()
    lines = (tmp_path / "out" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    outputs = {path.name for path in (tmp_path / "out").iterdir()} - {"manifest.jsonl", ".lock"}
    assert {json.loads(line)["name"] for line in lines} <= outputs
    assert len(outputs) == len(lines)
    assert 1 <= len(lines) < 400
