"""How far long work has come, told to whoever listens: a terminal, a parent process."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    Listener: TypeAlias = Callable[[int, int], None]

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def tell_progress(done: int, total: int) -> None:
    """Tell that `done` of `total` pages are done, if anybody listens."""
    listener = _listener.get()
    if listener is not None:
        listener(done, total)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Have a function called as work done here goes on."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
