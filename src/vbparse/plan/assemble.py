"""The one place where stage types become the published plan document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse import __version__
from vbparse.entities.model import Time
from vbparse.lexicon.fold import fold, fold_ascii
from vbparse.plan import model
from vbparse.plan.messages import publish
from vbparse.plan.register import Register, enter_mentions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.diagnostics import Diagnostic
    from vbparse.entities.model import Body, Mention, Unit
    from vbparse.outline.model import Node, Recipient, Signature, Table, Value
    from vbparse.plan.reading import Reading
    from vbparse.settings import Settings
    from vbparse.tasks.model import Inherited, Task
    from vbparse.textmap import Span

    AnyMention = Mention[Unit] | Mention[Time]

_HEADER_FIELDS = (
    "code",
    "number",
    "symbol",
    "type",
    "type_code",
    "place",
    "date",
    "title",
    "urgency",
    "secrecy",
    "draft",
)


def assemble_plan(reading: Reading, settings: Settings) -> model.PlanDocument:
    """Turn what was read into the published document.

    A document with a secrecy mark gives only `source`, `header.secrecy` and `diagnostics`, unless the
    settings allow secret documents.
    """
    assembly = _Assembly(reading, settings)
    if reading.outline.letterhead.secrecy is not None and not settings.allow_secret:
        return assembly.gated()
    return assembly.whole()


class _Assembly:
    """Converts one reading; holds the text and the ids that parts refer to each other by."""

    def __init__(self, reading: Reading, settings: Settings) -> None:
        self._reading = reading
        self._settings = settings
        self._map = reading.flow.textmap
        self._register = Register()
        self._mention_ids: dict[AnyMention, str] = {}
        self._rows = {node.id: node for node in reading.outline.walk() if node.kind == "row"}

    def gated(self) -> model.PlanDocument:
        """Give what may be told of a secret document."""
        secrecy = self._reading.outline.letterhead.secrecy
        marks = [finding for finding in self._reading.diagnostics if finding.code == "SECRECY_MARK"]
        return model.PlanDocument(
            generator=self._generator(),
            plan_id=f"sha256:{self._reading.source.sha256}",
            source=self._source(),
            header=model.Header(secrecy=secrecy.text if secrecy else None),
            diagnostics=tuple(self._finding(finding, bare=True) for finding in marks),
        )

    def whole(self) -> model.PlanDocument:
        """Give the whole document."""
        reading = self._reading
        header = self._header()
        unit_ids = enter_mentions(self._register, self._map.text, reading.units)
        self._number("u", reading.units)
        self._number("t", reading.times)
        signatures = tuple(self._signature(block) for block in reading.outline.signatures)
        unit_mentions = tuple(
            model.UnitMention(
                id=self._mention_ids[mention],
                unit=unit_id,
                cls=mention.value.cls,
                node=mention.node,
                confidence=self._map.confidence(mention.span),
                evidence=self._evidence(mention.span),
            )
            for mention, unit_id in zip(reading.units, unit_ids, strict=True)
        )
        return model.PlanDocument(
            generator=self._generator(),
            plan_id=self._plan_id(header),
            source=self._source(),
            text=self._map.text,
            header=header,
            outline=tuple(self._node(node) for node in reading.outline.nodes),
            units=self._register.entries(),
            unit_mentions=unit_mentions,
            times=self._times(),
            citations=self._citations(),
            tasks=self._tasks(),
            recipients=tuple(self._recipient(recipient) for recipient in reading.outline.recipients),
            signature=signatures[0] if signatures else None,
            co_signatures=signatures[1:],
            tables=tuple(self._table(table) for table in reading.outline.tables),
            annexes=tuple(
                model.Annex(id=annex.id, title=annex.title, attached_to=annex.attached_to)
                for annex in reading.outline.annexes
            ),
            diagnostics=tuple(self._finding(finding) for finding in reading.diagnostics),
        )

    # -- small parts ------------------------------------------------------------------------------------

    def _evidence(self, span: Span) -> model.Evidence:
        regions = tuple(model.Region(page=region.page, bbox=(*region.box,)) for region in self._map.regions(span))
        return model.Evidence(text=self._map.slice(span), start=span.start, end=span.end, regions=regions)

    def _finding(self, finding: Diagnostic, *, bare: bool = False) -> model.Diagnostic:
        published = publish(finding, self._evidence)
        return published.model_copy(update={"evidence": None}) if bare else published

    def _number(self, prefix: str, mentions: Iterable[AnyMention]) -> None:
        for number, mention in enumerate(mentions, 1):
            self._mention_ids[mention] = f"{prefix}{number}"

    def _generator(self) -> model.Generator:
        return model.Generator(
            version=__version__, settings=self._settings.result_hash(), lexicon=self._reading.lexicon
        )

    def _source(self) -> model.SourceInfo:
        reading = self._reading
        pages = reading.flow.pages
        return model.SourceInfo(
            name=reading.source.name,
            sha256=reading.source.sha256,
            media_type=reading.media_type,
            pages=len(pages) or None,
            text_origin=reading.flow.origin,
            page_origins=tuple(model.PageOrigin(page=page.number, origin=page.origin, why=page.why) for page in pages),
            producer=reading.producer,
        )

    def _plan_id(self, header: model.Header) -> str:
        """Give code, date and issuer, folded; the digest of the source where one is missing."""
        if header.code and header.date and header.issuer:
            return "/".join(
                fold_ascii(part).replace(" ", "-") for part in (header.code, header.date, header.issuer.name)
            )
        return f"sha256:{self._reading.source.sha256}"

    # -- header, outline --------------------------------------------------------------------------------

    def _header(self) -> model.Header:
        head, context = self._reading.outline.letterhead, self._reading.context
        values: dict[str, Value] = {
            name: value for name in _HEADER_FIELDS if (value := getattr(head, name)) is not None
        }
        bodies = {name: body for name in ("issuer", "parent") if (body := getattr(context, name)) is not None}
        return model.Header(
            issuer=self._header_unit(context.issuer),
            parent=self._header_unit(context.parent),
            code=_text(head.code),
            number=_text(head.number),
            symbol=_text(head.symbol),
            type=_text(head.type),
            type_code=_text(head.type_code),
            place=_text(head.place),
            date=_text(head.date),
            title=_text(head.title),
            year=head.years,
            urgency=_text(head.urgency),
            secrecy=_text(head.secrecy),
            draft=_text(head.draft),
            evidence={name: self._evidence(value.span) for name, value in values.items() if value.span is not None},
            inferred=tuple(name for name, value in {**bodies, **values}.items() if value.inferred),
            confidence=self._confidences(values),
        )

    def _confidences(self, values: dict[str, Value]) -> dict[str, float]:
        read = {name: self._map.confidence(value.span) for name, value in values.items() if value.span is not None}
        return {name: confidence for name, confidence in read.items() if confidence is not None}

    def _header_unit(self, body: Body | None) -> model.HeaderUnit | None:
        if body is None:
            return None
        evidence = self._evidence(body.span) if body.span is not None else None
        return model.HeaderUnit(unit=self._register.id_of(body), name=body.name, evidence=evidence)

    def _node(self, node: Node) -> model.Node:
        return model.Node(
            id=node.id,
            kind=node.kind,
            marker=node.marker,
            text=self._map.slice(node.span),
            evidence=self._evidence(node.span),
            children=tuple(self._node(child) for child in node.children),
        )

    def _signature(self, block: Signature) -> model.Signature:
        return model.Signature(
            authority=block.authority,
            body=_text(block.body),
            position=_text(block.position),
            name=_text(block.name),
            evidence=self._evidence(block.span),
        )

    def _recipient(self, recipient: Recipient) -> model.Recipient:
        inside = [
            mention for mention in self._reading.units if mention.node == "N" and recipient.span.contains(mention.span)
        ]
        return model.Recipient(
            text=recipient.text,
            purpose=recipient.purpose,
            units=tuple(dict.fromkeys(self._register.id_of(mention.value) for mention in inside)),
            evidence=self._evidence(recipient.span),
        )

    def _table(self, table: Table) -> model.Table:
        rows = self._rows
        return model.Table(
            id=table.id,
            node=table.node,
            columns=tuple(model.TableColumn(head=column.head, meaning=column.meaning) for column in table.columns),
            rows=tuple(
                model.TableRow(node=node_id, cells=tuple(self._cell(cell) for cell in rows[node_id].cells))
                for node_id in table.rows
            ),
            pages=table.pages,
        )

    def _cell(self, cell: Span) -> model.TableCell:
        return model.TableCell(text=self._map.slice(cell), evidence=self._evidence(cell) if cell.length else None)

    # -- mentions, tasks --------------------------------------------------------------------------------

    def _times(self) -> tuple[model.Time, ...]:
        names = [name for name in model.Time.model_fields if name not in {"id", "node", "confidence", "evidence"}]
        return tuple(
            model.Time(
                id=self._mention_ids[mention],
                node=mention.node,
                confidence=self._map.confidence(mention.span),
                evidence=self._evidence(mention.span),
                **{name: getattr(mention.value, name) for name in names},
            )
            for mention in self._reading.times
        )

    def _citations(self) -> tuple[model.Citation, ...]:
        return tuple(
            model.Citation(
                id=f"c{number}",
                type=mention.value.type,
                code=mention.value.code,
                date=mention.value.date,
                issuer=mention.value.issuer,
                title=mention.value.title,
                role=mention.value.role,
                node=mention.node,
                confidence=self._map.confidence(mention.span),
                evidence=self._evidence(mention.span),
            )
            for number, mention in enumerate(self._reading.citations, 1)
        )

    def _tasks(self) -> tuple[model.Task, ...]:
        tasks = self._reading.tasks
        ids = _task_ids(tasks)
        twins = _twins(self._map.text, tasks, ids)
        return tuple(self._task(task, task_id, twins) for task, task_id in zip(tasks, ids, strict=True))

    def _task(self, task: Task, task_id: str, twins: dict[str, tuple[str, ...]]) -> model.Task:
        return model.Task(
            id=task_id,
            node=task.node,
            text=self._map.slice(task.span),
            action=task.action,
            lead=self._unit_ids(task.lead),
            cooperate=self._unit_ids(task.cooperate),
            advise_to=self._unit_ids(task.advise_to),
            report_to=self._unit_ids(task.report_to),
            deadlines=tuple(self._mention_ids[mention] for mention in task.deadlines),
            due=task.due,
            rrule=task.rrules,
            period=task.period,
            deliverables=task.deliverables,
            modality=task.modality,
            mentions=self._slot_mentions(task),
            inherited=tuple(self._inherited(given) for given in task.inherited),
            same_as=twins.get(task_id, ()),
            review=task.review,
            confidence=self._map.confidence(task.span),
            evidence=self._evidence(task.span),
        )

    def _unit_ids(self, mentions: tuple[Mention[Unit], ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._register.id_of(mention.value) for mention in mentions))

    def _slot_mentions(self, task: Task) -> dict[model.TaskSlot, tuple[str, ...]]:
        slots: dict[model.TaskSlot, tuple[AnyMention, ...]] = {
            "lead": task.lead,
            "cooperate": task.cooperate,
            "advise_to": task.advise_to,
            "report_to": task.report_to,
            "deadlines": task.deadlines,
        }
        return {slot: tuple(self._mention_ids[mention] for mention in found) for slot, found in slots.items() if found}

    def _inherited(self, given: Inherited) -> model.InheritedValue:
        mention = given.mention
        value = mention.value
        return model.InheritedValue(
            slot=given.slot,
            value=self._mention_ids[mention] if isinstance(value, Time) else self._register.id_of(value),
            node=mention.node,
            evidence=self._evidence(mention.span),
        )


def _text(value: Value | None) -> str | None:
    return None if value is None else value.text


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


def _twins(text: str, tasks: tuple[Task, ...], ids: list[str]) -> dict[str, tuple[str, ...]]:
    """Find tasks of equal words and leads: each names the others."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for task, task_id in zip(tasks, ids, strict=True):
        leads = sorted(mention.value.name for mention in task.lead)
        groups.setdefault((fold(text[task.span.start : task.span.end]).strip(" .;"), *leads), []).append(task_id)
    return {
        task_id: tuple(other for other in group if other != task_id)
        for group in groups.values()
        if len(group) > 1
        for task_id in group
    }
