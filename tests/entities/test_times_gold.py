"""The times of the annotated plans, read from the annotated outline alone: spans, days, roles."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from vbparse.entities.model import Context
from vbparse.entities.times import find_times
from vbparse.outline.passages import Passage
from vbparse.textmap import Span

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold"
PLANS = sorted(path for path in GOLD.glob("*.json")) if GOLD.exists() else []
FLOOR = 0.97
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not PLANS, reason="the annotated plans (../shared) are absent"),
]


def _passages(plan: dict[str, Any]) -> list[Passage]:
    """Make a passage of the title and of every node; cells of a row are parted by bars."""
    pieces: list[tuple[str, str, str | None]] = [("H", plan["header"]["title"] or "", None)]
    for node in plan["outline"]:
        cells = node["text"].split(" | ")
        if len(cells) == 1:
            pieces.append((node["id"], node["text"], None))
            continue
        pieces += [(node["id"], cell, "time" if cell is cells[-1] else "task") for cell in cells]
    found, at = [], 0
    for node_id, text, meaning in pieces:
        zone = "header" if node_id == "H" else "body"
        found.append(Passage(node_id, zone, Span(at, at + len(text)), text, meaning))  # type: ignore[arg-type]
        at += len(text) + 1
    return found


def _context(plan: dict[str, Any]) -> Context:
    header = plan["header"]
    years = tuple(int(year) for year in re.findall(r"20\d\d", header["title"] or "")) or (int(header["date"][:4]),)
    return Context(issued=header["date"], years=years, own_code=header["code"])


def _key(text: str) -> str:
    return re.sub(r"^(?:ngày|trong|vào) ", "", re.sub(r"\s*([-–/])\s*", r"\1", " ".join(text.split()).lower()))


def _f1(gold: Counter[Any], found: Counter[Any]) -> float:
    return 2 * (gold & found).total() / (gold.total() + found.total())


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_times_of_a_plan(path: Path) -> None:
    plan = json.loads(path.read_text(encoding="utf-8"))
    passages = _passages(plan)
    text = "\n".join(passage.text for passage in passages)
    mentions, _ = find_times(passages, _context(plan), ())

    gold = [time for time in plan["times"] if time["role"] not in {"vague", "issue"}]
    found = [mention for mention in mentions if mention.value.role not in {"vague", "issue"}]
    spans = _f1(
        Counter(_key(time["text"]) for time in gold),
        Counter(_key(text[mention.span.start : mention.span.end]) for mention in found),
    )
    values = _f1(
        Counter((_key(t["text"]), t["start_date"], t["mod"], t["due"], t["rrule"], t["role"]) for t in gold),
        Counter(
            (_key(text[m.span.start : m.span.end]), v.start_date, v.mod, v.due, v.rrule, v.role)
            for m in found
            for v in (m.value,)
        ),
    )

    assert (spans >= FLOOR, values >= FLOOR) == (True, True), (spans, values)
