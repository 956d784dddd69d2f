"""A receiver of webhooks on the loopback, that checks signatures and may be out of order."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "khóa chung của hai bên"


class Receiver(ThreadingHTTPServer):
    """Takes events; `answers` are the statuses that come first (0: the connection is cut), then 204."""

    def __init__(self, *answers: int, slow: float = 0.0, headers: dict[str, str] | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = list(answers)
        self.slow = slow
        self.headers = headers or {}
        self.taken: list[dict[str, Any]] = []
        self.tries: list[str] = []
        self.forged = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook/secret-path?token=secret-token"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing about connections that the other side gave up."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        delivery = self.headers["X-Vbparse-Delivery"]
        self.server.tries.append(delivery)
        status = self.server.answers.pop(0) if self.server.answers else 204
        time.sleep(self.server.slow)
        if not status:
            self.close_connection = True
            return
        if status == 204:
            status = self._take(delivery, body)
        self.send_response(status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _take(self, delivery: str, body: bytes) -> int:
        """Check the signature, as a receiver does: over id, dot and body."""
        wanted = hmac.new(KEY.encode(), f"{delivery}.".encode() + body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(self.headers["X-Vbparse-Signature-256"], f"sha256={wanted}"):
            self.server.forged += 1
            return 401
        event = json.loads(body)
        assert event["id"] == delivery
        assert event["event"] == self.headers["X-Vbparse-Event"]
        self.server.taken.append(event)
        return 204

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (as the library calls it)
        """Say nothing."""


@contextmanager
def receiving(*answers: int, slow: float = 0.0, headers: dict[str, str] | None = None) -> Iterator[Receiver]:
    """Run a receiver in a thread."""
    server = Receiver(*answers, slow=slow, headers=headers)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
