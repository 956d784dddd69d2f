"""Whether what is wrong with an archive is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archivemaker import PROVINCE, fill, make_document
from tests.clirunner import write_plan
from vbparse.archive.documents import digest
from vbparse.archive.manifest import Failure, Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vbparse.archive.register import Archive

PLAN = make_document("12/KH-UBND")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Give an archive of two plans; their files are not there."""
    with fill(tmp_path / "plans.db", [PLAN, make_document("1/KH-UBND", "2024-03-01", PROVINCE)]) as opened:
        yield opened


def kinds(archive: Archive, *, files: bool = False) -> list[str]:
    return [problem.kind for problem in archive.check(files=files)]


def test_nothing_is_wrong_with_a_new_one(archive: Archive) -> None:
    counted: list[tuple[int, int]] = []

    assert list(archive.check(listener=lambda done, total: counted.append((done, total)))) == []
    assert counted == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("DELETE FROM tasks WHERE id = 1", {"reference", "rows-differ"}),
        ("DELETE FROM times WHERE document = 1", {"rows-differ"}),
        ("DELETE FROM plans WHERE document = 1", {"plan-absent"}),
        ("UPDATE plans SET json = x'00'", {"plan-damaged"}),
        ("UPDATE documents SET counts = 0", {"versions"}),
        ("DELETE FROM files", {"no-file"}),
        ("DELETE FROM nodes WHERE id = (SELECT min(id) FROM nodes)", {"index-incomplete"}),
        ("UPDATE nodes SET text = 'Khác hẳn'", {"index-incomplete"}),
        ("UPDATE passages_data SET block = x'0000000000' WHERE id > 10", {"index"}),
    ],
)
def test_each_damage_is_found(archive: Archive, damage: str, found: set[str]) -> None:
    archive.connection.execute("PRAGMA foreign_keys = OFF")
    archive.connection.execute(damage)

    problems = list(archive.check())
    assert {problem.kind for problem in problems} == found
    assert all(problem.grave and problem.what for problem in problems)


def test_a_plan_of_other_content_is_damaged(archive: Archive) -> None:
    from vbparse.archive.store.entry import make_entry, read_entry

    data = PLAN.model_dump(mode="json")
    packed = read_entry(make_entry(data)).plan
    archive.connection.execute("UPDATE plans SET json = ? WHERE document = 2", (packed,))
    assert kinds(archive) == []  # of the same form: the rows agree

    archive.connection.execute("UPDATE plans SET json = ? WHERE document = 2", (packed[:-9],))
    assert kinds(archive) == ["plan-damaged"]


@pytest.mark.parametrize(
    "damage",
    [
        "INSERT INTO passages (passages) VALUES ('delete-all')",
        "UPDATE nodes SET text = 'Khác hẳn'",
        "UPDATE passages_data SET block = x'0000000000' WHERE id > 10",
    ],
)
def test_the_index_is_repaired(archive: Archive, damage: str) -> None:
    archive.connection.execute(damage)
    assert kinds(archive)

    archive.repair_index()

    assert kinds(archive) == []


def test_a_broken_file_is_told(tmp_path: Path, archive: Archive) -> None:
    archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    archive.close()
    path = tmp_path / "plans.db"
    content = bytearray(path.read_bytes())
    content[-12_288:] = b"\xff" * 12_288  # the last pages
    path.write_bytes(content)

    with type(archive)(path) as again:
        assert set(kinds(again)) == {"database"}


def test_files_are_looked_at_when_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, archive: Archive) -> None:
    monkeypatch.chdir(tmp_path)
    kept = write_plan(tmp_path / "kept.txt", 1)
    changed = write_plan(tmp_path / "changed.txt", 2)
    for path in (kept, changed):
        archive.keep(Record(path.name, path.name, "done", "x", sha256=digest(str(path))))
    archive.keep(Record("bad.pdf", "bad.json", "failed", "x", error=Failure("damaged", "it is broken", "Copy it.")))
    write_plan(changed, 3)

    assert kinds(archive) == ["file-failed"]
    problems = list(archive.check(files=True))
    assert [(problem.kind, problem.what, problem.grave) for problem in problems] == [
        ("file-failed", "bad.pdf", False),
        ("file-missing", "1.pdf", True),
        ("file-missing", "2.pdf", True),
        ("file-changed", "changed.txt", True),
    ]
