from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.planmaker import make_plan
from vbparse.errors import ResourceError
from vbparse.export import registry, to_json, to_jsonl
from vbparse.export.options import ExportOptions
from vbparse.plan.model import PlanDocument


def test_formats_are_found_by_their_modules() -> None:
    modules = Path(registry.__file__).parent.glob("to_*.py")
    assert registry.own_names() == tuple(sorted(path.stem.removeprefix("to_") for path in modules))
    assert {
        "csv",
        "html",
        "ics",
        "jira",
        "json",
        "jsonl",
        "md",
        "nd30json",
        "nd30xml",
        "parquet",
        "redmine",
        "register",
        "xlsx",
    } <= set(registry.own_names())
    assert [registry.find_exporter(name).NAME for name in registry.own_names()] == list(registry.own_names())


def test_formats_of_other_packages_are_found_by_their_entry_points(monkeypatch: pytest.MonkeyPatch) -> None:
    foreign = SimpleNamespace(NAME="dot", SUFFIX=".dot", render=lambda _plan, _options=None: b"")
    entry = SimpleNamespace(name="dot", value="there", load=lambda: foreign)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [entry] if group == registry.GROUP else [])

    assert "dot" in registry.all_names()
    assert registry.find_exporter("dot") is foreign


def test_a_format_that_cannot_be_loaded_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def load() -> Any:
        message = "gone"
        raise ImportError(message)

    entry = SimpleNamespace(name="dot", value="there", load=load)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: [entry])

    with pytest.raises(ResourceError, match="from there"):
        registry.find_exporter("dot")


def test_an_unknown_format_is_refused_with_the_choice() -> None:
    with pytest.raises(ResourceError) as caught:
        registry.find_exporter("dot")

    assert "csv, " in caught.value.advice


def test_json_is_the_document() -> None:
    plan = make_plan()

    assert PlanDocument.model_validate_json(to_json.render(plan)) == plan
    assert json.loads(to_json.render(plan, ExportOptions(pretty=True))) == json.loads(to_json.render(plan))
    assert to_json.render(plan, ExportOptions(pretty=True)).count(b"\n") > 100


def test_json_lines_can_be_joined() -> None:
    both = to_jsonl.render(make_plan()) + to_jsonl.render(make_plan(plan_id="x"))

    assert [json.loads(line)["plan_id"] for line in both.splitlines()] == [make_plan().plan_id, "x"]
