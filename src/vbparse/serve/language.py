"""The language of a request: what the person has chosen, what the browser asks for, what the settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from vbparse.settings import LANGUAGES

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

    from vbparse.export.options import Lang

COOKIE: Final = "vbparse_lang"
"""Holds the language that a person has chosen."""


def language_of(request: HTTPConnection) -> Lang:
    """Give the language of a request: `?lang=`, else the cookie, else that of the settings."""
    for chosen in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if chosen in LANGUAGES:
            return cast("Lang", chosen)
    return cast("Lang", request.app.state.desk.settings.lang)
