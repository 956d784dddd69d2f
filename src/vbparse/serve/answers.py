"""What the API answers: the forms, and how they are made of what the archive gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field

from vbparse.archive.queries.due import Part
from vbparse.serve.problems import ProblemDetails
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.archive.queries.documents import DocumentInfo
    from vbparse.archive.queries.due import DueItem
    from vbparse.archive.queries.load import UnitLoad
    from vbparse.archive.queries.references import Reference
    from vbparse.archive.queries.search import Hit
    from vbparse.archive.queries.tasks import TaskItem
    from vbparse.archive.store.jobs import Job
    from vbparse.serve.jobs import Progress, Stage

Count = Annotated[int, Field(ge=0)]


class Answer(BaseModel):
    """Base of the forms."""

    model_config = ConfigDict(frozen=True)


class PlanInfo(Answer):
    """A document of the archive. What a document with a secrecy mark says is left out, unless the server may tell it."""

    sha256: str = Field(description="of the content; names the document in addresses")
    plan_id: str = Field(
        description="names the plan, of which there may be several documents (the scan, the Word file)"
    )
    name: str = Field(description="what the file was called when it was sent or read")
    code: str | None = Field(description="number and symbol (số, ký hiệu)")
    type_code: str | None
    date: str | None = Field(description="day of issue (ngày ban hành); a blank part is XX")
    issuer: str | None = Field(description="issuing agency (cơ quan ban hành)")
    title: str | None = Field(description="subject (trích yếu)")
    media_type: str
    pages: int | None = Field(description="number of pages; null without pages")
    text_origin: str
    secrecy: str | None = Field(description="độ mật")
    counts: bool = Field(description="of the documents of its plan the one whose tasks count")
    tasks: int
    errors: int = Field(description="findings that are errors")
    warnings: int
    corrections: int = Field(description="what people changed in the plan")
    unfit: int = Field(description="changes that do not fit it (any more)")
    state: str | None = Field(description="done: somebody has gone through it; approved: somebody answers for it")
    by: str | None = Field(description="who")
    checked: int = Field(description="tasks that somebody has gone through, or answers for")
    link: str


class PlanList(Answer):
    """Some of the documents, by day of issue and number."""

    total: Count
    offset: Count
    items: list[PlanInfo]


class JobInfo(Answer):
    """What becomes of a document that was sent."""

    id: str
    state: Literal["waiting", "reading", "done", "secret", "unpacked", "failed"] = Field(
        description="secret: it has a secrecy mark, nothing else is kept; unpacked: an archive or a mail, see `parts`"
    )
    name: str
    size: Count = Field(description="bytes")
    sha256: str | None
    sent_at: str = Field(description="ISO, UTC")
    ended_at: str | None
    pages_done: int | None = Field(description="while it is read, if its pages are pictures")
    pages_total: int | None
    part_of: str | None = Field(description="the job of the archive or mail that it was in")
    parts: list[JobInfo] = Field(description="the jobs of the documents that were in it")
    plan: str | None = Field(description="where the plan is, when it is done")
    problem: ProblemDetails | None = Field(description="why it failed")
    link: str


class JobList(Answer):
    """Some of the jobs, those that were sent last first; parts of archives stand for themselves."""

    total: Count
    offset: Count
    items: list[JobInfo]


class PageInfo(Answer):
    """A page. Places in a plan's evidence are points from the top left of it."""

    page: Annotated[int, Field(ge=1)]
    width: float | None = Field(description="points; null: the page is damaged")
    height: float | None
    picture: str = Field(description="where its picture is")


class UnitPart(Answer):
    """A unit that has a part in a task."""

    name: str
    inherited: bool = Field(description="a heading says it, not the task itself")


class PlanRef(Answer):
    """The plan that something is in."""

    sha256: str
    plan_id: str
    name: str
    code: str | None
    type_code: str | None
    date: str | None
    issuer: str | None
    title: str | None
    link: str


class TaskInfo(Answer):
    """A task of a plan."""

    plan: PlanRef
    task: str = Field(description="id in the plan")
    number: int = Field(description="place in the plan, from 1")
    node: str
    page: int | None
    text: str
    action: str | None
    modality: str
    period: str | None
    printed: str | None = Field(description="deadlines as printed")
    deliverables: str | None
    repeats: bool = Field(description="says again what an earlier task of the plan says")
    review: list[str] = Field(description="codes of findings to check")
    lead: list[UnitPart]
    cooperate: list[UnitPart]
    advise_to: list[UnitPart]
    report_to: list[UnitPart]
    due: list[str] = Field(description="days")
    rrule: list[str] = Field(description="recurrences (RFC 5545)")


class TaskList(Answer):
    """Some of the tasks, by plan and place in it."""

    total: Count
    offset: Count
    items: list[TaskInfo]


class DueInfo(Answer):
    """A day on which a task falls due."""

    day: str
    plan: PlanRef
    task: str
    node: str
    page: int | None
    text: str
    lead: list[UnitPart]
    cooperate: list[UnitPart]
    report_to: list[UnitPart]
    printed: str | None
    rrule: str | None = Field(description="the recurrence that gives the day; null: a day of its own")
    inherited: bool = Field(description="said for all tasks, or by a heading")
    chosen: bool = Field(description="the plan names no day of the period, its last one was taken")
    review: list[str]
    overdue: int | None = Field(description="days since then; null: it is not overdue, or was not asked")


class DueList(Answer):
    """Some of what falls due between two days, by day and plan."""

    first: str
    last: str
    total: Count
    offset: Count
    items: list[DueInfo]


class UnitInfo(Answer):
    """A unit, and how much it has to do."""

    key: str
    name: str
    cls: str
    kind: str | None
    level: str | None
    place: str | None
    plans: int
    lead: int
    cooperate: int
    advise_to: int
    report_to: int
    due: int | None = Field(description="days on which tasks that it leads fall due, if a window was asked for")
    overdue: int | None


class UnitList(Answer):
    """Some of the units that have a part in a task, the one that leads most first."""

    total: Count
    offset: Count
    items: list[UnitInfo]


class HitInfo(Answer):
    """A passage that was found."""

    plan: PlanRef
    node: str
    page: int | None
    page_to: int | None
    score: float
    snippet: str
    spans: list[tuple[int, int]] = Field(description="places in the snippet of what was looked for, in code points")


class HitList(Answer):
    """Some of the passages that were found, the best first."""

    total: Count
    offset: Count
    items: list[HitInfo]


class Health(Answer):
    """How the server is."""

    status: Literal["ok"]
    version: str
    waiting: Count = Field(description="documents that wait to be read")
    reading: Count


def plan_link(sha256: str) -> str:
    """Give where a plan is."""
    return f"/v1/plans/{quote(sha256)}"


def job_link(job: str) -> str:
    """Give where a job is."""
    return f"/v1/jobs/{quote(job)}"


def plan_info(info: DocumentInfo, *, withheld: bool = False) -> PlanInfo:
    """Tell of a document; of one that is `withheld`, nothing that it says."""
    values = info._asdict() | {"link": plan_link(info.sha256)}
    if withheld:
        values |= dict.fromkeys(("code", "type_code", "date", "issuer", "title")) | {"plan_id": info.sha256}
    return PlanInfo(**values)


def job_info(
    job: Job, stage: Stage, progress: Progress, parts: list[JobInfo], problem: ProblemDetails | None
) -> JobInfo:
    """Tell of a job."""
    return JobInfo(
        id=job.id,
        state=stage,
        name=job.name,
        size=job.size,
        sha256=job.sha256 or None,
        sent_at=job.sent_at,
        ended_at=job.ended_at,
        pages_done=progress.done,
        pages_total=progress.total,
        part_of=job.part_of,
        parts=parts,
        plan=plan_link(job.sha256) if stage in {"done", "secret"} else None,
        problem=problem,
        link=job_link(job.id),
    )


def task_info(item: TaskItem) -> TaskInfo:
    """Tell of a task."""
    return TaskInfo(plan=_plan_ref(item.document), **_plain(item))


def due_info(item: DueItem) -> DueInfo:
    """Tell of a day on which a task falls due."""
    return DueInfo(plan=_plan_ref(item.document), **_plain(item))


def hit_info(hit: Hit) -> HitInfo:
    """Tell of a passage."""
    return HitInfo(plan=_plan_ref(hit.document), **_plain(hit))


def unit_info(load: UnitLoad) -> UnitInfo:
    """Tell of a unit."""
    return UnitInfo(**load._asdict())


def _plan_ref(document: Reference) -> PlanRef:
    return PlanRef(**document._asdict(), link=plan_link(document.sha256))


def _plain(row: NamedTuple) -> dict[str, Any]:
    """Give a row of an answer without its document, parts of units as plain data."""
    return {name: _value(value) for name, value in row._asdict().items() if name != "document"}


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [part._asdict() if isinstance(part, Part) else part for part in value]
    return value
