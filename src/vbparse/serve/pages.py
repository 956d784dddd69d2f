"""The pages for people, rendered here. Everything that a document says is escaped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from vbparse.serve.api import AtDesk

if TYPE_CHECKING:
    from vbparse.export.options import Lang

router = APIRouter(include_in_schema=False)
_LANGUAGE: Final = "vbparse_lang"
"""Cookie that holds the language a person has chosen."""
_templates = Jinja2Templates(
    env=Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
)


def language(request: Request) -> Lang:
    """Give the language that a person has chosen; else that of the settings."""
    chosen = request.cookies.get(_LANGUAGE)
    return "en" if (chosen or request.app.state.desk.settings.lang) == "en" else "vi"


@router.get("/")
async def index(request: Request, desk: AtDesk) -> Response:
    """Show the list of plans."""
    plans = await desk.read(lambda archive: list(archive.documents()))
    return _templates.TemplateResponse(request, "plans.html", {"lang": language(request), "plans": plans})
