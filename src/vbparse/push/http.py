"""The way to a server: one at a time, patient with those that are busy, and careful with what opens their doors.

What is sent again: whatever can be sent twice without harm. What must not be done twice (`once`) is sent again only when
it is certain that it did not arrive; else `AnswerLost` says so, and the caller looks first.
"""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from vbparse import __version__
from vbparse.errors import PushError, ResourceError
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

_LOG: Final = logging.getLogger(__name__)
_BUSY: Final = 429
_UNAVAILABLE: Final = 503
_TRANSIENT: Final = frozenset({_BUSY, 500, 502, _UNAVAILABLE, 504})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS: Final = 3
_CERTIFICATE: Final = "If your office vouches for its servers itself, name its certificate file in SSL_CERT_FILE."
_PORTS: Final = {"http": 80, "https": 443}


class Patience(NamedTuple):
    """How long to go on.

    How often something is tried, the seconds before the second try (twice as many before each next one), the most
    seconds that a server may ask us to wait, and those that it may take to answer.
    """

    tries: int = 6
    first: float = 0.5
    longest: float = 120.0
    answer: float = 60.0


PATIENCE: Final = Patience()


class AnswerLost(Exception):
    """Something was asked for that must not be done twice, and whether it was done is not known."""


class Request(NamedTuple):
    """What to ask: `address` is a path below the server's address, or a whole address on the same server.

    `once`: it must not be done twice.
    """

    method: str
    address: str
    params: Mapping[str, str] | None = None
    body: bytes | None = None
    headers: Mapping[str, str] | None = None
    once: bool = False


def check_address(url: str, *, insecure: bool = False) -> None:
    """Refuse an address that must not be used: raises `ValueError` with what is wrong, without the address in it."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        message = "this is no address"
        raise ValueError(message) from None
    if parts.scheme not in _PORTS or not parts.hostname:
        message = "give the whole address, with https://"
        raise ValueError(message)
    if parts.username is not None or parts.password is not None:
        message = "no user or password in the address: see docs/push.md for where they are taken from"
        raise ValueError(message)
    if parts.query or parts.fragment:
        message = "give the address without ? and #"
        raise ValueError(message)
    if parts.scheme == "http" and not insecure and not is_loopback(parts.hostname):
        message = "http:// would send your key unencrypted; use https:// (or --insecure in a network that you trust)"
        raise ValueError(message)


def is_loopback(host: str) -> bool:
    """Tell whether a host is this computer."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def origin(url: str) -> str:
    """Give scheme, host and port of an address, the usual port left out."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    shown = f"[{host}]" if ":" in host else host
    usual = parts.port in {None, _PORTS.get(parts.scheme)}
    return f"{parts.scheme}://{shown}" if usual else f"{parts.scheme}://{shown}:{parts.port}"


class Server:
    """A server at an address; `headers` (the key) and `login` go to that server only."""

    def __init__(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        login: tuple[str, str] | None = None,
        patience: Patience = PATIENCE,
    ) -> None:
        """Make ready; nothing is sent. Raises `ResourceError` where httpx is not installed."""
        try:
            import httpx  # noqa: PLC0415 (optional)
        except ImportError as error:
            message = "pushing needs httpx, which is not installed"
            raise ResourceError(message, hint="Install it: pip install 'vbparse[push]'") from error
        self.url = url.rstrip("/")
        self._patience = patience
        self._failures = httpx.TransportError
        self._unsent = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
        self._late = httpx.ReadTimeout
        self._client = httpx.Client(
            auth=login,
            headers={"User-Agent": f"vbparse/{__version__}", **(headers or {})},
            timeout=httpx.Timeout(patience.answer, connect=15.0),
            follow_redirects=False,
            trust_env=not is_loopback(urlsplit(url).hostname or ""),  # no proxy stands between us and ourselves
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def send(self, request: Request) -> httpx.Response:
        """Ask, until there is an answer that is not of the moment. Raises `PushError`, `AnswerLost` (of what is `once`)."""
        for _ in range(_MOST_REDIRECTS + 1):
            response = self._patiently(request)
            if response.status_code not in _REDIRECTS:
                return response
            request = request._replace(address=self._redirected(request, response), params=None)
        message = f"{self.url} sends us from one address to the next"
        raise PushError(message, hint="Give the address that the server shows in a browser.")

    def wait(self, attempt: int, asked: float | None = None) -> None:
        """Wait before the next try; as long as the server asks for, if it does. Raises `PushError` if that is too long."""
        seconds = self._patience.first * 2**attempt if asked is None else asked
        if seconds > self._patience.longest:
            message = f"{self.url} asks us to wait {seconds:.0f} seconds"
            raise PushError(message, hint="Push again later; what was done stands.")
        _LOG.info("waiting %.1f s", seconds)
        time.sleep(seconds)

    def _patiently(self, request: Request) -> httpx.Response:
        problem = ""
        for attempt in range(self._patience.tries):
            asked = None
            try:
                response = self._send(request)
            except self._failures as error:
                problem = self._trouble(error)
                _LOG.info("%s %s: %s", request.method, urlsplit(request.address).path, type(error).__name__)
                self._unless_once(request, sent=not isinstance(error, self._unsent), late=isinstance(error, self._late))
            else:
                if response.status_code not in _TRANSIENT:
                    return response
                problem, asked = f"HTTP {response.status_code}", _asked_wait(response)
                self._unless_once(request, sent=response.status_code != _BUSY)
            if attempt + 1 < self._patience.tries:
                self.wait(attempt, asked)
        message = f"{self.url} does not answer as it should, after {self._patience.tries} tries: {problem}"
        raise PushError(message)

    def _trouble(self, error: httpx.TransportError) -> str:
        """Tell why there is no answer. Of other errors than this one the words may hold what was sent."""
        if not isinstance(error, self._unsent[0]):
            return type(error).__name__
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            message = f"the certificate of {self.url} cannot be checked: {error}"
            raise PushError(message, hint=_CERTIFICATE) from None
        return str(error)

    def _unless_once(self, request: Request, *, sent: bool, late: bool = False) -> None:
        """Let a request be sent again, unless it must not be done twice and may have arrived."""
        if not request.once or not sent:
            return
        if late:  # the server may still be at it, so that looking for it tells nothing
            message = f"{self.url} took longer than {self._patience.answer:.0f} seconds to answer"
            raise PushError(
                message, hint="Push again later: what the server has made by then is found, not doubled."
            ) from None
        raise AnswerLost from None

    def _send(self, request: Request) -> httpx.Response:
        address = request.address if "://" in request.address else f"{self.url}/{request.address.lstrip('/')}"
        if origin(address) != origin(self.url):
            raise _elsewhere(self.url, address)
        response = self._client.request(
            request.method, address, params=request.params, content=request.body, headers=request.headers
        )
        _LOG.info("%s %s: %d", request.method, urlsplit(address).path, response.status_code)
        return response

    def _redirected(self, request: Request, response: httpx.Response) -> str:
        """Give the address that the server sends us to; the key goes to no other server."""
        target = str(response.url.join(response.headers.get("Location", "")))
        if origin(target) != origin(self.url):
            raise _elsewhere(self.url, target)
        if request.once or response.status_code == 303:  # noqa: PLR2004 (See Other: another method)
            message = f"{self.url} sends us to {urlsplit(target).path} instead of answering"
            raise PushError(
                message, hint="Check the address (--url), and that the server's interface for programs is on."
            )
        return target


def say_trouble(response: httpx.Response, what: str, hints: Mapping[int, str]) -> PushError:
    """Make an error of an answer that says no."""
    status = response.status_code
    message = f"{what}: HTTP {status} {response.reason_phrase}".rstrip()
    return PushError(message, hint=hints.get(status))


def _elsewhere(url: str, target: str) -> PushError:
    message = f"{url} sends us to another server, {origin(target)}; your key was not sent there"
    return PushError(message, hint="If that is the right server, give its address with --url.")


def _asked_wait(response: httpx.Response) -> float | None:
    """Read how many seconds a server asks us to wait (`Retry-After`: seconds, or a day and time)."""
    text: Any = response.headers.get("Retry-After")
    if not text:
        return None
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
