from __future__ import annotations

import os
from pathlib import Path

import pytest

from vbparse.archive.begun import NAME, Begun, read_begun, write_begun
from vbparse.archive.documents import Pattern
from vbparse.errors import OutputError


def test_what_was_begun_comes_back(tmp_path: Path) -> None:
    inputs = (Path("kế hoạch [1].pdf"), Pattern("in/**/*.pdf"), Path(os.fsdecode(b"k\xff.pdf")))
    begun = Begun(tmp_path / "văn phòng", inputs, {"to": "csv", "jobs": 2, "trust": None})
    write_begun(tmp_path, begun)

    assert read_begun(tmp_path) == begun


def test_where_nothing_was_begun_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no batch was begun"):
        read_begun(tmp_path)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"inputs": 1}', b'{"inputs": [], "folder": "x"}', b"\xff"])
def test_a_damaged_file_is_an_error(content: bytes, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(content)

    with pytest.raises(OutputError, match="damaged"):
        read_begun(tmp_path)
