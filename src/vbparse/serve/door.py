"""The door: the page that asks a browser for the token, and the answer to whether the server is well."""

from __future__ import annotations

import asyncio
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from vbparse import __version__
from vbparse.serve.answers import Health
from vbparse.serve.desk import AtDesk
from vbparse.serve.forms import read_form
from vbparse.serve.guard import COOKIE, HEALTH, LOGIN, Access, is_own_place, let_in
from vbparse.serve.rendering import show

router = APIRouter(tags=["server"])
_PAUSE: Final = 1.0
"""Seconds before a wrong token is told to be wrong."""


@router.get(HEALTH)
async def get_health(desk: AtDesk) -> Health:
    """Tell whether the server is well: it is if this is answered. Needs no token."""
    await desk.read(lambda archive: archive.connection.execute("SELECT 1").fetchone())
    waiting, reading = desk.jobs.counts()
    return Health(status="ok", version=__version__, waiting=waiting, reading=reading)


@router.get("/v1/openapi.json", include_in_schema=False)
async def get_description(request: Request) -> Response:
    """Give the description of the API."""
    return JSONResponse(request.app.openapi())


@router.get(LOGIN, include_in_schema=False)
async def ask_token(request: Request) -> Response:
    """Show the page that asks for the token."""
    return _page(request, request.query_params.get("to", "/"), failed=False)


@router.post(LOGIN, include_in_schema=False)
async def take_token(request: Request) -> Response:
    """Let a browser in that gives the token."""
    form = await read_form(request, most=10)
    to = form.get("to", ["/"])[0]
    access: Access = request.app.state.access
    if not access.is_token(form.get("token", [""])[0]):
        await asyncio.sleep(_PAUSE)
        return _page(request, to, failed=True)
    return let_in(request, access, to)


@router.post("/logout", include_in_schema=False)
async def leave() -> Response:
    """Take the cookie back."""
    response = RedirectResponse(LOGIN, 303)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return response


def _page(request: Request, to: str, *, failed: bool) -> Response:
    given = {"to": to if is_own_place(to) else "/", "failed": failed}
    return show(request, "login.html", given, status=403 if failed else 200)
