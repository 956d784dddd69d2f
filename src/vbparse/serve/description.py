"""The description of the API (OpenAPI): what FastAPI makes of the functions, and what it cannot know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fastapi.openapi.utils import get_openapi

from vbparse.serve.problems import MEDIA_TYPE

if TYPE_CHECKING:
    from fastapi import FastAPI

_FIRST_ERROR: Final = 400
_BEARER: Final = {
    "type": "http",
    "scheme": "bearer",
    "description": "The token of the server; none is needed where it was started without one.",
}
_OPEN: Final = frozenset({"/health"})


def describe(app: FastAPI) -> dict[str, Any]:
    """Give the OpenAPI document of the application."""
    made = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes, tags=app.openapi_tags
    )
    made["components"]["securitySchemes"] = {"bearer": _BEARER}
    for path, methods in made["paths"].items():
        for operation in methods.values():
            if path not in _OPEN:
                operation["security"] = [{"bearer": []}, {}]
            for status, response in operation["responses"].items():
                if int(status) >= _FIRST_ERROR and "content" in response:
                    response["content"] = {MEDIA_TYPE: next(iter(response["content"].values()))}
    return made
