"""The review page: what was read beside the page that it was read from, and how a person corrects it."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import JSONResponse, PlainTextResponse, Response

from vbparse.archive.queries.documents import DocumentInfo
from vbparse.archive.register import Archive
from vbparse.errors import VbparseError
from vbparse.facsimile import MEDIA_TYPES as PAGED
from vbparse.revise.corrections import Operation, Undo
from vbparse.revise.making import complete_units
from vbparse.serve.api_corrections import Changes, correct_plan
from vbparse.serve.changes import operations
from vbparse.serve.dates import loose_days, phrases
from vbparse.serve.desk import AtDesk, Desk
from vbparse.serve.evidence import boxes, paragraphs
from vbparse.serve.forms import read_form
from vbparse.serve.language import language_of
from vbparse.serve.phrases import load_phrases, speaker
from vbparse.serve.problems import Problem
from vbparse.serve.refusals import Refused
from vbparse.serve.rendering import person, show
from vbparse.serve.sheet import last_change, make_sheet
from vbparse.serve.values import opened

router = APIRouter(include_in_schema=False)
_SCALE: Final = 1.5
_A4: Final = (595.3, 841.9)
_MOST_FIELDS: Final = 2000
_YEAR: Final = 365 * 24 * 3600
ORDER: Final = "vbparse_order"
"""Cookie that holds in which order a person wants the tasks."""


@router.get("/plans/{sha256}")
async def review(request: Request, desk: AtDesk, sha256: str) -> Response:
    """Show a plan."""
    given = await _given(request, desk, sha256)
    info: DocumentInfo = given["info"]
    sizes: list[tuple[float, float] | None] = []
    if info.media_type in PAGED:
        try:
            sizes = await desk.pictures.sizes(desk.contents.source(info), info.sha256)
        except VbparseError:  # the file has gone: what was read of it is shown all the same
            sizes = [None] * (info.pages or 0)
    pages = [(number, size is not None, *(size or _A4)) for number, size in enumerate(sizes, 1)]
    return show(request, "review.html", {**given, "pages": pages, "scale": _SCALE, "partial": False})


@router.get("/plans/{sha256}/sheet")
async def sheet(request: Request, desk: AtDesk, sha256: str) -> Response:
    """Show the right side anew; the order that is asked for stays."""
    given = await _given(request, desk, sha256)
    response = show(request, "sheet.html", {**given, "partial": True})
    if "order" in request.query_params:  # kept for what is shown after a change, and for other plans
        order = "doubt" if given["doubtful"] else "plan"
        response.set_cookie(ORDER, order, max_age=_YEAR, samesite="strict", path="/", httponly=True)
    return response


@router.get("/plans/{sha256}/edit")
async def edit(request: Request, desk: AtDesk, sha256: str, form: str, task: str = "") -> Response:
    """Show the form in which a task is filled in or split, the letterhead is filled in, or words are marked."""
    given = await _given(request, desk, sha256)
    view = next((view for view in given["sheet"].tasks if view.task.id == task), None)
    if form not in {"task", "split", "header", "mark"} or (view is None and form in {"task", "split"}):
        raise Problem(404, "missing", "there is no such task")
    told = phrases(given["sheet"].plan, view.row) if view is not None else ()
    loose = loose_days(view.row, told) if view is not None else ()
    return show(request, f"edit_{form}.html", {**given, "view": view, "phrases": told, "loose_days": loose})


@router.get("/plans/{sha256}/units")
async def units(desk: AtDesk, sha256: str, q: str = "") -> JSONResponse:
    """Complete the name of a unit."""

    def ask(archive: Archive) -> list[str]:
        return list(complete_units(archive.plan(opened(desk, archive, sha256).sha256), q[:200], limit=8))

    return JSONResponse(await desk.read(ask))


@router.post("/plans/{sha256}/change")
async def change(request: Request, desk: AtDesk, sha256: str) -> Response:
    """Correct the plan, and show it anew."""
    form = await read_form(request, most=_MOST_FIELDS)
    t = speaker(language_of(request))
    who = " ".join(form.pop("who", [person(request)])[0].split())[:100]  # the name as it stands in its field
    try:
        made = await desk.read(lambda archive: _made(desk, archive, sha256, form, who))
        if made:
            await correct_plan(desk, sha256, Changes(who=who or t("nobody"), changes=made))
    except Refused as refused:
        return _refused(t(refused.phrase, **refused.values))
    except ValidationError as error:
        return _refused(f"{t('not_possible')}: {error.errors()[0]['msg']}")
    except KeyError:  # what the form names is not there any more
        return _refused(t("changed_meanwhile"))
    except ValueError as error:
        return _refused(f"{t('not_possible')}: {error}")
    except Problem as problem:
        if problem.status_code != 409:  # noqa: PLR2004 (it does not fit)
            raise
        found = [one["found"] for one in problem.extra.get("unfit", ()) if one["reason"] == "overlaps"]
        return _refused(t("marked_already", words=found[0]) if found and found[0] else t("changed_meanwhile"))
    return show(request, "sheet.html", {**await _given(request, desk, sha256), "partial": True})


def _made(desk: Desk, archive: Archive, sha256: str, form: dict[str, list[str]], who: str) -> list[Operation]:
    """Make the operations of a form. Raises `ValueError`, `LookupError` for what cannot be done."""
    info = opened(desk, archive, sha256)
    corrected = archive.corrected(info.sha256)
    if form.get("do") == ["undo"]:
        which = last_change(archive.corrections(info.sha256), corrected, names_of(who))
        if which is None:
            raise Refused("nothing_to_undo")
        return [Undo(correction=which)]
    return operations(corrected.plan, form)


def names_of(who: str) -> frozenset[str]:
    """Give what a person may be called in corrections: who gives no name is told so in either language."""
    return frozenset({who} if who else load_phrases()["nobody"].values())


async def _given(request: Request, desk: Desk, sha256: str) -> dict[str, Any]:
    doubtful = request.query_params.get("order", request.cookies.get(ORDER, "")) == "doubt"
    lang = language_of(request)

    def ask(archive: Archive) -> dict[str, Any]:
        info = opened(desk, archive, sha256)
        corrected = archive.corrected(info.sha256)
        kept = archive.corrections(info.sha256)
        made = make_sheet(corrected, kept, lang, doubtful_first=doubtful)
        given = {"info": info, "sheet": made, "doubtful": doubtful}
        if info.media_type in PAGED:
            return {**given, "boxes": boxes(corrected.plan), "paragraphs": ()}
        return {**given, "boxes": {}, "paragraphs": paragraphs(corrected.plan)}

    return await desk.read(ask)


def _refused(message: str) -> Response:
    return PlainTextResponse(message, 422)
