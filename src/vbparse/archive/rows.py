"""A plan document as rows of tables: what the store keeps and what Parquet files hold.

One function, `rows_of`, gives the rows of one plan. Ids are those of the plan; `unit` columns hold keys of
`archive/identity`, by which the units of different documents meet. Days are ISO text, pages count from 1, `page` is
None for inputs without pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.archive.identity import code_key, unit_keys
from vbparse.export.entries import TaskEntry, first_page, task_entries
from vbparse.export.recurrence import occurrences
from vbparse.export.tasks import TaskRow, task_rows
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vbparse.plan.model import Evidence, Node, PlanDocument, TaskSlot

_SLOTS: tuple[TaskSlot, ...] = ("lead", "cooperate", "advise_to", "report_to")
_HEADER, _RECIPIENTS, _SIGNATURE = "H", "N", "S"


class DocumentEntry(NamedTuple):
    """One document. `issuer` and `parent` are keys of units; `year_from`, `year_to` the plan's years."""

    sha256: str
    plan_id: str
    name: str
    media_type: str
    text_origin: str
    pages: int | None
    type: str | None
    type_code: str | None
    code: str | None
    code_key: str | None
    date: str | None
    issuer: str | None
    parent: str | None
    place: str | None
    title: str | None
    year_from: int | None
    year_to: int | None
    urgency: str | None
    secrecy: str | None
    draft: str | None
    signer: str | None
    tasks: int
    errors: int
    warnings: int


class UnitEntry(NamedTuple):
    """An organisation of the document: `unit` is its key, `mentions` how often it is named."""

    unit: str
    name: str
    kind: str | None
    level: str | None
    cls: str
    place: str | None
    admin_code: str | None
    registry_id: str | None
    mentions: int
    receives: bool


class NodeEntry(NamedTuple):
    """A node of the outline; `H`, `N`, `S` are the letterhead, the recipients and the signature.

    It stands on the pages from `page` to `page_to`.
    """

    node: str
    kind: str
    marker: str | None
    text: str
    page: int | None
    page_to: int | None


class TaskUnitEntry(NamedTuple):
    """The part of a unit in a task; `inherited`: a heading says it."""

    task: str
    slot: str
    unit: str
    inherited: bool


class DueEntry(NamedTuple):
    """A day on which a task falls due; `rrule` is the recurrence that gives it, None for a day of its own.

    `inherited`: said for all tasks, or by a heading; `chosen`: the plan names no day of the period, its last was taken.
    """

    task: str
    day: str
    rrule: str | None
    inherited: bool
    chosen: bool


class TimeEntry(NamedTuple):
    """A time expression."""

    time: str
    role: str
    kind: str
    start_date: str | None
    end_date: str | None
    due: str | None
    rrule: str | None
    calendar: str
    text: str
    node: str
    page: int | None


class CitationEntry(NamedTuple):
    """A cited document."""

    citation: str
    type: str
    code: str | None
    code_key: str | None
    date: str | None
    issuer: str | None
    title: str | None
    role: str
    node: str
    page: int | None


class Rows(NamedTuple):
    """All rows of one plan. In `tasks` the units are named; `task_units` has their keys."""

    document: DocumentEntry
    units: tuple[UnitEntry, ...]
    nodes: tuple[NodeEntry, ...]
    tasks: tuple[TaskEntry, ...]
    task_units: tuple[TaskUnitEntry, ...]
    dues: tuple[DueEntry, ...]
    times: tuple[TimeEntry, ...]
    citations: tuple[CitationEntry, ...]


def rows_of(plan: PlanDocument) -> Rows:
    """Give the rows of a plan; the same plan gives the same rows in the same order."""
    keys = unit_keys(plan)
    rows = task_rows(plan)
    return Rows(
        document=_document(plan, keys),
        units=tuple(_units(plan, keys)),
        nodes=tuple(_nodes(plan)),
        tasks=task_entries(plan),
        task_units=tuple(entry for row in rows for entry in _task_units(row, keys)),
        dues=tuple(entry for row in rows for entry in _dues(row, plan)),
        times=tuple(_times(plan)),
        citations=tuple(_citations(plan)),
    )


def _document(plan: PlanDocument, keys: Mapping[str, str]) -> DocumentEntry:
    header, source = plan.header, plan.source
    severities = [finding.severity for finding in plan.diagnostics]
    return DocumentEntry(
        sha256=source.sha256,
        plan_id=plan.plan_id,
        name=source.name,
        media_type=source.media_type,
        text_origin=source.text_origin,
        pages=source.pages,
        type=header.type,
        type_code=header.type_code,
        code=header.code,
        code_key=code_key(header.code),
        date=header.date,
        issuer=keys.get(header.issuer.unit or "") if header.issuer else None,
        parent=keys.get(header.parent.unit or "") if header.parent else None,
        place=header.place,
        title=header.title,
        year_from=min(header.year, default=None),
        year_to=max(header.year, default=None),
        urgency=header.urgency,
        secrecy=header.secrecy,
        draft=header.draft,
        signer=plan.signature.name if plan.signature else None,
        tasks=len(plan.tasks),
        errors=severities.count("error"),
        warnings=severities.count("warning"),
    )


def _units(plan: PlanDocument, keys: Mapping[str, str]) -> Iterator[UnitEntry]:
    counts: dict[str, int] = {}
    for mention in plan.unit_mentions:
        counts[keys[mention.unit]] = counts.get(keys[mention.unit], 0) + 1
    receiving = {keys[unit] for recipient in plan.recipients for unit in recipient.units}
    seen: set[str] = set()
    for unit in plan.units:
        key = keys[unit.id]
        if key in seen:  # two spellings of one body
            continue
        seen.add(key)
        code = unit.admin.code if unit.admin else None
        described = (unit.name, unit.kind, unit.level, unit.cls, unit.place, code, unit.registry_id)
        yield UnitEntry(key, *described, mentions=counts.get(key, 0), receives=key in receiving)


def _nodes(plan: PlanDocument) -> Iterator[NodeEntry]:
    header = plan.header
    names = (unit.name for unit in (header.parent, header.issuer) if unit is not None)
    head = " ".join(filter(None, (*names, header.type, header.code, header.title)))
    if head:
        yield NodeEntry(_HEADER, "header", None, head, *_pages(header.evidence.get("title")))
    yield from _walk(plan.outline)
    if plan.recipients:
        listed = "; ".join(recipient.text for recipient in plan.recipients)
        places = [recipient.evidence for recipient in plan.recipients]
        yield NodeEntry(_RECIPIENTS, "recipients", None, listed, _pages(places[0])[0], _pages(places[-1])[1])
    if plan.signature is not None:
        place = plan.signature.evidence
        yield NodeEntry(_SIGNATURE, "signature", None, place.text, *_pages(place))


def _walk(nodes: tuple[Node, ...]) -> Iterator[NodeEntry]:
    for node in nodes:
        if node.text:
            yield NodeEntry(node.id, node.kind, node.marker, node.text, *_pages(node.evidence))
        yield from _walk(node.children)


def _task_units(row: TaskRow, keys: Mapping[str, str]) -> Iterator[TaskUnitEntry]:
    for slot in _SLOTS:
        own = getattr(row.task, slot)
        inherited = {given.value for given in row.task.inherited if given.slot == slot}
        for unit in dict.fromkeys((*own, *inherited)):
            if unit in keys:
                yield TaskUnitEntry(row.task.id, slot, keys[unit], unit in inherited)


def _dues(row: TaskRow, plan: PlanDocument) -> Iterator[DueEntry]:
    """Lay a task on its days, each once: days of its own come before those of recurrences."""
    found: dict[str, DueEntry] = {}
    for given in row.due:
        found.setdefault(given.value, DueEntry(row.task.id, given.value, None, given.source is not None, chosen=False))
    for given in row.rrule:
        for day, chosen in occurrences(given.value, plan):
            entry = DueEntry(row.task.id, day.isoformat(), given.value, given.source is not None, chosen)
            found.setdefault(entry.day, entry)
    yield from found.values()


def _times(plan: PlanDocument) -> Iterator[TimeEntry]:
    for time in plan.times:
        yield TimeEntry(
            time=time.id,
            role=time.role,
            kind=time.kind,
            start_date=time.start_date,
            end_date=time.end_date,
            due=time.due,
            rrule=time.rrule,
            calendar=time.calendar,
            text=time.evidence.text,
            node=time.node,
            page=first_page(time.evidence),
        )


def _citations(plan: PlanDocument) -> Iterator[CitationEntry]:
    for cited in plan.citations:
        yield CitationEntry(
            citation=cited.id,
            type=cited.type,
            code=cited.code,
            code_key=code_key(cited.code),
            date=cited.date,
            issuer=cited.issuer,
            title=cited.title,
            role=cited.role,
            node=cited.node,
            page=first_page(cited.evidence),
        )


def _pages(evidence: Evidence | None) -> tuple[int, int] | tuple[None, None]:
    """Give the first and the last page that a passage stands on."""
    if evidence is None or not evidence.regions:
        return None, None
    pages = [region.page for region in evidence.regions]
    return min(pages), max(pages)
