"""JSON is what the library writes, though it is made in pieces."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vbparse.export import to_json, to_jsonl
from vbparse.export.options import ExportOptions
from vbparse.pipeline import parse_data
from vbparse.plan.model import PlanDocument

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "kehoach70.pdf"


@pytest.mark.parametrize("data", [{"a": []}, {"a": [1], "b": {}}, {"tên": ["ư", {"x": [None]}], "b": "“"}])
def test_pieces_make_one_line(data: dict[str, object]) -> None:
    line = json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"

    assert to_json.render_data(data).decode() == to_jsonl.render_data(data).decode() == line


def test_a_plan_and_its_plain_data_give_the_same() -> None:
    data = parse_data(SAMPLE)

    assert to_json.render_data(data) == to_json.render(PlanDocument.model_validate(data))


def test_pretty_is_the_same_document() -> None:
    data = parse_data(SAMPLE)
    pretty = to_json.render_data(data, ExportOptions(pretty=True))

    assert json.loads(pretty) == json.loads(to_json.render_data(data)) == data
    assert pretty.startswith(b'{\n  "schema_version": ')
