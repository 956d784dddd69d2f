from __future__ import annotations

from typing import TYPE_CHECKING

from tests.clirunner import said, vbparse, write_plan
from vbparse.archive.register import Archive

if TYPE_CHECKING:
    from pathlib import Path


def codes(db: Path) -> list[str | None]:
    with Archive(db) as archive:
        return [document.code for document in archive.documents()]


def test_documents_are_added_once(tmp_path: Path) -> None:
    write_plan(tmp_path / "in" / "a.txt", 1)
    write_plan(tmp_path / "in" / "b.txt", 2)
    (tmp_path / "in" / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    done = vbparse("archive", "add", "in", "--archive", "plans.db", "--lang", "en", folder=tmp_path)
    assert done.returncode == 9
    assert "3 documents: 2 read, 0 done before, 0 copies, 1 failed" in said(done)
    assert "to retry: vbparse archive add --archive plans.db -- in/bad.pdf" in said(done)
    assert codes(tmp_path / "plans.db") == ["1/KH-UBND", "2/KH-UBND"]

    (tmp_path / "in" / "bad.pdf").unlink()
    again = vbparse("archive", "add", "in/*.txt", "--archive", "plans.db", "--lang", "en", folder=tmp_path)
    assert again.returncode == 0
    assert "2 documents: 0 read, 2 done before" in said(again)


def test_a_list_on_standard_input(tmp_path: Path) -> None:
    write_plan(tmp_path / "a.txt", 1)
    done = vbparse("archive", "add", "-", "--archive", "plans.db", folder=tmp_path, stdin=b"a.txt\n")
    assert done.returncode == 0, said(done)
    assert codes(tmp_path / "plans.db") == ["1/KH-UBND"]


def test_what_a_batch_put_out_is_not_read_again(tmp_path: Path) -> None:
    for form in ("files", "jsonl"):
        write_plan(tmp_path / "in" / "a.txt", 1)
        write_plan(tmp_path / "in" / "b.txt", 2)
        assert vbparse("batch", "in", "--as", form, "-o", form, folder=tmp_path).returncode == 0
        db = f"{form}.db"
        added = vbparse("archive", "add", form, "--archive", db, "--lang", "en", folder=tmp_path)
        assert added.returncode == 0, said(added)
        assert "2 documents: 2 read" in said(added)
        again = vbparse("archive", "add", form, "in", "--archive", db, "--lang", "en", folder=tmp_path)
        assert "4 documents: 0 read, 4 done before" in said(again)
        assert codes(tmp_path / db) == ["1/KH-UBND", "2/KH-UBND"]


def test_the_archive_is_that_of_the_settings(tmp_path: Path) -> None:
    write_plan(tmp_path / "a.txt", 1)
    (tmp_path / "vbparse.toml").write_text('archive = "office.db"\n', encoding="utf-8")
    assert vbparse("archive", "add", "a.txt", folder=tmp_path).returncode == 0
    assert codes(tmp_path / "office.db") == ["1/KH-UBND"]


def test_a_file_that_is_no_archive_is_told(tmp_path: Path) -> None:
    write_plan(tmp_path / "a.txt", 1)
    (tmp_path / "plans.db").write_text("no database at all, but long enough to be taken for one", encoding="utf-8")
    done = vbparse("archive", "add", "a.txt", "--archive", "plans.db", "--lang", "en", folder=tmp_path)
    assert done.returncode == 6
    assert "plans.db" in said(done)
    missing = vbparse("archive", "list", "--archive", "none.db", "--lang", "en", folder=tmp_path)
    assert missing.returncode == 6
    assert "vbparse archive add" in said(missing)
