from __future__ import annotations

import json
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.planmaker import make_plan
from vbparse.archive.parquet import write_parquet, write_tables
from vbparse.archive.rows import rows_of
from vbparse.archive.tables import TABLES, render_tables, tables_of
from vbparse.errors import OutputError, ResourceError
from vbparse.export import parquet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vbparse.archive.rows import Rows

pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")


@pytest.fixture(scope="module")
def rows() -> Rows:
    return rows_of(make_plan())


def test_each_table_has_its_rows_with_the_document_first(rows: Rows, tmp_path: Path) -> None:
    paths = write_parquet(tmp_path / "new", [rows])
    tables = {path.stem: pq.read_table(path) for path in paths}

    assert list(tables) == ["documents", "tasks", "times", "units", "citations"]
    assert all(table.column_names[0] == "document" for table in tables.values())
    assert set(tables["tasks"]["document"].to_pylist()) == {rows.document.sha256}
    assert tables["documents"]["code"].to_pylist() == [rows.document.code]
    assert tables["tasks"]["text"].to_pylist() == [row.text for row in rows.tasks]
    assert tables["tasks"]["lead"].to_pylist() == [list(row.lead) for row in rows.tasks]
    assert tables["units"].num_rows == len(rows.units)
    assert not list((tmp_path / "new").glob(".*"))


def test_days_are_days_and_one_with_blanks_is_null(rows: Rows, tmp_path: Path) -> None:
    blank = rows._replace(
        document=rows.document._replace(date="2024-02-XX"),
        tasks=(rows.tasks[0]._replace(due=("2024-05-31", "2024-XX-XX")), *rows.tasks[1:]),
    )
    write_parquet(tmp_path, [rows, blank])
    documents, tasks = (pq.read_table(tmp_path / f"{name}.parquet") for name in ("documents", "tasks"))

    assert str(documents.schema.field("date").type) == "date32[day]"
    assert documents["date"].to_pylist() == [date.fromisoformat(rows.document.date or ""), None]
    assert tasks["due"].to_pylist()[len(rows.tasks)] == [date(2024, 5, 31), None]


def test_what_is_kept_as_json_gives_the_same_files(rows: Rows, tmp_path: Path) -> None:
    kept = json.loads(render_tables(make_plan().model_dump(mode="json")))
    write_parquet(tmp_path / "rows", [rows, rows])
    write_tables(tmp_path / "kept", [kept, kept])

    for path in (tmp_path / "rows").iterdir():
        assert path.read_bytes() == (tmp_path / "kept" / path.name).read_bytes()


def test_columns_of_another_version_are_filled_up_or_left_out(rows: Rows, tmp_path: Path) -> None:
    old = tables_of(rows)
    del old["tasks"]["repeats"], old["citations"]
    old["tasks"]["mood"] = ["fine"] * len(rows.tasks)
    del old["tasks"]["action"]
    old["tasks"]["repeats"] = [False] * len(rows.tasks)
    write_tables(tmp_path, [old])
    tasks = pq.read_table(tmp_path / "tasks.parquet")

    assert "mood" not in tasks.column_names
    assert set(tasks["action"].to_pylist()) == {None}
    assert pq.read_table(tmp_path / "citations.parquet").num_rows == 0


def test_groups_of_rows_are_bounded(rows: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = []

    def plans() -> Iterator[Rows]:
        for number in range(10):
            held.append(number)
            yield rows

    monkeypatch.setattr(parquet, "_MOST_ROWS", 2 * len(rows.tasks))
    write_parquet(tmp_path, plans())
    found = pq.ParquetFile(tmp_path / "tasks.parquet").metadata

    assert (found.num_row_groups, found.num_rows) == (5, 10 * len(rows.tasks))
    assert len(held) == 10
    monkeypatch.setattr(parquet, "_MOST_TEXT", 1)
    write_parquet(tmp_path, plans())
    assert pq.ParquetFile(tmp_path / "tasks.parquet").metadata.num_row_groups == 10


def test_no_plans_give_tables_without_rows(tmp_path: Path) -> None:
    write_parquet(tmp_path, [])

    for name, columns in TABLES.items():
        table = pq.read_table(tmp_path / f"{name}.parquet")
        assert (table.num_rows, table.column_names) == (0, list(columns))


def test_an_error_on_the_way_leaves_the_old_files(rows: Rows, tmp_path: Path) -> None:
    write_parquet(tmp_path, [rows])
    old = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def plans() -> Iterator[Rows]:
        yield rows
        message = "a disk is full"
        raise OSError(28, message)

    with pytest.raises(OutputError, match="a disk is full"):
        write_parquet(tmp_path, plans())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == old


def test_values_of_another_type_are_refused(rows: Rows, tmp_path: Path) -> None:
    wrong = tables_of(rows)
    wrong["tasks"]["number"] = ["one"] * len(rows.tasks)

    with pytest.raises(ValueError, match="one"):
        write_tables(tmp_path, [wrong])
    assert not list(tmp_path.iterdir())


def test_without_pyarrow_it_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)

    with pytest.raises(ResourceError) as caught:
        write_parquet(tmp_path / "out", [])
    assert "pip install 'vbparse[parquet]'" in caught.value.advice
    assert not (tmp_path / "out").exists()
