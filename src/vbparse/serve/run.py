"""Runs the server until it is told to stop (Ctrl-C, SIGTERM)."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING, Final

import uvicorn

from vbparse.errors import ResourceError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from fastapi import FastAPI

_GRACE: Final = 5
"""Seconds in which answers that have begun may end."""


class Server:
    """A server that listens: at `port` (0: one that is free) of `host`."""

    def __init__(self, app: FastAPI, host: str, port: int, started: Callable[[str], None]) -> None:
        """Take the address; `started` is told it when requests are answered. Raises `ResourceError`."""
        self._socket = _listen(host, port)
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE,
            lifespan="off",
        )
        self._server = _Uvicorn(config, lambda: started(_address(self._socket)))

    def run(self) -> None:
        """Answer requests until told to stop (in the main thread also by Ctrl-C or SIGTERM)."""
        with self._socket:
            self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """Let `run` end, from another thread."""
        self._server.should_exit = True


class _Uvicorn(uvicorn.Server):
    """Tells when it has started, and ends quietly when it is told to stop."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell so."""
        await super().startup(sockets)
        self._tell_started()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop in good order; when told so again, at once."""
        del sig, frame  # not raised again at the end, as uvicorn does: to be stopped is no failure
        self.force_exit = self.should_exit
        self.should_exit = True


def _listen(host: str, port: int) -> socket.socket:
    """Listen at an address. Raises `ResourceError`."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        sock = socket.socket(family, kind, protocol)
        if os.name == "posix":  # elsewhere it would let two servers have one address
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
    except (OSError, OverflowError) as error:
        message = f"the server cannot listen at {host}, port {port}: {getattr(error, 'strerror', None) or error}"
        raise ResourceError(message, hint="Choose another address with --host and --port.") from error
    return sock


def _address(sock: socket.socket) -> str:
    """Give the address for a browser."""
    host, port = sock.getsockname()[:2]
    name = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(host, host)  # noqa: S104 (looked at, not bound)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"
