"""Documents taken in, replaced, taken out: nothing is left behind."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.archivemaker import COMMUNE, PROVINCE, cite, fill, make_document
from tests.clirunner import environment
from vbparse.archive.manifest import Failure, Record
from vbparse.archive.register import Archive
from vbparse.archive.rows import rows_of
from vbparse.archive.store.database import writing
from vbparse.archive.store.entry import make_entry, read_entry
from vbparse.archive.store.write import index_anew, insert, remove

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vbparse.plan.model import PlanDocument

PLAN = make_document("12/KH-UBND", "2024-02-01", COMMUNE, cite("1/KH-UBND"))
OTHER = make_document("1/KH-UBND", "2024-01-01", PROVINCE)
TABLES = (
    "documents", "plans", "units", "nodes", "tasks", "task_units", "dues", "times", "citations", "document_units",
    "passages_docsize",
)  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with fill(tmp_path / "plans.db", []) as opened:
        yield opened


def take_in(archive: Archive, plan: PlanDocument) -> int:
    with writing(archive.connection):
        return insert(archive.connection, read_entry(make_entry(plan.model_dump(mode="json"))), "made by a test")


def take_out(archive: Archive, plan: PlanDocument) -> None:
    with writing(archive.connection):
        remove(archive.connection, plan.source.sha256)


def counts(archive: Archive) -> dict[str, int]:
    return {table: archive.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}


def found(archive: Archive, match: str) -> int:
    query = "SELECT count(*) FROM passages WHERE passages MATCH ?"
    return int(archive.connection.execute(query, (match,)).fetchone()[0])


def is_sound(archive: Archive) -> bool:
    archive.connection.execute("INSERT INTO passages (passages) VALUES ('integrity-check')")
    broken = archive.connection.execute("PRAGMA foreign_key_check").fetchall()
    return not broken and archive.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_all_rows_of_a_plan_go_in(archive: Archive) -> None:
    take_in(archive, PLAN)
    rows = rows_of(PLAN)

    assert counts(archive) == {
        "documents": 1,
        "plans": 1,
        "units": len(rows.units),
        "document_units": len(rows.units),
        "passages_docsize": len(rows.nodes),
        **{name: len(getattr(rows, name)) for name in ("nodes", "tasks", "task_units", "dues", "times", "citations")},
    }
    assert found(archive, 'plain : "to chuc thuc hien"') == 1
    assert is_sound(archive)


def test_what_was_taken_out_leaves_nothing(archive: Archive) -> None:
    take_in(archive, PLAN)
    take_out(archive, PLAN)

    assert set(counts(archive).values()) == {0}
    assert found(archive, "thuc OR bao") == 0
    archive.connection.execute("INSERT INTO passages (passages) VALUES ('optimize')")
    assert archive.connection.execute("SELECT count(*) FROM passages_idx").fetchone() == (0,)
    assert is_sound(archive)


def test_the_same_content_again_is_one_document(archive: Archive) -> None:
    take_in(archive, PLAN)
    before = counts(archive)
    shorter = PLAN.model_copy(update={"tasks": PLAN.tasks[:1]})
    take_in(archive, shorter)

    assert counts(archive)["documents"] == 1
    assert counts(archive)["tasks"] == 1
    assert found(archive, 'plain : "to chuc thuc hien"') == 1
    take_in(archive, PLAN)
    assert counts(archive) == before
    assert is_sound(archive)


def test_taking_one_out_leaves_the_other_as_it_was(archive: Archive) -> None:
    take_in(archive, OTHER)
    before = counts(archive)
    take_in(archive, PLAN)
    assert counts(archive)["units"] == before["units"] + 1  # two of three they share
    take_out(archive, PLAN)
    take_out(archive, PLAN)  # it is not there any more

    assert counts(archive) == before
    assert found(archive, 'plain : "to chuc thuc hien"') == 1
    assert is_sound(archive)


def test_units_do_not_depend_on_the_order_of_documents(tmp_path: Path) -> None:
    units = []
    lower = PLAN.units[1].model_copy(update={"name": "công an xã Thử", "kind": "police"})
    plans = [PLAN.model_copy(update={"units": (PLAN.units[0], lower, PLAN.units[2])}), OTHER]
    for number, order in enumerate((plans, plans[::-1])):
        with fill(tmp_path / f"{number}.db", order) as archive:
            units.append(archive.connection.execute("SELECT key, name, kind FROM units ORDER BY key").fetchall())

    assert units[0] == units[1]
    assert ("Công an xã Thử", "police") in {row[1:] for row in units[0]}


def test_of_the_documents_of_a_plan_the_one_read_best_counts(archive: Archive) -> None:
    def version(digest: str, origin: str, pages: int | None, tasks: int = 4) -> PlanDocument:
        source = PLAN.source.model_copy(update={"sha256": digest * 64, "text_origin": origin, "pages": pages})
        return PLAN.model_copy(update={"source": source, "tasks": PLAN.tasks[:tasks]})

    def counting() -> list[str]:
        rows = archive.connection.execute("SELECT sha256 FROM documents WHERE counts").fetchall()
        return [sha256[0] for (sha256,) in rows]

    scan, word, pdf, poorer = (
        version("a", "ocr", 2), version("b", "native", None), version("c", "native", 2), version("d", "native", 2, 3)
    )  # fmt: skip
    for plan, best in ((scan, "a"), (word, "b"), (poorer, "d"), (pdf, "c"), (OTHER, None)):
        take_in(archive, plan)
        assert best is None or counting() == [best]
    for plan, best in ((pdf, "d"), (poorer, "b"), (word, "a")):
        take_out(archive, plan)
        assert counting()[0] == best


def test_the_index_made_anew_is_the_same(archive: Archive) -> None:
    take_in(archive, PLAN)
    before = archive.connection.execute("SELECT id, sz FROM passages_docsize ORDER BY id").fetchall()
    with writing(archive.connection):
        index_anew(archive.connection)

    assert archive.connection.execute("SELECT id, sz FROM passages_docsize ORDER BY id").fetchall() == before
    assert found(archive, 'plain : "to chuc thuc hien"') == 1
    assert is_sound(archive)


def test_a_failure_in_the_middle_changes_nothing(archive: Archive) -> None:
    take_in(archive, OTHER)
    before = counts(archive)
    entry = read_entry(make_entry(PLAN.model_dump(mode="json")))
    broken = entry._replace(task_units=[["no such task", "lead", entry.units[0][0], False]])

    with pytest.raises(KeyError), writing(archive.connection):
        insert(archive.connection, broken, "made by a test")

    assert counts(archive) == before
    assert is_sound(archive)


def test_two_processes_add_at_once(tmp_path: Path) -> None:
    program = (
        "import sys; from tests.archivemaker import make_document; from vbparse.archive.register import Archive\n"
        "with Archive('plans.db', create=True) as archive:\n"
        "    for number in range(int(sys.argv[1]), 24, 2):\n"
        "        archive.add(make_document(f'{number}/KH-UBND'), path=f'{number}.pdf')\n"
        "    archive.add(make_document('99/KH-UBND'), path=f'same{sys.argv[1]}.pdf')\n"
    )
    root = environment()["PYTHONPATH"]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(number)],
            cwd=tmp_path,
            env=environment(PYTHONPATH=f"{root}:{root}/.."),
            stderr=subprocess.PIPE,
        )
        for number in range(2)
    ]
    for process in running:
        _, told = process.communicate(timeout=60)
        assert process.returncode == 0, told.decode()
    with Archive(tmp_path / "plans.db") as archive:
        assert counts(archive)["documents"] == 25
        assert len(archive.records()) == 26
        assert is_sound(archive)
        assert list(archive.check()) == []


# -- files ------------------------------------------------------------------------------------------------


def test_a_plan_is_given_back_as_it_was_taken_in(archive: Archive) -> None:
    archive.add(PLAN, path="a.pdf")

    assert archive.plan(PLAN.source.sha256) == PLAN
    assert archive.plan_json(PLAN.source.sha256) == f"{PLAN.model_dump_json()}\n".encode()
    assert archive.holds(PLAN.source.sha256)
    with pytest.raises(KeyError):
        archive.plan("0" * 64)


def test_what_became_of_each_file_is_kept(archive: Archive) -> None:
    failed = Record("b.pdf", "b.json", "failed", "x", error=Failure("damaged", "it is broken", "Copy it again."))
    archive.add(PLAN, path="a.pdf")
    archive.keep(failed)

    records = archive.records()
    assert list(records) == ["a.pdf", "b.pdf"]
    assert records["b.pdf"] == failed
    assert (records["a.pdf"].status, records["a.pdf"].sha256, records["a.pdf"].flags) == (
        "done", PLAN.source.sha256, ("NUMBERING_GAP",),
    )  # fmt: skip


def test_a_document_goes_with_its_last_file(archive: Archive) -> None:
    for path in ("a.pdf", "b.pdf"):
        archive.add(PLAN, path=path)
    assert [info.paths for info in archive.documents()] == [("a.pdf", "b.pdf")]

    assert archive.forget("a.pdf")
    assert [info.paths for info in archive.documents()] == [("b.pdf",)]
    assert archive.forget("b.pdf")
    assert not archive.forget("b.pdf")
    assert set(counts(archive).values()) == {0}
    assert archive.records() == {}


def test_a_file_with_new_content_takes_the_old_document_away(archive: Archive) -> None:
    archive.add(PLAN, path="a.pdf")
    archive.add(OTHER, path="a.pdf")

    assert [info.code for info in archive.documents(copies=True)] == ["1/KH-UBND"]
    assert is_sound(archive)


def test_a_secret_document_is_told_as_such(archive: Archive) -> None:
    header = PLAN.header.model_copy(update={"secrecy": "Mật"})
    archive.add(PLAN.model_copy(update={"header": header, "text": ""}), path="a.pdf")

    assert archive.records()["a.pdf"].status == "secret"
    assert [info.secrecy for info in archive.documents()] == ["Mật"]
