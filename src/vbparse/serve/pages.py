"""The pages for people: the list of plans, and what a person prefers."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from vbparse.archive.queries.documents import DocumentInfo, Filters
from vbparse.archive.register import Archive
from vbparse.lexicon.fold import fold_ascii
from vbparse.serve import board, review
from vbparse.serve.desk import AtDesk, Desk
from vbparse.serve.forms import read_form
from vbparse.serve.guard import is_own_place
from vbparse.serve.language import COOKIE
from vbparse.serve.rendering import PERSON, cookie_text, show
from vbparse.serve.values import is_withheld
from vbparse.tuples import NamedTuple

router = APIRouter(include_in_schema=False)
router.include_router(review.router)
router.include_router(board.router)
_PAGE: Final = 50
_DIGITS: Final = 10
"""A number with more is no place in the list."""
_YEAR: Final = 365 * 24 * 3600
_STATES: Final = {"to_check": None, "checked": "done", "approved": "approved"}


class PlanRow(NamedTuple):
    """A plan of the list: how many of its tasks are to be looked at, what state it is in."""

    info: DocumentInfo
    marks: int
    state: str
    withheld: bool


@router.get("/")
async def index(request: Request, desk: AtDesk) -> Response:
    """Show the list of plans."""
    asked = {name: request.query_params.get(name, "") for name in ("q", "state", "type", "from", "to")}
    rows = await desk.read(lambda archive: _rows(desk, archive, asked))
    offset = request.query_params.get("offset", "")
    first = int(offset) if offset.isdecimal() and len(offset) < _DIGITS else 0
    given = {
        "rows": rows[first : first + _PAGE],
        "total": len(rows),
        "asked": asked,
        "query": urlencode(asked),
        "first": first,
        "size": _PAGE,
    }
    return show(request, "plans.html", given)


@router.post("/preferences")
async def prefer(request: Request) -> Response:
    """Keep what a person prefers: the language, the name."""
    form = await read_form(request, most=10)
    to = form.get("to", ["/"])[0]
    response = RedirectResponse(to if is_own_place(to) else "/", 303)
    for field, cookie in (("lang", COOKIE), ("who", PERSON)):
        if field in form:
            value = cookie_text(form[field][0].strip()[:100])
            response.set_cookie(cookie, value, max_age=_YEAR, samesite="strict", path="/", httponly=True)
    return response


def _rows(desk: Desk, archive: Archive, asked: dict[str, Any]) -> list[PlanRow]:
    """List the plans that are asked for, the latest first."""
    counted = """
        SELECT d.sha256, count(*) FROM tasks t JOIN documents d ON d.id = t.document WHERE t.review <> '' GROUP BY d.id
        """
    marks = dict(archive.connection.execute(counted).fetchall())
    filters = Filters(issued_from=asked["from"] or None, issued_to=asked["to"] or None, type=asked["type"] or None)
    rows = []
    for info in archive.documents(filters):
        state = next(name for name, state in _STATES.items() if state == info.state)
        rows.append(PlanRow(info, marks.get(info.sha256, 0), state, is_withheld(desk, archive, info)))
    wanted = [row for row in rows if _fits(row, asked)]
    return wanted[::-1]


def _fits(row: PlanRow, asked: dict[str, Any]) -> bool:
    if asked["state"] and row.state != asked["state"]:
        return False
    info = row.info
    said = (info.code, info.name, *((info.title, info.issuer) if not row.withheld else ()))
    text = fold_ascii(" ".join(part for part in said if part))
    return all(word in text for word in fold_ascii(asked["q"]).split())
