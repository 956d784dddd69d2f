"""The plans of an archive put out together."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from tests.archivemaker import PROVINCE, fill, make_document
from tests.planmaker import TASKS
from vbparse.archive import outputs
from vbparse.archive.outputs import FORMS, PIECES, write_plans
from vbparse.archive.queries.documents import Filters
from vbparse.cli.archive import export
from vbparse.errors import OutputError, ResourceError
from vbparse.export.columns import TASK_COLUMNS
from vbparse.export.options import ExportOptions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vbparse.archive.register import Archive

PLANS = (make_document("12/KH-UBND"), make_document("1/KH-UBND", "2024-03-01", PROVINCE))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with fill(tmp_path / "plans.db", PLANS) as opened:
        yield opened


def put_out(archive: Archive, form: str) -> bytes:
    return b"".join(PIECES[form](archive.plans()))


def test_the_command_offers_all_forms() -> None:
    assert set(export._FORMS) == set(FORMS)
    assert set(export._PIECES) == set(PIECES)


def test_a_line_of_json_is_the_plan_as_kept(archive: Archive) -> None:
    lines = put_out(archive, "jsonl").splitlines(keepends=True)

    assert lines == [archive.plan_json(plan.source.sha256) for plan in PLANS]


def test_plans_are_chosen_by_filters(archive: Archive) -> None:
    assert [kept.info.code for kept in archive.plans(Filters(issuer=PROVINCE))] == ["1/KH-UBND"]


def test_the_table_tells_the_plan_of_each_task(archive: Archive) -> None:
    text = put_out(archive, "csv").decode("utf-8-sig")
    head, *rows = list(csv.reader(io.StringIO(text)))

    assert head[:4] == ["Số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Tệp"]
    assert head[4:] == [column.head["vi"] for column in TASK_COLUMNS]
    assert [row[:4] for row in rows[:: len(TASKS)]] == [
        ["12/KH-UBND", "2024-02-01", "Ủy ban nhân dân xã Thử", "1.pdf"],
        ["1/KH-UBND", "2024-03-01", PROVINCE, "2.pdf"],
    ]
    assert len(rows) == 2 * len(TASKS)
    assert rows[1][6].startswith("'=1+1")  # no formula


def test_the_calendar_has_the_items_of_all_plans_once(archive: Archive) -> None:
    from icalendar import Calendar

    from vbparse.export import to_ics

    def uids(data: bytes) -> list[str]:
        items = Calendar.from_ical(data).walk()
        return [str(item["uid"]) for item in items if "uid" in item]

    found = uids(put_out(archive, "ics"))
    assert found == [uid for plan in PLANS for uid in uids(to_ics.render(plan))]
    assert len(found) == len(set(found))


def test_a_workbook_has_the_rows_of_the_table_and_the_same_bytes_again(archive: Archive, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    for name in ("a.xlsx", "b.xlsx"):
        write_plans(tmp_path / name, archive.plans(), "xlsx", ExportOptions("en"))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()

    sheet = load_workbook(tmp_path / "a.xlsx")["Tasks"]
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]][:5] == ["Code", "Issued on", "Issuer", "File", "No."]
    assert len(rows) == 2 * len(TASKS) + 1
    assert rows[1][1].is_date
    assert rows[2][6].data_type == "s"  # no formula
    assert rows[1][7].font.italic  # inherited
    assert sheet.auto_filter.ref == f"A1:X{len(rows)}"


def test_a_further_sheet_is_begun_where_one_is_full(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openpyxl import load_workbook

    monkeypatch.setattr(outputs, "MOST_ROWS", 6)
    write_plans(tmp_path / "a.xlsx", archive.plans(), "xlsx")

    assert [(sheet.title, sheet.max_row) for sheet in load_workbook(tmp_path / "a.xlsx")] == [
        ("Nhiệm vụ", 6), ("Nhiệm vụ 2", 4),
    ]  # fmt: skip


def test_parquet_tables_have_the_rows_of_all_plans(archive: Archive, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_plans(tmp_path / "out", archive.plans(), "parquet")

    counts = {path.stem: parquet.read_table(path).num_rows for path in (tmp_path / "out").iterdir()}
    assert counts == {"documents": 2, "tasks": 2 * len(TASKS), "times": 12, "units": 6, "citations": 0}


@pytest.mark.parametrize("form", ["jsonl", "csv", "ics", "xlsx"])
def test_it_is_written_whole_or_not_at_all(archive: Archive, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"plans.{form}"
    out.write_bytes(b"old")
    archive.connection.execute("UPDATE plans SET json = x'00' WHERE document = 2")

    with pytest.raises(ResourceError, match="damaged"):
        write_plans(out, archive.plans(), form)

    assert out.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("plans.db")) == [out.name]


def test_a_place_that_cannot_be_written_is_told(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_plans(tmp_path / "nowhere" / "plans.csv", archive.plans(), "csv")


def test_an_empty_archive_gives_an_empty_table(tmp_path: Path) -> None:
    with fill(tmp_path / "empty.db", []) as archive:
        assert put_out(archive, "jsonl") == b""
        assert len(put_out(archive, "csv").splitlines()) == 1
        write_plans(tmp_path / "a.xlsx", archive.plans(), "xlsx")
        assert b"BEGIN:VEVENT" not in put_out(archive, "ics")
