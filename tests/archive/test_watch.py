from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from vbparse.archive.documents import known_suffixes
from vbparse.archive.watch import Arrivals, Look, list_files

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = Look(10, 1), Look(20, 2)


def test_a_file_arrives_when_it_has_not_changed_for_a_while() -> None:
    arrivals = Arrivals(settle=3)
    assert arrivals.look({"a.pdf": OLD}, 0) == []
    assert arrivals.look({"a.pdf": OLD}, 2.9) == []
    assert arrivals.waiting() == 1
    assert arrivals.look({"a.pdf": OLD}, 3) == ["a.pdf"]
    assert arrivals.look({"a.pdf": OLD}, 100) == []
    assert arrivals.waiting() == 0


def test_a_file_that_grows_is_waited_for() -> None:
    arrivals = Arrivals(settle=3)
    for second in range(10):
        assert arrivals.look({"a.pdf": Look(second + 1, second)}, second) == []
    assert arrivals.look({"a.pdf": Look(10, 9)}, 12) == ["a.pdf"]


def test_a_file_that_is_empty_has_not_arrived() -> None:
    arrivals = Arrivals(settle=0)
    assert arrivals.look({"a.pdf": Look(0, 1)}, 0) == []
    assert arrivals.look({"a.pdf": Look(0, 1)}, 50) == []
    assert arrivals.look({"a.pdf": Look(1, 1)}, 51) == ["a.pdf"]


def test_a_file_that_changes_arrives_again() -> None:
    arrivals = Arrivals(settle=0)
    assert arrivals.look({"a.pdf": OLD}, 0) == ["a.pdf"]
    assert arrivals.look({"a.pdf": NEW}, 1) == ["a.pdf"]


def test_a_file_that_went_and_came_back_arrives_again() -> None:
    arrivals = Arrivals(settle=0)
    assert arrivals.look({"a.pdf": OLD, "b.pdf": OLD}, 0) == ["a.pdf", "b.pdf"]
    assert arrivals.look({"b.pdf": OLD}, 1) == []
    assert arrivals.look({"a.pdf": OLD, "b.pdf": OLD}, 2) == ["a.pdf"]


def test_documents_are_listed_with_those_of_folders_below(tmp_path: Path) -> None:
    for name in ("a.pdf", "x/b.DOCX", "~$a.docx", ".c.pdf", ".hidden/d.pdf", "note.xyz"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"12345")
    found = list_files(tmp_path, known_suffixes())
    assert {os.path.relpath(path, tmp_path).replace("\\", "/") for path in found} == {"a.pdf", "x/b.DOCX"}
    assert {look.size for look in found.values()} == {5}


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list_files(tmp_path / "nowhere", known_suffixes())
