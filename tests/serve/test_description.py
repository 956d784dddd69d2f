"""The description of the API: as committed, and true."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import booleans, one_of

from scripts.openapi import description
from tests.servermaker import plan_text, serving

if TYPE_CHECKING:
    from tests.servermaker import Running

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"

STEADY = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_the_committed_description_is_current() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == description(), "run: python scripts/openapi.py > docs/openapi.json"


def test_the_server_gives_it(server: Running) -> None:
    assert server.client.get("/v1/openapi.json").json() == json.loads(DOCUMENT.read_text(encoding="utf-8"))


def test_each_operation_has_words_and_tells_its_problems() -> None:
    paths = json.loads(description())["paths"]
    for path, methods in paths.items():
        for operation in methods.values():
            assert operation["description"], path
            assert operation["tags"], path
            if path.startswith("/v1/"):
                assert "application/problem+json" in operation["responses"]["401"]["content"], path


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.filterwarnings("ignore")
def test_no_request_makes_the_server_fail(tmp_path: Path) -> None:
    """Ask all that the description allows, and what it does not, in many ways."""
    from schemathesis import GenerationMode, openapi  # which takes seconds
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

    checks = [not_a_server_error, content_type_conformance, response_schema_conformance]
    asked = 0
    with serving(tmp_path, max_bytes=100_000, max_seconds=10.0) as server:
        digest = server.send(plan_text(1), "1.txt").json()["source"]["sha256"]
        found: Any = openapi.from_url(f"{server.url}v1/openapi.json").get_all_operations()
        operations = [one.ok() for one in found]
        for operation in operations:
            modes = (operation.as_strategy(generation_mode=mode) for mode in GenerationMode)

            @settings(STEADY, max_examples=30)
            @given(case=one_of(*modes), is_there=booleans())
            def ask(case: Any, is_there: bool) -> None:  # noqa: FBT001
                nonlocal asked
                asked += 1
                if is_there and "plan" in (case.path_parameters or {}):
                    case.path_parameters["plan"] = digest
                case.call_and_validate(checks=checks)

            ask()
        assert len(operations) > 15
        assert asked > 300
        assert server.client.get("/health").status_code == 200
