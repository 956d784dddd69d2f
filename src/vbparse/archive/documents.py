"""Which documents a batch reads, and under which names their outputs stand."""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from vbparse.errors import InputError, LimitExceeded, VbparseError
from vbparse.output import safe_name
from vbparse.readers.packed import containers
from vbparse.readers.registry import own_readers
from vbparse.readers.source import INSIDE, open_source
from vbparse.settings import Settings
from vbparse.storage import fetch_digest, find, is_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vbparse.archive.manifest import Record

MAX_BYTES: Final = Settings().max_bytes
_CHECK: Final = "Check the name and the access rights of the file."


@dataclass(frozen=True, slots=True)
class Document:
    """A file to read: `path` as given, perhaps a URL, `name` its output's path in the output folder, with suffix.

    Names differ, also where the contents are the same (which is known only when the files are read).
    """

    path: str
    name: str


def find_documents(
    inputs: Iterable[Path | str],
    *,
    out: Path | None = None,
    suffix: str,
    known: Mapping[str, Record],
    max_bytes: int = MAX_BYTES,
) -> tuple[Document, ...]:
    """List the documents of files and folders (with all below them), each once, in the order given.

    An input that is text is a URL: see `storage.find`; raises what that raises. Of a folder, files whose suffix a reader names are taken, sorted; hidden ones and the output folder are
    left out (`out`). A file that is named itself is taken whatever its name. Outputs keep the folders below the
    folder that was given; where two would meet, the later one gets a mark made of its path. A document that
    the manifest knows keeps its name. An archive or mail stands for the documents in it
    (`archive.zip!/folder/plan.pdf`).
    """
    taken = {_key(record.name) for record in known.values()}
    seen: set[Path | str] = set()
    documents = []
    for path, inside in _expanded(_files(inputs, out and out.resolve()), max_bytes):
        resolved = path if isinstance(path, str) else path.resolve()
        if resolved in seen:
            continue
        seen.add(resolved)
        shown = path.as_posix() if isinstance(path, Path) and INSIDE in path.as_posix() else str(path)
        record = known.get(shown)
        if record is not None and record.same_as is None and record.name.endswith(suffix):
            name = record.name
        else:  # new, a copy that may have become a document of its own, or made in another format
            name = _free_name(inside, shown, suffix, taken)
        taken.add(_key(name))
        documents.append(Document(shown, name))
    return tuple(documents)


def digest(path: str, *, max_bytes: int = MAX_BYTES) -> str:
    """Give the sha256 of a file, or of a document in an archive, without holding the file in memory.

    Raises what reading it would: `InputError` for what is not there, cannot be read or is no file,
    `LimitExceeded` for more than `max_bytes`.
    """
    if is_url(path):
        return open_source(path, max_bytes=max_bytes).sha256 if INSIDE in path else fetch_digest(path, max_bytes)
    file = Path(path)
    try:
        if INSIDE in path and not file.exists():
            return open_source(path, max_bytes=max_bytes).sha256
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            message = f"{path} is no file"
            raise InputError(message, hint=_CHECK)
        if status.st_size > max_bytes:
            message = f"{path} is larger than the limit of {max_bytes} bytes"
            raise LimitExceeded(message)
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        message = f"{path} cannot be read: {getattr(error, 'strerror', None) or error}"
        raise InputError(message, hint=_CHECK) from error


def _expanded(
    files: Iterable[tuple[Path | str, PurePosixPath]], max_bytes: int
) -> Iterator[tuple[Path | str, PurePosixPath]]:
    """Put the documents in place of archives and mails; one that cannot be listed stays, and its reader tells why."""
    for path, inside in files:
        if inside.suffix.lower() not in containers.SUFFIXES or (isinstance(path, Path) and not path.is_file()):
            yield path, inside
            continue
        try:
            source = open_source(path, max_bytes=max_bytes)
            found = list(_documents(source.data, source.name, max_bytes, 1))
        except (VbparseError, RecursionError):
            found = []
        if not found:
            yield path, inside
        for member in found:
            whole = f"{path}{INSIDE}{member}" if isinstance(path, str) else Path(f"{path.as_posix()}{INSIDE}{member}")
            yield whole, inside / member.replace(INSIDE, "/").lstrip("/")


def _documents(data: bytes, name: str, max_bytes: int, depth: int) -> Iterator[str]:
    """Yield the documents of a container, and of containers in it."""
    for member in containers.list_members(data, name):
        inner = None
        if depth < containers.DEEPEST and not member.refusal and member.name.lower().endswith(containers.SUFFIXES):
            with suppress(VbparseError):
                content = containers.read_inside(data, name, member.name, most=max_bytes)
                inner = list(_documents(content, member.name, max_bytes, depth + 1))
        yield from [f"{member.name}{INSIDE}{path}" for path in inner] if inner else [member.name]


def _files(inputs: Iterable[Path | str], out: Path | None) -> Iterator[tuple[Path | str, PurePosixPath]]:
    """Yield each file with its path inside the folder that was given."""
    suffixes = {suffix for reader in own_readers() for suffix in reader.SUFFIXES}
    for given in inputs:
        if isinstance(given, str):
            yield from _files_elsewhere(given, suffixes)
        elif not given.is_dir():
            yield given, PurePosixPath(given.name)
        else:
            yield from _files_below(given, suffixes, out)


def _files_below(given: Path, suffixes: set[str], out: Path | None) -> Iterator[tuple[Path, PurePosixPath]]:
    for folder, folders, files in os.walk(given):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and (here / name).resolve() != out)
        for name in sorted(files):
            if Path(name).suffix.lower() in suffixes and not name.startswith("."):
                yield here / name, PurePosixPath((here / name).relative_to(given).as_posix())


def _files_elsewhere(given: str, suffixes: set[str]) -> Iterator[tuple[str, PurePosixPath]]:
    for url, inside in find(given):
        hidden = any(part.startswith(".") for part in inside.parts)
        if url == given or (inside.suffix.lower() in suffixes and not hidden):
            yield url, inside


def _free_name(inside: PurePosixPath, path: str, suffix: str, taken: set[str]) -> str:
    folders = [safe_name(part) for part in inside.parts[:-1]]
    stem = safe_name(inside.stem)
    name = "/".join((*folders, f"{stem}{suffix}"))
    if _key(name) not in taken:
        return name
    mark = hashlib.sha256(os.fsencode(path)).hexdigest()[:8]
    return "/".join((*folders, f"{stem}-{mark}{suffix}"))


def _key(name: str) -> str:
    """Give what names are compared by: some file systems take upper and lower case for the same."""
    return name.casefold()
