"""Plans as annotations: in the form of gold/GUIDE.md, and the same plan again when they are measured."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.planmaker import evidence, make_plan, node, task
from tests.revise.readings import plan70, said
from vbparse.evaluate.annotation import annotate
from vbparse.evaluate.metrics import measure
from vbparse.revise import making
from vbparse.revise.apply import apply
from vbparse.training.texts import gold_samples

if TYPE_CHECKING:
    from pathlib import Path

    from vbparse.plan.model import PlanDocument

PLAN = plan70()


def write(folder: Path, plan: PlanDocument, name: str = "k70") -> Path:
    made = annotate(plan, name)
    (folder / f"{name}.txt").write_bytes(made.text.encode())
    (folder / f"{name}.json").write_bytes(made.json())
    return folder / f"{name}.json"


def test_a_plan_measured_against_its_own_annotation_is_right() -> None:
    made = annotate(PLAN, "k70")

    assert made.lacking == ()
    scores = measure(json.loads(made.json()), PLAN.model_dump(mode="json"))
    assert {name for name, score in scores.items() if score.f1 < 1} == set()


@pytest.mark.shared
def test_the_annotation_has_the_form_of_the_guide(shared: Path, tmp_path: Path) -> None:
    path = write(tmp_path, PLAN)
    (tmp_path / "read").mkdir()
    (tmp_path / "read" / "k70.json").write_text(PLAN.model_dump_json(), encoding="utf-8")
    check = [sys.executable, str(shared / "gold" / "check.py"), str(path)]
    checked = subprocess.run(check, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout) == (0, "")
    command = [sys.executable, str(shared / "gold" / "score.py"), str(tmp_path), str(tmp_path / "read")]
    scored = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert all(line.endswith("1.000") for line in scored.splitlines()[1:] if line.strip()), scored


def test_corrections_are_in_it(tmp_path: Path) -> None:
    (due,) = [one for one in PLAN.tasks if one.due == ("2024-05-24",)]
    changes = said(
        PLAN,
        making.set_task(PLAN, due.id, "lead", ["Phòng Tư pháp"]),
        making.set_time(PLAN, due.deadlines[0], "due", "2024-05-25"),
    )
    made = annotate(apply(PLAN, changes).plan, "k70")
    (found,) = [one for one in made.gold["tasks"] if one["id"] == due.id]

    assert (found["lead"], found["due"]) == (["Phòng Tư pháp quận Hà Đông"], ["2024-05-25"])
    assert made.lacking == ()
    assert measure(made.gold, PLAN.model_dump(mode="json"))["tasks.lead"].f1 < 1


def test_what_no_words_say_is_lacking() -> None:
    plan = make_plan(outline=(node("I", "MỤC ĐÍCH", "I."),), tasks=(task("I", lead=["phong-b"], due=["2024-01-01"]),))

    assert annotate(plan, "x").lacking == (("I", "Công an xã Thử"), ("I", "2024-01-01"))


def test_marks_of_footnotes_are_no_part_of_a_text() -> None:
    note = node("F1", "Kế hoạch số 1", "1").model_copy(update={"kind": "footnote"})
    plan = make_plan(outline=(node("I", "Việc [1] này[2]", "I.", (note,)),), tasks=(task("I", "Việc [1] này"),))
    made = annotate(plan, "x").gold

    assert made["outline"][0]["text"] == "Việc này"
    assert made["outline"][1]["parent"] == "I"
    assert made["tasks"][0]["text"] == "Việc này"
    without = make_plan(outline=(node("I", "Việc [1] này", "I."),), tasks=())
    assert annotate(without, "x").gold["outline"][0]["text"] == "Việc [1] này"


def test_offsets_stand_where_readers_change_line_ends(tmp_path: Path) -> None:
    plan = make_plan(text="a\r\nb\rc", outline=(), tasks=(), times=(), unit_mentions=())
    write(tmp_path, plan, "x")

    assert len((tmp_path / "x.txt").read_text(encoding="utf-8")) == len(plan.text)
    assert evidence("x").text == "x"


def test_training_takes_it(tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    samples = list(gold_samples(tmp_path))

    assert any("lead" in mark.roles for sample in samples for mark in sample.marks)
