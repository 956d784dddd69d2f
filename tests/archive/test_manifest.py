from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from vbparse.archive.manifest import NAME, Failure, Record, append, open_manifest, read_manifest, write_manifest

if TYPE_CHECKING:
    from pathlib import Path

DONE = Record("b/kế hoạch.pdf", "kế hoạch.json", "done", "0.1", "aa", 3, ("NUMBERING_GAP",))
FAILED = Record("a.pdf", "a.json", "failed", "0.1", error=Failure("damaged", "a.pdf is damaged", "Copy it again."))


def test_records_come_back_sorted_by_path(tmp_path: Path) -> None:
    write_manifest(tmp_path, [DONE, FAILED])

    assert list(read_manifest(tmp_path).values()) == [FAILED, DONE]
    assert "kế hoạch" in (tmp_path / NAME).read_text(encoding="utf-8")


def test_the_last_line_of_a_path_counts_and_a_line_cut_off_does_not(tmp_path: Path) -> None:
    again = Record(FAILED.path, FAILED.name, "done", "0.2", "bb", 1)
    with open_manifest(tmp_path) as stream:
        append(stream, FAILED)
        append(stream, again)
        stream.write(DONE.line()[:-20])

    assert read_manifest(tmp_path) == {again.path: again}


def test_lines_of_another_kind_are_left_out(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b'[]\n{"path": "x"}\n\xff\n' + DONE.line())

    assert list(read_manifest(tmp_path)) == [DONE.path]


def test_no_manifest_is_no_record(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == {}


def test_a_file_name_that_is_no_text_stays_json(tmp_path: Path) -> None:
    record = Record(os.fsdecode(b"k\xff.pdf"), "k_.json", "done", "0.1")
    write_manifest(tmp_path, [record])

    assert json.loads((tmp_path / NAME).read_bytes())["name"] == "k_.json"
    assert read_manifest(tmp_path) == {record.path: record}
