"""Finds the reader for an input by its bytes.

A reader is a module of this package with `SUFFIXES`, `MEDIA_TYPE`, `sniff` and `read`; a package of its own
offers one through the entry point group `vbparse.readers`. Nothing else in the project knows formats.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

import vbparse.readers
from vbparse.errors import EncryptedInput, UnsupportedInput
from vbparse.readers.foreign import HEAD, recognise, unknown
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vbparse.readers.pages import Lines, Pages
    from vbparse.readers.source import Source
    from vbparse.settings import Settings

GROUP: Final = "vbparse.readers"


class Reader(Protocol):
    """What a reader module offers. `read` raises a `VbparseError` only: it wraps what its library raises."""

    SUFFIXES: tuple[str, ...]
    """Endings of file names, for lists of formats; they decide nothing."""
    MEDIA_TYPE: str
    # A reader of a format that only the whole file tells (a kind of ZIP, say) names its kinds of
    # `readers/foreign`, with their media types, in `KINDS: Mapping[str, str]`, and its `sniff` says no.

    def sniff(self, head: bytes) -> bool:
        """Tell by the first bytes (at most 4096) whether this is the reader's format."""
        ...

    def read(self, source: Source, settings: Settings, password: str | None = None) -> Pages | Lines:
        """Read the whole input."""
        ...


class Read(NamedTuple):
    """An input as its reader gives it. `content.diagnostics` is complete when `content` has been used up."""

    content: Pages | Lines
    media_type: str
    producer: str | None = None


def read_source(source: Source, settings: Settings, *, password: str | None = None) -> Read:
    """Read an input in whatever format it is; the bytes decide, never the name.

    Raises `UnsupportedInput`, with a hint that fits, for a format that no reader takes, and what the reader
    raises.
    """
    head = source.data[:HEAD]
    for reader in _readers():
        if reader.sniff(head):
            content = reader.read(source, settings, password)
            return Read(content, reader.MEDIA_TYPE, content.producer)
    foreign = recognise(source.data) or unknown(source.data)
    for reader in own_readers():
        kinds: Mapping[str, str] = getattr(reader, "KINDS", {})
        if foreign.kind in kinds:
            content = reader.read(source, settings, password)
            return Read(content, kinds[foreign.kind], content.producer)
    message = f"{source.name} is {foreign.name}, which cannot be read"
    error = EncryptedInput if foreign.kind == "locked" else UnsupportedInput
    raise error(message, hint=foreign.hint)


def own_readers() -> Iterator[Reader]:
    """Give the readers of this package, by name of their module; each is imported when it is asked for."""
    for name in _modules():
        module = import_module(f"{vbparse.readers.__name__}.{name}")
        if _is_reader(module):
            yield cast("Reader", module)


@cache
def _modules() -> tuple[str, ...]:
    names = (path.stem for path in Path(__file__).parent.iterdir() if path.suffix == ".py")
    return tuple(sorted(name for name in names if not name.startswith("_")))


def _readers() -> Iterator[Reader]:
    """Give our readers, then those of other packages (asked only where ours do not know the format)."""
    yield from own_readers()
    from importlib.metadata import entry_points  # noqa: PLC0415 (slow to import, and seldom needed)

    for entry in entry_points(group=GROUP):
        yield entry.load()


def _is_reader(module: Any) -> bool:
    return all(hasattr(module, name) for name in ("SUFFIXES", "MEDIA_TYPE", "sniff", "read"))
