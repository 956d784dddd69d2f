"""`vbparse evaluate`: the table, the misses, the JSON, and the floor."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from vbparse.cli.app import run as run_vbparse

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str]]

TEXT = "KẾ HOẠCH\nI. MỤC ĐÍCH\n1. Tuyên truyền Luật Bình đẳng giới.\n2. Tổng kết.\n"
TRUTH = {"header": {}, "citations": [{"text": "Luật Bình đẳng giới", "type": "Luật", "code": None}]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "plan.json").write_text(json.dumps(TRUTH), encoding="utf-8")
    (tmp_path / "gold" / "plan.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Give what runs `vbparse evaluate` and gives its exit code and all that it says."""

    def evaluate(*arguments: object) -> tuple[int, str]:
        code: object = 0
        try:
            run_vbparse(["evaluate", *map(str, arguments)])
        except SystemExit as end:
            code = end.code
        captured = capsys.readouterr()
        assert isinstance(code, int)
        return code, captured.out + captured.err

    return evaluate


def test_the_table_and_the_json(folder: Path, run: Run) -> None:
    out = folder / "scores.json"

    code, output = run(folder / "gold", "--errors", "--from", "text", "--json", out)

    assert code == 0
    assert "citations.named" in output
    assert json.loads(out.read_text(encoding="utf-8"))["total"]["citations.named"]["f1"] == 1.0


def test_the_floor_is_raised_and_then_held(folder: Path, run: Run) -> None:
    floor = folder / "floors.json"

    assert run(folder / "gold", "--floor", floor, "--raise-floor")[0] == 0
    assert run(folder / "gold", "--floor", floor)[0] == 0
    (folder / "gold" / "plan.txt").write_text("KẾ HOẠCH\nI. MỤC ĐÍCH\n1. Tổng kết.\n", encoding="utf-8")
    code, output = run(folder / "gold", "--floor", floor)

    assert code == 8
    assert "total: citations.named 0.0000 is below its floor 1.0000" in output


def test_no_annotations_and_no_file_to_raise_are_said(folder: Path, run: Run) -> None:
    assert run(folder)[0] == 3
    assert run(folder / "gold", "--raise-floor")[0] == 2
