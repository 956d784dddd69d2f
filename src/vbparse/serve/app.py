"""Puts the server together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from vbparse import __version__
from vbparse.serve import api, api_archive, api_corrections, description, door, pages, problems
from vbparse.serve.guard import Access, Guard
from vbparse.serve.rendering import STATIC

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

    from vbparse.serve.desk import Desk
    from vbparse.serve.problems import Tell

ALONE: Final = Access()
"""Whoever reaches the server may ask, by the names of this computer alone."""
_ABOUT: Final = """Vietnamese administrative plans (kế hoạch): documents in, who must do what by when out.

Places are points from the top left of a page, days ISO 8601. What goes wrong is told as RFC 9457 has it, with a code."""
_TAGS: Final = [
    {"name": "plans", "description": "Documents in, plans out."},
    {"name": "jobs", "description": "What becomes of documents that were sent."},
    {"name": "corrections", "description": "What people correct."},
    {"name": "archive", "description": "All plans together."},
    {"name": "server", "description": "The server itself."},
]


def create_app(desk: Desk | None, access: Access = ALONE, tell: Tell = problems.english) -> FastAPI:
    """Make the server's application. `tell` words errors for people; without a desk it can be described only."""
    app = FastAPI(
        title="vbparse",
        version=__version__,
        description=_ABOUT,
        openapi_tags=_TAGS,
        docs_url=None,  # its page would be fetched from elsewhere
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.desk, app.state.access, app.state.tell = desk, access, tell
    problems.install(app)
    for part in (api_corrections, api, api_archive, door, pages):  # addresses of plans end in what the first ones have
        app.include_router(part.router)
    app.openapi = lambda: description.describe(app)  # type: ignore[method-assign]
    app.mount("/static", _Static(directory=STATIC), name="static")
    app.add_middleware(Guard, access=access)
    return app


class _Static(StaticFiles):
    """Our own files; those that are asked for by their content (`?v=`) may be kept for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with a file."""
        response = await super().get_response(path, scope)
        lasting = b"v=" in scope["query_string"]
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if lasting else "no-cache"
        return response
