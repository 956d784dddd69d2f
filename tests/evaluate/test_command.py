"""`vbparse evaluate`: the table, the misses, the JSON, and the floor."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from vbparse.cli.app import build_app

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

TEXT = "KẾ HOẠCH\nI. MỤC ĐÍCH\n1. Tuyên truyền Luật Bình đẳng giới.\n2. Tổng kết.\n"
TRUTH = {"header": {}, "citations": [{"text": "Luật Bình đẳng giới", "type": "Luật", "code": None}]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "plan.json").write_text(json.dumps(TRUTH), encoding="utf-8")
    (tmp_path / "gold" / "plan.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(build_app(["evaluate", "formats"]), ["evaluate", *map(str, arguments)])


def test_the_table_and_the_json(folder: Path) -> None:
    out = folder / "scores.json"

    result = run(folder / "gold", "--errors", "--from", "text", "--json", out)

    assert result.exit_code == 0
    assert "citations.named" in result.output
    assert json.loads(out.read_text(encoding="utf-8"))["total"]["citations.named"]["f1"] == 1.0


def test_the_floor_is_raised_and_then_held(folder: Path) -> None:
    floor = folder / "floors.json"

    assert run(folder / "gold", "--floor", floor, "--raise-floor").exit_code == 0
    assert run(folder / "gold", "--floor", floor).exit_code == 0
    (folder / "gold" / "plan.txt").write_text("KẾ HOẠCH\nI. MỤC ĐÍCH\n1. Tổng kết.\n", encoding="utf-8")
    fallen = run(folder / "gold", "--floor", floor)

    assert fallen.exit_code == 8
    assert "total: citations.named 0.0000 is below its floor 1.0000" in fallen.output


def test_no_annotations_and_no_file_to_raise_are_said(folder: Path) -> None:
    assert run(folder).exit_code == 3
    assert run(folder / "gold", "--raise-floor").exit_code == 2
