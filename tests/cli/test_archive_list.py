"""`vbparse archive list` and `vbparse archive show`."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

import vbparse as library
from tests.archivemaker import COMMUNE, fill, make_document
from tests.clirunner import SAMPLE, said, vbparse, write_plan
from vbparse.archive.manifest import Failure, Record
from vbparse.archive.register import Archive

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with an archive of three documents, two of one code, and a file that could not be read."""
    path = tmp_path_factory.mktemp("archive")
    other = make_document("12/KH-UBND", "2024-03-01", "Ủy ban nhân dân xã Khác")
    with fill(path / "vbparse.db", [other]) as archive:
        for file in (SAMPLE, write_plan(path / "plan.txt", 12)):
            archive.add(library.parse(file), path=str(file))
        failure = Failure(
            "damaged", "bad.pdf is broken", "Copy the file again from its source, or print it to a new PDF."
        )
        archive.keep(Record("bad\x1b[31m.pdf", "bad.json", "failed", "x", error=failure))
    return path


def test_the_table_is_for_people(folder: Path) -> None:
    shown = vbparse("archive", "list", folder=folder).stdout.decode()

    for part in ("Số, ký hiệu", "70/KH-UBND", "2024-02-17", "52", "plan.txt", "1 lỗi cần xem"):
        assert part in shown
    assert "bad" not in shown
    assert shown.index("plan.txt") < shown.index("70/KH-UBND") < shown.index("2024-03-01")


def test_json_and_csv_have_all_that_is_known(folder: Path) -> None:
    found = json.loads(vbparse("archive", "list", "--as", "json", "--type", "kh", folder=folder).stdout)
    rows = list(csv.reader(io.StringIO(vbparse("archive", "list", "--as", "csv", folder=folder).stdout.decode())))

    assert [item["code"] for item in found] == ["12/KH-UBND", "70/KH-UBND", "12/KH-UBND"]
    assert found[1]["paths"] == [str(SAMPLE)]
    assert found[1]["pages"] == 5
    assert len(rows) == 4
    assert len(rows[0]) == len(found[0])


def test_filters(folder: Path) -> None:
    def codes(*options: str) -> list[str]:
        done = vbparse("archive", "list", "--as", "json", *options, folder=folder)
        assert said(done) == ""
        return [f"{item['code']} {item['date']}" for item in json.loads(done.stdout)]

    assert codes("--unit", "Phòng Tư pháp") == ["70/KH-UBND 2024-02-17"]
    assert codes("--issuer", "UBND quận Hà Đông") == ["70/KH-UBND 2024-02-17"]
    assert codes("--from", "2024-02-17", "--to", "2024-02-17") == ["70/KH-UBND 2024-02-17"]
    assert codes("--type", "QD") == []


def test_nothing_found_is_said(folder: Path) -> None:
    done = vbparse("archive", "list", "--type", "QD", "--lang", "en", folder=folder)

    assert (done.returncode, done.stdout, said(done)) == (0, b"", "Nothing found.\n")


def test_files_that_could_not_be_read_are_listed_with_what_to_do(folder: Path) -> None:
    shown = vbparse("archive", "list", "--failed", folder=folder).stdout.decode()

    for part in ("tệp bị hỏng", "bad.pdf is broken"):
        assert part in shown
    assert "\x1b" not in shown
    (found,) = json.loads(vbparse("archive", "list", "--failed", "--as", "json", folder=folder).stdout)
    assert found["hint"] == "Chép lại tệp từ nơi gốc, hoặc in ra một tệp PDF mới."
    assert vbparse("archive", "list", "--failed", "--type", "KH", folder=folder).returncode == 2


def test_a_wrong_day_is_a_wrong_use(folder: Path) -> None:
    done = vbparse("archive", "list", "--from", "31/2/2024", folder=folder)

    assert done.returncode == 2
    assert "31/2/2024" in said(done)


def test_no_archive_is_told(tmp_path: Path) -> None:
    done = vbparse("archive", "list", folder=tmp_path)

    assert done.returncode == 6
    assert "vbparse archive add" in said(done)


# -- show -------------------------------------------------------------------------------------------------


def test_a_document_is_shown_with_what_is_known_of_it(folder: Path) -> None:
    shown = vbparse("archive", "show", "70/kh-ubnd", folder=folder).stdout.decode()

    assert shown.startswith("70/KH-UBND\n")
    for part in ("2024-02-17", "Ủy ban nhân dân quận Hà Đông", str(SAMPLE), "52 nhiệm vụ", "MULTIPLE_LEADS (III.6.p1"):
        assert part in shown


def test_json_is_what_extract_gives(folder: Path) -> None:
    extracted = vbparse("extract", SAMPLE, folder=folder).stdout

    for which in ("70/KH-UBND", str(SAMPLE), "kehoach70.pdf"):
        assert vbparse("archive", "show", which, "--as", "json", folder=folder).stdout == extracted


def test_any_format_is_made_of_what_is_kept(folder: Path) -> None:
    vbparse("archive", "show", "70/KH-UBND", "--as", "csv", "-o", "tasks.csv", folder=folder)

    assert (folder / "tasks.csv").read_bytes() == vbparse("extract", SAMPLE, "--to", "csv", folder=folder).stdout
    assert vbparse("archive", "show", "70/KH-UBND", "--as", "dot", folder=folder).returncode == 2


def test_of_several_one_must_be_chosen(folder: Path) -> None:
    done = vbparse("archive", "show", "12/KH-UBND", folder=folder)

    assert (done.returncode, done.stdout) == (3, b"")
    lines = said(done).splitlines()
    assert len(lines) == 3
    assert "plan.txt" in lines[1]
    mark = lines[2].split()[0]
    for choice in (("12/KH-UBND", "--date", "2024-03-01"), ("12/KH-UBND", "--issuer", "UBND xã Khác"), (mark,)):
        shown = vbparse("archive", "show", *choice, folder=folder).stdout.decode()
        assert "Ủy ban nhân dân xã Khác" in shown, choice


def test_none_is_told(folder: Path) -> None:
    done = vbparse("archive", "show", "13/KH-UBND", folder=folder)

    assert done.returncode == 3
    assert "13/KH-UBND" in said(done)


def test_other_versions_of_a_plan_are_named(tmp_path: Path) -> None:
    plan = make_document("12/KH-UBND", "2024-02-01", COMMUNE)
    source = plan.source.model_copy(update={"sha256": "f" * 64, "text_origin": "ocr"})
    with Archive(tmp_path / "vbparse.db", create=True) as archive:
        archive.add(plan, path="plan.pdf")
        archive.add(plan.model_copy(update={"source": source}), path="scan.pdf")

    assert (
        "scan.pdf (không tính, ffffffffffff)"
        in vbparse("archive", "show", "12/KH-UBND", folder=tmp_path).stdout.decode()
    )
    listed = [vbparse("archive", "list", *more, folder=tmp_path).stdout.decode() for more in ((), ("--copies",))]
    assert [text.count("scan.pdf") for text in listed] == [0, 1]
