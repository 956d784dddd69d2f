"""Stands between a client and a real server: passes on, and sometimes does not, as networks do."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Fate = Literal["pass", "stop", "lose", "busy", "away"]
"""Passed on; held for ever; passed on and the answer lost; answered `429`; sent to another address."""

READING = {"GET", "HEAD", "PROPFIND", "REPORT"}
_CHANGED_ON_THE_WAY = {"connection", "transfer-encoding", "content-length", "keep-alive"}


class Seen(NamedTuple):
    method: str
    path: str
    headers: dict[str, str]


class Between:
    """`fate` is asked for each request, with how many of its method came before; all that came is in `seen`."""

    def __init__(self, upstream: str) -> None:
        self.upstream = upstream.removeprefix("http://").split("/")[0]
        self.seen: list[Seen] = []
        self.fate: Callable[[Seen, int], Fate] = lambda *_: "pass"
        self.elsewhere = ""
        self.stopped = threading.Event()
        self.released = threading.Event()
        self.address = ""

    def methods(self) -> list[str]:
        return [seen.method for seen in self.seen]


@contextmanager
def between(upstream: str) -> Iterator[Between]:
    """Listen on the loopback, before a server."""
    state = Between(upstream)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            seen = Seen(self.command, self.path, dict(self.headers))
            before = state.methods().count(self.command)
            state.seen.append(seen)
            fate = state.fate(seen, before)
            if fate == "stop":
                state.stopped.set()
                state.released.wait(60)
                self._hang_up()
            elif fate == "busy":
                self._answer(429, {"Retry-After": "1"}, b"")
            elif fate == "away":
                self._answer(302, {"Location": state.elsewhere}, b"")
            else:
                status, headers, data = _ask(state.upstream, seen, body)
                if fate == "lose":
                    self._hang_up()
                else:
                    self._answer(status, headers, data)

        do_GET = do_POST = do_PUT = do_DELETE = do_PROPFIND = do_REPORT = _any  # noqa: N815

        def _answer(self, status: int, headers: dict[str, str], data: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _hang_up(self) -> None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield state
    finally:
        state.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _ask(upstream: str, seen: Seen, body: bytes) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection(upstream, timeout=30)
    try:
        kept = {name: value for name, value in seen.headers.items() if name.lower() != "connection"}
        connection.request(seen.method, seen.path, body or None, kept)
        response = connection.getresponse()
        data = response.read()
        headers = {name: value for name, value in response.getheaders() if name.lower() not in _CHANGED_ON_THE_WAY}
        return response.status, headers, data
    finally:
        connection.close()
