"""Turns a plan that people have corrected into an annotated plan, in the form of gold/GUIDE.md.

NAME.txt is the plan's text, NAME.json what a careful clerk reads in it; offsets are those of the text.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vbparse.plan.model import Evidence, HeaderUnit, Node, PlanDocument, Task

_HEADER: Final = ("code", "type", "type_code", "place", "date", "title")
_TIME: Final = ("role", "kind", "start_date", "end_date", "mod", "due", "rrule")
_TIME_MORE: Final = ("duration", "anchor", "calendar")
_USUAL: Final = {"calendar": "gregorian"}
_SLOTS: Final = ("lead", "cooperate", "advise_to", "report_to")
_FOOTNOTE: Final = re.compile(r"F\d")
_MARK: Final = re.compile(r"\s?\[\d+\]")
"""The mark of a footnote, which is no part of the text that it stands in."""
_LINE_ENDS: Final = str.maketrans({"\r": " ", "\N{LINE SEPARATOR}": " ", "\N{PARAGRAPH SEPARATOR}": " "})
"""What programs take for the end of a line, and count in their own ways."""


class Annotation(NamedTuple):
    """An annotated plan: the text, the annotation, and what is missing in it that the guide asks for.

    `lacking` are pairs of a task's id and of a unit or day that the task has and that no words of the text are marked for.
    """

    text: str
    gold: dict[str, Any]
    lacking: tuple[tuple[str, str], ...]

    def json(self) -> bytes:
        """Give the annotation as a file."""
        return f"{json.dumps(self.gold, ensure_ascii=False, indent=1)}\n".encode()


def annotate(plan: PlanDocument, name: str, *, notes: Iterable[str] = ()) -> Annotation:
    """Annotate a plan; `notes` tell how the annotation was come by."""
    units = {unit.id: unit.name for unit in plan.units}
    gold: dict[str, Any] = {
        "meta": _meta(plan, name, tuple(notes)),
        "header": _header(plan),
        "outline": list(_nodes(plan.outline, None)),
        "unit_mentions": [
            {
                "text": _squeezed(one.evidence.text),
                "canonical": units.get(one.unit, one.unit),
                "cls": one.cls,
                **_place(one.node, one.evidence),
            }
            for one in sorted(plan.unit_mentions, key=lambda one: one.evidence.start)
        ],
        "times": list(_times(plan)),
        "citations": list(_citations(plan)),
        "tasks": [_task(task, units) for task in plan.tasks],
        "recipients": [{"text": _squeezed(one.text), "purpose": one.purpose} for one in plan.recipients],
        "signature": _signature(plan),
    }
    has_notes = any(_FOOTNOTE.match(node["id"]) for node in gold["outline"])
    for one in (*gold["outline"], *gold["tasks"]) if has_notes else ():
        one["text"] = _squeezed(_MARK.sub("", one["text"]))
    return Annotation(plan.text.translate(_LINE_ENDS), gold, tuple(_lacking(gold)))


def _meta(plan: PlanDocument, name: str, notes: tuple[str, ...]) -> dict[str, Any]:
    header = plan.header
    known = (header.type, header.code, header.date, header.issuer.name if header.issuer else None)
    return {
        "name": name,
        "kind": header.type,
        "source": ", ".join(filter(None, known)) or plan.source.name,
        "real": True,
        "annotators": 1,
        "changes": ["none: the text is as read"],
        "doubts": list(notes),
    }


def _header(plan: PlanDocument) -> dict[str, Any]:
    header = plan.header

    def name(body: HeaderUnit | None) -> str | None:
        return body.name if body is not None else None

    fields = {field: getattr(header, field) for field in _HEADER}
    return {"issuer": name(header.issuer), "parent": name(header.parent), **fields}


def _nodes(nodes: tuple[Node, ...], parent: str | None) -> Iterator[dict[str, Any]]:
    for node in nodes:
        yield {"id": node.id, "marker": node.marker, "text": _squeezed(node.text), "parent": parent}
        yield from _nodes(node.children, node.id)


def _times(plan: PlanDocument) -> Iterator[dict[str, Any]]:
    for one in sorted(plan.times, key=lambda one: one.evidence.start):
        more = {field: getattr(one, field) for field in _TIME_MORE}
        yield {
            "text": _squeezed(one.evidence.text),
            **{field: getattr(one, field) for field in _TIME},
            **{field: value for field, value in more.items() if value not in {None, _USUAL.get(field)}},
            **_place(one.node, one.evidence),
        }


def _citations(plan: PlanDocument) -> Iterator[dict[str, Any]]:
    for one in sorted(plan.citations, key=lambda one: one.evidence.start):
        fields = {"type": one.type, "code": one.code, "date": one.date, "issuer": one.issuer}
        yield {"text": _squeezed(one.evidence.text), **fields, **_place(one.node, one.evidence)}


def _task(task: Task, units: dict[str, str]) -> dict[str, Any]:
    return {
        "id": task.id,
        "node": task.node,
        "text": _squeezed(task.text),
        **{slot: [units.get(unit, unit) for unit in getattr(task, slot)] for slot in _SLOTS},
        "due": sorted(task.due),
        "rrule": list(task.rrule),
        "modality": task.modality,
    }


def _signature(plan: PlanDocument) -> dict[str, Any] | None:
    signature = plan.signature
    if signature is None:
        return None
    return {
        "authority": list(signature.authority),
        "body": signature.body,
        "position": signature.position,
        "name": signature.name,
    }


def _place(node: str, evidence: Evidence) -> dict[str, Any]:
    return {"node": node, "start": evidence.start, "end": evidence.end}


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _lacking(gold: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Find what tasks have that no words of the text say."""
    names = {one["canonical"] for one in gold["unit_mentions"]}
    days = {one["due"] for one in gold["times"]}
    for task in gold["tasks"]:
        for slot in _SLOTS:
            yield from ((task["id"], name) for name in task[slot] if name not in names)
        yield from ((task["id"], day) for day in task["due"] if day not in days)
