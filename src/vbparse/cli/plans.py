"""The plans that a command is given: plan documents as JSON, documents, archives; one at a time in memory."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from vbparse.cli.common import read_input
from vbparse.errors import EXIT_FLAGGED, DamagedInput, InputError, LimitExceeded
from vbparse.output import shown
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.cli.common import Session
    from vbparse.plan.model import PlanDocument

_SQLITE: Final = b"SQLite format 3\x00"
_MARK: Final = b"\xef\xbb\xbf"
_HEAD: Final = 64
_HINT: Final = "Make it anew with `vbparse extract`, or look at `vbparse schema`."
_CHECK: Final = "Check the name and the access rights of the file."


class Wanted(NamedTuple):
    """Which plans of archives: those with the code, those that the body issued."""

    code: str | None = None
    issuer: str | None = None


class Plans:
    """Plans, read when they are asked for. What is secret gives no more than its mark, unless it is allowed."""

    def __init__(self, session: Session, inputs: Sequence[str], *, password: str | None, wanted: Wanted) -> None:
        self._session, self._inputs, self._password, self._wanted = session, inputs, password, wanted
        self.secret = False
        """Whether one of those that were read is secret."""
        self.from_archive = any(_head(name).startswith(_SQLITE) for name in inputs if name != "-")
        """Whether there is an archive among the inputs."""

    def __iter__(self) -> Iterator[PlanDocument]:
        """Yield the plans in the order of the inputs. Raises what reading raises."""
        from vbparse.secrecy import is_withheld, withhold_plan

        for name in self._inputs:
            for plan in self._read(name):
                if is_withheld(plan.header.secrecy, self._session.settings):
                    self.secret = True
                    yield withhold_plan(plan)
                else:
                    yield plan

    def _read(self, name: str) -> Iterator[PlanDocument]:
        if name == "-":
            data, _ = read_input(name, self._session.settings.max_bytes)
            head = bytes(data[:_HEAD]) if isinstance(data, bytes) else b""
        else:
            data, head = name, _head(name)
        if head.startswith(_SQLITE):
            yield from self._from_archive(Path(name))
        elif head.removeprefix(_MARK).lstrip().startswith(b"{"):
            with _opened(data) as stream:
                yield from self._from_json(stream, "<stdin>" if name == "-" else name)
        else:
            yield self._from_document(data, "<stdin>" if name == "-" else None)

    def _from_document(self, source: str | bytes, name: str | None) -> PlanDocument:
        """Read a document in a child process, within the limits."""
        from vbparse.product import Order, Product, produce

        order = Order(source, self._session.settings, name, self._password)
        return _validated(Product.unpack(self._session.run(produce, order)).data, shown(name or str(source)))

    def _from_archive(self, path: Path) -> Iterator[PlanDocument]:
        from vbparse.archive.identity import code_key
        from vbparse.archive.queries.documents import Filters
        from vbparse.archive.register import Archive

        code = code_key(self._wanted.code)
        with Archive(path) as archive:
            for info in list(archive.documents(Filters(issuer=self._wanted.issuer))):
                if code is None or code_key(info.code) == code:
                    yield archive.plan(info.sha256)

    def _from_json(self, stream: IO[bytes], name: str) -> Iterator[PlanDocument]:
        """Read one plan document, or one a line."""
        limit = self._session.settings.max_bytes
        first = _limited(stream.readline(limit + 1), limit, name).removeprefix(_MARK)
        if not _is_whole(first):
            yield _validated(_limited(first + stream.read(limit + 1), limit, name), shown(name))
            return
        line = first
        while line:
            if line.strip():
                yield _validated(_limited(line, limit, name), shown(name))
            line = stream.readline(limit + 1)


def load_plan(session: Session, file: str, password: str | None) -> PlanDocument:
    """Give the one plan of an input; ends with 8 for one that may not be given out. Raises a `VbparseError`."""
    plans = Plans(session, [file], password=password, wanted=Wanted())
    found = list(islice(plans, 2))
    if plans.secret:
        session.tell("secret")
        sys.exit(EXIT_FLAGGED)
    if len(found) != 1:
        message = f"{shown(file)} holds {'several plans' if found else 'no plan'}"
        raise InputError(message, hint="Give one plan.")
    return found[0]


def _head(name: str) -> bytes:
    """Read the beginning of a file; empty for what is no plain file (a document in an archive: `a.zip!/plan.pdf`)."""
    path = Path(name)
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError as error:
        message = f"{shown(name)} cannot be read: {error.strerror or error}"
        raise InputError(message, hint=_CHECK) from error


@contextmanager
def _opened(source: str | bytes) -> Iterator[IO[bytes]]:
    if isinstance(source, bytes):
        yield io.BytesIO(source)
        return
    with Path(source).open("rb") as stream:
        yield stream


def _limited(data: bytes, limit: int, name: str) -> bytes:
    if len(data) > limit:
        message = f"{shown(name)} holds a plan of more than {limit:,} bytes"
        raise LimitExceeded(message)
    return data


def _is_whole(line: bytes) -> bool:
    """Tell whether a line is a whole JSON object."""
    import json

    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _validated(data: bytes, name: str) -> PlanDocument:
    """Read a plan document. Raises `DamagedInput`."""
    from pydantic import ValidationError

    from vbparse.plan.model import PlanDocument

    try:
        return PlanDocument.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        message = f"{name} is no plan document: {place}: {first['msg']} ({error.error_count()} in all)"
        raise DamagedInput(message, hint=_HINT) from error
