"""Pages rendered from the templates. Everything that a document says is escaped; a name that is not given is an error."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.templating import Jinja2Templates

from vbparse.serve.language import language_of
from vbparse.serve.phrases import day_words, speaker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

HERE: Final = Path(__file__).parent
STATIC: Final = HERE / "static"
PERSON: Final = "vbparse_who"
"""Cookie that holds the name of the person at the browser."""


def show(request: Request, template: str, given: Mapping[str, Any], *, status: int = 200) -> Response:
    """Render a page in the language of the request.

    The template has `lang`, `t` (phrases), `who` (the person), `asset`, `day`, and what is given.
    """
    lang = language_of(request)
    common = {"lang": lang, "t": speaker(lang), "who": person(request)}
    return _templates().TemplateResponse(request, template, {**common, **given}, status)


def person(request: Request) -> str:
    """Give the name that a person has given; empty where none was."""
    return " ".join(unquote(request.cookies.get(PERSON, "")).split())[:100]


def cookie_text(text: str) -> str:
    """Give a text as a cookie can hold it."""
    return quote(text)


@cache
def asset(name: str) -> str:
    """Give the address of a file of `static/`; another content has another address, so browsers may keep it."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:12]}"


@cache
def _templates() -> Jinja2Templates:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["asset"] = asset
    environment.filters["day"] = day_words
    return Jinja2Templates(env=environment)
