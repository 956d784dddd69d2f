"""What archives and mails hold, found out by a worker process: a bomb or an endless archive hurts nobody else.

An archive is gone through once: its documents are listed and their contents hashed.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import astuple
from itertools import islice
from typing import TYPE_CHECKING, Final

from vbparse.archive.manifest import Failure
from vbparse.errors import DamagedInput, LimitExceeded, VbparseError
from vbparse.readers.packed import containers
from vbparse.readers.packed.zips import MOST_MEMBERS
from vbparse.readers.source import INSIDE, open_source
from vbparse.tuples import NamedTuple
from vbparse.worker import Crew

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vbparse.settings import Settings

SUFFIXES: Final = containers.SUFFIXES
"""How names of archives and mails end."""


class Packed(NamedTuple):
    """A document in an archive, by its path there (`inner.zip!/plan.pdf`): the sha256 of its content, or why there is none."""

    path: str
    sha256: str = ""
    failure: Failure | None = None


class Survey:
    """Looks into archives, at URLs too; its worker starts with the first one."""

    def __init__(self, settings: Settings) -> None:
        """Begin with the limits of the settings, which hold for one document of an archive as for any other."""
        self._settings = settings
        self._crew: Crew | None = None
        self._last: tuple[str, dict[str, Packed]] = ("", {})

    def documents(self, path: Path | str) -> tuple[Packed, ...]:
        """List the documents of an archive, and of archives in it. Raises a `VbparseError` where that cannot be done."""
        self._crew = self._crew or Crew(1, self._settings)
        listed = self._crew.do(_survey, (str(path), self._settings.max_bytes))
        try:
            found = [(str(name), str(sha256), failure) for name, sha256, failure in json.loads(listed)]
            return tuple(
                Packed(name, sha256, Failure(*failure) if failure else None) for name, sha256, failure in found
            )
        except (ValueError, TypeError) as error:  # what was in the archive has taken the worker over
            message = f"{path} cannot be listed"
            raise DamagedInput(message) from error

    def document(self, archive: Path | str, path: str) -> Packed:
        """Give one document of an archive."""
        if self._last[0] != str(archive):
            try:
                found = {packed.path: packed for packed in self.documents(archive)}
            except VbparseError:
                found = {}
            self._last = (str(archive), found)
        return self._last[1].get(path) or self._looked_up(archive, path)

    def close(self) -> None:
        """Let the worker go."""
        if self._crew is not None:
            self._crew.close()

    def _looked_up(self, archive: Path | str, path: str) -> Packed:
        """Give a document that is not listed: its archive is damaged, or it is an archive itself, or is not there."""
        self._crew = self._crew or Crew(1, self._settings)
        outer = archive if isinstance(archive, str) else archive.as_posix()
        request = (f"{outer}{INSIDE}{path}", self._settings.max_bytes)
        try:
            return Packed(path, self._crew.do(_hash, request).decode())
        except VbparseError as error:
            return Packed(path, failure=Failure.of(error))


def _survey(request: tuple[str, int]) -> bytes:
    """List what an archive holds, as JSON (in the worker)."""
    path, most = request
    source = open_source(path, max_bytes=most)
    found = list(islice(_look(source.data, source.name, most, 1), MOST_MEMBERS + 1))
    if len(found) > MOST_MEMBERS:
        message = f"{source.name} holds more than the limit of {MOST_MEMBERS} documents"
        raise LimitExceeded(message, hint="Unpack it and give the documents inside.")
    return json.dumps(found).encode()


def _hash(request: tuple[str, int]) -> bytes:
    """Hash one document (in the worker)."""
    path, most = request
    return open_source(path, max_bytes=most).sha256.encode()


def _look(data: bytes, name: str, most: int, depth: int) -> Iterator[tuple[str, str, tuple[str, ...] | None]]:
    """Yield the path, the hash and the failure of each document."""
    for member, content in containers.read_all(data, name, most=most):
        if isinstance(content, VbparseError):
            yield member.name, "", astuple(Failure.of(content))
            continue
        inner = []
        if depth < containers.DEEPEST and member.name.lower().endswith(SUFFIXES):
            with suppress(VbparseError):  # its reader will tell
                inner = list(islice(_look(content, member.name, most, depth + 1), MOST_MEMBERS + 1))
        for path, sha256, failure in inner:
            yield f"{member.name}{INSIDE}{path}", sha256, failure
        if not inner:
            yield member.name, hashlib.sha256(content).hexdigest(), None
