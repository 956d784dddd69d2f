"""The table for people and the JSON for comparison."""

from __future__ import annotations

import json

from vbparse.evaluate.measures import Score
from vbparse.evaluate.report import DocumentReport, Report, as_data, render, to_json

REPORT = Report(
    (
        DocumentReport("plan_a", {"times": Score(3, 2, 2, lost=("15/11",)), "tasks": Score(1, 1, 1)}, "plan_a.pdf"),
        DocumentReport("plan_b", {"times": Score(1, 2, 1, invented=("năm 2024",))}, failure="no file to read"),
    )
)


def test_the_table_has_a_line_per_measure_and_per_document() -> None:
    lines = render(REPORT).splitlines()

    assert lines[0].split() == ["measure", "gold", "found", "right", "P", "R", "F1"]
    assert lines[1].split() == ["times", "4", "4", "3", "0.750", "0.750", "0.750"]
    assert lines[2].split() == ["tasks", "1", "1", "1", "1.000", "1.000", "1.000"]
    assert lines[4].split() == ["F1", "by", "document", "times", "tasks"]
    assert lines[5].split() == ["plan_a", "0.800", "1.000", "plan_a.pdf"]
    assert lines[6].split() == ["plan_b", "0.667", "-", "no", "file", "to", "read"]


def test_misses_are_listed_below_their_measure_on_demand() -> None:
    assert "15/11" not in render(REPORT)

    lines = render(REPORT, errors=True).splitlines()

    assert [line.strip() for line in lines[2:4]] == ["plan_a - 15/11", "plan_b + năm 2024"]


def test_the_json_holds_totals_documents_and_misses() -> None:
    data = json.loads(to_json(REPORT))

    assert data == as_data(REPORT)
    assert data["total"]["times"] == {"gold": 4, "found": 4, "right": 3, "p": 0.75, "r": 0.75, "f1": 0.75}
    assert data["documents"]["plan_b"]["times"]["f1"] == 0.6667
    assert data["sources"] == {"plan_a": "plan_a.pdf", "plan_b": None}
    assert data["errors"]["times"] == ["plan_a - 15/11", "plan_b + năm 2024"]


def test_an_empty_report_renders() -> None:
    assert render(Report(())).startswith("measure")
