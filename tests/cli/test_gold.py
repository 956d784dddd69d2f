"""`vbparse gold` as people run it: from a plan with corrections beside it, and from an archive."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.clirunner import SAMPLE, said, vbparse, write_plan
from vbparse.plan.model import PlanDocument
from vbparse.revise import making
from vbparse.revise.corrections import Correction, Corrections, make_correction
from vbparse.revise.files import corrections_path, write_corrections

if TYPE_CHECKING:
    from pathlib import Path

WHO, WHEN = "Nguyễn Thị Thử", "2024-05-20T08:30:00+07:00"


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    write_plan(tmp_path / "k.txt")
    assert vbparse("extract", "k.txt", "-o", "k.json", "-q", folder=tmp_path).returncode == 0
    return tmp_path / "k.json"


def correct(path: Path, field: str, *new: str) -> list[Correction]:
    plan = PlanDocument.model_validate_json(path.read_bytes())
    task = next(task for task in plan.tasks if task.text.startswith("Tuần tra"))
    change = making.set_task(plan, task.id, field, new)  # type: ignore[arg-type]
    made = [make_correction(change, plan, who=WHO, when=WHEN)]
    write_corrections(corrections_path(path), Corrections(plan_id=plan.plan_id, corrections=tuple(made)))
    return made


def test_a_corrected_plan_is_an_annotated_one(plan_file: Path, tmp_path: Path) -> None:
    correct(plan_file, "cooperate", "Văn phòng Ủy ban nhân dân xã Thử Nghiệm")
    done = vbparse("gold", "k.json", "-o", "gold", "--lang", "en", folder=tmp_path)

    assert done.returncode == 0, said(done)
    assert "approved" in said(done)
    gold = json.loads((tmp_path / "gold" / "k.json").read_text(encoding="utf-8"))
    (task,) = (task for task in gold["tasks"] if task["text"].startswith("Tuần tra"))
    assert task["lead"] == ["Công an xã Thử Nghiệm"]
    assert task["cooperate"] == ["Văn phòng Ủy ban nhân dân xã Thử Nghiệm"]
    assert WHO not in json.dumps(gold, ensure_ascii=False)
    text = (tmp_path / "gold" / "k.txt").read_text(encoding="utf-8")
    for kind in ("unit_mentions", "times", "citations"):
        for one in gold[kind]:
            assert " ".join(text[one["start"] : one["end"]].split()) == one["text"]
    measured = vbparse("evaluate", "gold", "--json", "scores.json", folder=tmp_path)
    assert measured.returncode == 0, said(measured)
    scores = json.loads((tmp_path / "scores.json").read_text(encoding="utf-8"))
    assert '"tasks.cooperate"' in json.dumps(scores)


def test_what_no_words_say_is_told(plan_file: Path, tmp_path: Path) -> None:
    correct(plan_file, "due", "2024-06-30")
    done = vbparse("gold", "k.json", "-o", "gold", "--lang", "en", folder=tmp_path)

    assert done.returncode == 8
    assert "2024-06-30, and no words of the text" in said(done)
    assert (tmp_path / "gold" / "k.json").is_file()


def test_an_annotation_is_not_written_over_by_mistake(plan_file: Path, tmp_path: Path) -> None:
    assert vbparse("gold", "k.json", "-o", "gold", folder=tmp_path).returncode == 0
    again = vbparse("gold", "k.json", "-o", "gold", folder=tmp_path)
    assert again.returncode == 2
    assert "--force" in said(again)
    assert vbparse("gold", "k.json", "-o", "gold", "--force", folder=tmp_path).returncode == 0
    assert vbparse("gold", "k.json", "-o", "gold", "--name", "../x/y", folder=tmp_path).returncode == 0
    assert sorted(path.name for path in (tmp_path / "gold").glob("*.json")) == ["_x_y.json", "k.json"]


def test_corrections_may_stand_elsewhere_and_must_be_of_the_form(plan_file: Path, tmp_path: Path) -> None:
    correct(plan_file, "cooperate", "Văn phòng Ủy ban nhân dân xã Thử Nghiệm")
    corrections_path(plan_file).rename(tmp_path / "other.json")
    done = vbparse("gold", "k.json", "--corrections", "other.json", "-o", "gold", folder=tmp_path)
    assert done.returncode == 0, said(done)
    assert "Văn phòng Ủy ban nhân dân xã Thử Nghiệm" in (tmp_path / "gold" / "k.json").read_text(encoding="utf-8")
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    refused = vbparse("gold", "k.json", "--corrections", "other.json", "-o", "x", folder=tmp_path)
    assert refused.returncode == 3
    assert "docs/corrections.md" in said(refused)
    assert vbparse("gold", "nowhere.json", "-o", "x", folder=tmp_path).returncode == 3


def test_plan_70_from_an_archive(tmp_path: Path) -> None:
    assert vbparse("archive", "add", SAMPLE, "--archive", "a.db", "-q", folder=tmp_path).returncode == 0
    done = vbparse("gold", "70/KH-UBND", "--archive", "a.db", "-o", "gold", folder=tmp_path)

    assert done.returncode == 0, said(done)
    gold = json.loads((tmp_path / "gold" / "kehoach70.json").read_text(encoding="utf-8"))
    assert gold["header"]["code"] == "70/KH-UBND"
    assert vbparse("gold", "71/KH-UBND", "--archive", "a.db", "-o", "gold", folder=tmp_path).returncode == 3
