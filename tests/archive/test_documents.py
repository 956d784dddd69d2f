from __future__ import annotations

import hashlib
import os
import sys
import zipfile
from pathlib import Path

import pytest

from tests import works
from vbparse.archive import survey
from vbparse.archive.documents import Document, Pattern, digest, find_documents
from vbparse.archive.manifest import Record
from vbparse.errors import InputError, LimitExceeded
from vbparse.settings import Settings

QUICK = Settings(max_seconds=20)


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def names(
    *inputs: Path | Pattern, out: Path, suffix: str = ".json", known: dict[str, Record] | None = None
) -> dict[str, str]:
    return {document.path: document.name for document in find(*inputs, out=out, suffix=suffix, known=known)}


def find(
    *inputs: Path | Pattern,
    out: Path,
    suffix: str = ".json",
    known: dict[str, Record] | None = None,
    settings: Settings = QUICK,
) -> tuple[Document, ...]:
    return find_documents(inputs, out=out, suffix=suffix, known=known or {}, settings=settings)


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
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
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
    documents = {document.path: document for document in find(tmp_path / "in", out=tmp_path / "out")}
    assert documents[f"{path}!/y.zip!/b.pdf"].sha256 == hashlib.sha256(b"2").hexdigest()
    refused = documents[f"{path}!/../ra.txt"].failure
    assert refused is not None
    assert "leads out" in refused.message
    assert documents[str(tmp_path / "in" / "hỏng.zip")].failure is None  # its reader tells what is wrong
    again = names(Path(f"{path}!/2024/kh.pdf"), out=tmp_path / "out")
    assert list(again) == [f"{path}!/2024/kh.pdf"]


def test_documents_in_archives_may_be_named(tmp_path: Path) -> None:
    inner = packed(tmp_path / "x", {"b.pdf": b"2"}).read_bytes()
    path = packed(tmp_path / "a.zip", {"kh.pdf": b"1", "y.zip": inner}).as_posix()
    inputs = [Path(f"{path}!/{name}") for name in ("kh.pdf", "y.zip!/b.pdf", "y.zip", "none.pdf")]
    found = find(*inputs, out=tmp_path / "out")

    assert [document.path for document in found] == [path.as_posix() for path in inputs]
    hashes = [hashlib.sha256(content).hexdigest() for content in (b"1", b"2", inner)]
    assert [document.sha256 for document in found] == [*hashes, ""]
    assert found[3].failure is not None
    assert "has no document none.pdf" in found[3].failure.message


def test_a_member_that_is_too_large_or_locked_hurts_no_other(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": b"1" * 2_000_000, "b.txt": b"2"})
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1  # encrypted, says the directory
    path.write_bytes(data)
    large, locked = find(path, out=tmp_path / "out", settings=Settings(max_bytes=1_000_000))

    assert large.failure is not None
    assert (large.failure.code, large.sha256) == ("limit", "")
    assert locked.failure is not None
    assert locked.failure.code == "encrypted"


def test_an_archive_without_end_fails_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": b"1"})
    touch(tmp_path / "b.txt")
    monkeypatch.setattr(survey, "_survey", works.hang)
    endless, other = find(path, tmp_path / "b.txt", out=tmp_path / "out", settings=Settings(max_seconds=1))

    assert (endless.path, other.path) == (str(path), str(tmp_path / "b.txt"))
    assert endless.failure is not None
    assert "longer than the limit of 1 seconds" in endless.failure.message
    assert other.failure is None


def test_archives_are_not_opened_in_this_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": b"1", "b.txt": b"2"})
    monkeypatch.setattr(zipfile, "ZipFile", None)

    assert len(find(path, Path(f"{path}!/a.txt"), out=tmp_path / "out")) == 2


def test_of_two_members_of_one_name_the_first_counts_as_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", b"2")
    (found,) = find(path, out=tmp_path / "out")

    assert found.sha256 == hashlib.sha256(b"1").hexdigest()


def test_a_name_that_leads_out_of_an_archive_hides_no_file(tmp_path: Path) -> None:
    packed(tmp_path / "a.zip", {"../b.txt": b"1"})
    touch(tmp_path / "b.txt")

    assert str(tmp_path / "b.txt") in names(tmp_path, out=tmp_path / "out")


def test_patterns_stand_for_what_fits_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    touch(*map(Path, ("in/b.pdf", "in/a.pdf", "in/2024/q1/a.pdf", "in/2024/a.txt", "in/.ẩn.pdf", "out/x.pdf")))

    assert names(Pattern("in/**/*.pdf"), out=Path("out")) == {
        str(Path("in/2024/q1/a.pdf")): "2024/q1/a.json",
        str(Path("in/a.pdf")): "a.json",
        str(Path("in/b.pdf")): "b.json",
    }
    assert names(Pattern("*/2024"), out=Path("out")) == {
        str(Path("in/2024/a.txt")): "in/2024/a.json",
        str(Path("in/2024/q1/a.pdf")): "in/2024/q1/a.json",
    }
    assert str(Path("out/x.pdf")) not in names(Pattern("**"), out=Path("out"))


def test_a_pattern_that_nothing_fits_fails(tmp_path: Path) -> None:
    (found,) = find(Pattern(f"{tmp_path}/*.pdf"), out=tmp_path / "out")

    assert found.path == f"{tmp_path}/*.pdf"
    assert found.failure is not None
    assert "no file fits" in found.failure.message


def test_no_output_takes_the_name_of_a_file_of_the_batch(tmp_path: Path) -> None:
    touch(tmp_path / "batch.pdf", tmp_path / "manifest.pdf")

    assert "batch.json" not in names(tmp_path, out=tmp_path / "out").values()
    assert "manifest.jsonl" not in names(tmp_path, out=tmp_path / "out", suffix=".jsonl").values()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_in_a_circle_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").symlink_to(tmp_path / "a.pdf")
    (tmp_path / "in").symlink_to(tmp_path)

    assert list(names(tmp_path, out=tmp_path / "out").values()) == ["a.json"]


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path / "a.pdf", tmp_path / "b" / "c.pdf")
    scandir = os.scandir

    def refuse(folder: str) -> object:
        if Path(folder).name == "b":
            raise PermissionError(13, "Permission denied", folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    found = find(tmp_path, out=tmp_path / "out")

    assert [Path(document.path).name for document in found] == ["a.pdf", "b"]
    assert found[1].failure is not None
    assert "Permission denied" in found[1].failure.message
