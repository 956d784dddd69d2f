"""Events sent to an address, each signed, each kept until the receiver has taken it.

One POST an event, its JSON the body. `X-Vbparse-Signature-256` is `sha256=` and the hexadecimal HMAC-SHA256, under the key that
both sides know, of the event's id, a dot and the body. There is no time in it: an event sent twice is the same to the
byte, and its id (`X-Vbparse-Delivery`) tells the receiver that he has had it.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import time
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlsplit

from vbparse import __version__
from vbparse.errors import PushError, ResourceError
from vbparse.revise.events import encode
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    import httpx

    from vbparse.push.outbox import Outbox
    from vbparse.revise.events import Event

KEY: Final = "VBPARSE_WEBHOOK_KEY"
"""The variable that holds the key."""
SIGNATURE: Final = "X-Vbparse-Signature-256"
DELIVERY: Final = "X-Vbparse-Delivery"
EVENT: Final = "X-Vbparse-Event"

_LOG: Final = logging.getLogger(__name__)
_TAKEN: Final = range(200, 300)
_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers of the moment."""
_OF_THE_EVENT: Final = frozenset({400, 409, 413, 422})
"""Answers that say no to this event, and nothing about the next one."""
_LARGEST: Final = 65_536
"""Bytes of an answer that are read, so that the connection can be used again."""


class Patience(NamedTuple):
    """How long a receiver is waited for.

    An event is tried `tries` times, the second time after `first` seconds, then after twice as many; `longest` are the most
    seconds that the receiver may ask us to wait, `answer` those that he may take to answer.
    """

    tries: int = 5
    first: float = 0.5
    longest: float = 60.0
    answer: float = 15.0


class Delivery(NamedTuple):
    """What came of it: events taken, events kept, and why the first of these was not taken."""

    sent: int
    kept: int
    problem: str = ""


def webhook_key() -> bytes:
    """Give the key that events are signed with. Raises `PushError` where there is none."""
    key = os.environ.get(KEY, "").strip()
    if not key:
        message = "there is no key to sign the events with"
        raise PushError(message, hint=f"Put the key that the receiver knows too into {KEY}.")
    return key.encode()


def sign(key: bytes, event_id: str, body: bytes) -> str:
    """Give the signature of an event, as its header has it."""
    return f"sha256={hmac.new(key, event_id.encode() + b'.' + body, hashlib.sha256).hexdigest()}"


def check_address(url: str) -> None:
    """Refuse an address that must not be used: raises `ValueError` with what is wrong, without the address in it."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        message = "this is no address"
        raise ValueError(message) from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        message = "give the whole address, with https://"
        raise ValueError(message)
    if parts.scheme == "http" and not _is_loopback(parts.hostname):
        message = "http:// would send the plan's tasks unencrypted; use https:// (http:// is for this computer only)"
        raise ValueError(message)


def host_of(url: str) -> str:
    """Give what may be shown of an address: paths and queries hold secrets."""
    parts = urlsplit(url)
    port = "" if parts.port is None else f":{parts.port}"
    return f"{parts.scheme}://{parts.hostname}{port}"


def deliver(url: str, outbox: Outbox, *, key: bytes, patience: Patience = Patience()) -> Delivery:  # noqa: B008 (unchangeable)
    """Send what waits, in its order; what is taken leaves the outbox, what is not stays there.

    An answer of the moment (503, no answer) is waited for; when patience is at an end, nothing more is tried. What the
    receiver does not want of one event does not hold up the next. Raises `OutputError`, and `ResourceError` where httpx is not installed.
    """
    sent, problem = 0, ""
    try:
        with _Receiver(url, key, patience) as receiver:
            for event in outbox.waiting():
                answer = receiver.send(event)
                if answer.taken:
                    outbox.take_out(event)
                    sent += 1
                    continue
                problem = problem or answer.problem
                if answer.final:
                    break
    finally:
        outbox.keep()
    return Delivery(sent, len(outbox), problem)


class _Answer(NamedTuple):
    """Whether an event was taken; if not, why, and whether it is no use to send others."""

    taken: bool
    problem: str = ""
    final: bool = False


class _Receiver:
    """The receiver, over a connection that is used again."""

    def __init__(self, url: str, key: bytes, patience: Patience) -> None:
        self._url, self._key, self._patience = url, key, patience
        self._httpx = _import_httpx()
        self._client = self._httpx.Client(
            headers={"User-Agent": f"vbparse/{__version__}", "Content-Type": "application/json"},
            timeout=self._httpx.Timeout(patience.answer),
            follow_redirects=False,
            trust_env=not _is_loopback(urlsplit(url).hostname or ""),  # no proxy stands between us and ourselves
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def send(self, event: Event) -> _Answer:
        """Send an event until there is an answer that is not of the moment."""
        body = encode(event)
        headers = {EVENT: event["event"], DELIVERY: event["id"], SIGNATURE: sign(self._key, event["id"], body)}
        problem, asked = "", 0.0
        for wait in self._waits():
            time.sleep(max(wait, asked))
            try:
                status, asked = self._post(body, headers)
            except (self._httpx.HTTPError, self._httpx.InvalidURL) as error:
                problem, asked = type(error).__name__, 0.0
            else:
                if status not in _AGAIN:
                    return _judged(status)
                problem = f"HTTP {status}"
            _LOG.info("%s: %s", event["id"], problem)
            if asked > self._patience.longest:
                break
        return _Answer(taken=False, problem=problem, final=True)

    def _waits(self) -> Iterator[float]:
        """Yield the seconds before each try."""
        yield 0.0
        yield from (self._patience.first * 2**number for number in range(self._patience.tries - 1))

    def _post(self, body: bytes, headers: dict[str, str]) -> tuple[int, float]:
        """Send once; give the status, and the seconds that the receiver asks us to wait."""
        opened: AbstractContextManager[httpx.Response] = self._client.stream(
            "POST", self._url, content=body, headers=headers
        )
        with opened as response:
            self._read(response)
            asked = response.headers.get("Retry-After", "")
            return response.status_code, float(asked) if asked.isascii() and asked.isdecimal() else 0.0

    def _read(self, response: httpx.Response) -> None:
        """Read what comes behind the status and is not looked at; not much of it, and not for long."""
        size, end = 0, time.monotonic() + self._patience.answer
        with suppress(self._httpx.HTTPError):
            for piece in response.iter_raw():
                size += len(piece)
                if size > _LARGEST or time.monotonic() > end:
                    break


def _judged(status: int) -> _Answer:
    if status in _TAKEN:
        return _Answer(taken=True)
    return _Answer(taken=False, problem=f"HTTP {status}", final=status not in _OF_THE_EVENT)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _import_httpx() -> Any:
    try:
        import httpx  # noqa: PLC0415 (optional)
    except ImportError as error:
        message = "sending events needs httpx, which is not installed"
        raise ResourceError(message, hint="Install it: pip install 'vbparse[push]'") from error
    return httpx
