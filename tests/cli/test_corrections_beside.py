"""Commands that take plan documents take the corrections beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.clirunner import said as said_by
from tests.clirunner import vbparse
from tests.revise.readings import moved, plan70, said
from vbparse.export import to_json
from vbparse.revise import making
from vbparse.revise.corrections import Corrections
from vbparse.revise.files import corrections_path, write_corrections

if TYPE_CHECKING:
    from pathlib import Path

PLAN = plan70()
OTHER = moved(PLAN, "", sha256="3" * 64).model_copy(update={"plan_id": "khac"})
(DUE,) = [task for task in PLAN.tasks if task.due == ("2024-05-24",)]
DAY = making.set_time(PLAN, DUE.deadlines[0], "due", "2024-05-27")


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "k.json"
    path.write_bytes(to_json.render(PLAN))
    write_corrections(corrections_path(path), Corrections(plan_id=PLAN.plan_id, corrections=tuple(said(PLAN, DAY))))
    return path


def test_an_export_holds_them(plan_file: Path) -> None:
    done = vbparse("export", "k.json", "--to", "csv", folder=plan_file.parent)

    assert done.returncode == 0, said_by(done)
    assert "2024-05-27" in done.stdout.decode()
    assert "2024-05-24" not in done.stdout.decode()


def test_a_plan_and_the_corrected_one_differ_in_what_was_corrected(plan_file: Path) -> None:
    (plan_file.parent / "before.json").write_bytes(plan_file.read_bytes())
    done = vbparse("diff", "before.json", "k.json", "--lang", "en", folder=plan_file.parent)

    assert "2024-05-27" in done.stdout.decode(), said_by(done)


def test_of_several_plans_the_one_they_are_of_is_corrected(plan_file: Path) -> None:
    with plan_file.open("ab") as stream:
        stream.write(to_json.render(OTHER))
    table = vbparse("export", "k.json", "--to", "csv", folder=plan_file.parent).stdout.decode()

    assert table.count("2024-05-27") == 1
    assert table.count("2024-05-24") == 1


def test_what_does_not_fit_is_told_and_corrections_of_another_plan_are_refused(plan_file: Path) -> None:
    without = PLAN.model_copy(update={"times": tuple(time for time in PLAN.times if time.id not in DUE.deadlines)})
    plan_file.write_bytes(to_json.render(without))
    done = vbparse("export", "k.json", "--to", "json", "--lang", "en", folder=plan_file.parent)
    assert done.returncode == 0
    assert "1 corrections do not fit" in said_by(done)
    assert b"CORRECTION_UNFIT" in done.stdout
    plan_file.write_bytes(to_json.render(OTHER))
    refused = vbparse("export", "k.json", "--to", "csv", folder=plan_file.parent)
    assert refused.returncode == 3
    assert "another plan" in said_by(refused)
