"""`vbparse archive units` and `vbparse archive graph`."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.archivemaker import COMMUNE, PROVINCE, cite, fill, make_document
from tests.clirunner import said, vbparse

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with an archive of three plans, one above the other; the lowest cites a decision that is not there."""
    path = tmp_path_factory.mktemp("archive")
    decision = cite("8/QĐ-TTg", "basis", "Quyết định", date="2023-12-01", title="phê duyệt Chiến lược")
    plans = (
        make_document("1/KH-UBND", "2024-01-01", PROVINCE),
        make_document("2/KH-UBND", "2024-02-01", COMMUNE, cite("1/KH-UBND", date="2024-01-01")),
        make_document("3/KH-UBND", "2024-03-01", COMMUNE, cite("2/KH-UBND", "basis"), decision),
    )
    fill(path / "vbparse.db", plans).close()
    return path


def test_the_load_of_units_is_a_table(folder: Path) -> None:
    shown = vbparse("archive", "units", "--min", "1", folder=folder).stdout.decode()

    rows = [line.split() for line in shown.splitlines() if "Thử" in line]
    assert [row[-4:] for row in rows if row[0] in {"Phòng", "Công"}] == [["6", "0", "0", "3"], ["3", "3", "0", "3"]]
    assert "Đến hạn" not in shown


def test_what_falls_due_is_counted_when_asked_for(folder: Path) -> None:
    window = ("--from", "2024-06-01", "--to", "2024-12-31", "--overdue-at", "2024-11-20")
    found = json.loads(vbparse("archive", "units", *window, "--as", "json", folder=folder).stdout)

    assert [(unit["name"], unit["due"], unit["overdue"]) for unit in found[:2]] == [
        ("Phòng Kinh tế xã Thử", 6, 6), ("Công an xã Thử", 6, 3),
    ]  # fmt: skip
    shown = vbparse("archive", "units", *window, folder=folder).stdout.decode()
    assert all(head in shown for head in ("Đến hạn", "Quá hạn"))


def test_units_are_chosen(folder: Path) -> None:
    def names(*options: str) -> list[str]:
        return [
            unit["name"]
            for unit in json.loads(vbparse("archive", "units", "--as", "json", *options, folder=folder).stdout)
        ]

    assert names("--unit", "Công an") == ["Công an xã Thử"]
    assert names("--issuer", PROVINCE, "--place", "Bắc Ninh") == [PROVINCE]
    assert names("--level", "central") == []
    assert vbparse("archive", "units", "--level", "xã", folder=folder).returncode == 2


def test_a_plan_stands_between_what_it_carries_out_and_what_carries_it_out(folder: Path) -> None:
    shown = vbparse("archive", "graph", "2/KH-UBND", folder=folder).stdout.decode()

    assert shown.splitlines() == [
        "2/KH-UBND, 2024-02-01, Ủy ban nhân dân xã Thử: Thử nghiệm năm 2024",
        "  Thực hiện, căn cứ:",
        "  └─ thực hiện: 1/KH-UBND, 2024-01-01, Ủy ban nhân dân tỉnh Bắc Ninh: Thử nghiệm năm 2024",
        "  Được thực hiện bởi:",
        "  └─ căn cứ [chỉ khớp số, ký hiệu]: 3/KH-UBND, 2024-03-01, Ủy ban nhân dân xã Thử: Thử nghiệm năm 2024",
    ]


def test_missing_links_are_named(folder: Path) -> None:
    shown = vbparse("archive", "graph", "3/KH-UBND", "--lang", "en", folder=folder).stdout.decode()

    assert "based on [not in the archive]: Quyết định 8/QĐ-TTg, 2023-12-01: phê duyệt Chiến lược" in shown
    assert "(nothing)" in shown
    (missing,) = json.loads(vbparse("archive", "graph", "--missing", "--as", "json", folder=folder).stdout)
    assert {name: missing[name] for name in ("plans", "code", "date", "role")} == {
        "plans": 1, "code": "8/QĐ-TTg", "date": "2023-12-01", "role": "basis",
    }  # fmt: skip
    assert missing["sources"] == [make_document("3/KH-UBND", "2024-03-01").plan_id]


def test_without_a_plan_all_trees_are_drawn_from_the_top(folder: Path) -> None:
    done = vbparse("archive", "graph", folder=folder)

    assert [line.split(",")[0] for line in done.stdout.decode().splitlines()] == [
        "1/KH-UBND", "└─ thực hiện: 2/KH-UBND", "   └─ căn cứ [chỉ khớp số",
    ]  # fmt: skip
    assert "3 văn bản, 2 liên kết" in said(done)


def test_the_graph_is_data_too(folder: Path) -> None:
    data = json.loads(vbparse("archive", "graph", "--as", "json", folder=folder).stdout)
    rows = list(csv.DictReader(io.StringIO(vbparse("archive", "graph", "--as", "csv", folder=folder).stdout.decode())))
    dot = vbparse("archive", "graph", "--as", "dot", folder=folder).stdout.decode()

    assert [node["code"] for node in data["nodes"]] == ["1/KH-UBND", "2/KH-UBND", "3/KH-UBND"]
    assert {link["source"] for link in data["links"]} | {
        link["targets"][0] for link in data["links"] if link["targets"]
    } == {node["plan_id"] for node in data["nodes"]}
    assert [row["Tình trạng"] for row in rows] == ["held", "held", "missing"]
    assert dot.count("->") == 2
    assert dot.startswith("digraph plans {")


def test_a_plan_that_is_not_there_is_told(folder: Path) -> None:
    assert vbparse("archive", "graph", "9/KH-UBND", folder=folder).returncode == 3
    assert vbparse("archive", "graph", "--missing", "--as", "dot", folder=folder).returncode == 2
