from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.clirunner import write_plan
from vbparse.archive.batch import Batch, Step
from vbparse.archive.engine import LocalEngine
from vbparse.archive.lock import NAME as LOCK
from vbparse.archive.manifest import NAME, Record, read_manifest
from vbparse.archive.settle import Settled
from vbparse.archive.tally import Tally
from vbparse.archive.target import FolderTarget
from vbparse.errors import OutputError
from vbparse.output import TEMPORARY
from vbparse.plan.model import PlanDocument
from vbparse.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vbparse.archive.settle import Errand, Sink

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
    return list(start(inputs, out, settings, to).run())


def start(inputs: Path | Iterable[Path], out: Path, settings: Settings = TWO, to: str = "json") -> Batch:
    given = [inputs] if isinstance(inputs, Path) else inputs
    return Batch(given, FolderTarget(out, to=to), settings=settings)


def manifest(out: Path) -> dict[str, dict[str, Any]]:
    lines = (out / NAME).read_text(encoding="utf-8").splitlines()
    return {Path(record["path"]).name: record for record in map(json.loads, lines)}


def content(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


class Interrupted(FolderTarget):
    """Ctrl-C comes while the first record is being kept, before it is or after."""

    after = False
    times = 0

    def note(self, record: Record, data: bytes) -> None:
        self.times += 1
        if self.after or self.times > 1:
            super().note(record, data)
        if self.times == 1:
            raise KeyboardInterrupt


@pytest.mark.parametrize("after", [False, True])
def test_what_is_finished_when_ctrl_c_comes_is_kept(plans: Path, tmp_path: Path, *, after: bool) -> None:
    target = Interrupted(tmp_path / "out")
    target.after = after
    with pytest.raises(KeyboardInterrupt):
        list(Batch([plans], target, settings=TWO).run())

    outputs = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.json")}
    kept = read_manifest(tmp_path / "out").values()
    assert outputs == {record.name for record in kept if record.status == "done"}
    assert outputs


def test_each_document_gives_its_output_and_a_line(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    steps = run(plans, out)

    assert set(content(out)) == {"a.json", "2024/a.json", "b.json", NAME, LOCK}
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
    running = start(plans, out, Settings(jobs=1)).run()
    first = next(running)
    running.close()

    noted = {record["path"] for record in manifest(out).values()}
    assert first.record.path in noted
    later = run(plans, out)
    assert {step.record.path for step in later if step.skipped} == noted - {str(plans / "hỏng.pdf")}
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


def test_the_same_content_is_read_once(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    plan = write_plan(folder / "b.txt", 1)
    for name in ("c.txt", "a/kh.txt", "z.txt"):
        write_plan(folder / name, 1)
    write_plan(folder / "d.txt", 2)
    for jobs in (1, 3):
        out = tmp_path / str(jobs)
        steps = run(folder, out, Settings(jobs=jobs))

        assert set(content(out)) == {"b.json", "d.json", NAME, LOCK}
        assert {name: record["same_as"] for name, record in manifest(out).items()} == {
            "b.txt": None, "c.txt": str(plan), "kh.txt": str(plan), "z.txt": str(plan), "d.txt": None,
        }  # fmt: skip
        assert {record["name"] for record in manifest(out).values()} == {"b.json", "d.json"}
        assert len(steps) == 5
        assert all(step.skipped for step in run(folder, out))


def test_a_copy_of_what_cannot_be_read_fails_likewise(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.pdf", "b.pdf"):
        (folder / name).write_bytes(b"%PDF-1.4\nnothing")
    steps = run(folder, tmp_path / "out")

    first, second = (step.record for step in steps)
    assert second.same_as == first.path == str(folder / "a.pdf")
    assert second.error == first.error is not None
    assert [step.skipped for step in run(folder, tmp_path / "out")] == [False, False]


def test_a_copy_is_read_when_the_first_has_become_another(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_plan(folder / "b.txt", 1)
    run(folder, out)
    write_plan(folder / "a.txt", 1)  # stands before the one that has been read

    assert [(step.record.name, step.skipped) for step in run(folder, out)] == [("b.json", False), ("b.json", True)]
    write_plan(folder / "b.txt", 2)
    run(folder, out)
    assert b"1/KH-UBND" in (out / "a.json").read_bytes()
    assert b"2/KH-UBND" in (out / "b.json").read_bytes()
    assert [record["same_as"] for record in manifest(out).values()] == [None, None]


def test_a_copy_whose_first_became_another_is_no_longer_known(tmp_path: Path) -> None:
    one, two, out = write_plan(tmp_path / "1.txt", 1), write_plan(tmp_path / "2.txt", 1), tmp_path / "out"
    run([one, two], out)
    write_plan(one, 3)
    run(one, out)

    assert set(manifest(out)) == {"1.txt"}
    run(two, out)
    assert b"1/KH-UBND" in (out / "2.json").read_bytes()


def test_a_first_that_is_gone_fails_and_its_copies_are_read(tmp_path: Path) -> None:
    one, two, out = write_plan(tmp_path / "1.txt", 1), write_plan(tmp_path / "2.txt", 1), tmp_path / "out"
    run([one, two], out)
    one.unlink()
    steps = run([one, two], out)

    assert [step.record.status for step in steps] == ["failed", "done"]
    assert (out / "2.json").is_file()


def test_with_again_all_are_read_anew(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(plans, out)
    whole = content(out)
    steps = list(Batch([plans], FolderTarget(out), settings=TWO, again=True).run())

    assert not any(step.skipped for step in steps)
    assert content(out) == whole


def test_again_is_gone_on_with_where_it_was_interrupted(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(plans, out)
    whole = content(out)
    running = Batch([plans], FolderTarget(out), settings=Settings(jobs=1), again=True).run()
    first = next(running)
    running.close()

    noted = {record.path for record in read_manifest(out).values() if record.made_by}  # two of them have one name
    assert first.record.path in noted
    assert {step.record.path for step in run(plans, out) if step.skipped} == noted - {str(plans / "hỏng.pdf")}
    assert content(out) == whole


def test_the_output_of_a_document_that_became_a_copy_goes(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(plans, out)
    write_plan(plans / "b.txt", 1)  # as a.txt
    run(plans, out)

    assert set(content(out)) == {"a.json", "2024/a.json", NAME, LOCK}
    assert manifest(out)["b.txt"]["name"] == "a.json"
    write_plan(plans / "b.txt", 3)
    run(plans, out)
    run(plans, tmp_path / "anew")
    assert content(out) == content(tmp_path / "anew")


def test_the_output_of_a_copy_that_was_read_before_goes_when_all_are_read_anew(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_plan(folder / "b.txt", 1)
    run(folder, out)
    write_plan(folder / "a.txt", 1)
    list(Batch([folder], FolderTarget(out), settings=TWO, again=True).run())

    assert set(content(out)) == {"a.json", NAME, LOCK}


def test_the_output_of_a_content_that_is_gone_goes_but_not_for_a_folder_that_is_away(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_plan(folder / "a.txt", 1)
    write_plan(folder / "b.txt", 2)
    run(folder, out)
    (folder / "a.txt").write_bytes(b"%PDF-1.4\nnothing")
    moved = folder.rename(tmp_path / "away")
    run([folder / "a.txt", folder / "b.txt"], out)
    assert (out / "b.json").is_file()
    moved.rename(folder)
    run(folder, out)

    assert set(content(out)) == {"b.json", NAME, LOCK}


def test_outputs_stay_in_the_folder_whatever_the_manifest_says(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(plans / "a.txt", out)
    (out / NAME).write_text((out / NAME).read_text("utf-8").replace('"a.json"', '"../a.json"'), "utf-8")
    run(plans / "a.txt", out)

    assert not (tmp_path / "a.json").exists()
    assert manifest(out)["a.txt"]["name"] == "a.json"


def test_two_runs_do_not_write_into_one_folder(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    running = start(plans, out).run()
    next(running)

    with pytest.raises(OutputError, match="another run"):
        FolderTarget(out)
    running.close()
    FolderTarget(out).close()


def test_what_changes_while_it_is_read_fails_and_its_copies_are_read(tmp_path: Path) -> None:
    one, two, out = write_plan(tmp_path / "1.txt", 1), write_plan(tmp_path / "2.txt", 1), tmp_path / "out"

    class Meddler(LocalEngine):
        def submit(self, errand: Errand) -> None:
            if errand.name == "1.json":
                write_plan(one, 9)
            super().submit(errand)

    steps = list(Batch([one, two], FolderTarget(out), settings=TWO, engine=Meddler).run())

    failure, read = (step.record for step in steps)
    assert failure.error is not None
    assert "has changed" in failure.error.message
    assert (read.status, read.name, read.same_as) == ("done", "2.json", None)
    assert not (out / "1.json").exists()


class Instant:
    """An engine that has read each document at once."""

    def __init__(self, settings: Settings, sink: Sink) -> None:
        self._done: list[Settled] = []

    def has_room(self) -> bool:
        return len(self._done) < 4

    def is_busy(self) -> bool:
        return bool(self._done)

    def submit(self, errand: Errand) -> None:
        record = Record(errand.path, errand.name, "done", errand.made_by, errand.sha256, 10, pages=3)
        self._done.append(Settled(record))

    def finished(self, *, wait: bool) -> Iterator[Settled]:
        while self._done:
            yield self._done.pop()

    def close(self) -> None:
        pass


def test_memory_does_not_grow_with_what_documents_hold(tmp_path: Path) -> None:
    peaks = []
    for count in (100, 600):
        folder = tmp_path / str(count)
        folder.mkdir()
        for number in range(count):
            (folder / f"{number}.txt").write_bytes(b"%d" % number)
        tracemalloc.start()
        tally = Tally()
        batch = Batch([folder], FolderTarget(tmp_path / f"{count}-out"), settings=TWO, engine=Instant)
        for step in batch.run():
            tally.add(step)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert (tally.read, tally.pages, tally.tasks) == (count, 3 * count, 10 * count)

    assert (peaks[1] - peaks[0]) / 500 < 2_000, peaks  # bytes a document: its path, its record
