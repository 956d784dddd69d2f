"""The database file: made, brought up to date, refused, shared."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.clirunner import environment
from vbparse.archive.store import database
from vbparse.archive.store.database import migrations, open_database, telling, writing
from vbparse.errors import OutputError, ResourceError

if TYPE_CHECKING:
    from pathlib import Path

MADE_UP = """
CREATE TABLE notes (  -- a comment; with a semicolon
  text TEXT NOT NULL
) STRICT;
INSERT INTO notes VALUES ('a;b');
"""


def version(path: Path) -> int:
    connection = sqlite3.connect(path)
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    connection.close()
    return found


def test_a_new_file_has_the_schema_of_this_version(tmp_path: Path) -> None:
    path = tmp_path / "new" / "plans.db"
    connection = open_database(path, create=True)

    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    strict = connection.execute("SELECT name FROM pragma_table_list WHERE strict AND schema = 'main'").fetchall()
    assert {"documents", "nodes", "tasks", "units", "times", "citations"} <= {name for (name,) in strict}
    connection.close()
    assert version(path) == len(migrations())


def test_an_older_file_is_brought_up_to_date_and_keeps_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plans.db"
    connection = open_database(path, create=True)
    connection.execute("INSERT INTO meta VALUES ('kept', 'yes')")
    connection.close()
    monkeypatch.setattr(database, "migrations", lambda: (*migrations(), MADE_UP))

    for _ in range(2):  # the second time there is nothing left to do
        connection = open_database(path, create=False)
        assert connection.execute("SELECT value FROM meta WHERE name = 'kept'").fetchone() == ("yes",)
        assert connection.execute("SELECT text FROM notes").fetchall() == [("a;b",)]
        connection.close()
    assert version(path) == len(migrations()) + 1


def test_a_migration_that_fails_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plans.db"
    open_database(path, create=True).close()
    monkeypatch.setattr(database, "migrations", lambda: (*migrations(), f"{MADE_UP}CREATE TABLE notes (x);"))

    with pytest.raises(ResourceError):
        open_database(path, create=False)

    monkeypatch.undo()
    connection = open_database(path, create=False)
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'notes'").fetchone() == (0,)
    connection.close()


def test_a_file_of_a_later_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plans.db"
    connection = open_database(path, create=True)
    connection.execute(f"PRAGMA user_version = {len(migrations()) + 1}")
    connection.close()

    with pytest.raises(ResourceError, match="later version") as told:
        open_database(path, create=True)
    assert told.value.advice == "Update vbparse."


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mail (text)")
    connection.commit()
    connection.close()
    before = path.read_bytes()

    with pytest.raises(ResourceError, match="another program"):
        open_database(path, create=True)
    assert path.read_bytes() == before


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("KẾ HOẠCH\n" * 200, encoding="utf-8")

    with pytest.raises(ResourceError, match="not a database"):
        open_database(path, create=True)


def test_no_archive_is_told_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="no archive"):
        open_database(tmp_path / "plans.db", create=False)
    with pytest.raises(ResourceError, match="no archive"):
        open_database(tmp_path, create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(OutputError):
        open_database(tmp_path / "file" / "plans.db", create=True)
    with pytest.raises(OutputError):
        open_database(tmp_path, create=True)  # a folder


def test_changes_become_true_together_or_not_at_all(tmp_path: Path) -> None:
    connection = open_database(tmp_path / "plans.db", create=True)

    def change_and_fail() -> None:
        with writing(connection):
            connection.execute("INSERT INTO meta VALUES ('a', 'b')")
            raise KeyError

    with pytest.raises(KeyError):
        change_and_fail()
    assert connection.execute("SELECT count(*) FROM meta").fetchone() == (0,)

    with writing(connection):
        connection.execute("INSERT INTO meta VALUES ('a', 'b')")
    assert connection.execute("SELECT count(*) FROM meta").fetchone() == (1,)
    connection.close()


def test_a_second_writer_waits_and_then_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_PATIENCE", 0.1)
    one, other = (open_database(tmp_path / "plans.db", create=True) for _ in range(2))

    with writing(one):
        one.execute("INSERT INTO meta VALUES ('a', 'b')")
        assert other.execute("SELECT count(*) FROM meta").fetchone() == (0,)  # readers do not wait
        with pytest.raises(OutputError, match="another program"), writing(other):
            pass
    one.close()
    other.close()


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    connection = open_database(tmp_path / "plans.db", create=True)
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(OutputError, match="full"), writing(connection):
        connection.execute("INSERT INTO meta VALUES ('a', ?)", ("x" * 100_000,))
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_what_is_wrong_while_reading_is_told_as_ours(tmp_path: Path) -> None:
    message = "database disk image is malformed"
    with pytest.raises(ResourceError, match="malformed"), telling(tmp_path / "plans.db"):
        raise sqlite3.DatabaseError(message)


def test_two_processes_make_one_archive_at_once(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; from vbparse.archive.store.database import open_database\n"
        "open_database(Path('plans.db'), create=True).close()\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program], cwd=tmp_path, env=environment(), stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    for process in running:
        _, told = process.communicate(timeout=60)
        assert process.returncode == 0, told.decode()
    assert version(tmp_path / "plans.db") == len(migrations())
