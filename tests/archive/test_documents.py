from __future__ import annotations

import hashlib
import os
import sys
import zipfile
from pathlib import Path

import pytest

from vbparse.archive.documents import digest, find_documents
from vbparse.archive.manifest import Record
from vbparse.errors import InputError, LimitExceeded


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def names(*inputs: Path, out: Path, suffix: str = ".json", known: dict[str, Record] | None = None) -> dict[str, str]:
    found = find_documents(inputs, out=out, suffix=suffix, known=known or {})
    return {document.path: document.name for document in found}


def test_folders_are_searched_and_their_shape_is_kept(tmp_path: Path) -> None:
    here = tmp_path / "in"
    touch(
        here / "b.pdf",
        here / "a.PDF",
        here / "2024" / "b.pdf",
        here / "ảnh.bmp2",
        here / ".ẩn.pdf",
        here / ".git" / "x.pdf",
    )

    assert names(here, out=tmp_path / "out") == {
        str(here / "a.PDF"): "a.json",
        str(here / "b.pdf"): "b.json",
        str(here / "2024" / "b.pdf"): "2024/b.json",
    }


def test_the_output_folder_is_not_searched(tmp_path: Path) -> None:
    touch(tmp_path / "a.txt", tmp_path / "out" / "b.txt")

    assert list(names(tmp_path, out=tmp_path / "out")) == [str(tmp_path / "a.txt")]


def test_a_named_file_is_taken_whatever_its_name_and_once(tmp_path: Path) -> None:
    touch(tmp_path / "kế hoạch", tmp_path / "a.pdf")

    found = names(tmp_path / "kế hoạch", tmp_path, tmp_path / "a.pdf", tmp_path / "missing.pdf", out=tmp_path / "out")

    assert [Path(path).name for path in found] == ["kế hoạch", "a.pdf", "missing.pdf"]


def test_names_that_would_meet_are_kept_apart(tmp_path: Path) -> None:
    one, two = tmp_path / "1" / "KH.pdf", tmp_path / "2" / "kh.pdf"
    touch(one, two, tmp_path / "1" / "KH.txt")

    found = names(tmp_path / "1", tmp_path / "2", out=tmp_path / "out")

    assert found[str(one)] == "KH.json"
    assert len({name.casefold() for name in found.values()}) == 3
    assert found == names(tmp_path / "1", tmp_path / "2", out=tmp_path / "out")


def test_a_document_keeps_the_name_that_the_manifest_knows(tmp_path: Path) -> None:
    touch(tmp_path / "KH.pdf", tmp_path / "a" / "KH.pdf")
    path = str(tmp_path / "a" / "KH.pdf")
    known = {path: Record(path, "a/KH.json", "failed", "0.1")}

    assert names(Path(path), tmp_path / "KH.pdf", out=tmp_path / "out", known=known) == {
        path: "a/KH.json",
        str(tmp_path / "KH.pdf"): "KH.json",
    }
    assert names(Path(path), out=tmp_path / "out", suffix=".csv", known=known) == {path: "KH.csv"}


def test_the_digest_is_of_the_content(tmp_path: Path) -> None:
    touch(tmp_path / "a", tmp_path / "b")

    assert digest(str(tmp_path / "a")) == digest(str(tmp_path / "b"))


@pytest.mark.parametrize("name", ["none.pdf", "folder", "pipe", "a.zip!/none.pdf", "no\0name"])
def test_what_cannot_be_read_has_no_digest(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    if name == "pipe":
        if sys.platform == "win32":
            pytest.skip("named pipes are POSIX")
        os.mkfifo(tmp_path / "pipe")
    packed(tmp_path / "a.zip", {"b.pdf": b"1"})

    with pytest.raises(InputError):
        digest(str(tmp_path / name))


def test_what_is_too_large_has_no_digest(tmp_path: Path) -> None:
    touch(tmp_path / "a")
    digest(str(tmp_path / "a"), max_bytes=1)

    with pytest.raises(LimitExceeded, match="larger than the limit of 0 bytes"):
        digest(str(tmp_path / "a"), max_bytes=0)


def packed(path: Path, files: dict[str, bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_an_archive_stands_for_the_documents_in_it(tmp_path: Path) -> None:
    inner = packed(tmp_path / "x", {"b.pdf": b"2"}).read_bytes()
    path = packed(
        tmp_path / "in" / "a.zip", {"2024/kh.pdf": b"1", "y.zip": inner, "bảng.xlsx": b"3", "../ra.txt": b"4"}
    )
    (tmp_path / "in" / "hỏng.zip").write_bytes(b"PK\x03\x04")
    found = names(tmp_path / "in", out=tmp_path / "out")

    assert found == {
        f"{path}!/2024/kh.pdf": "a.zip/2024/kh.json",
        f"{path}!/y.zip!/b.pdf": "a.zip/y.zip/b.json",
        f"{path}!/../ra.txt": "a.zip/_/ra.json",
        str(tmp_path / "in" / "hỏng.zip"): "hỏng.json",
    }
    assert digest(f"{path}!/y.zip!/b.pdf") == hashlib.sha256(b"2").hexdigest()
    again = names(Path(f"{path}!/2024/kh.pdf"), out=tmp_path / "out")
    assert list(again) == [f"{path}!/2024/kh.pdf"]
