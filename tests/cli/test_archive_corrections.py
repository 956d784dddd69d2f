"""What the archive's actions tell of corrections, as people run them."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.clirunner import said as said_by
from tests.clirunner import vbparse
from tests.revise.readings import plan70, said
from vbparse.archive.register import Archive
from vbparse.export import to_json
from vbparse.revise import making

if TYPE_CHECKING:
    from pathlib import Path

PLAN = plan70()
SHA = PLAN.source.sha256
LEAD = "Phòng Tư pháp quận Hà Đông"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with an archive of plan 70, a task of which is corrected and the plan approved before that."""
    (task,) = [task for task in PLAN.tasks if task.due == ("2024-05-24",)]
    with Archive(tmp_path / "vbparse.db", create=True) as archive:
        archive.add(PLAN, path="70.pdf")
        first = making.set_task(PLAN, task.id, "lead", [LEAD])
        archive.correct(SHA, said(PLAN, first, making.set_time(PLAN, task.deadlines[0], "due", "2024-05-27")))
        archive.correct(SHA, said(archive.plan(SHA), making.approve(archive.plan(SHA), "approved"), who="Trần Văn Mẫu"))
    return tmp_path


def add_misfit(folder: Path) -> None:
    with Archive(folder / "vbparse.db") as archive:
        shown = archive.plan(SHA)
        archive.correct(SHA, said(shown, making.set_task(shown, shown.tasks[0].id, "modality", "request"), who="Ai"))


def test_show_tells_what_was_corrected_and_who_approved(folder: Path) -> None:
    text = vbparse("archive", "show", "70/KH-UBND", "--lang", "en", folder=folder).stdout.decode()

    assert "Corrections  2\n" in text
    assert "approved by Trần Văn Mẫu (2024-05-20T08:00:00+07:00)" in text
    assert "CORRECTED" in text
    add_misfit(folder)
    text = vbparse("archive", "show", "70/KH-UBND", folder=folder).stdout.decode()
    assert "Sửa đổi        3\n" in text
    assert "duyệt cả kế hoạch (Trần Văn Mẫu, 2024-05-20T08:00:00+07:00): nội dung đã thay đổi sau khi duyệt" in text


def test_every_form_is_of_the_corrected_plan_unless_asked_otherwise(folder: Path) -> None:
    line = vbparse("archive", "show", "70/KH-UBND", "--as", "json", folder=folder).stdout
    shown = json.loads(line)
    as_read = vbparse("archive", "show", "70/KH-UBND", "--as", "json", "--as-read", folder=folder).stdout

    assert as_read == to_json.render(PLAN)
    days = {day for task in shown["tasks"] for day in task["due"]}
    assert "2024-05-27" in days
    assert "2024-05-24" not in days
    for action in (("show", "70/KH-UBND", "--as", "csv"), ("export", "--as", "csv")):
        done = vbparse("archive", *action, folder=folder)
        assert "2024-05-27" in done.stdout.decode(), said_by(done)
        assert "2024-05-24" not in done.stdout.decode()
    assert vbparse("archive", "export", folder=folder).stdout == line
    csv_read = vbparse("archive", "show", "70/KH-UBND", "--as", "csv", "--as-read", folder=folder).stdout.decode()
    assert "2024-05-24" in csv_read
    calendar = vbparse("archive", "export", "--as", "ics", folder=folder).stdout.decode()
    assert "20240527" in calendar
    assert "20240524" not in calendar
    due = vbparse("archive", "due", "--from", "2024-05-27", "--to", "2024-05-27", "--as", "json", folder=folder)
    (item,) = json.loads(due.stdout)
    assert [part["name"] for part in item["lead"]] == [LEAD]
    vbparse("archive", "export", "--as", "xlsx", "-o", "all.xlsx", folder=folder)
    assert LEAD in _sheet(folder / "all.xlsx")


def _sheet(path: Path) -> set[object]:
    from openpyxl import load_workbook

    sheet = load_workbook(path).worksheets[0]
    return {cell.value for row in sheet.iter_rows() for cell in row}


def test_list_notes_it(folder: Path) -> None:
    assert "đã sửa 2 chỗ" in " ".join(vbparse("archive", "list", folder=folder).stdout.decode().split())
    (row,) = json.loads(vbparse("archive", "list", "--as", "json", folder=folder).stdout)
    assert (row["corrections"], row["unfit"], row["state"], row["by"]) == (2, 0, "approved", "Trần Văn Mẫu")
    assert row["notes"] == ["đã sửa 2 chỗ", "đã duyệt"]
    add_misfit(folder)
    done = vbparse("archive", "list", "--as", "csv", "--lang", "en", folder=folder)
    (found,) = csv.DictReader(io.StringIO(done.stdout.decode()))
    assert found["Notes"] == "3 corrections; 1 corrections do not fit"


def test_check_tells_what_does_not_fit_and_finds_the_archive_sound(folder: Path) -> None:
    sound = vbparse("archive", "check", folder=folder)
    assert (sound.returncode, sound.stdout) == (0, b"")
    add_misfit(folder)
    done = vbparse("archive", "check", "--lang", "en", folder=folder)
    assert done.returncode == 0, said_by(done)
    assert f"a correction does not fit the document {SHA[:12]}" in done.stdout.decode()
    assert "sound" in said_by(done)
