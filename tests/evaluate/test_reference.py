"""The measures agree to the digit with the reference scorer of the annotated plans, whatever a plan document says."""

from __future__ import annotations

import importlib.util
import json
import random
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from vbparse.evaluate.gold import load_gold
from vbparse.evaluate.metrics import measure
from vbparse.evaluate.report import DocumentReport, Report, as_data
from vbparse.pipeline import parse

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from vbparse.evaluate.measures import Score

pytestmark = pytest.mark.shared

LISTS = ("times", "citations", "unit_mentions", "tasks", "recipients")


def reference(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_scorer", shared / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_plan(truth: dict[str, Any]) -> dict[str, Any]:
    """Give the plan document that says just what the annotation says."""
    names = sorted({one["canonical"] for one in truth["unit_mentions"]})
    ids = {name: f"u{number}" for number, name in enumerate(names)}
    plan = {key: deepcopy(value) for key, value in truth.items() if key != "outline"}
    plan["header"]["issuer"] = {"name": plan["header"].get("issuer")}
    plan["outline"] = nested(truth["outline"])
    plan["units"] = [{"id": ids[name], "name": name} for name in names]
    for one in (*plan["times"], *plan["citations"], *plan["unit_mentions"]):
        one["evidence"] = {"text": one.pop("text")}
    for one in plan["unit_mentions"]:
        one["unit"] = ids[one["canonical"]]
    for task in plan["tasks"]:
        for slot in ("lead", "cooperate", "advise_to", "report_to"):
            task[slot] = [ids[name] for name in task[slot]]
    return plan


def nested(nodes: list[dict[str, Any]], parent: str | None = None) -> list[dict[str, Any]]:
    return [
        {"id": node["id"], "text": node["text"], "children": nested(nodes, node["id"])}
        for node in nodes
        if node["parent"] == parent
    ]


def perturbed(plan: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """Drop, double, swap and spoil parts of a plan document."""
    plan = deepcopy(plan)
    for key in LISTS:
        kept = [one for one in plan[key] if dice.random() > 0.1]
        kept += [deepcopy(one) for one in kept if dice.random() < 0.05]
        for one in kept:
            spoil(one, dice)
        dice.shuffle(kept)
        plan[key] = kept
    for field in list(plan["header"]):
        if dice.random() < 0.2:
            plan["header"][field] = dice.choice([None, "", "khác"])
    plan["signature"] = dice.choice([None, {}, plan["signature"], {"name": "Trần Văn X", "position": ""}])
    plan["outline"] = dice.choice([plan["outline"], plan["outline"][1:], plan["outline"] * 2])
    return plan


def spoil(one: dict[str, Any], dice: random.Random) -> None:
    for key in list(one):
        if dice.random() < 0.1:
            one[key] = dice.choice([None, one[key], one[key]])
        if isinstance(one.get(key), list) and one[key] and dice.random() < 0.3:
            one[key] = dice.choice([[], one[key][::-1], [*one[key], one[key][0]], one[key][1:]])
    if "text" in one and dice.random() < 0.3:
        one["text"] = f"{one['text'] or ''} và thêm".upper()
    if isinstance(one.get("evidence"), dict) and dice.random() < 0.2:
        one["evidence"] = {"text": "ngày " + one["evidence"]["text"]}
    if "cls" in one and dice.random() < 0.2:
        one["cls"] = dice.choice(["named", "group", "person"])
    one.setdefault("id", None)
    if one.get("role") is None and "kind" in one:
        one["role"] = "deadline"


@pytest.mark.parametrize("seed", range(5))
def test_the_same_numbers_as_the_reference_on_spoilt_annotations(shared: Path, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    plans: dict[str, dict[str, Any]] = {}
    for document in load_gold(shared / "gold"):
        plan = as_plan(dict(document.truth))
        if seed == 0 or dice.random() > 0.1:
            plans[document.name] = perturbed(plan, dice) if seed else plan

    totals = check(shared, tmp_path, plans)

    if seed == 0:
        assert {score.f1 for score in totals.values()} == {1.0}


def test_the_same_numbers_as_the_reference_on_what_was_read(shared: Path, tmp_path: Path) -> None:
    documents = load_gold(shared / "gold", "text")

    check(shared, tmp_path, {one.name: parse(one.sources[0]).model_dump(mode="json") for one in documents})


def check(shared: Path, folder: Path, plans: dict[str, dict[str, Any]]) -> dict[str, Score]:
    """Score plans (by name; a missing one has found nothing) with the reference and with ours, and compare."""
    for name, plan in plans.items():
        (folder / f"{name}.json").write_text(json.dumps(plan), encoding="utf-8")
    documents = load_gold(shared / "gold")
    report = Report(tuple(DocumentReport(one.name, measure(one.truth, plans.get(one.name, {}))) for one in documents))

    expected = reference(shared).score(shared / "gold", folder)

    assert list(report.totals) == list(expected)
    for name, tally in expected.items():
        score = report.totals[name]
        assert (score.gold, score.found, score.right) == (tally.gold, tally.found, tally.hit), name
        assert (score.precision, score.recall, score.f1) == tally.line(), name
        assert sorted(as_data(report)["errors"][name]) == sorted(tally.errors), name
    return report.totals
