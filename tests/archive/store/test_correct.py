"""Corrections in the archive: kept by plan, applied to all its documents, again when one is read anew."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.revise.readings import moved, plan70, said
from vbparse.archive.queries.check import Problem
from vbparse.archive.register import Archive
from vbparse.archive.store import database
from vbparse.archive.store.database import APPLICATION, migrations, writing
from vbparse.archive.store.entry import make_entry, read_entry
from vbparse.archive.store.write import insert
from vbparse.export import to_json
from vbparse.revise import corrections as ops
from vbparse.revise import making

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vbparse.plan.model import PlanDocument, Task

PLAN = plan70()
SHA = PLAN.source.sha256
SCAN = moved(PLAN, "Văn bản đến\n", sha256="1" * 64).model_copy(
    update={"source": PLAN.source.model_copy(update={"sha256": "1" * 64, "text_origin": "ocr", "name": "quet.pdf"})}
)


def due_task(plan: PlanDocument = PLAN) -> Task:
    (found,) = [task for task in plan.tasks if task.due == ("2024-05-24",)]
    return found


LEAD = making.set_task(PLAN, due_task().id, "lead", ["Phòng Tư pháp"])
DAY = making.set_time(PLAN, due_task().deadlines[0], "due", "2024-05-27")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "plans.db", create=True) as opened:
        opened.add(PLAN, path="70.pdf")
        yield opened


def test_what_is_asked_is_answered_by_the_corrected_plan(archive: Archive) -> None:
    found = archive.correct(SHA, said(PLAN, LEAD, DAY))

    assert found.unfit == ()
    assert archive.plan(SHA) == found.plan
    assert archive.plan_json(SHA) == to_json.render(found.plan)
    assert archive.plan_json(SHA, as_read=True) == to_json.render(PLAN)
    assert archive.plan_as_read(SHA) == PLAN
    assert archive.due("2024-05-24", "2024-05-24") == []
    (item,) = archive.due("2024-05-27", "2024-05-27")
    assert [part.name for part in item.lead] == ["Phòng Tư pháp quận Hà Đông"]
    assert [kept.json for kept in archive.plans()] == [to_json.render(found.plan)]
    assert list(archive.check()) == []


def test_without_corrections_a_plan_is_as_it_was_put_out(archive: Archive) -> None:
    assert archive.plan_json(SHA) == to_json.render(PLAN)
    assert archive.corrections(SHA).corrections == ()
    assert archive.corrected(SHA).plan == PLAN
    for asked in (archive.corrections, archive.corrected, archive.plan_as_read, archive.plan):
        with pytest.raises(KeyError):
            asked("0" * 64)
    with pytest.raises(KeyError):
        archive.correct("0" * 64, [])


def test_corrections_come_one_after_another_and_each_is_kept_once(archive: Archive) -> None:
    one, other = said(PLAN, LEAD, DAY)
    archive.correct(SHA, [one])
    archive.correct(SHA, [one, other])

    assert archive.corrections(SHA).corrections == (one, other)
    assert archive.corrections(SHA).plan_id == PLAN.plan_id
    undo = said(PLAN, ops.Undo(correction=other.id), who="Ai")
    assert due_task(archive.correct(SHA, undo).plan).lead == ("phong-tu-phap-quan-ha-dong",)


def test_a_document_that_is_read_anew_has_its_corrections(archive: Archive) -> None:
    archive.correct(SHA, said(PLAN, LEAD))
    anew = PLAN.model_copy(update={"generator": PLAN.generator.model_copy(update={"version": "9"})})
    archive.add(anew, path="70.pdf")

    assert due_task(archive.plan(SHA)).lead == ("phong-tu-phap-quan-ha-dong",)
    assert archive.plan_as_read(SHA) == anew


def test_corrections_outlive_a_document_that_is_taken_out(archive: Archive) -> None:
    archive.correct(SHA, said(PLAN, LEAD))
    archive.forget("70.pdf")
    assert not archive.holds(SHA)
    archive.add(PLAN, path="70.pdf")

    assert due_task(archive.plan(SHA)).lead == ("phong-tu-phap-quan-ha-dong",)


def test_another_file_of_the_plan_has_them_too(archive: Archive) -> None:
    archive.correct(SHA, said(PLAN, LEAD))
    archive.add(SCAN, path="quet.pdf")

    assert due_task(archive.plan(SCAN.source.sha256)).lead == ("phong-tu-phap-quan-ha-dong",)
    archive.correct(SCAN.source.sha256, said(SCAN, making.set_header(SCAN, "title", "Bình đẳng giới")))
    assert archive.plan(SHA).header.title == "Bình đẳng giới"
    assert [info.title for info in archive.documents(copies=True)] == ["Bình đẳng giới"] * 2
    assert list(archive.check()) == []


def test_corrections_made_on_a_document_stay_with_it_where_its_plan_is_called_otherwise(archive: Archive) -> None:
    archive.correct(SHA, said(PLAN, LEAD))
    archive.add(PLAN.model_copy(update={"plan_id": f"sha256:{SHA}"}), path="70.pdf")

    assert due_task(archive.plan(SHA)).lead == ("phong-tu-phap-quan-ha-dong",)
    assert [info.corrections for info in archive.documents()] == [1]


def test_what_does_not_fit_any_more_is_kept_and_told(archive: Archive) -> None:
    archive.correct(SHA, said(PLAN, LEAD, DAY))
    without = tuple(task for task in PLAN.tasks if task.id != due_task().id)
    archive.add(PLAN.model_copy(update={"tasks": without}), path="70.pdf")

    (info,) = archive.documents()
    assert (info.corrections, info.unfit) == (1, 1)
    (problem,) = archive.check()
    assert isinstance(problem, Problem)
    assert (problem.kind, problem.what, problem.grave) == ("correction-unfit", SHA, False)
    assert "set_task" in problem.detail
    assert "gone" in problem.detail
    archive.add(PLAN, path="70.pdf")
    assert [(info.corrections, info.unfit) for info in archive.documents()] == [(2, 0)]


def test_approvals_are_told(archive: Archive) -> None:
    task = making.approve(PLAN, "done", due_task().id)
    archive.correct(SHA, said(PLAN, task, making.approve(PLAN, "approved")))
    (info,) = archive.documents()

    assert (info.state, info.by, info.checked, info.unfit) == ("approved", "Nguyễn Thị Thử", 1, 0)
    archive.correct(SHA, said(PLAN, LEAD, who="Ai"))
    (info,) = archive.documents()
    assert (info.state, info.by, info.checked, info.unfit) == (None, None, 0, 2)


def test_corrections_that_fail_half_way_leave_all_as_it_was(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        message = "a fault"
        raise RuntimeError(message)

    monkeypatch.setattr("vbparse.archive.register.take_in_again", broken)
    with pytest.raises(RuntimeError):
        archive.correct(SHA, said(PLAN, LEAD))

    assert archive.corrections(SHA).corrections == ()
    assert archive.plan(SHA) == PLAN


def test_a_file_of_version_one_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plans.db"
    with monkeypatch.context() as patch:
        patch.setattr(database, "migrations", lambda: migrations()[:1])
        connection = database.open_database(path, create=True)
        with writing(connection):
            document = insert(connection, read_entry(make_entry(PLAN.model_dump(mode="json"))), "version 1")
            connection.execute("INSERT INTO files VALUES ('70.pdf', ?, '{}')", (document,))
        connection.close()
    assert _pragmas(path) == (APPLICATION, 1)

    with Archive(path) as archive:
        assert _pragmas(path) == (APPLICATION, len(migrations()))
        (info,) = archive.documents()
        assert (info.code, info.corrections, info.unfit, info.state) == ("70/KH-UBND", 0, 0, None)
        assert archive.plan(SHA) == PLAN
        archive.correct(SHA, said(PLAN, LEAD))
        assert due_task(archive.plan(SHA)).lead == ("phong-tu-phap-quan-ha-dong",)
        assert archive.find("70/KH-UBND")[0].paths == ("70.pdf",)


def _pragmas(path: Path) -> tuple[int, int]:
    connection = sqlite3.connect(path)
    found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    connection.close()
    return found[0], found[1]
