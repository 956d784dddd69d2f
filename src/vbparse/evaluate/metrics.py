"""What is measured on one document: an annotation (gold/GUIDE.md) against a plan document (the contract), both as JSON.

The same measures, to the digit, as the reference scorer of the annotated plans; a test compares the two.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from vbparse.evaluate.comparing import fold, fold_value, similarity
from vbparse.evaluate.measures import Keys, Score, compare
from vbparse.evaluate.plan_values import evidence_text, unit_name, unit_names
from vbparse.evaluate.task_metrics import measure_tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from vbparse.evaluate.plan_values import Json

HEADER_FIELDS = ("issuer", "code", "type", "type_code", "place", "date", "title")
SIGNATURE_FIELDS = ("position", "name")
_SAME_TEXT = 0.95
_SHOWN = 60
# The reference also names "ngày" and "vào" here, but folded texts never begin so (the tone stands at a word's end).
_SIGNAL = re.compile(r"^trong\s+")


def measure(gold: Json, plan: Json) -> dict[str, Score]:
    """Give all measures of one document, in a fixed order. Parts that the annotation lacks are not measured.

    `plan` may be empty: then nothing was found.
    """
    scores: dict[str, Score] = {}
    for field, measure_part in _PARTS.items():
        if field in gold:
            scores.update(measure_part(gold, plan))
    return scores


def measure_head(gold: Json, plan: Json) -> dict[str, Score]:
    """Measure letterhead, signature and recipients."""
    truth, read = gold.get("header") or {}, _head_values(plan)
    pairs = {field: (_field(truth, field), _field(read, field)) for field in HEADER_FIELDS if field in truth}
    signed = [
        (_field(gold.get("signature") or {}, field, empty=True), _field(plan.get("signature") or {}, field, empty=True))
        for field in SIGNATURE_FIELDS
    ]
    return {
        "header": compare(*_joined(pairs.values())),
        **{f"header.{field}": compare(*pair) for field, pair in pairs.items()},
        "signature": compare(*_joined(signed)),
        "recipients": compare(
            Counter(fold_value(one["text"]) for one in gold.get("recipients") or []),
            Counter(fold_value(one.get("text")) for one in plan.get("recipients") or []),
        ),
    }


def _head_values(plan: Json) -> dict[str, Any]:
    """Give the letterhead with the name in place of each body."""
    values = dict(plan.get("header") or {})
    for field in ("issuer", "parent"):
        body = values.get(field)
        values[field] = body.get("name") if isinstance(body, dict) else body
    return values


def _field(values: Json, field: str, *, empty: bool = False) -> Keys:
    """Give a field as a bag of one key, empty where it is null (with `empty` also where it is an empty text)."""
    value = values.get(field)
    absent = not value if empty else value is None
    return Counter() if absent else Counter([f"{field}={fold_value(value)}"])


def _joined(pairs: Iterable[tuple[Keys, Keys]]) -> tuple[Keys, Keys]:
    gold: Keys = Counter()
    found: Keys = Counter()
    for one, other in pairs:
        gold += one
        found += other
    return gold, found


def measure_outline(gold: Json, plan: Json) -> dict[str, Score]:
    """Measure the nodes: right where id and text (0.95 alike) agree."""
    nodes = list(_walk(plan.get("outline") or []))
    by_id = {node["id"]: node for node in nodes if node.get("id")}
    truth: Keys = Counter()
    found: Keys = Counter()
    matched: set[str] = set()
    for node in gold.get("outline") or []:
        key = f"{node['id']} {node['text'][:_SHOWN]}"
        truth[key] += 1
        read = by_id.get(node["id"])
        if read is None or node["id"] in matched or similarity(node["text"], read.get("text") or "") < _SAME_TEXT:
            continue
        matched.add(node["id"])
        found[key] += 1
    found.update(f"{one.get('id')} {(one.get('text') or '')[:_SHOWN]}" for one in nodes if one.get("id") not in matched)
    return {"outline": compare(truth, found)}


def _walk(nodes: Iterable[Json]) -> Iterator[Json]:
    for node in nodes:
        yield node
        yield from _walk(node.get("children") or [])


def measure_units(gold: Json, plan: Json) -> dict[str, Score]:
    """Measure the mentions of organisations, and for named ones the canonical names behind them.

    A polity or person taken for a unit is neither right nor wrong.
    """
    names = unit_names(plan)
    scored = [one for one in gold.get("unit_mentions") or [] if one["cls"] in {"named", "group"}]
    free = Counter(
        fold_value(one["text"]) for one in gold.get("unit_mentions") or [] if one["cls"] not in {"named", "group"}
    )
    truth = Counter(fold_value(one["text"]) for one in scored)
    linked = Counter(
        f"{fold_value(one['text'])} => {fold_value(one['canonical'])}" for one in scored if one["cls"] == "named"
    )
    found: Keys = Counter()
    found_linked: Keys = Counter()
    for one in plan.get("unit_mentions") or []:
        text, cls = fold_value(evidence_text(one)), one.get("cls", "named")
        if cls not in {"named", "group"}:
            continue
        if truth[text] <= found[text] and free[text] > 0:
            free[text] -= 1
            continue
        found[text] += 1
        if cls == "named":
            found_linked[f"{text} => {unit_name(names, one.get('unit'))}"] += 1
    return {"units": compare(truth, found), "units.linked": compare(linked, found_linked)}


def measure_times(gold: Json, plan: Json) -> dict[str, Score]:
    """Measure the times (vague ones left out): found, with value, with role, and the deadlines with their due days."""
    truth = [one for one in gold.get("times") or [] if one["role"] != "vague"]
    found = [{**one, "text": evidence_text(one)} for one in plan.get("times") or [] if one.get("role") != "vague"]
    keys = {
        "times": _time_key,
        "times.value": _time_value,
        "times.role": lambda one: f"{_time_key(one)} => {one.get('role')}",
    }
    scores = {name: compare(Counter(map(key, truth)), Counter(map(key, found))) for name, key in keys.items()}
    due = [Counter(_time_due(one) for one in side if one.get("role") == "deadline") for side in (truth, found)]
    return {**scores, "deadlines": compare(*due)}


def _time_key(one: Json) -> str:
    return _SIGNAL.sub("", fold(one.get("text") or evidence_text(one)))


def _time_value(one: Json) -> str:
    values = (one.get("start_date"), one.get("end_date") or one.get("start_date"), one.get("mod"), one.get("rrule"))
    return f"{_time_key(one)} => {'|'.join(str(value or '') for value in values)}"


def _time_due(one: Json) -> str:
    return f"{_time_key(one)} => {one.get('due')}|{one.get('rrule') or ''}|{one.get('duration') or ''}"


def measure_citations(gold: Json, plan: Json) -> dict[str, Score]:
    """Measure the cited documents: coded ones by type, code and date, named ones by their text."""
    truth, found = gold.get("citations") or [], plan.get("citations") or []
    named = (
        Counter(fold_value(one["text"]) for one in truth if not one.get("code")),
        Counter(fold_value(evidence_text(one)) for one in found if not one.get("code")),
    )
    return {"citations": compare(_coded(truth), _coded(found)), "citations.named": compare(*named)}


def _coded(citations: Iterable[Json]) -> Keys:
    return Counter(
        f"{fold_value(one.get('type'))} {fold_value(one.get('code'))} {one.get('date') or ''}"
        for one in citations
        if one.get("code")
    )


_PARTS: Final[dict[str, Callable[[Json, Json], dict[str, Score]]]] = {
    "header": measure_head,
    "outline": measure_outline,
    "times": measure_times,
    "citations": measure_citations,
    "unit_mentions": measure_units,
    "tasks": measure_tasks,
}
