"""The manifest of a batch: one line of JSON a document, so that a later run knows what is done.

While a batch runs, a line is appended for each document that is finished; at its end the file is written
anew, sorted by path, so that it does not depend on the number of workers. A line that was cut off, by a
power failure say, is left out on reading: its document is read again.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, Any, Final, Literal

from vbparse.errors import OutputError
from vbparse.output import shown, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from vbparse.errors import VbparseError

NAME: Final = "manifest.jsonl"
NAMES: Final = (NAME, "batch.json", "plans.jsonl")
"""What a batch itself writes into the output folder: no document's output is called so."""

Status = Literal["done", "secret", "failed"]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document could not be read: the error's code, what it said, what to do."""

    code: str
    message: str
    hint: str

    @classmethod
    def of(cls, error: VbparseError) -> Failure:
        """Take it from an error."""
        return cls(error.code, str(error), error.advice)


@dataclass(frozen=True, slots=True)
class Record:
    """What became of one document.

    `path` is as it was given; `name` is the output's path in the output folder, which is there unless
    `status` is `failed`; `made_by` says which version, settings, knowledge and format gave it; `flags` are
    the codes of error diagnostics. A `secret` document has a secrecy mark: only what may be told is in its
    output. A copy was not read: `same_as` is the path of the document with the same content whose output,
    or failure, is also its own.
    """

    path: str
    name: str
    status: Status
    made_by: str
    sha256: str | None = None
    tasks: int | None = None
    flags: tuple[str, ...] = ()
    error: Failure | None = None
    pages: int | None = None
    same_as: str | None = None

    def line(self) -> bytes:
        """Give the record as a line of JSON. A file name that is no text gets JSON escapes."""
        values = {name: getattr(self, name) for name in _FIELDS}
        text = json.dumps(values | {"error": self.error and asdict(self.error)}, ensure_ascii=False)
        return text.encode(errors="backslashreplace") + b"\n"


_FIELDS: Final = tuple(field.name for field in fields(Record))


def read_manifest(folder: Path) -> dict[str, Record]:
    """Read the records of a folder by their paths; the last one counts. Raises `OutputError`."""
    path = folder / NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        message = f"{shown(str(path))} cannot be read: {error.strerror or error}"
        raise OutputError(message) from error
    return records_of(data)


def write_manifest(folder: Path, records: Iterable[Record]) -> None:
    """Write the whole manifest, sorted by path. Raises `OutputError`."""
    write_whole(folder / NAME, manifest_lines(records))


def manifest_lines(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield the lines of a manifest, sorted by path."""
    return (record.line() for record in sorted(records, key=lambda record: record.path))


def open_manifest(folder: Path) -> IO[bytes]:
    """Open the manifest to append lines, after one that was cut off too. Raises `OutputError`."""
    path = folder / NAME
    try:
        stream = path.open("ab+")
        if stream.tell() and stream.seek(-1, os.SEEK_END) >= 0 and stream.read(1) != b"\n":
            stream.write(b"\n")
    except OSError as error:
        message = f"{shown(str(path))} cannot be written: {error.strerror or error}"
        raise OutputError(message) from error
    return stream


def append(stream: IO[bytes], record: Record) -> None:
    """Append a record, so that it is there if this process is killed the next moment. Raises `OutputError`."""
    try:
        stream.write(record.line())
        stream.flush()
    except OSError as error:
        message = f"{NAME} cannot be written: {error.strerror or error}"
        raise OutputError(message) from error


def _stays_inside(name: str) -> bool:
    """Tell whether a name leads to a file of the folder: a manifest that somebody else wrote may say anything."""
    path = PurePath(name)
    return not path.is_absolute() and not path.drive and ".." not in path.parts


def records_of(manifest: bytes) -> dict[str, Record]:
    """Read the records of a manifest by their paths; the last one counts."""
    records = (record for line in manifest.splitlines() if (record := record_of(line)) is not None)
    return {record.path: record for record in records if _stays_inside(record.name)}


def record_of(line: bytes) -> Record | None:
    """Read a line of a manifest; None where it is cut off or broken."""
    try:
        values: dict[str, Any] = json.loads(line)
        error = values.pop("error")
        return Record(**{**values, "flags": tuple(values["flags"])}, error=None if error is None else Failure(**error))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
