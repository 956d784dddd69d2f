"""Puts the server together."""

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from vbparse import __version__
from vbparse.serve import api, pages
from vbparse.serve.desk import Desk
from vbparse.serve.guard import Access, Guard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from vbparse.settings import Settings

HERE: Final = Path(__file__).parent


def create_app(settings: Settings, access: Access) -> FastAPI:
    """Make the server's application; the archive is opened when it starts."""

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        app.state.desk = Desk(settings)
        try:
            yield
        finally:
            app.state.desk.close()

    app = FastAPI(
        title="vbparse",
        version=__version__,
        lifespan=life,
        docs_url=None,  # its page would be fetched from elsewhere
        redoc_url=None,
        openapi_url="/v1/openapi.json",
    )
    app.include_router(api.router)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    app.add_middleware(Guard, access=access)
    return app
