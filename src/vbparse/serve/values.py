"""Values that requests give: days, ids, parts of lists, and which documents are meant."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final

from fastapi import Depends, Path, Query
from pydantic import AfterValidator, Field

from vbparse.archive.queries.documents import DocumentInfo, Filters
from vbparse.archive.register import Archive
from vbparse.serve.desk import AtDesk, Desk
from vbparse.serve.jobs import is_emptied
from vbparse.serve.problems import Problem, ProblemDetails, missing

_DAY: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def _day(text: str) -> str:
    date.fromisoformat(text)
    return text


Day = Annotated[str, Field(pattern=_DAY, description="YYYY-MM-DD"), AfterValidator(_day)]
Name = Annotated[str, Field(min_length=1, max_length=300)]
Limit = Annotated[int, Query(ge=1, le=1000, description="how many at most")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="leave out the first ones")]
PlanId = Annotated[str, Path(max_length=300, description="sha256 of a document, or plan_id of a plan")]
JobId = Annotated[str, Path(max_length=100)]


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe answers that are problems, besides those that all requests may have."""
    about = {
        401: "The token is missing, or another one.",
        403: "It may not be told (secrecy mark), or the request is from another site.",
        404: "It is not there.",
        408: "The sender fell silent.",
        409: "It does not fit what is there now.",
        413: "A limit is passed.",
        415: "No reader knows the format.",
        422: "Values are wrong, or the document cannot be read.",
        429: "Too many documents wait.",
    }
    return {status: {"model": ProblemDetails, "description": about[status]} for status in sorted({401, 422, *statuses})}


async def filters(  # noqa: PLR0913, PLR0917 (what may be asked)
    desk: AtDesk,
    named: Annotated[Name | None, Query(description="documents that name this unit")] = None,
    issuer: Annotated[Name | None, Query(description="documents that this body issued")] = None,
    issued_from: Annotated[Day | None, Query()] = None,
    issued_to: Annotated[Day | None, Query()] = None,
    type: Annotated[str | None, Query(max_length=20, description="KH, QD, CT, ...")] = None,  # noqa: A002 (the parameter's name)
) -> Filters:
    """Give the filters of documents; those with a secrecy mark are left out unless they may be told."""
    return Filters(named, issuer, issued_from, issued_to, type, unmarked=not desk.settings.allow_secret)


WithFilters = Annotated[Filters, Depends(filters)]


def found(archive: Archive, which: str) -> DocumentInfo:
    """Give the document that a request names. Raises a `Problem` (404)."""
    info = archive.document(which)
    if info is None:
        raise missing("plan", which)
    return info


def opened(desk: Desk, archive: Archive, which: str) -> DocumentInfo:
    """Give the document that a request names, if what it says may be told. Raises a `Problem` (403, 404)."""
    info = found(archive, which)
    if is_withheld(desk, archive, info):
        raise secret()
    return info


def is_withheld(desk: Desk, archive: Archive, info: DocumentInfo) -> bool:
    """Tell whether the archive holds more of a document than this server may tell."""
    if info.secrecy is None or desk.settings.allow_secret:
        return False
    return not is_emptied(archive, info.sha256)


def secret() -> Problem:
    """Give the problem of a document with a secrecy mark."""
    return Problem(
        403,
        "secret",
        "the document has a secrecy mark",
        title="Secret",
        hint="If you are allowed to go on, start the server with --allow-secret.",
    )
