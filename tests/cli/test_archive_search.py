"""`vbparse archive search` in a process of its own."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

import vbparse as library
from tests.clirunner import SAMPLE, said, vbparse, write_plan
from vbparse.archive.register import Archive

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of plan 70 and two invented plans."""
    folder = tmp_path_factory.mktemp("search")
    with Archive(folder / "vbparse.db", create=True) as archive:
        archive.add(library.parse(SAMPLE), path="kehoach70.pdf")
        for number in (170, 171):
            archive.add(library.parse(write_plan(folder / f"{number}.txt", number)), path=f"{number}.txt")
    return folder


def search(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return vbparse("archive", "search", *arguments, folder=folder)


def data(folder: Path, *arguments: str) -> dict[str, Any]:
    done = search(folder, *arguments, "--as", "json")
    assert done.returncode == 0, said(done)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_passages_stand_under_their_documents(folder: Path) -> None:
    done = search(folder, "bình đẳng giới", "--limit", "3")
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0
    assert lines[0] == "70/KH-UBND  2024-02-17  Ủy ban nhân dân quận Hà Đông"
    assert lines[2] == "kehoach70.pdf"
    assert lines[3].startswith("  [trang ")
    assert "«bình đẳng giới»" in done.stdout.decode()
    assert "\x1b" not in done.stdout.decode()
    assert "đây là đoạn 1 đến 3 (xem tiếp: --offset 3" in said(done)


def test_a_terminal_shows_in_bold_what_was_found(folder: Path) -> None:
    from vbparse.cli.archive.search import _text

    with Archive(folder / "vbparse.db") as archive:
        text = _text(archive.search("làng"), "vi", 80, bold=True)
    assert "\x1b[1mlàng\x1b[0m" in text
    assert "«" not in text


def test_json_has_the_spans_and_the_number_of_all(folder: Path) -> None:
    answer = data(folder, '"bình đẳng giới"', "--limit", "2", "--offset", "1")
    assert answer["total"] > 20
    assert len(answer["hits"]) == 2
    hit = answer["hits"][0]
    assert (hit["code"], hit["type_code"], hit["paths"]) == ("70/KH-UBND", "KH", ["kehoach70.pdf"])
    assert {hit["snippet"][start:end].casefold() for start, end in hit["spans"]} == {"bình đẳng giới"}
    assert hit["page"] in range(1, 6)
    assert len(data(folder, "binh dang gioi", "--limit", "0")["hits"]) == data(folder, "binh dang gioi")["total"]


def test_csv_is_read_by_csv(folder: Path) -> None:
    done = search(folder, "đường làng", "--as", "csv", "--lang", "en")
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    assert [row["Code"] for row in rows] == ["170/KH-UBND", "171/KH-UBND"]
    assert rows[0]["Passage"] == "Làm đẹp đường làng."
    assert "2 passages." in said(done)
    search(folder, "đường làng", "--as", "csv", "-o", "hits.csv")
    assert (folder / "hits.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_codes_are_whole(folder: Path) -> None:
    assert [hit["code"] for hit in data(folder, "70/KH-UBND")["hits"]] == ["70/KH-UBND"]
    assert [hit["code"] for hit in data(folder, "170/kh-ubnd")["hits"]] == ["170/KH-UBND"]


def test_filters(folder: Path) -> None:
    assert data(folder, "năm", "--unit", "Phòng Tư pháp")["hits"][0]["code"] == "70/KH-UBND"
    early = data(
        folder, "đường làng", "--to", "ngày 01 tháng 02 năm 2024", "--type", "KH", "--issuer", "UBND xã Thử Nghiệm"
    )
    assert early["total"] == 2
    assert data(folder, "đường làng", "--from", "2/2/2024")["total"] == 0


def test_where_nothing_is_found_it_says_what_would_help(folder: Path) -> None:
    done = search(folder, "đường lãng", "--from", "2025-01-01", "--unit", "Sở Không Có")
    assert (done.returncode, done.stdout) == (0, b"")
    assert "Kho không có cơ quan, đơn vị nào tên Sở Không Có" in said(done)
    assert "Thử ít từ hơn" in said(done)
    assert "Gõ không dấu thì có 2 đoạn: duong lang" in said(search(folder, "đường lãng"))
    assert "Without the filters" in said(search(folder, "đường làng", "--from", "2025-01-01", "--lang", "en"))
    assert "Bỏ ngoặc kép thì có 2 đoạn" in said(search(folder, '"làng đường"'))


@pytest.mark.parametrize(
    "wrong",
    [
        ('"',),
        ("a", "--limit", "-1"),
        ("a", "--from", "31/11/2024"),
        ("a", "--to", "mai"),
        ("a", "--as", "xml"),
        ("-", "-a"),
    ],
)
def test_a_wrong_use_is_told(folder: Path, wrong: tuple[str, ...]) -> None:
    done = search(folder, *wrong)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said(done)


def test_without_an_archive_it_says_how_to_make_one(tmp_path: Path) -> None:
    done = search(tmp_path, "a")
    assert done.returncode == 6
    assert not (tmp_path / "vbparse.db").exists()
