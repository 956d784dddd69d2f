"""`vbparse archive due` in a process of its own."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import icalendar
import pytest

import vbparse as library
from tests.clirunner import SAMPLE, said, vbparse, write_plan
from vbparse.archive.register import Archive

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

MAY = ("--from", "2024-05-01", "--to", "2024-05-31")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of plan 70 and an invented plan (reports before 25/5/2024, patrols every month)."""
    folder = tmp_path_factory.mktemp("due")
    with Archive(folder / "vbparse.db", create=True) as archive:
        archive.add(library.parse(SAMPLE), path="kehoach70.pdf")
        archive.add(library.parse(write_plan(folder / "12.txt")), path="12.txt")
    return folder


def due(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return vbparse("archive", "due", *arguments, folder=folder)


def data(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    done = due(folder, *arguments, "--as", "json")
    assert done.returncode == 0, said(done)
    answer: list[dict[str, Any]] = json.loads(done.stdout)
    return answer


def test_a_table_for_people(folder: Path) -> None:
    done = due(folder, *MAY, "--issuer", "UBND xã Thử Nghiệm")
    lines = [line.split() for line in done.stdout.decode().splitlines() if line.strip()]
    assert done.returncode == 0
    assert [line[:2] for line in lines if line[0].startswith("2024")] == [
        ["2024-05-24", "12/KH-UBND"],
        ["2024-05-31", "12/KH-UBND"],
    ]
    assert "lấy ngày cuối kỳ" in " ".join(done.stdout.decode().split())
    assert not said(done)


def test_json_tells_all_of_plan_70(folder: Path) -> None:
    (item,) = data(folder, "--from", "2024-05-24", "--to", "24/5/2024", "--issuer", "UBND quận Hà Đông")
    assert (item["day"], item["task"], item["page"], item["printed"]) == (
        "2024-05-24",
        "III.1.b4#1",
        3,
        "ngày 25/5/2024",
    )
    assert item["lead"] == [{"name": "Phòng Lao động - Thương binh và Xã hội quận Hà Đông", "inherited": True}]
    assert (item["code"], item["paths"]) == ("70/KH-UBND", ["kehoach70.pdf"])
    assert (item["rrule"], item["inherited"], item["chosen"], item["overdue"]) == (None, False, False, None)


def test_months_and_quarters_are_days(folder: Path) -> None:
    assert data(folder, "--from", "tháng 5/2024", "--to", "tháng 5/2024") == data(folder, *MAY)
    assert data(folder, "--from", "quý II/2024", "--to", "quý II/2024") == data(
        folder, "--from", "2024-04-01", "--to", "30/6/2024"
    )


def test_csv_is_read_by_csv(folder: Path) -> None:
    done = due(folder, *MAY, "--unit", "Văn phòng UBND xã", "--as", "csv", "--lang", "en")
    (row,) = csv.DictReader(io.StringIO(done.stdout.decode()))
    assert (row["Due"], row["Code"], row["Deadline as printed"]) == ("2024-05-24", "12/KH-UBND", "ngày 25/5/2024")
    assert row["Task"] == "Báo cáo kết quả trước ngày 25/5/2024."


def test_a_calendar_is_read_by_icalendar(folder: Path) -> None:
    done = due(folder, *MAY, "--as", "ics", "-o", "due.ics")
    assert done.returncode == 0
    todos: list[Any] = icalendar.Calendar.from_ical((folder / "due.ics").read_bytes()).walk("VTODO")
    assert len(todos) == len(data(folder, *MAY)) > 5
    assert len({str(todo["uid"]) for todo in todos}) == len(todos)
    assert {todo["due"].dt.isoformat() for todo in todos} == {item["day"] for item in data(folder, *MAY)}


def test_a_unit_s_tasks(folder: Path) -> None:
    assert [
        item["day"] for item in data(folder, "--from", "2024-05-01", "--to", "30/6/2024", "--unit", "Công an xã")
    ] == [
        "2024-05-31",
        "2024-06-30",
    ]
    done = due(folder, *MAY, "--unit", "Phòng Tư pháp")
    assert "giao chung cho nhóm có thể gồm đơn vị này (--groups)" in said(done)
    assert [item["task"] for item in data(folder, *MAY, "--unit", "Phòng Tư pháp", "--groups")] == ["C.p1#2"]
    assert data(folder, *MAY, "--unit", "Phòng Tư pháp", "--groups", "--lead-only")
    assert "tên Sở Không Có" in said(due(folder, *MAY, "--unit", "Sở Không Có"))


def test_what_is_overdue_is_marked(folder: Path) -> None:
    more = ("--from", "2024-06-01", "--to", "2024-06-30", "--overdue-at", "15/6/2024", "--issuer", "UBND xã Thử Nghiệm")
    assert [(item["day"], item["overdue"]) for item in data(folder, *more)] == [
        ("2024-05-24", 22),
        ("2024-05-31", 15),
        ("2024-06-30", None),
    ]
    done = due(folder, *more)
    assert "2 việc có hạn trước 2024-06-15" in said(done)
    assert "Quá (ngày)" in done.stdout.decode()


def test_without_days_it_is_the_next_thirty_and_says_so(folder: Path) -> None:
    today = date.today()  # noqa: DTZ011 (as the command's)
    done = due(folder, "--lang", "en")
    days = {(f"From {day} to {day + timedelta(30)}") for day in (today, date.today())}  # noqa: DTZ011
    assert any(text in said(done) for text in days)
    assert "From 2024-05-01 to 2024-05-31" in said(due(folder, "--from", "2024-05-01", "--lang", "en"))


@pytest.mark.parametrize(
    "wrong",
    [
        ("--from", "31/11/2024"),
        ("--from", "hằng năm"),
        ("--from", "2024-05-02", "--to", "2024-05-01"),
        ("--overdue-at", "x"),
        ("--lead-only",),
        ("--groups",),
        ("--as", "xlsx"),
    ],
)
def test_a_wrong_use_is_told(folder: Path, wrong: tuple[str, ...]) -> None:
    done = due(folder, *wrong)
    assert (done.returncode, done.stdout) == (2, b"")
    assert any(word in said(done) for word in wrong)
