"""The one place where stage types become the published plan document, as plain data.

Names and order are those of `plan.model`; a test holds the two together. Plain data, because loading
pydantic takes longer than reading a short plan: it is loaded where somebody asks for the models.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vbparse import __version__
from vbparse.entities.model import Time
from vbparse.geometry import Box, project_box
from vbparse.lexicon.admin import VERSION as ADMIN_VERSION
from vbparse.lexicon.fold import fold_ascii
from vbparse.plan.messages import publish
from vbparse.plan.places import Places
from vbparse.plan.register import Register, enter_mentions
from vbparse.plan.version import SCHEMA_VERSION
from vbparse.readers.signatures.model import INTACT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.entities.model import Body, Mention, Unit
    from vbparse.outline.model import Node, Recipient, Signature, Table, Value
    from vbparse.plan.reading import Reading
    from vbparse.readers.signatures.model import DigitalSignature
    from vbparse.settings import Settings
    from vbparse.tasks.model import Inherited, Task
    from vbparse.textmap import Span

    AnyMention = Mention[Unit] | Mention[Time]
    Data = dict[str, Any]

_HEADER_FIELDS = (
    "code", "number", "symbol", "type", "type_code", "place", "date", "title", "urgency", "secrecy", "draft",
)  # fmt: skip
_HEADER_ORDER = (
    "issuer", "co_issuers", "parent", "code", "number", "symbol", "type", "type_code", "place", "date", "title", "year",
    "urgency", "secrecy", "draft", "evidence", "inferred", "confidence",
)  # fmt: skip
_SLOTS = ("lead", "cooperate", "advise_to", "report_to", "deadlines")


def assemble_plan(reading: Reading, settings: Settings) -> Data:
    """Turn what was read into the published document: what its JSON holds, as dicts, lists and plain values.

    Of a document that was withheld (`vbparse.secrecy`) that is `source`, `header.secrecy` and `diagnostics`.
    """
    return _Assembly(reading, settings).whole()


class _Assembly:
    """Converts one reading; holds the text and the ids that parts refer to each other by."""

    def __init__(self, reading: Reading, settings: Settings) -> None:
        self._reading = reading
        self._settings = settings
        self._map = reading.flow.textmap
        self._register = Register(Places(reading.context))
        self._mention_ids: dict[AnyMention, str] = {}
        self._upright = {page.number: page.upright for page in reading.flow.pages if page.upright is not None}
        self._rows = {node.id: node for node in reading.outline.walk() if node.kind == "row"}

    def whole(self) -> Data:
        """Give the whole document."""
        reading = self._reading
        header = self._header()
        unit_ids = enter_mentions(self._register, self._map.text, reading.units)
        self._number("u", reading.units)
        self._number("t", reading.times)
        signatures = [self._signature(block) for block in reading.outline.signatures]
        tasks = self._tasks()
        return self._document(
            plan_id=self._plan_id(header),
            text=self._map.text,
            header=header,
            outline=[self._node(node) for node in reading.outline.nodes],
            unit_mentions=[self._unit_mention(*pair) for pair in zip(reading.units, unit_ids, strict=True)],
            times=[self._time(mention) for mention in reading.times],
            citations=self._citations(),
            tasks=tasks,
            recipients=[self._recipient(recipient) for recipient in reading.outline.recipients],
            signature=signatures[0] if signatures else None,
            co_signatures=signatures[1:],
            tables=[self._table(table) for table in reading.outline.tables],
            annexes=[
                {"id": annex.id, "title": annex.title, "attached_to": annex.attached_to}
                for annex in reading.outline.annexes
            ],
            diagnostics=[publish(finding, self._evidence) for finding in reading.diagnostics],
        )

    def _document(self, **parts: Any) -> Data:
        """Give a document of these parts; lists that are not given are empty."""
        empty: Data = {name: [] for name in _LISTS}
        whole = {
            "schema_version": SCHEMA_VERSION,
            "generator": self._generator(),
            "source": self._source(),
            "text": "",
            "signature": None,
            **empty,
            "units": self._register.entries(),
            **parts,
        }
        return {name: whole[name] for name in _ORDER}

    # -- small parts ------------------------------------------------------------------------------------

    def _evidence(self, span: Span) -> Data:
        boxes = self._map.boxes(span)
        if self._upright:
            boxes = ((page, self._displayed(page, box)) for page, box in boxes)
        regions = [{"page": page, "bbox": box} for page, box in boxes]
        evidence = {"text": self._map.slice(span), "start": span.start, "end": span.end, "regions": regions}
        raw = self._map.raw(span)
        return evidence if raw is None else evidence | {"raw": raw}

    def _displayed(self, page: int, bbox: list[float]) -> list[float]:
        """Give a box of a page that was set straight to be read, where it is on the page as displayed."""
        upright = self._upright.get(page)
        return bbox if upright is None else list(project_box(upright, Box(*bbox)).rounded())

    def _number(self, prefix: str, mentions: Iterable[AnyMention]) -> None:
        for number, mention in enumerate(mentions, 1):
            self._mention_ids[mention] = f"{prefix}{number}"

    def _generator(self) -> Data:
        return {
            "version": __version__,
            "settings": self._settings.result_hash(),
            "lexicon": self._reading.lexicon,
            "admin_snapshot": ADMIN_VERSION,
            "model": self._reading.model,
            "ocr": next((page.engine for page in self._reading.flow.pages if page.engine), None),
        }

    def _source(self) -> Data:
        reading = self._reading
        pages = reading.flow.pages
        return {
            "name": reading.source.name,
            "sha256": reading.source.sha256,
            "media_type": reading.media_type,
            "pages": len(pages) or None,
            "text_origin": reading.flow.origin,
            "page_origins": [{"page": page.number, "origin": page.origin, "why": page.why} for page in pages],
            "producer": reading.producer,
            "signatures": [_digital_signature(each) for each in reading.signatures],
        }

    def _plan_id(self, header: Data) -> str:
        """Give code, date and issuer, folded; the digest of the source where one is missing."""
        if header["code"] and header["date"] and header["issuer"]:
            parts = (header["code"], header["date"], header["issuer"]["name"])
            return "/".join(fold_ascii(part).replace(" ", "-") for part in parts)
        return f"sha256:{self._reading.source.sha256}"

    # -- header, outline --------------------------------------------------------------------------------

    def _header(self) -> Data:
        head, context = self._reading.outline.letterhead, self._reading.context
        values: dict[str, Value] = {
            name: value for name in _HEADER_FIELDS if (value := getattr(head, name)) is not None
        }
        bodies = {name: body for name in ("issuer", "parent") if (body := getattr(context, name)) is not None}
        fields = {name: values[name].text if name in values else None for name in _HEADER_FIELDS}
        parts: Data = {
            "issuer": self._header_unit(context.issuer),
            "co_issuers": [self._header_unit(body) for body in context.co_issuers],
            "parent": self._header_unit(context.parent),
            **fields,
            "year": list(head.years),
            "evidence": {name: self._evidence(value.span) for name, value in values.items() if value.span is not None},
            "inferred": [name for name, value in {**bodies, **values}.items() if value.inferred],
            "confidence": self._confidences(values),
        }
        return {name: parts[name] for name in _HEADER_ORDER}

    def _confidences(self, values: dict[str, Value]) -> dict[str, float]:
        read = {name: self._map.confidence(value.span) for name, value in values.items() if value.span is not None}
        return {name: confidence for name, confidence in read.items() if confidence is not None}

    def _header_unit(self, body: Body | None) -> Data | None:
        if body is None:
            return None
        evidence = self._evidence(body.span) if body.span is not None else None
        return {"unit": self._register.id_of(body), "name": body.name, "evidence": evidence}

    def _node(self, node: Node) -> Data:
        return {
            "id": node.id,
            "kind": node.kind,
            "marker": node.marker,
            "text": self._map.slice(node.span),
            "evidence": self._evidence(node.span),
            "children": [self._node(child) for child in node.children],
        }

    def _signature(self, block: Signature) -> Data:
        values = {"body": block.body, "position": block.position, "name": block.name}
        return {
            "authority": list(block.authority),
            **{name: None if value is None else value.text for name, value in values.items()},
            "evidence": self._evidence(block.span),
        }

    def _recipient(self, recipient: Recipient) -> Data:
        inside = [unit for unit in self._reading.units if unit.node == "N" and recipient.span.contains(unit.span)]
        return {
            "text": recipient.text,
            "purpose": recipient.purpose,
            "units": self._unit_ids(inside),
            "evidence": self._evidence(recipient.span),
        }

    def _table(self, table: Table) -> Data:
        return {
            "id": table.id,
            "node": table.node,
            "columns": [{"head": column.head, "meaning": column.meaning} for column in table.columns],
            "rows": [
                {"node": node_id, "cells": [self._cell(cell) for cell in self._rows[node_id].cells]}
                for node_id in table.rows
            ],
            "pages": list(table.pages),
        }

    def _cell(self, cell: Span) -> Data:
        return {"text": self._map.slice(cell), "evidence": self._evidence(cell) if cell.length else None}

    # -- mentions, tasks --------------------------------------------------------------------------------

    def _unit_mention(self, mention: Mention[Unit], unit_id: str) -> Data:
        return {
            "id": self._mention_ids[mention],
            "unit": unit_id,
            "cls": mention.value.cls,
            "node": mention.node,
            "confidence": self._confidence(mention),
            "evidence": self._evidence(mention.span),
        }

    def _confidence(self, mention: Mention[Unit]) -> float | None:
        """Give the lower of the confidences of OCR and of the trained model, where there are any."""
        read = self._map.confidence(mention.span)
        if mention.confidence is None:
            return read
        thought = round(mention.confidence, 3)
        return thought if read is None else min(read, thought)

    def _time(self, mention: Mention[Time]) -> Data:
        return {
            "id": self._mention_ids[mention],
            **mention.value.fields(),
            "node": mention.node,
            "confidence": self._map.confidence(mention.span),
            "evidence": self._evidence(mention.span),
        }

    def _citations(self) -> list[Data]:
        names = ("type", "code", "date", "issuer", "title", "role")
        return [
            {
                "id": f"c{number}",
                **{name: getattr(mention.value, name) for name in names},
                "node": mention.node,
                "confidence": self._map.confidence(mention.span),
                "evidence": self._evidence(mention.span),
            }
            for number, mention in enumerate(self._reading.citations, 1)
        ]

    def _tasks(self) -> list[Data]:
        tasks = self._reading.tasks
        ids = _task_ids(tasks)
        return [self._task(task, task_id, ids) for task, task_id in zip(tasks, ids, strict=True)]

    def _task(self, task: Task, task_id: str, ids: list[str]) -> Data:
        slots: dict[str, tuple[AnyMention, ...]] = {slot: getattr(task, slot) for slot in _SLOTS}
        mentions = {slot: [self._mention_ids[mention] for mention in found] for slot, found in slots.items() if found}
        return {
            "id": task_id,
            "node": task.node,
            "text": self._map.slice(task.span),
            "action": task.action,
            "lead": self._unit_ids(task.lead),
            "cooperate": self._unit_ids(task.cooperate),
            "advise_to": self._unit_ids(task.advise_to),
            "report_to": self._unit_ids(task.report_to),
            "deadlines": mentions.get("deadlines", []),
            "due": list(task.due),
            "rrule": list(task.rrules),
            "period": self._map.slice(task.period.span) if task.period else None,
            "deliverables": list(task.deliverables),
            "modality": task.modality,
            "mentions": mentions,
            "inherited": [self._inherited(given) for given in task.inherited],
            "same_as": [ids[index] for index in task.same_as],
            "review": list(task.review),
            "confidence": self._map.confidence(task.span),
            "evidence": self._evidence(task.span),
        }

    def _unit_ids(self, mentions: Iterable[Mention[Unit]]) -> list[str]:
        return list(dict.fromkeys(self._register.id_of(mention.value) for mention in mentions))

    def _inherited(self, given: Inherited) -> Data:
        mention = given.mention
        value = mention.value
        return {
            "slot": given.slot,
            "value": self._mention_ids[mention] if isinstance(value, Time) else self._register.id_of(value),
            "node": mention.node,
            "evidence": self._evidence(mention.span),
        }


def _digital_signature(found: DigitalSignature) -> Data:
    stamp = found.stamp
    return {
        "signer": found.signer,
        "organisation": found.organisation,
        "time": found.time,
        "intact": INTACT.get(found.state),
        "state": found.state,
        "kind": found.kind,
        "field": found.field or None,
        "timestamp": found.timestamp,
        "trusted": found.trusted,
        "checked_by": found.checked_by,
        "stamp": {"page": stamp.page, "bbox": list(stamp.box)} if stamp else None,
    }


_ORDER = (
    "schema_version", "generator", "plan_id", "source", "text", "header", "outline", "units", "unit_mentions", "times",
    "citations", "tasks", "recipients", "signature", "co_signatures", "tables", "annexes", "diagnostics",
)  # fmt: skip
_LISTS = (
    "outline", "unit_mentions", "times", "citations", "tasks", "recipients", "co_signatures", "tables", "annexes",
)  # fmt: skip


def _task_ids(tasks: tuple[Task, ...]) -> list[str]:
    """Give each task the id of its node, with `#n` where a node has several."""
    counts: dict[str, int] = {}
    for task in tasks:
        counts[task.node] = counts.get(task.node, 0) + 1
    seen: dict[str, int] = {}
    ids = []
    for task in tasks:
        seen[task.node] = seen.get(task.node, 0) + 1
        ids.append(f"{task.node}#{seen[task.node]}" if counts[task.node] > 1 else task.node)
    return ids
