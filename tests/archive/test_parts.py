from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.clirunner import write_plan
from vbparse.archive.batch import Batch, Step
from vbparse.archive.lock import NAME as LOCK
from vbparse.archive.manifest import NAME
from vbparse.archive.parts import FOLDER, PartsTarget
from vbparse.archive.target import FolderTarget
from vbparse.errors import OutputError
from vbparse.settings import Settings

if TYPE_CHECKING:
    from vbparse.archive.parts import Form

TWO = Settings(jobs=2)
TABLES = {"documents.parquet", "tasks.parquet", "times.parquet", "units.parquet", "citations.parquet"}


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Give a folder of three plans, a copy and a damaged file."""
    folder = tmp_path / "in"
    for name, number in {"b.txt": 1, "a/c.txt": 2, "c.txt": 3, "d.txt": 1}.items():
        write_plan(folder / name, number)
    (folder / "hỏng.pdf").write_bytes(b"%PDF-1.4\nnothing")
    return folder


def run(inputs: Path, out: Path, form: Form = "jsonl", settings: Settings = TWO) -> list[Step]:
    return list(Batch([inputs], PartsTarget(out, form), settings=settings).run())


def content(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def codes(out: Path) -> list[str]:
    plans: list[dict[str, Any]] = [json.loads(line) for line in (out / "plans.jsonl").read_bytes().splitlines()]
    return [plan["header"]["code"] for plan in plans]


def test_all_plans_are_in_one_file_each_once_in_the_order_of_the_manifest(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(plans, out)
    records = {Path(record["path"]).name: record for record in map(json.loads, (out / NAME).read_bytes().splitlines())}

    assert codes(out) == ["2/KH-UBND", "1/KH-UBND", "3/KH-UBND"]
    assert {path.name for path in out.iterdir()} == {"plans.jsonl", NAME, FOLDER, LOCK}
    assert {record["name"] for record in records.values()} == {"plans.jsonl"}
    assert records["d.txt"]["same_as"] == str(plans / "b.txt")
    assert records["hỏng.pdf"]["error"]["code"] == "damaged"


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_bytes_do_not_depend_on_the_number_of_workers(form: Form, plans: Path, tmp_path: Path) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    for jobs in (1, 2, 3):
        run(plans, tmp_path / str(jobs), form, Settings(jobs=jobs))

    assert content(tmp_path / "1") == content(tmp_path / "2") == content(tmp_path / "3")


def test_tables_hold_the_rows_of_all_plans(plans: Path, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    out = tmp_path / "out"
    run(plans, out, "parquet")

    assert {path.name for path in out.iterdir()} == {*TABLES, NAME, FOLDER, LOCK}
    assert pq.read_table(out / "documents.parquet")["code"].to_pylist() == ["2/KH-UBND", "1/KH-UBND", "3/KH-UBND"]
    assert len(set(pq.read_table(out / "tasks.parquet")["document"].to_pylist())) == 3


def test_a_later_run_reads_what_is_new_and_drops_what_is_no_more(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(plans, out)
    write_plan(plans / "c.txt", 4)
    write_plan(plans / "a" / "a.txt", 5)
    steps = {step.record.path: step.skipped for step in run(plans, out)}

    assert [Path(path).name for path, skipped in steps.items() if skipped] == ["b.txt", "d.txt", "c.txt"]
    assert codes(out) == ["5/KH-UBND", "2/KH-UBND", "1/KH-UBND", "4/KH-UBND"]
    assert len(list((out / FOLDER).iterdir())) == 4
    run(plans, tmp_path / "anew")
    assert content(out) == content(tmp_path / "anew")


def test_documents_of_an_earlier_batch_stay(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(plans / "a", out)
    run(plans / "b.txt", out)

    assert codes(out) == ["2/KH-UBND", "1/KH-UBND"]


def test_a_part_that_was_lost_is_made_again(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(plans, out)
    whole = content(out)
    for path in (out / FOLDER).iterdir():
        path.unlink()
    run(plans / "b.txt", out)
    assert codes(out) == ["1/KH-UBND"]  # the others are not known any more
    run(plans, out)
    assert content(out) == whole


def test_a_part_that_cannot_be_used_is_told_and_the_old_tables_stay(plans: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    out = tmp_path / "out"
    run(plans, out, "parquet")
    tables = {name: (out / name).read_bytes() for name in TABLES}
    for broken in (b"", b"[]", b'{"tasks": {"number": ["one"], "document": ["x"]}}'):
        next((out / FOLDER).iterdir()).write_bytes(broken)

        with pytest.raises(OutputError, match=r"\.parts"):
            run(plans, out, "parquet")
        assert {name: (out / name).read_bytes() for name in TABLES} == tables


def test_forms_do_not_mix_in_one_folder(plans: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    out = tmp_path / "out"
    list(Batch([plans / "b.txt"], FolderTarget(out), settings=TWO).run())
    run(plans / "c.txt", out)
    run(plans / "a", out, "parquet")
    assert codes(out) == ["3/KH-UBND"]
    run(plans, out)

    assert codes(out) == ["2/KH-UBND", "1/KH-UBND", "3/KH-UBND"]
    assert (out / "b.json").is_file()


def test_an_interrupted_run_is_gone_on_with(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    running = Batch([plans], PartsTarget(out, "jsonl"), settings=Settings(jobs=1)).run()
    next(running)
    running.close()

    assert not (out / "plans.jsonl").exists()
    assert any(step.skipped for step in run(plans, out))
    run(plans, tmp_path / "undisturbed")
    assert content(out) == content(tmp_path / "undisturbed")
