"""Scores models on annotated plans: alone, and as a second opinion on top of the rules.

    python models/scripts/score.py GOLD_DIR MODEL [NAME=MODEL ...]

NAME=MODEL gives another model for one plan: the one that was trained without it. Prints for each plan F1 of units
of the model alone (title, recipients and signature left out), of the rules, of both; and F1 of whole tasks.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vbparse.evaluate.gold import load_gold
from vbparse.evaluate.metrics import measure, measure_units
from vbparse.nlp.opinion import load_opinion
from vbparse.pipeline import parse, read_plan
from vbparse.settings import Settings

if TYPE_CHECKING:
    from vbparse.evaluate.gold import GoldDocument
    from vbparse.evaluate.measures import Score

ZONES = {"preamble", "body", "closing", "annex"}
ELSEWHERE = {"H", "N", "S"}
COLUMNS = ("alone", "rules", "both", "tasks, rules", "tasks, both", "lead, rules", "lead, both")


def alone(document: GoldDocument, model: str) -> Score:
    """Score the model's own mentions, those from 0.5 on."""
    truth = [one for one in document.truth["unit_mentions"] if one["node"] not in ELSEWHERE]
    texts = [one.text for one in read_plan(document.sources[0]).passages if one.zone in ZONES]
    said = zip(texts, load_opinion(model).read(texts), strict=True)
    found = [
        {"cls": one.sort, "unit": None, "evidence": {"text": text[one.start : one.end]}}
        for text, all_ in said
        for one in all_
    ]
    return measure_units({"unit_mentions": truth}, {"units": [], "unit_mentions": found})["units"]


def scored(document: GoldDocument, model: str) -> list[Score]:
    """Give the scores of one plan, one a column."""
    plans = [
        parse(document.sources[0], settings=Settings(model=name)).model_dump(mode="json") for name in ("off", model)
    ]
    rules, both = (measure(document.truth, plan) for plan in plans)
    parts = [alone(document, model), rules["units"], both["units"]]
    return parts + [one[name] for name in ("tasks.whole", "tasks.lead") for one in (rules, both)]


def main(folder: Path, model: str, others: dict[str, str]) -> None:
    """Print a row a plan and one of all."""
    total: list[Any] = [[0, 0, 0] for _ in COLUMNS]
    sys.stdout.write("| plan | " + " | ".join(COLUMNS) + " |\n|---" + "|---" * len(COLUMNS) + "|\n")
    for document in load_gold(folder, "text"):
        scores = scored(document, others.get(document.name, model))
        for sums, score in zip(total, scores, strict=True):
            sums[0] += score.gold
            sums[1] += score.found
            sums[2] += score.right
        sys.stdout.write(_row(document.name, [(score.gold, score.found, score.right) for score in scores]))
    sys.stdout.write(_row("all", total))


def _row(name: str, counts: Any) -> str:
    values = (2 * right / (gold + found) if gold + found else 1.0 for gold, found, right in counts)
    return f"| {name} | " + " | ".join(f"{value:.3f}" for value in values) + " |\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], dict(argument.split("=", 1) for argument in sys.argv[3:]))
