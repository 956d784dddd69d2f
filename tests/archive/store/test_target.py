"""Batches into the store, and outputs of batches into it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.clirunner import environment, write_plan
from vbparse.archive.batch import Batch, Step
from vbparse.archive.register import Archive
from vbparse.archive.store.imports import add_outputs, is_batch
from vbparse.archive.store.target import StoreTarget
from vbparse.archive.target import FolderTarget
from vbparse.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TABLES = ("documents", "plans", "units", "nodes", "tasks", "task_units", "dues", "times", "citations", "document_units")
ONE = Settings(jobs=1)


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Give a folder of three plans, a copy of one, and a damaged file."""
    folder = tmp_path / "in"
    for name, number in (("a.txt", 1), ("2024/a.txt", 2), ("b.txt", 3), ("copy.txt", 3)):
        write_plan(folder / name, number)
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4\nnothing")
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "plans.db", create=True) as opened:
        yield opened


def add(archive: Archive, folder: Path, settings: Settings = ONE) -> dict[str, Step]:
    steps = Batch([folder], StoreTarget(archive), settings=settings).run()
    return {step.record.path.rpartition("in/")[2]: step for step in steps}


def counts(archive: Archive) -> dict[str, int]:
    return {table: archive.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}


def content(archive: Archive) -> list[Any]:
    """Give what the archive says, without its own numbers."""
    asked = (
        "SELECT sha256, made_by, counts, code, json FROM documents JOIN plans ON document = id ORDER BY sha256",
        "SELECT path, record FROM files ORDER BY path",
        "SELECT key, name, plain, kind, level, cls FROM units ORDER BY key",
        (
            "SELECT sha256, t.task, slot, key FROM task_units p JOIN tasks t ON t.id = p.task JOIN documents d ON d.id = document"
            " JOIN units u ON u.id = unit ORDER BY 1, 2, 3, 4"
        ),
        (
            "SELECT sha256, task, day FROM (SELECT t.task, day, document FROM dues JOIN tasks t ON t.id = dues.task)"
            " JOIN documents d ON d.id = document ORDER BY 1, 2, 3"
        ),
    )
    return [archive.connection.execute(question).fetchall() for question in asked]


def test_each_content_is_in_once_and_each_file_is_known(archive: Archive, plans: Path) -> None:
    steps = add(archive, plans)
    assert {path: step.record.status for path, step in steps.items()} == {
        "2024/a.txt": "done", "a.txt": "done", "b.txt": "done", "copy.txt": "done", "bad.pdf": "failed",
    }  # fmt: skip
    documents = list(archive.documents())
    assert [document.code for document in documents] == ["1/KH-UBND", "2/KH-UBND", "3/KH-UBND"]
    assert [len(document.paths) for document in documents] == [1, 1, 2]
    assert archive.records()[steps["bad.pdf"].record.path].error


def test_what_is_in_is_not_read_again_unless_it_has_changed(archive: Archive, plans: Path) -> None:
    add(archive, plans)
    before = counts(archive)
    write_plan(plans / "b.txt", 4)
    steps = add(archive, plans)
    assert {path for path, step in steps.items() if not step.skipped} == {"b.txt", "bad.pdf", "copy.txt"}
    assert {document.code for document in archive.documents()} == {
        "1/KH-UBND", "2/KH-UBND", "3/KH-UBND", "4/KH-UBND",
    }  # fmt: skip

    write_plan(plans / "copy.txt", 4)
    add(archive, plans)
    assert {document.code for document in archive.documents()} == {"1/KH-UBND", "2/KH-UBND", "4/KH-UBND"}
    assert counts(archive) == before


def test_other_settings_have_all_read_anew(archive: Archive, plans: Path) -> None:
    add(archive, plans)
    before = counts(archive)
    steps = add(archive, plans, ONE._replace(partial=True))
    assert not any(step.skipped for step in steps.values())
    assert counts(archive) == before


def test_a_file_that_became_unreadable_does_not_take_its_plan_away(archive: Archive, plans: Path) -> None:
    add(archive, plans)
    (plans / "a.txt").write_bytes(b"")
    assert add(archive, plans)["a.txt"].record.status == "failed"
    assert {document.code for document in archive.documents()} == {"1/KH-UBND", "2/KH-UBND", "3/KH-UBND"}


def test_what_is_in_does_not_depend_on_the_number_of_workers(tmp_path: Path, plans: Path) -> None:
    found = []
    for jobs in (1, 3):
        with Archive(tmp_path / f"{jobs}.db", create=True) as archive:
            add(archive, plans, ONE._replace(jobs=jobs))
            found.append(content(archive))
    assert found[0] == found[1]


def test_outputs_of_a_batch_give_the_same_as_reading_the_documents(
    tmp_path: Path, plans: Path, archive: Archive
) -> None:
    out = tmp_path / "out"
    list(Batch([plans], FolderTarget(out), settings=ONE).run())
    assert is_batch(out)
    steps = list(add_outputs(archive, out, ONE))
    assert sorted(step.record.status for step in steps) == ["done", "done", "done", "done", "failed"]
    with Archive(tmp_path / "direct.db", create=True) as direct:
        add(direct, plans)
        assert content(archive)[2:] == content(direct)[2:]
        assert counts(archive) == counts(direct)
    assert all(step.skipped or step.record.status == "failed" for step in add_outputs(archive, out, ONE))


def test_an_output_that_is_damaged_is_told_and_the_others_go_in(tmp_path: Path, plans: Path, archive: Archive) -> None:
    out = tmp_path / "out"
    list(Batch([plans], FolderTarget(out), settings=ONE).run())
    (out / "a.json").write_text("{}", encoding="utf-8")
    failures = [step.record for step in add_outputs(archive, out, ONE) if step.record.status == "failed"]
    assert sorted(record.path.rpartition("/")[2] for record in failures) == ["a.txt", "bad.pdf"]
    assert counts(archive)["documents"] == 2


def test_two_processes_add_at_once(tmp_path: Path) -> None:
    for number in range(20):
        write_plan(tmp_path / f"in{number % 2}" / f"{number}.txt", number)
    write_plan(tmp_path / "in1" / "0.txt", 0)  # the same content in both
    program = (
        "import sys; from pathlib import Path; from vbparse.archive.register import Archive\n"
        "from vbparse.archive.batch import Batch; from vbparse.archive.store.target import StoreTarget\n"
        "from vbparse.settings import Settings\n"
        "with Archive('plans.db', create=True) as archive:\n"
        "    steps = list(Batch([Path(sys.argv[1])], StoreTarget(archive), settings=Settings(jobs=1)).run())\n"
        "    assert all(step.record.status == 'done' for step in steps), steps\n"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, folder], cwd=tmp_path, env=environment(), stderr=subprocess.PIPE
        )
        for folder in ("in0", "in1")
    ]
    for process in running:
        _, told = process.communicate(timeout=60)
        assert process.returncode == 0, told.decode()
    with Archive(tmp_path / "plans.db") as archive:
        assert archive.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert counts(archive)["documents"] == 20
        assert len(archive.records()) == 21
        found = archive.connection.execute("SELECT count(*) FROM passages WHERE passages MATCH 'plain : \"cay xanh\"'")
        assert found.fetchone()[0] >= 20
