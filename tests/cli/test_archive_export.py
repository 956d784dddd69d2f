"""`vbparse archive export` and `vbparse archive check`."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.archivemaker import PROVINCE, fill, make_document
from tests.clirunner import said, vbparse

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with an archive of two plans."""
    fill(tmp_path / "vbparse.db", [make_document(), make_document("1/KH-UBND", "2024-03-01", PROVINCE)]).close()
    return tmp_path


def damage(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / "vbparse.db")
    with connection:
        connection.execute(statement)
    connection.close()


def test_plans_come_as_lines(folder: Path) -> None:
    done = vbparse("archive", "export", "--issuer", PROVINCE, folder=folder)

    (line,) = done.stdout.splitlines()
    assert json.loads(line)["header"]["code"] == "1/KH-UBND"
    assert said(done) == ""


@pytest.mark.parametrize("form", ["csv", "ics", "xlsx"])
def test_plans_come_in_other_forms(folder: Path, form: str) -> None:
    done = vbparse("archive", "export", "--as", form, "-o", f"all.{form}", folder=folder)

    assert said(done) == f"Đã ghi all.{form}.\n"
    assert (folder / f"all.{form}").stat().st_size > 1000
    if form != "xlsx":
        assert vbparse("archive", "export", "--as", form, folder=folder).stdout == (folder / f"all.{form}").read_bytes()


def test_parquet_tables_come_in_a_folder(folder: Path) -> None:
    pytest.importorskip("pyarrow")
    assert vbparse("archive", "export", "--as", "parquet", "-o", "tables", folder=folder).returncode == 0

    names = sorted(path.name for path in (folder / "tables").iterdir())
    assert names == [f"{name}.parquet" for name in ("citations", "documents", "tasks", "times", "units")]


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_some_forms_need_a_place(folder: Path, form: str) -> None:
    assert vbparse("archive", "export", "--as", form, folder=folder).returncode == 2


def test_a_damaged_plan_is_told_and_nothing_is_written(folder: Path) -> None:
    damage(folder, "UPDATE plans SET json = x'00' WHERE document = 2")
    done = vbparse("archive", "export", "-o", "all.jsonl", folder=folder)

    assert done.returncode == 6
    assert "vbparse archive check" in said(done)
    assert not (folder / "all.jsonl").exists()


def test_a_sound_archive_ends_with_0(folder: Path) -> None:
    done = vbparse("archive", "check", "--lang", "en", folder=folder)

    assert (done.returncode, done.stdout) == (0, b"")
    assert said(done) == "The archive vbparse.db is sound: 2 documents, 2 files.\n"


def test_each_problem_is_a_line_with_what_to_do(folder: Path) -> None:
    damage(folder, "UPDATE documents SET counts = 0 WHERE id = 1")
    done = vbparse("archive", "check", "--files", folder=folder)

    assert done.returncode == 8
    lines = done.stdout.decode().splitlines()
    assert len(lines) == 3
    assert "vbparse archive add --again" in lines[0]
    assert [name in line for name, line in zip(("1.pdf", "2.pdf"), lines[1:], strict=True)] == [True, True]
    assert "3 lỗi" in said(done)


def test_the_index_is_repaired(folder: Path) -> None:
    damage(folder, "DELETE FROM passages_docsize WHERE id = (SELECT min(id) FROM passages_docsize)")
    assert vbparse("archive", "check", folder=folder).returncode == 8

    done = vbparse("archive", "check", "--repair", folder=folder)
    assert (done.returncode, done.stdout) == (0, b"")
    assert "chỉ mục" in said(done)
    assert vbparse("archive", "check", folder=folder).returncode == 0


def test_a_broken_file_is_told_in_every_command(folder: Path) -> None:
    path = folder / "vbparse.db"
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)

    for action in ("list", "units", "graph", "export", "check"):
        done = vbparse("archive", action, folder=folder)
        assert done.returncode in {6, 8}, action
        assert "Traceback" not in said(done)
