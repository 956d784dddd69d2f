"""Corrections beside a plan: written, read, refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.revise.readings import moved, plan70, said
from vbparse.errors import DamagedInput, InputError
from vbparse.export import to_json
from vbparse.revise import making
from vbparse.revise.apply import apply
from vbparse.revise.corrections import Corrections
from vbparse.revise.files import corrections_path, load_corrected, read_corrections, write_corrections

if TYPE_CHECKING:
    from pathlib import Path

PLAN = plan70()
CHANGES = said(PLAN, making.set_header(PLAN, "title", "Bình đẳng giới năm 2024"))
KEPT = Corrections(plan_id=PLAN.plan_id, corrections=tuple(CHANGES))


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "k.70.json"
    path.write_bytes(to_json.render(PLAN))
    return path


def test_a_plan_is_read_with_the_corrections_beside_it(plan_file: Path) -> None:
    assert load_corrected(plan_file).plan == PLAN
    write_corrections(corrections_path(plan_file), KEPT)

    assert corrections_path(plan_file).name == "k.70.corrections.json"
    assert load_corrected(plan_file) == apply(PLAN, CHANGES)
    assert read_corrections(corrections_path(plan_file)) == KEPT


def test_the_same_corrections_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_corrections(tmp_path / name, read_corrections(tmp_path / "a") if name == "b" else KEPT)

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_corrections_of_another_plan_are_refused(plan_file: Path) -> None:
    other = moved(PLAN, "", sha256="2" * 64).model_copy(update={"plan_id": "1/kh"})
    changes = said(other, making.set_header(other, "title", "Việc khác"))
    write_corrections(corrections_path(plan_file), Corrections(plan_id="1/kh", corrections=tuple(changes)))

    with pytest.raises(InputError, match="another plan"):
        load_corrected(plan_file)


def test_corrections_made_on_the_document_hold_where_the_plan_has_another_id(plan_file: Path) -> None:
    write_corrections(corrections_path(plan_file), KEPT.model_copy(update={"plan_id": "sha256:x"}))

    assert load_corrected(plan_file).plan.header.title == "Bình đẳng giới năm 2024"


@pytest.mark.parametrize("content", ["", "[]", '{"version": "9.0", "plan_id": "x"}', "\x00", '{"plan_id": 1}'])
def test_what_holds_no_corrections_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.corrections.json"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(DamagedInput):
        read_corrections(path)
    with pytest.raises(InputError):
        read_corrections(tmp_path / "nowhere.json")


def test_the_documented_form_is_read() -> None:
    """Read the example of docs/corrections.md."""
    from tests.clirunner import ROOT

    text = (ROOT / "docs" / "corrections.md").read_text(encoding="utf-8")
    example = text.partition("```json\n")[2].partition("```")[0]
    found = Corrections.model_validate(json.loads(example))

    assert {one.change.op for one in found.corrections} >= {"set_task", "mark_unit", "approve", "undo"}
