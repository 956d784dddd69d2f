"""Who is let in, and what browsers are told to refuse.

    Host       names that are not this server's are refused: a page of another name that leads here (DNS rebinding)
    Origin     changes are taken from pages of this server only, and from programs that are no browsers
    token      programs give it as `Authorization: Bearer`; browsers get a cookie that proves it, after a page that asks
    headers    no scripts but our own, no frames, no guessing of types, nothing told to other servers, nothing kept

The guard is the outermost part of the application, so that no answer is without it, and no fault of the program is told
with more than its kind.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import logging
import secrets
import socket
import time
import traceback
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from vbparse.output import shown
from vbparse.serve.problems import Problem, answer_problem
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOGIN: Final = "/login"
HEALTH: Final = "/health"
STATIC: Final = "/static/"
OPEN: Final = (LOGIN, HEALTH)
"""What needs no token."""
COOKIE: Final = "vbparse_session"
MOST_FORM: Final = 1_000_000
"""Bytes of a body that is no document: a correction, a form."""
UPLOAD: Final = "/v1/plans"
"""Where documents are sent, which are counted as they come."""
_LOG: Final = logging.getLogger("vbparse.serve")
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITE: Final = frozenset({"same-origin", "none"})
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
}


class Access(NamedTuple):
    """Who may ask: `token` is what they must know (None: whoever reaches the server).

    `hosts` are the names by which the server is called; `any_address`: so is any address in numbers, since it listens
    on all of its own.
    """

    token: str | None = None
    hosts: frozenset[str] = _LOOPBACK
    any_address: bool = False

    def knows_host(self, given: str) -> bool:
        """Tell whether a `Host` (with or without a port) is this server."""
        name = host_name(given)
        return name in self.hosts or (self.any_address and _is_address(name))

    def is_token(self, given: str) -> bool:
        """Tell whether this is the token, in the same time for all that are not."""
        return self.token is None or secrets.compare_digest(given.encode(), self.token.encode())

    def session(self) -> str:
        """Give what the cookie of a browser holds that was let in: it proves the token, and does not tell it."""
        return hmac.new((self.token or "").encode(), b"vbparse session", hashlib.sha256).hexdigest()

    def is_session(self, given: str) -> bool:
        """Tell whether a cookie is that of a browser that was let in."""
        return self.token is None or secrets.compare_digest(given.encode(), self.session().encode())


def access_for(host: str, token: str | None, names: frozenset[str] = frozenset()) -> Access:
    """Give who may ask a server that listens at `host`; `names` are further names of it (behind a proxy)."""
    hosts = {name.lower() for name in names}
    any_address = not host or (_is_address(host) and ipaddress.ip_address(host).is_unspecified)
    if any_address:
        hosts |= {socket.gethostname().lower(), socket.getfqdn().lower(), "localhost"}
    else:
        hosts.add(host.lower())
    if is_loopback(host):
        hosts |= _LOOPBACK
    return Access(token or None, frozenset(hosts), any_address)


def is_loopback(host: str) -> bool:
    """Tell whether nobody but this computer reaches a server that listens at `host`."""
    return host.lower() == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def host_name(given: str) -> str:
    """Give the name in a `Host`, without port and brackets, in small letters; empty where there is none."""
    try:
        return urlsplit(f"//{given}").hostname or ""
    except ValueError:
        return ""


class Guard:
    """Stands in front of the application."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app, self._access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        incoming = _Incoming(request, receive)
        answer = _Outgoing(send, incoming)
        try:
            response = self._refused(request) or self._asked_in(request)
            await (response or self._app)(scope, incoming.receive, answer.send)
        except Exception as error:  # noqa: BLE001 (a fault of the program: what it says may hold text)
            _LOG.error("%s %s: %s", request.method, _place(scope), _fault(error))
            _LOG.debug("", exc_info=error)
            if not answer.status:
                problem = Problem(500, "error", _fault(error), hint="Please report this error.")
                await answer_problem(request, problem)(scope, receive, answer.send)
        finally:
            _LOG.info("%s %s: %s, %.0f ms", request.method, _place(scope), answer.status, 1000 * answer.seconds())

    def _refused(self, request: Request) -> Response | None:
        """Give the answer to a request that is not meant for this server, or not sent by one of its pages."""
        headers = request.headers
        host = headers.get("host", "")
        if not self._access.knows_host(host):
            return _refuse(request, 421, "host", "this server has another name", _NAMES)
        if request.method in _SAFE:
            return None
        site = headers.get("sec-fetch-site")
        if site is not None and site not in _OWN_SITE:
            return _refuse(request, 403, "origin", "changes are taken from pages of this server only", _PAGES)
        origin = headers.get("origin")
        if origin is not None and _origin_host(origin) != host.lower():
            return _refuse(request, 403, "origin", "changes are taken from pages of this server only", _PAGES)
        return None

    def _asked_in(self, request: Request) -> Response | None:
        """Give the answer to a request without the token; one with `?token=` gets a cookie."""
        if self._access.token is None or request.url.path in OPEN or request.url.path.startswith(STATIC):
            return None
        given = request.query_params.get("token")
        if given is not None and request.method == "GET" and self._access.is_token(given):
            return let_in(request, self._access, _without_token(request))
        kind, _, bearer = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and self._access.is_token(bearer.strip()):
            return None
        if self._access.is_session(_cookie(request.headers)):
            return None
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            return RedirectResponse(f"{LOGIN}?{urlencode({'to': request.url.path})}", 303)
        return _refuse(
            request, 401, "token", "the token is missing, or another one", _BEARER, {"www-authenticate": "Bearer"}
        )


_NAMES: Final = "Call it by its address, or name it with --name when it is started."
_PAGES: Final = "Use the pages of this server, or a program."
_BEARER: Final = "Send the header `Authorization: Bearer TOKEN`."


def let_in(request: Request, access: Access, to: str) -> Response:
    """Give a browser the cookie that lets it in, and lead it on.

    By a page, not a redirection: the cookie is not sent to where a redirection leads that began on another site.
    """
    from html import escape  # noqa: PLC0415 (needed here only)

    place = escape(to if is_own_place(to) else "/")
    page = f'<!doctype html><meta charset="utf-8"><title>vbparse</title><meta http-equiv="refresh" content="0;url={place}"><a href="{place}">vbparse</a>'
    response = HTMLResponse(page)
    response.set_cookie(
        COOKIE, access.session(), httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/"
    )
    return response


def is_own_place(to: str) -> bool:
    """Tell whether a place is one of this server: a path, and no address of another one."""
    return to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable() and "\\" not in to


class _Incoming:
    """Takes in the body of a request; unless it is a document, up to a bound."""

    def __init__(self, request: Request, receive: Receive) -> None:
        self._receive = receive
        self._left: int | None = None if request.url.path == UPLOAD else MOST_FORM
        headers = request.headers
        self.is_complete = headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers

    async def receive(self) -> Message:
        """Give the next part. Raises a `Problem` (413)."""
        message = await self._receive()
        if message["type"] != "http.request":
            return message
        self.is_complete = not message.get("more_body", False)
        if self._left is not None:
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                detail = f"the body of the request is larger than {MOST_FORM} bytes"
                raise Problem(413, "limit", detail, hint="Send less at a time.")
        return message


class _Outgoing:
    """Dresses an answer, and knows what became of it."""

    def __init__(self, send: Send, incoming: _Incoming) -> None:
        self._send, self._incoming = send, incoming
        self._began = time.monotonic()
        self.status = 0

    async def send(self, message: Message) -> None:
        """Pass a part of the answer on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            if not self._incoming.is_complete:  # hang up, and do not take in what is not wanted
                headers["connection"] = "close"
        await self._send(message)

    def seconds(self) -> float:
        """Tell how long it has taken."""
        return time.monotonic() - self._began


def _refuse(  # noqa: PLR0913, PLR0917 (what a problem has)
    request: Request, status: int, code: str, detail: str, hint: str, headers: Mapping[str, str] | None = None
) -> Response:
    return answer_problem(request, Problem(status, code, detail, hint=hint, headers=headers))


def _origin_host(origin: str) -> str | None:
    """Give host and port of an origin, as `Host` has them."""
    scheme, mark, host = origin.lower().partition("://")
    return host if mark and scheme in {"http", "https"} else None


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _without_token(request: Request) -> str:
    """Give the place of a request, without the token in it."""
    rest = [(name, value) for name, value in parse_qsl(request.url.query) if name != "token"]
    return request.url.path + (f"?{urlencode(rest)}" if rest else "")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _place(scope: Scope) -> str:
    """Give what may stand in the log of a request: what is looked for, and tokens, stand in what is left out."""
    route = scope.get("route")
    return str(getattr(route, "path", "")) or shown(f"/{scope['path'].split('/')[1]} (unknown)")


def _fault(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"an unexpected {type(error).__name__} in {Path(frame.filename).name}, line {frame.lineno}"
