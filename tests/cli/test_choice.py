"""Which tasks are put out, in `vbparse extract` and `vbparse batch`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.clirunner import said, vbparse, write_plan

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write_plan(tmp_path / "plan.txt")


def tasks(output: bytes) -> list[str]:
    return [task["text"] for task in json.loads(output)["tasks"]]


def test_tasks_of_a_unit(plan: Path, tmp_path: Path) -> None:
    done = vbparse("extract", plan, "--unit", "cong an xa", folder=tmp_path)

    assert tasks(done.stdout) == ["Tuần tra hằng tháng."]
    assert said(done) == ""


@pytest.mark.parametrize("last", ["--until", "--to"])
def test_tasks_of_a_stretch_of_days(last: str, plan: Path, tmp_path: Path) -> None:
    may = vbparse("extract", plan, "--from", "2024-05-24", last, "2024-05-30", "--to", "json", folder=tmp_path)

    assert tasks(may.stdout) == ["Báo cáo kết quả trước ngày 25/5/2024."]


def test_no_such_task_is_told(plan: Path, tmp_path: Path) -> None:
    done = vbparse("extract", plan, "--unit", "Sở Nội vụ", folder=tmp_path)

    assert (done.returncode, tasks(done.stdout)) == (0, [])
    assert said(done) == "Không có nhiệm vụ nào đúng với lựa chọn.\n"


@pytest.mark.parametrize(
    "arguments", [("--lead-only",), ("--from", "mai"), ("--until", "2024-02-30"), ("--to", "2024-05-1"), ("--to", "x")]
)
def test_what_makes_no_sense_is_wrong_usage(arguments: tuple[str, ...], plan: Path, tmp_path: Path) -> None:
    done = vbparse("extract", plan, *arguments, folder=tmp_path)

    assert (done.returncode, done.stdout) == (2, b"")
    assert arguments[0] in said(done)


def test_a_batch_puts_out_the_same_tasks_and_does_it_anew_for_others(plan: Path, tmp_path: Path) -> None:
    first = vbparse("batch", plan, "-o", "out", "--unit", "Công an xã", "--jobs", "1", folder=tmp_path)
    output = tmp_path / "out" / "plan.json"

    assert first.returncode == 0
    assert tasks(output.read_bytes()) == ["Tuần tra hằng tháng."]
    again = vbparse("batch", plan, "-o", "out", "--unit", "Công an xã", "--lang", "en", folder=tmp_path)
    assert "1 done before" in said(again)  # JSON has no headings, so the language changes nothing
    vbparse("batch", plan, "-o", "out", folder=tmp_path)
    assert len(tasks(output.read_bytes())) == 2


def test_headings_of_a_batch_are_in_the_language_asked_for(plan: Path, tmp_path: Path) -> None:
    vbparse("batch", plan, "-o", "out", "--to", "csv", "--lang", "en", "--jobs", "1", folder=tmp_path)

    assert b"Lead" in (tmp_path / "out" / "plan.csv").read_bytes()


def test_days_are_written_as_people_write_them(plan: Path, tmp_path: Path) -> None:
    done = vbparse("extract", plan, "--from", "tháng 5/2024", "--to", "24/5/2024", folder=tmp_path)

    assert tasks(done.stdout) == ["Báo cáo kết quả trước ngày 25/5/2024."]
