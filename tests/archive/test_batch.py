from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.clirunner import write_plan
from vbparse.archive.batch import Batch, Step
from vbparse.archive.manifest import NAME
from vbparse.errors import OutputError
from vbparse.output import TEMPORARY
from vbparse.plan.model import PlanDocument
from vbparse.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

TWO = Settings(jobs=2)


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Give a folder of three plans and a damaged file."""
    folder = tmp_path / "in"
    write_plan(folder / "a.txt", 1)
    write_plan(folder / "2024" / "a.txt", 2)
    write_plan(folder / "b.txt", 3)
    (folder / "hỏng.pdf").write_bytes(b"%PDF-1.4\nnothing")
    return folder


def run(inputs: Path | Iterable[Path], out: Path, settings: Settings = TWO, to: str = "json") -> list[Step]:
    batch = Batch([inputs] if isinstance(inputs, Path) else inputs, out, settings=settings, to=to)
    return list(batch.run())


def manifest(out: Path) -> dict[str, dict[str, Any]]:
    lines = (out / NAME).read_text(encoding="utf-8").splitlines()
    return {Path(record["path"]).name: record for record in map(json.loads, lines)}


def content(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_each_document_gives_its_output_and_a_line(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    steps = run(plans, out)

    assert set(content(out)) == {"a.json", "2024/a.json", "b.json", NAME}
    assert PlanDocument.model_validate_json((out / "2024" / "a.json").read_bytes()).header.code == "2/KH-UBND"
    assert sorted(step.record.status for step in steps) == ["done", "done", "done", "failed"]
    record = manifest(out)["hỏng.pdf"]
    assert record["error"]["code"] == "damaged"
    assert record["error"]["hint"]


def test_what_comes_out_does_not_depend_on_the_number_of_workers(plans: Path, tmp_path: Path) -> None:
    run(plans, tmp_path / "one", Settings(jobs=1))
    run(plans, tmp_path / "two", Settings(jobs=3))

    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_a_second_run_reads_only_what_is_new_changed_or_failed(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(plans, out)
    write_plan(plans / "b.txt", 4)
    write_plan(plans / "c.txt", 5)

    steps = {Path(step.record.path).name: step.skipped for step in run(plans, out) if "2024" not in step.record.path}

    assert steps == {"a.txt": True, "b.txt": False, "c.txt": False, "hỏng.pdf": False}
    assert b"4/KH-UBND" in (out / "b.json").read_bytes()


def test_a_lost_output_is_made_again(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(plans, out)
    (out / "b.json").unlink()
    run(plans, out)

    assert (out / "b.json").is_file()


def test_other_settings_knowledge_or_format_read_again(plans: Path, tmp_path: Path) -> None:
    out, lexicon = tmp_path / "out", tmp_path / "own.tsv"
    lexicon.write_text("abbr\texpansion\nCX\tcây xanh\n", encoding="utf-8")
    run(plans / "a.txt", out)

    assert run(plans / "a.txt", out)[0].skipped
    assert not run(plans / "a.txt", out, Settings(allow_secret=True))[0].skipped
    assert not run(plans / "a.txt", out, Settings(allow_secret=True, lexicon=(lexicon,)))[0].skipped
    assert not run(plans / "a.txt", out, to="csv")[0].skipped
    assert (out / "a.csv").is_file()


def test_giving_up_keeps_what_is_done_and_a_later_run_goes_on(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    running = Batch([plans], out, settings=Settings(jobs=1)).run()
    first = next(running)
    running.close()

    assert [record["path"] for record in manifest(out).values()] == [first.record.path]
    later = run(plans, out)
    assert [step.record.path for step in later if step.skipped] == [first.record.path]
    run(plans, tmp_path / "undisturbed")
    assert content(out) == content(tmp_path / "undisturbed")


def test_a_run_that_was_killed_leaves_nothing_half_written(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(plans, out)
    whole = content(out)
    (out / f"{TEMPORARY}half").write_bytes(b"{")
    (out / NAME).write_bytes((out / NAME).read_bytes()[:-30])
    run(plans, out)

    assert content(out) == whole


def test_documents_of_an_earlier_batch_stay_in_the_manifest(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(plans / "a.txt", out)
    run(plans / "b.txt", out)

    assert set(manifest(out)) == {"a.txt", "b.txt"}


def test_an_output_that_cannot_be_written_ends_the_batch(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "b.json" / "in the way").mkdir(parents=True)

    with pytest.raises(OutputError, match=r"b\.json"):
        run(plans / "b.txt", out)


def test_no_documents_give_an_empty_manifest(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()

    assert run(tmp_path / "in", tmp_path / "out") == []
    assert manifest(tmp_path / "out") == {}
