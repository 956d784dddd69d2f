"""What commands for many documents read: files, folders, patterns that no shell expanded, a list on standard input."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vbparse.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.archive.documents import Pattern

HELP: Final = (
    'files, folders with all below them, archives, mails, patterns ("in/**/*.pdf"), URLs (s3://…); - reads a list from '
    "standard input, one path a line, or with NUL bytes between"
)
_MARK: Final = b"\xef\xbb\xbf"
"""What some programs of Windows write before UTF-8."""


def take_inputs(texts: Sequence[str], *, patterns: bool = True) -> tuple[Path | Pattern | str, ...]:
    """Give what the arguments of a command name, URLs as text; without `patterns`, wildcards are letters as others.

    Raises `InputError` where standard input is closed.
    """
    return tuple(_inputs(texts, patterns=patterns))


def _inputs(texts: Sequence[str], *, patterns: bool) -> Iterator[Path | Pattern | str]:
    from glob import has_magic

    from vbparse.archive.documents import Pattern
    from vbparse.storage import is_url, place

    for text in texts:
        if text == "-":
            yield from _listed()
        elif is_url(text):
            yield place(text)
        elif patterns and has_magic(text) and not os.path.lexists(text) and not _is_packed(text):
            yield Pattern(text)
        else:
            yield Path(text)


def _is_packed(text: str) -> bool:
    """Tell whether a path leads into an archive, where names have no wildcards."""
    from vbparse.readers.source import INSIDE

    outer, mark, _ = text.partition(INSIDE)
    return bool(mark) and os.path.lexists(outer)


def _listed() -> Iterator[Path | str]:
    """Read the paths and URLs on standard input, whatever bytes they are made of."""
    from vbparse.storage import place

    if sys.stdin is None:
        message = "standard input is closed"
        raise InputError(message, hint="Give the name of a file.")
    data = sys.stdin.buffer.read().removeprefix(_MARK)
    lines = data.split(b"\0") if b"\0" in data else (line.removesuffix(b"\r") for line in data.split(b"\n"))
    return (place(os.fsdecode(line)) for line in lines if line)
