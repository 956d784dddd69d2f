from __future__ import annotations

import os
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.errors import OutputError
from vbparse.output import TEMPORARY, make_folder, remove_leftovers, safe_name, shown, write_whole

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "kế hoạch.json"
    write_whole(target, b"one")
    write_whole(target, b"two")

    assert target.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name != "posix", reason="access rights are POSIX")
def test_a_new_file_has_the_usual_rights_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    usual, old = tmp_path / "usual", tmp_path / "old"
    usual.write_bytes(b"")
    old.write_bytes(b"")
    old.chmod(0o600)
    write_whole(tmp_path / "new", b"x")
    write_whole(old, b"x")

    assert (tmp_path / "new").stat().st_mode == usual.stat().st_mode
    assert old.stat().st_mode & 0o777 == 0o600


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "plan.json"
    write_whole(target, b"old")
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OutputError, match="No space left"):
        write_whole(target, b"new")

    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        write_whole(tmp_path / "nowhere" / "plan.json", b"x")


def test_a_file_in_the_way_of_a_folder_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(OutputError, match="file"):
        make_folder(tmp_path / "file" / "below")


def test_leftovers_of_a_killed_process_are_removed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / f"{TEMPORARY}x1").write_bytes(b"half")
    (tmp_path / "a" / "plan.json").write_bytes(b"whole")
    remove_leftovers(tmp_path)

    assert [path.name for path in (tmp_path / "a").iterdir()] == ["plan.json"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Kế hoạch số 70 'quý I'", "Kế hoạch số 70 'quý I'"),
        ('KH "quý II"', "KH _quý II_"),
        ("-rf", "_-rf"),
        ("a/b\\c:d", "a_b_c_d"),
        ("tab\tline\nfeed", "tab_line_feed"),
        ("CON", "_CON"),
        ("con.2024", "_con.2024"),
        ("ends with dots. . .", "ends with dots"),
        ("", "_"),
        ("..", "_"),
        (unicodedata.normalize("NFD", "Kế hoạch"), "Kế hoạch"),
    ],
)
def test_names_that_every_file_system_takes(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=400))
def test_any_name_becomes_a_name_in_its_folder(name: str) -> None:
    safe = safe_name(name)

    assert safe
    assert len(safe.encode()) <= 121
    assert not set(safe) & set('/\\\0:*?"<>|')
    assert safe not in {".", ".."}
    assert safe_name(safe) in {safe, f"_{safe}"}


@given(st.text())
def test_what_is_shown_moves_no_cursor(text: str) -> None:
    assert all(char.isprintable() for char in shown(text))


@pytest.mark.skipif(sys.platform == "win32", reason="names of files are text on Windows")
def test_a_name_that_is_no_text_can_be_shown() -> None:
    assert shown(os.fsdecode(b"k\xff.pdf")) == "k?.pdf"
