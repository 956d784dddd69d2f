"""`vbparse extract` in a process of its own: outputs, exit codes, odd names, streams."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import vbparse as library
from tests.clirunner import COMMAND, PLAN, SAMPLE, environment, said, vbparse, write_plan


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write_plan(tmp_path / "plan.txt")


def test_the_sample_is_put_out_as_the_library_reads_it(tmp_path: Path) -> None:
    done = vbparse("extract", SAMPLE, folder=tmp_path)

    assert done.returncode == 0
    assert said(done) == ""
    assert done.stdout == library.parse(SAMPLE).model_dump_json().encode() + b"\n"


def test_two_runs_give_the_same_bytes(plan: Path, tmp_path: Path) -> None:
    first, second = (vbparse("extract", plan, folder=tmp_path, env={"PYTHONHASHSEED": seed}) for seed in "12")

    assert first.stdout == second.stdout != b""


def test_a_file_is_written_and_said(plan: Path, tmp_path: Path) -> None:
    done = vbparse("extract", plan, "-o", "kế hoạch.json", "--pretty", folder=tmp_path)

    assert (done.returncode, done.stdout) == (0, b"")
    assert said(done) == "Đã ghi kế hoạch.json.\n"
    text = (tmp_path / "kế hoạch.json").read_text(encoding="utf-8")
    assert json.loads(text)["header"]["code"] == "12/KH-UBND"
    assert text.startswith('{\n  "schema_version"')
    assert said(vbparse("-q", "extract", plan, "-o", "x.json", folder=tmp_path)) == ""
    assert said(vbparse("extract", plan, "-o", "x.json", "--lang", "en", folder=tmp_path)) == "Wrote x.json.\n"


def test_standard_input_is_read(tmp_path: Path) -> None:
    done = vbparse("extract", "-", folder=tmp_path, stdin=PLAN.format(number=7).encode())
    plan = json.loads(done.stdout)

    assert plan["header"]["code"] == "7/KH-UBND"
    assert plan["source"]["name"] == "<stdin>"


@pytest.mark.parametrize(
    "name", ["-rf.txt", "Kế hoạch 'quý I'.txt", " .txt", "a;b&c.txt", "tab\tline\n.txt", "x" * 200]
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows refuses some of these names")
def test_odd_names_are_names(name: str, tmp_path: Path) -> None:
    write_plan(tmp_path / name)
    done = vbparse("extract", "--", name, folder=tmp_path)

    assert done.returncode == 0
    assert json.loads(done.stdout)["source"]["name"] == name


def test_other_formats(plan: Path, tmp_path: Path) -> None:
    table = vbparse("extract", plan, "--to", "csv", folder=tmp_path).stdout.decode("utf-8-sig")
    calendar = vbparse("extract", plan, "--to", "ics", folder=tmp_path).stdout

    assert "2024-05-24" in [row["Thời hạn"] for row in csv.DictReader(io.StringIO(table, newline=""))]
    assert b"DUE;VALUE=DATE:20240524" in calendar
    assert vbparse("extract", plan, "--to", "xlsx", folder=tmp_path).stdout.startswith(b"PK")


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", 3, "tệp không có nội dung"),
        (b"\x00\x01\xfe" * 400, 3, "định dạng chưa đọc được"),
        (b"%PDF-1.4\nnothing", 3, "tệp bị hỏng"),
        (b"PK\x03\x04word/document.xml", 3, "tệp bị hỏng"),
    ],
)
def test_what_cannot_be_read_has_its_code_and_one_line(content: bytes, code: int, words: str, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(content)
    done = vbparse("extract", "x.pdf", folder=tmp_path)

    assert (done.returncode, done.stdout) == (code, b"")
    assert said(done).startswith(f"Lỗi: {words} (")
    assert said(done).count("\n") == 1
    english = said(vbparse("extract", "x.pdf", "--lang", "en", folder=tmp_path))
    assert english.startswith("Error: x.pdf ")
    assert english.isascii()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = vbparse("extract", "không có.pdf", folder=tmp_path)

    assert done.returncode == 3
    assert "Kiểm tra tên tệp và quyền đọc tệp." in said(done)


@pytest.mark.parametrize(("variable", "value"), [("MAX_BYTES", "100"), ("MAX_CHARS", "100")])
def test_limits_of_the_settings_hold(variable: str, value: str, plan: Path, tmp_path: Path) -> None:
    done = vbparse("extract", plan, folder=tmp_path, env={f"VBPARSE_{variable}": value})

    assert done.returncode == 5
    assert "vượt giới hạn" in said(done)


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes are POSIX")
def test_a_hang_ends_at_the_limit(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "never.pdf")  # reading it waits for ever
    done = vbparse("extract", "never.pdf", folder=tmp_path, env={"VBPARSE_MAX_SECONDS": "1"})

    assert done.returncode == 5
    assert "limit of 1 seconds" in said(done)


@pytest.mark.parametrize(
    "env", [{"VBPARSE_MAX_PAGES": "no"}, {"VBPARSE_LANG": "fr"}, {"VBPARSE_LEXICON": "nowhere.tsv"}]
)
def test_settings_that_cannot_be_used(env: dict[str, str], plan: Path, tmp_path: Path) -> None:
    done = vbparse("extract", plan, folder=tmp_path, env=env)

    assert done.returncode == 6
    assert said(done).startswith("Lỗi: không dùng được dữ liệu hoặc thiết lập")


def test_a_folder_that_is_not_there_cannot_be_written_to(plan: Path, tmp_path: Path) -> None:
    done = vbparse("extract", plan, "-o", "nowhere/x.json", folder=tmp_path)

    assert done.returncode == 7
    assert "không ghi được kết quả" in said(done)


@pytest.mark.parametrize(
    "arguments", [["extract"], ["extract", "x", "--to", "dot"], ["extract", "x", "--nonsense"], ["nonsense"], []]
)
def test_wrong_usage(arguments: list[str], tmp_path: Path) -> None:
    assert vbparse(*arguments, folder=tmp_path).returncode == 2


def test_strict_tells_of_an_error_finding(tmp_path: Path) -> None:
    path = tmp_path / "gap.txt"
    path.write_text(PLAN.format(number=12).replace("2. Công an xã", "4. Công an xã"), encoding="utf-8")
    easy, strict = vbparse("extract", path, folder=tmp_path), vbparse("extract", path, "--strict", folder=tmp_path)

    assert (easy.returncode, strict.returncode) == (0, 8)
    assert easy.stdout == strict.stdout
    assert "NUMBERING_GAP" in said(strict)


def test_a_secrecy_mark_lets_nothing_out_unless_allowed(tmp_path: Path) -> None:
    path = tmp_path / "mật.txt"
    path.write_text(PLAN.format(number=12).replace("KẾ HOẠCH\n", "MẬT\nKẾ HOẠCH\n"), encoding="utf-8")
    stopped = vbparse("extract", path, folder=tmp_path)
    allowed = vbparse("extract", path, "--allow-secret", folder=tmp_path)
    plan = json.loads(stopped.stdout)

    assert (stopped.returncode, allowed.returncode) == (8, 0)
    assert "--allow-secret" in said(stopped)
    assert plan["header"]["secrecy"]
    assert "cây xanh" not in stopped.stdout.decode()
    assert [plan[name] for name in ("text", "outline", "units", "tasks", "times")] == ["", [], [], [], []]
    assert json.loads(allowed.stdout)["tasks"]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise on Windows")
def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [*COMMAND, "extract", SAMPLE], cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    complaints = running.stderr.read()
    running.stderr.close()

    assert running.wait() == 141
    assert complaints == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_disk_is_said(plan: Path, tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "extract", plan],
            cwd=tmp_path,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert done.returncode == 7
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_an_interrupt_ends_it_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "never.pdf")  # reading it waits for ever
    running = subprocess.Popen(
        [*COMMAND, "extract", "never.pdf"], cwd=tmp_path, env=environment(), stderr=subprocess.PIPE
    )
    time.sleep(1)
    running.send_signal(signal.SIGINT)
    _, complaints = running.communicate(timeout=10)

    assert running.returncode == 130
    assert b"Traceback" not in complaints


def test_the_log_holds_names_and_counts_and_no_text(plan: Path, tmp_path: Path) -> None:
    done = vbparse("extract", plan, "-v", "--log-file", "run.log", folder=tmp_path)
    log = (tmp_path / "run.log").read_text(encoding="utf-8")

    assert done.returncode == 0
    assert "plan.txt" in log
    assert "tasks" in log
    assert "cây" not in log
    assert "Công an" not in log


def test_a_lexicon_may_stand_before_or_after_the_command(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text("abbr\texpansion\nCX\tcây xanh\n", encoding="utf-8")
    plain = json.loads(vbparse("extract", plan, folder=tmp_path).stdout)["generator"]["lexicon"]
    before = json.loads(vbparse("--lexicon", "own.tsv", "extract", plan, folder=tmp_path).stdout)["generator"][
        "lexicon"
    ]
    after = json.loads(vbparse("extract", plan, "--lexicon", "own.tsv", folder=tmp_path).stdout)["generator"]["lexicon"]

    assert before == after != plain
