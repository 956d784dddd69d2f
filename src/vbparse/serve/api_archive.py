"""The API for other systems: what the archive as a whole is asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from vbparse.archive.queries.documents import Filters
from vbparse.archive.queries.due import DOING, DueItem
from vbparse.archive.queries.load import UnitFilters, Window
from vbparse.archive.queries.tasks import TaskFilters
from vbparse.archive.register import Archive
from vbparse.export.options import Lang
from vbparse.plan.model import TaskSlot
from vbparse.serve import downloads
from vbparse.serve.answers import (
    DueList,
    HitList,
    TaskList,
    UnitList,
    due_info,
    hit_info,
    task_info,
    unit_info,
)
from vbparse.serve.desk import AtDesk
from vbparse.serve.exporting import DueExport, export_due, unplaced
from vbparse.serve.language import language_of
from vbparse.serve.problems import Problem
from vbparse.serve.values import Day, Limit, Name, Offset, WithFilters, found, problems
from vbparse.tuples import NamedTuple

router = APIRouter(prefix="/v1", tags=["archive"])
_DAYS: Final = timedelta(days=30)
"""From the first to the last day, where one is not given."""
_LEAD: Final[tuple[TaskSlot, ...]] = ("lead",)
Unit = Annotated[
    Name | None, Query(description='whose tasks: a name, or its beginning ("Phòng Tư pháp": of any district)')
]
LeadOnly = Annotated[bool, Query(description="only tasks that the unit leads")]
Groups = Annotated[bool, Query(description="also tasks of groups that the unit may be one of")]


class DueAsked(NamedTuple):
    """What is asked of the days on which tasks fall due."""

    first: str
    last: str
    unit: str | None
    slots: tuple[TaskSlot, ...]
    groups: bool
    overdue_at: str | None
    filters: Filters

    def of(self, archive: Archive) -> list[DueItem]:
        """Ask the archive."""
        items = archive.due(
            self.first,
            self.last,
            self.filters,
            unit=self.unit,
            slots=self.slots,
            groups=self.groups,
            overdue_at=self.overdue_at,
        )
        return [unplaced(item) for item in items]


async def due_asked(  # noqa: PLR0913, PLR0917 (what may be asked)
    which: WithFilters,
    first: Annotated[Day | None, Query(alias="from", description="first day (default: today)")] = None,
    last: Annotated[Day | None, Query(alias="to", description="last day (default: 30 days on)")] = None,
    unit: Unit = None,
    lead_only: LeadOnly = False,  # noqa: FBT002
    groups: Groups = False,  # noqa: FBT002
    overdue_at: Annotated[Day | None, Query(description="also what was due before this day")] = None,
) -> DueAsked:
    """Read what is asked. Raises a `Problem` (422) for a last day before the first."""
    first = first or datetime.now().astimezone().date().isoformat()
    last = last or _later(first)
    if last < first:
        raise Problem(422, "request", f"the last day, {last}, is before the first, {first}")
    return DueAsked(first, last, unit, _LEAD if lead_only else DOING, groups, overdue_at, which)


WithDue = Annotated[DueAsked, Depends(due_asked)]


@router.get("/tasks", responses=problems(404))
async def list_tasks(  # noqa: PLR0913, PLR0917 (what may be asked)
    desk: AtDesk,
    which: WithFilters,
    unit: Unit = None,
    lead_only: LeadOnly = False,  # noqa: FBT002
    groups: Groups = False,  # noqa: FBT002
    due_from: Annotated[Day | None, Query()] = None,
    due_to: Annotated[Day | None, Query()] = None,
    review: Annotated[bool | None, Query(description="a person should look at it, or not")] = None,
    code: Annotated[str | None, Query(max_length=100, description="with this finding")] = None,
    plan: Annotated[Name | None, Query(description="of this document or plan")] = None,
    repeats: Annotated[bool, Query(description="also those that say again what an earlier one says")] = False,  # noqa: FBT002
    limit: Limit = 100,
    offset: Offset = 0,
) -> TaskList:
    """List the tasks of all plans that count, by plan and place in it."""
    slots = _LEAD if lead_only else DOING

    def ask(archive: Archive) -> TaskList:
        sha256 = found(archive, plan).sha256 if plan else None
        tasks = TaskFilters(unit, slots, groups, due_from, due_to, review, code, sha256, repeats)
        items = [task_info(item) for item in archive.tasks(tasks, which, limit=limit, offset=offset)]
        return TaskList(total=archive.count_tasks(tasks, which), offset=offset, items=items)

    return await desk.read(ask)


@router.get("/due", responses=problems())
async def list_due(desk: AtDesk, asked: WithDue, limit: Limit = 1000, offset: Offset = 0) -> DueList:
    """List what falls due between two days, recurrences laid out; by day and plan."""

    def ask(archive: Archive) -> DueList:
        items = asked.of(archive)
        part = [due_info(item) for item in items[offset : offset + limit]]
        return DueList(first=asked.first, last=asked.last, total=len(items), offset=offset, items=part)

    return await desk.read(ask)


@router.get(
    "/export/due.{form}",
    response_class=Response,
    responses={200: {"content": {"*/*": {}}}, **problems()},
)
async def get_due_export(
    request: Request,
    desk: AtDesk,
    asked: WithDue,
    form: Literal["xlsx", "ics", "csv", "json"],
    lang: Annotated[Lang | None, Query(description="language of headings")] = None,
) -> Response:
    """Put out what falls due between two days: as a workbook, a calendar, a table in text, or JSON."""
    items = await desk.read(asked.of)
    wanted = DueExport(tuple(items), form, asked.first, asked.last, lang or language_of(request))
    return downloads.download(await desk.work(export_due, wanted), f"due {asked.first} {asked.last}.{form}")


@router.get("/units", responses=problems())
async def list_units(  # noqa: PLR0913, PLR0917 (what may be asked)
    desk: AtDesk,
    which: WithFilters,
    name: Annotated[Name | None, Query(description="a name, or its beginning")] = None,
    kind: Annotated[str | None, Query(max_length=50)] = None,
    level: Annotated[str | None, Query(max_length=50)] = None,
    place: Annotated[Name | None, Query(description="words of its place")] = None,
    least: Annotated[int, Query(ge=0, le=1_000_000, description="tasks that it has at least")] = 0,
    groups: Annotated[bool, Query(description="also what stands for many bodies")] = False,  # noqa: FBT002
    due_from: Annotated[Day | None, Query()] = None,
    due_to: Annotated[Day | None, Query()] = None,
    overdue_at: Annotated[Day | None, Query()] = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> UnitList:
    """List the units that have a part in a task, the one that leads most first, with how much each has to do."""
    units = UnitFilters(name, kind, level, place, least, groups)
    window = Window(due_from, due_to, overdue_at)

    def ask(archive: Archive) -> UnitList:
        loads = list(archive.units(units, which, window))
        part = [unit_info(load) for load in loads[offset : offset + limit]]
        return UnitList(total=len(loads), offset=offset, items=part)

    return await desk.read(ask)


@router.get("/search", responses=problems())
async def search(
    desk: AtDesk,
    which: WithFilters,
    q: Annotated[
        str, Query(min_length=1, max_length=1000, description='words, "a phrase", beginn*, 70/KH-UBND, -without')
    ],
    limit: Limit = 20,
    offset: Offset = 0,
) -> HitList:
    """Find passages by their words, the best first."""
    return await desk.read(lambda archive: _hits(archive, q, which, limit, offset))


def _hits(archive: Archive, asked: str, which: Filters, limit: int, offset: int) -> HitList:
    hits = archive.search(asked, which, limit=limit, offset=offset)
    return HitList(total=archive.count_hits(asked, which), offset=offset, items=[hit_info(hit) for hit in hits])


def _later(first: str) -> str:
    """Give the last day where none is given: 30 days on, if there are so many."""
    day = date.fromisoformat(first)
    return (day + min(_DAYS, date.max - day)).isoformat()
