"""The API for other systems, under /v1: documents in, plans out. See docs/serve.md and docs/openapi.json."""

from __future__ import annotations

import asyncio
import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Header, Query, Request
from starlette.responses import JSONResponse, Response

from vbparse.archive.queries.documents import DocumentInfo
from vbparse.archive.register import Archive
from vbparse.archive.store import jobs as rows
from vbparse.archive.store.database import writing
from vbparse.archive.store.jobs import Job
from vbparse.errors import ResourceError
from vbparse.export.options import ExportOptions, Lang, Selection
from vbparse.export.registry import all_names, find_exporter
from vbparse.facsimile import MEDIA_TYPES as PAGED
from vbparse.plan.model import PlanDocument
from vbparse.serve import downloads
from vbparse.serve.answers import (
    JobInfo,
    JobList,
    PageInfo,
    PlanList,
    job_info,
    job_link,
    plan_info,
    plan_link,
)
from vbparse.serve.desk import AtDesk, Desk
from vbparse.serve.exporting import PlanExport, export_plan, fetch
from vbparse.serve.intake import take_in
from vbparse.serve.language import language_of
from vbparse.serve.pictures import FORM, SCALES, media_type
from vbparse.serve.problems import Problem, ProblemDetails, details_of, missing, problem_of_failure
from vbparse.serve.values import (
    Day,
    JobId,
    Limit,
    Name,
    Offset,
    PlanId,
    WithFilters,
    found,
    is_withheld,
    opened,
    problems,
    secret,
)

router = APIRouter(prefix="/v1", tags=["plans"])
_LONGEST_WAIT: Final = 30
"""Seconds for which an answer may be put off."""
_WAIT: Final = re.compile(r"(?:^|[,;\s])wait\s*=\s*\"?(\d{1,6})")
_FOR_EVER: Final = "private, max-age=31536000, immutable"
_BODY: Final = {
    "requestBody": {
        "required": True,
        "description": "The document: as it is, or as the field `file` of a form.",
        "content": {
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"file": {"type": "string", "format": "binary"}},
                    "required": ["file"],
                }
            },
        },
    }
}
_PLAN_ANSWER: Final[dict[int | str, dict[str, Any]]] = {200: {"model": PlanDocument, "description": "The plan."}}


def _content(*types: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {kind: {} for kind in types}, "description": "The bytes."}}


@router.post(
    "/plans",
    responses={
        **_PLAN_ANSWER,
        202: {"model": JobInfo, "description": "It is kept, and will be read: see `Location`."},
        **problems(408, 413, 415, 429),
    },
    openapi_extra=_BODY,
)
async def send_plan(
    request: Request,
    desk: AtDesk,
    name: Annotated[str | None, Query(max_length=1000, description="what the document is called")] = None,
    again: Annotated[bool, Query(description="read it also if it is in")] = False,  # noqa: FBT002 (a parameter of the address)
    prefer: Annotated[str | None, Header(description="wait=N: answer with the plan if it is read in N seconds")] = None,
) -> Response:
    """Send a document. One that is in already is answered with its plan, any other with a job that is kept whatever happens.

    The same content is the same document, however often it is sent. A ZIP archive or a mail is taken apart: each document
    in it is a job of its own.
    """
    del name  # the form may have one, too: see `intake`
    with desk.taking():
        taken = await take_in(request, desk.contents, desk.settings.max_bytes)
    accepted = await desk.write(lambda archive: desk.jobs.accept(archive, taken, again=again))
    if accepted.job is None:
        assert accepted.sha256 is not None
        return await _plan(desk, accepted.sha256)
    return await _answer_job(request, desk, accepted.job, _seconds(prefer))


@router.get("/plans", responses=problems())
async def list_plans(
    desk: AtDesk,
    which: WithFilters,
    copies: Annotated[bool, Query(description="also documents of a plan that is there in a better one")] = False,  # noqa: FBT002
    limit: Limit = 100,
    offset: Offset = 0,
) -> PlanList:
    """List the documents by day of issue and number."""
    all_of_them = which._replace(unmarked=False)
    filters = which if any(all_of_them) else all_of_them  # what a marked one says is not told by finding it either

    def ask(archive: Archive) -> PlanList:
        infos = archive.documents(filters, copies=copies, limit=limit, offset=offset)
        items = [plan_info(info, withheld=is_withheld(desk, archive, info)) for info in infos]
        return PlanList(total=archive.count_documents(filters, copies=copies), offset=offset, items=items)

    return await desk.read(ask)


@router.get("/jobs", responses=problems(), tags=["jobs"])
async def list_jobs(
    request: Request,
    desk: AtDesk,
    state: Annotated[Literal["waiting", "done", "secret", "unpacked", "failed"] | None, Query()] = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> JobList:
    """List the jobs, those that were sent last first. What ended 30 days ago is forgotten."""

    def ask(archive: Archive) -> JobList:
        connection = archive.connection
        items = [_tell(request, desk, job, []) for job in rows.list_jobs(connection, state, limit, offset)]
        return JobList(total=rows.count_jobs(connection, state), offset=offset, items=items)

    return await desk.read(ask)


@router.get("/jobs/{job}", responses=problems(404), tags=["jobs"])
async def get_job(
    request: Request,
    desk: AtDesk,
    job: JobId,
    prefer: Annotated[str | None, Header(description="wait=N: answer when it has ended, N seconds at most")] = None,
) -> JobInfo:
    """Tell what has become of a document that was sent."""
    await _wait(desk, job, _seconds(prefer))
    return await desk.read(lambda archive: _job(request, desk, archive, job))


@router.delete("/jobs/{job}", status_code=204, responses=problems(404, 409), tags=["jobs"])
async def forget_job(desk: AtDesk, job: JobId) -> None:
    """Forget a job that has ended; what came of it stays."""

    def change(archive: Archive) -> None:
        known = rows.find_job(archive.connection, job)
        if known is None:
            raise missing("job", job)
        if known.state == "waiting":
            raise Problem(409, "under-way", "the document is waiting, or being read", hint="Wait until it has ended.")
        with writing(archive.connection):
            rows.drop_job(archive.connection, job)

    await desk.write(change)


@router.get("/plans/{plan:path}/file", response_class=Response, responses={**_content("*/*"), **problems(403, 404)})
async def get_file(desk: AtDesk, plan: PlanId) -> Response:
    """Give the document as it was sent."""
    info, source = await desk.read(lambda archive: _shown(desk, archive, plan))
    path = desk.contents.path(info.sha256)
    if path.is_file():
        return downloads.download_file(path, info.name)
    data = await desk.work(fetch, (source, desk.settings.max_bytes))
    return downloads.download_document(data, info.name)


@router.get("/plans/{plan:path}/pages", responses=problems(403, 404))
async def list_pages(desk: AtDesk, plan: PlanId) -> list[PageInfo]:
    """Give the sizes of the pages, and where their pictures are."""
    info, source = await desk.read(lambda archive: _paged(desk, archive, plan))
    sizes = await desk.pictures.sizes(source, info.sha256)
    return [
        PageInfo(
            page=number,
            width=size and size[0],
            height=size and size[1],
            picture=f"{plan_link(info.sha256)}/pages/{number}",
        )
        for number, size in enumerate(sizes, 1)
    ]


@router.get(
    "/plans/{plan:path}/pages/{page}",
    response_class=Response,
    responses={**_content("image/png", "image/jpeg"), 304: {"description": "It is the same."}, **problems(403, 404)},
)
async def get_page(
    request: Request,
    desk: AtDesk,
    plan: PlanId,
    page: int,
    scale: Annotated[float, Query(description=f"pixels a point: {', '.join(map(str, SCALES))}")] = 1.5,
) -> Response:
    """Give the picture of a page. The same address always gives the same picture."""
    if scale not in SCALES:
        raise Problem(422, "request", f"pictures have a scale of {', '.join(map(str, SCALES))}")
    info, source = await desk.read(lambda archive: _paged(desk, archive, plan))
    if not 1 <= page <= (info.pages or 0):
        raise missing("page", str(page))
    tag = f'"{info.sha256[:32]}-{page}-{scale:g}-{FORM}"'
    headers = {"etag": tag, "cache-control": _FOR_EVER, "vary": "cookie, authorization"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    picture = await desk.pictures.picture(source, info.sha256, page, scale)
    return Response(picture, media_type=media_type(picture), headers=headers)


@router.post(
    "/plans/{plan:path}/read",
    status_code=202,
    response_model=JobInfo,
    responses={
        **_PLAN_ANSWER,
        202: {"description": "It will be read: see `Location`."},
        **problems(403, 404, 413, 415, 429),
    },
)
async def read_again(
    request: Request, desk: AtDesk, plan: PlanId, prefer: Annotated[str | None, Header()] = None
) -> Response:
    """Read a document anew, with what this version knows. Corrections stay, and are applied to what is read."""

    def change(archive: Archive) -> Job:
        info = opened(desk, archive, plan)
        return desk.jobs.read_again(archive, info, desk.contents.source(info))

    return await _answer_job(request, desk, await desk.write(change), _seconds(prefer))


@router.get(
    "/plans/{plan:path}/export/{form}",
    response_class=Response,
    responses={**_content("*/*"), **problems(403, 404)},
)
async def get_export(  # noqa: PLR0913, PLR0917 (what may be asked)
    request: Request,
    desk: AtDesk,
    plan: PlanId,
    form: str,
    lang: Annotated[Lang | None, Query(description="language of headings")] = None,
    unit: Annotated[Name | None, Query(description="only tasks of this unit")] = None,
    lead_only: Annotated[bool, Query(description="only tasks that it leads")] = False,  # noqa: FBT002
    first: Annotated[
        Day | None, Query(alias="from", description="only tasks that fall due on this day or later")
    ] = None,
    last: Annotated[
        Day | None, Query(alias="to", description="only tasks that fall due on this day or earlier")
    ] = None,
) -> Response:
    """Put a plan out, corrected, in one of the formats of `vbparse formats`."""
    if form not in all_names():
        raise missing("format", form)
    select = Selection(unit, lead_only, _date(first), _date(last))

    def ask(archive: Archive) -> tuple[DocumentInfo, bytes]:
        info = opened(desk, archive, plan)
        return info, archive.plan_json(info.sha256)

    info, data = await desk.read(ask)
    options = ExportOptions(lang or language_of(request), select=select)
    try:
        suffix = find_exporter(form).SUFFIX
        made = await desk.work(export_plan, PlanExport(data, form, options))
    except ResourceError as error:
        raise Problem(422, error.code, str(error), hint=error.advice) from error
    return downloads.download(made, f"{info.code or Path(info.name).stem}{suffix}")


def _date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


@router.get("/plans/{plan:path}", response_class=Response, responses={**_PLAN_ANSWER, **problems(403, 404)})
async def get_plan(
    desk: AtDesk,
    plan: PlanId,
    as_read: Annotated[bool, Query(description="as the parser read it, without corrections")] = False,  # noqa: FBT002
) -> Response:
    """Give a plan: by the sha256 of a document, or by its plan_id."""
    return await _plan(desk, plan, as_read=as_read)


async def _plan(desk: Desk, plan: str, *, as_read: bool = False, headers: dict[str, str] | None = None) -> Response:
    """Answer with a plan document."""

    def ask(archive: Archive) -> tuple[str, bytes]:
        info = opened(desk, archive, plan)
        if as_read:
            return info.sha256, archive.plan_as_read(info.sha256).model_dump_json().encode()
        return info.sha256, archive.plan_json(info.sha256)

    sha256, data = await desk.read(ask)
    headers = {"content-location": plan_link(sha256), **(headers or {})}
    return Response(data, media_type="application/json", headers=headers)


async def _answer_job(request: Request, desk: Desk, job: Job, seconds: int) -> Response:
    """Answer with a job, or, where that is wished and it has ended in time, with what came of it."""
    applied = {"preference-applied": f"wait={seconds}"} if seconds else {}
    await _wait(desk, job.id, seconds)
    told = await desk.read(lambda archive: _job(request, desk, archive, job.id))
    if seconds and told.plan is not None:
        assert told.sha256 is not None
        return await _plan(desk, told.sha256, headers=applied)
    if seconds and told.problem is not None:
        known = await desk.read(lambda archive: rows.find_job(archive.connection, job.id))
        assert known is not None
        assert known.error is not None
        raise problem_of_failure(known.error, headers={"location": job_link(job.id), **applied})
    return JSONResponse(told.model_dump(mode="json"), 202, {"location": job_link(job.id), **applied})


async def _wait(desk: Desk, job: str, seconds: int) -> None:
    """Wait until a job has ended, for some seconds at most."""
    if seconds:
        await asyncio.wait([asyncio.wrap_future(desk.jobs.ended(job))], timeout=seconds)


def _job(request: Request, desk: Desk, archive: Archive, job: str) -> JobInfo:
    """Tell of a job, with those of the documents that were in it. Raises a `Problem` (404)."""
    known = rows.find_job(archive.connection, job)
    if known is None:
        raise missing("job", job)
    parts = rows.parts_of(archive.connection, job) if known.state == "unpacked" else []
    return _tell(request, desk, known, [_tell(request, desk, part, []) for part in parts])


def _tell(request: Request, desk: Desk, job: Job, parts: list[JobInfo]) -> JobInfo:
    problem: ProblemDetails | None = None
    if job.error is not None:
        problem = details_of(request, problem_of_failure(job.error))
    return job_info(job, desk.jobs.stage(job), desk.jobs.progress(job.id), parts, problem)


def _shown(desk: Desk, archive: Archive, plan: str) -> tuple[DocumentInfo, str]:
    """Give a document whose file may be shown, and where that is. Raises a `Problem` (403, 404)."""
    info = found(archive, plan)
    if info.secrecy is not None and not desk.settings.allow_secret:
        raise secret()
    return info, desk.contents.source(info)


def _paged(desk: Desk, archive: Archive, plan: str) -> tuple[DocumentInfo, str]:
    """Give a document that has pages to look at, and where it is. Raises a `Problem` (403, 404)."""
    info, source = _shown(desk, archive, plan)
    if info.media_type not in PAGED:
        raise Problem(404, "no-pages", f"{info.name} has no pages to look at", hint="Look at what was read.")
    return info, source


def _seconds(prefer: str | None) -> int:
    """Give for how long the sender would wait (RFC 7240)."""
    wished = _WAIT.search(prefer or "")
    return min(int(wished[1]), _LONGEST_WAIT) if wished else 0
