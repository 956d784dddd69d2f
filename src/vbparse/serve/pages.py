"""The pages for people."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from vbparse.serve.desk import AtDesk
from vbparse.serve.rendering import show

router = APIRouter(include_in_schema=False)


@router.get("/")
async def index(request: Request, desk: AtDesk) -> Response:
    """Show the list of plans."""
    plans = await desk.read(lambda archive: list(archive.documents()))
    return show(request, "plans.html", {"plans": plans})
