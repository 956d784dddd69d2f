"""The published schema: the committed file is current, and documents of released versions load."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from vbparse.plan.model import PlanDocument
from vbparse.plan.version import SCHEMA_VERSION

ROOT = Path(__file__).resolve().parents[1]
RELEASED = sorted((ROOT / "tests" / "data").glob("plan-*.json"))


def test_the_committed_schema_is_current() -> None:
    committed = json.loads((ROOT / "docs" / "plan.schema.json").read_text(encoding="utf-8"))

    assert committed == PlanDocument.model_json_schema(), "run: .venv/bin/vbparse schema > docs/plan.schema.json"


def test_every_field_of_a_plan_is_in_the_schema() -> None:
    assert set(PlanDocument.model_json_schema()["properties"]) == set(PlanDocument.model_fields)


def test_a_document_of_the_current_version_is_kept() -> None:
    assert f"plan-{SCHEMA_VERSION}.json" in [path.name for path in RELEASED]


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_documents_of_released_versions_load(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    plan = PlanDocument.model_validate_json(text)

    assert path.stem == f"plan-{plan.schema_version}"
    assert plan.header.code == "70/KH-UBND"
    assert len(plan.tasks) > 10
    jsonschema.validate(json.loads(text), PlanDocument.model_json_schema())


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_json_and_back_is_identity(path: Path) -> None:
    plan = PlanDocument.model_validate_json(path.read_text(encoding="utf-8"))

    assert PlanDocument.model_validate_json(plan.model_dump_json()) == plan


def test_an_unknown_field_is_refused() -> None:
    document = json.loads(RELEASED[-1].read_text(encoding="utf-8")) | {"invented": 1}

    with pytest.raises(ValueError, match="invented"):
        PlanDocument.model_validate(document)
