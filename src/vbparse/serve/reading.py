"""What a worker process does with a document that was sent: read it, or take it apart where it is an archive or a mail.

Each document of an archive is kept by its content, as if it had been sent alone; the archive itself is not needed then.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vbparse.archive.manifest import Failure
from vbparse.errors import DamagedInput, LimitExceeded, VbparseError
from vbparse.output import write_whole
from vbparse.product import produce
from vbparse.readers.packed import containers
from vbparse.readers.source import open_source
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.product import Order

MOST_PARTS: Final = 1000
"""Documents of one archive or mail that the server takes."""
_MOST_BYTES: Final = 5
"""The documents of an archive may together have so many times the bytes that one may have."""
_PDF: Final = b"%PDF-"
_MARK: Final = b'{"parts": '
_WEB_PAGE: Final = "message.html"
"""What the page of a web archive (MHTML) is called, which is a mail to look at, and a document all the same."""
_SPLIT: Final = "Read it with `vbparse archive add`, or send its documents in several parts."


class Sent(NamedTuple):
    """A document that was sent: how it is to be read, and the folder that keeps contents by their sha256."""

    order: Order
    folder: str


class Part(NamedTuple):
    """A document that was in an archive: its name, and its content (kept by now) or why it cannot be read."""

    name: str
    sha256: str = ""
    size: int = 0
    failure: Failure | None = None


def read_sent(sent: Sent) -> bytes:
    """Read a document as `produce` does; of an archive or a mail keep the documents in it, and list them."""
    order = sent.order
    source = open_source(str(order.source), name=order.name, max_bytes=order.settings.max_bytes)
    if not source.data.startswith(_PDF) and containers.is_container(source.data):
        parts: Sequence[Part] = ()
        with suppress(DamagedInput):  # reading it tells what is wrong
            parts = _keep_parts(source.data, source.name, sent)
        if parts and [part.name for part in parts] != [_WEB_PAGE]:
            listed = [part._replace(failure=part.failure and asdict(part.failure)) for part in parts]  # type: ignore[arg-type]
            return _MARK + json.dumps(listed, ensure_ascii=False).encode() + b"}"
    return produce(order)


def parts_in(answer: bytes) -> tuple[Part, ...] | None:
    """Give the documents that `read_sent` lists; None where it has read one. Raises `ValueError`, `TypeError`."""
    if not answer.startswith(_MARK):
        return None
    rows = json.loads(answer)["parts"]
    return tuple(
        Part(str(name), str(sha256), int(size), Failure(**failure) if failure else None)
        for name, sha256, size, failure in rows
    )


def _keep_parts(data: bytes, name: str, sent: Sent) -> list[Part]:
    """Keep the documents of an archive, whole and lasting, by their sha256. Raises what reading the archive raises."""
    most = sent.order.settings.max_bytes
    parts: list[Part] = []
    left = _MOST_BYTES * most
    for inner, content in _documents(data, name, most, 1):
        if isinstance(content, VbparseError):
            parts.append(Part(inner, failure=Failure.of(content)))
        else:
            left -= len(content)
            sha256 = hashlib.sha256(content).hexdigest()
            path = Path(sent.folder) / sha256
            if left >= 0 and not path.exists():
                write_whole(path, content)
            parts.append(Part(inner, sha256, len(content)))
        if left < 0 or len(parts) > MOST_PARTS:
            message = f"{name} holds more than {MOST_PARTS} documents, or more than {_MOST_BYTES * most} bytes"
            raise LimitExceeded(message, hint=_SPLIT)
    return parts


def _documents(data: bytes, name: str, most: int, depth: int) -> Iterator[tuple[str, bytes | VbparseError]]:
    """Yield the documents of an archive and of archives in it, by name."""
    for member, content in containers.read_all(data, name, most=most):
        if isinstance(content, bytes) and depth < containers.DEEPEST and _is_packed(content):
            with suppress(DamagedInput):
                yield from _documents(content, member.name, most, depth + 1)
                continue
        yield os.path.basename(member.name.replace("\\", "/")) or member.name, content  # noqa: PTH119 (no path, a name)


def _is_packed(content: bytes) -> bool:
    return not content.startswith(_PDF) and containers.is_container(content)
