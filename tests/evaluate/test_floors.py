"""The floor file only rises, and names what fell below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vbparse.errors import DamagedInput, OutputError
from vbparse.evaluate.floors import TOTAL, Drop, drops, raised, read_floors, scores_of, write_floors
from vbparse.evaluate.measures import Score
from vbparse.evaluate.report import DocumentReport, Report

if TYPE_CHECKING:
    from pathlib import Path

REPORT = Report((DocumentReport("a", {"tasks": Score(4, 4, 3)}), DocumentReport("b", {"tasks": Score(4, 4, 2)})))


def test_scores_are_kept_in_total_and_by_document() -> None:
    assert scores_of(REPORT) == {TOTAL: {"tasks": 0.625}, "a": {"tasks": 0.75}, "b": {"tasks": 0.5}}


def test_scores_below_their_floors_are_named_totals_first() -> None:
    floors = {"a": {"tasks": 0.75}, "b": {"tasks": 0.6}, TOTAL: {"tasks": 0.7}}

    found = drops(REPORT, floors)

    assert found == (Drop(TOTAL, "tasks", 0.7, 0.625), Drop("b", "tasks", 0.6, 0.5))
    assert str(found[1]) == "b: tasks 0.5000 is below its floor 0.6000"


def test_what_is_no_longer_measured_has_fallen() -> None:
    assert drops(REPORT, {"a": {"times": 0.1}, "c": {"tasks": 0.1}}) == (
        Drop("a", "times", 0.1, 0.0),
        Drop("c", "tasks", 0.1, 0.0),
    )


def test_no_floors_no_drops() -> None:
    assert drops(REPORT, {}) == ()


def test_floors_rise_and_never_fall() -> None:
    floors = {"a": {"tasks": 0.9}, "b": {"tasks": 0.1}, "gone": {"tasks": 0.3}}

    new = raised(REPORT, floors)

    assert new == {"a": {"tasks": 0.9}, "b": {"tasks": 0.5}, "gone": {"tasks": 0.3}, TOTAL: {"tasks": 0.625}}
    assert floors["b"] == {"tasks": 0.1}
    assert raised(REPORT, new) == new


def test_the_file_is_written_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"

    assert read_floors(path) == {}
    write_floors(path, scores_of(REPORT))

    assert read_floors(path) == scores_of(REPORT)
    assert drops(REPORT, read_floors(path)) == ()


def test_a_damaged_file_and_a_missing_folder_are_said(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text("{", encoding="utf-8")

    with pytest.raises(DamagedInput, match=r"floors\.json"):
        read_floors(path)
    with pytest.raises(OutputError):
        write_floors(tmp_path / "none" / "floors.json", {})
