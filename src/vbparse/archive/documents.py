"""Which documents a batch reads, and under which names their outputs stand."""

from __future__ import annotations

import glob
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from vbparse.archive.manifest import NAMES, Failure
from vbparse.archive.survey import SUFFIXES, Survey
from vbparse.errors import InputError, LimitExceeded, VbparseError
from vbparse.output import safe_name, shown
from vbparse.readers.registry import own_readers
from vbparse.readers.source import INSIDE
from vbparse.settings import Settings
from vbparse.storage import fetch_digest, find, is_url
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from vbparse.archive.manifest import Record

UNFINISHED: Final = (".", "~$")
"""How names begin of files that are no documents: hidden ones, what copying programs write first, Word's locks."""
DEFAULTS: Final = Settings()
_CHECK: Final = "Check the name and the access rights of the file."


class Pattern(NamedTuple):
    """Stands for the files whose paths fit: `plans/**/*.pdf`, where no shell has put the paths in its place."""

    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file to read: `path` as given, perhaps a URL, `name` its output's path in the output folder, with suffix.

    Names differ, also where the contents are the same (which is known only when the files are read). Of a document
    in an archive the `sha256` is known already; so is the `failure` of what cannot be read whatever it holds.
    """

    path: str
    name: str
    sha256: str = ""
    failure: Failure | None = None

    @property
    def is_known(self) -> bool:
        """Tell whether it need not be looked at to know its content."""
        return bool(self.sha256 or self.failure)


class _Found(NamedTuple):
    """What an input leads to: `inside` is its path below the folder that was given; a `path` that is text is a URL."""

    path: Path | str
    inside: PurePosixPath
    sha256: str = ""
    failure: Failure | None = None


def find_documents(
    inputs: Iterable[Path | Pattern | str],
    *,
    out: Path | None = None,
    suffix: str,
    known: Mapping[str, Record],
    settings: Settings = DEFAULTS,
) -> tuple[Document, ...]:
    """List the documents of files, folders (with all below them) and patterns, each once, in the order given.

    An input that is text is a URL: see `storage.find`, which raises what cannot be listed. Of a folder, files whose suffix a reader names are taken, sorted; hidden ones and the output folder are
    left out (`out`). A file that is named itself, or by a pattern, is taken whatever its name, and also if it is not
    there. Outputs keep the folders below the folder that was given, or below the part of a pattern that has no
    wildcards; where two would meet, the later one gets a mark made of its path. A document that the manifest knows
    keeps its name. An archive or mail stands for the documents in it (`archive.zip!/folder/plan.pdf`).
    """
    taken = {*map(_key, NAMES), *(_key(record.name) for record in known.values())}
    seen: set[str] = set()
    documents = []
    survey = Survey(settings)
    try:
        for found in _expanded(_files(inputs, out and out.resolve()), survey):
            identity = _identity(found.path)
            if identity in seen:
                continue
            seen.add(identity)
            posix = _posix(found.path)
            path = posix if INSIDE in posix else str(found.path)
            record = known.get(path)
            if record is not None and record.same_as is None and record.name.endswith(suffix):
                name = record.name
            else:  # new, a copy that may have become a document of its own, or made in another format
                name = _free_name(found.inside, path, suffix, taken)
            taken.add(_key(name))
            documents.append(Document(path, name, found.sha256, found.failure))
    finally:
        survey.close()
    return tuple(documents)


def known_suffixes() -> frozenset[str]:
    """Give the endings of names by which documents are found in folders, in small letters."""
    return frozenset(suffix for reader in own_readers() for suffix in reader.SUFFIXES)


def digest(path: str, *, max_bytes: int = DEFAULTS.max_bytes) -> str:
    """Give the sha256 of a file, or of one at a URL, without holding it in memory.

    Raises what reading it would: `InputError` for what is not there, cannot be read or is no file,
    `LimitExceeded` for more than `max_bytes`.
    """
    if is_url(path):
        return fetch_digest(path, max_bytes)
    file = Path(path)
    try:
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
        raise _unreadable(path, error) from error


def _unreadable(path: str, error: Exception) -> InputError:
    return InputError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}", hint=_CHECK)


def _expanded(files: Iterable[_Found], survey: Survey) -> Iterator[_Found]:
    """Put the documents in place of archives and mails; one that cannot be listed stays, and its reader tells why."""
    for found in files:
        outer, mark, member = _posix(found.path).partition(INSIDE)
        archive = outer if isinstance(found.path, str) else Path(outer)
        if mark and not found.failure and not _is_file(found.path) and _is_file(archive):
            packed = survey.document(archive, member)
            yield found._replace(sha256=packed.sha256, failure=packed.failure)
        elif found.inside.suffix.lower() in SUFFIXES and (isinstance(found.path, str) or _is_file(found.path)):
            yield from _unpacked(found, survey)
        else:
            yield found


def _unpacked(found: _Found, survey: Survey) -> Iterator[_Found]:
    try:
        documents = survey.documents(found.path)
    except LimitExceeded as error:
        yield found._replace(failure=Failure.of(error))
        return
    except VbparseError:
        documents = ()
    for packed in documents:
        path = f"{_posix(found.path)}{INSIDE}{packed.path}"
        inside = found.inside / packed.path.replace(INSIDE, "/").lstrip("/")
        yield _Found(path if isinstance(found.path, str) else Path(path), inside, packed.sha256, packed.failure)
    if not documents:
        yield found


def _files(inputs: Iterable[Path | Pattern | str], out: Path | None) -> Iterator[_Found]:
    """Yield each file with its path inside the folder that was given."""
    for given in inputs:
        if isinstance(given, Pattern):
            yield from _fitting(given.text, out)
        elif isinstance(given, str):
            yield from _elsewhere(given)
        elif _is(given, stat.S_ISDIR):
            yield from _below(given, given, out)
        else:
            yield _Found(given, PurePosixPath(given.name))


def _elsewhere(given: str) -> Iterator[_Found]:
    suffixes = known_suffixes()
    for url, inside in find(given):
        hidden = any(part.startswith(UNFINISHED) for part in inside.parts)
        if url == given or (inside.suffix.lower() in suffixes and not hidden):
            yield _Found(url, inside)


def _fitting(pattern: str, out: Path | None) -> Iterator[_Found]:
    """Yield the files that a pattern stands for, and those below the folders."""
    found = False
    root = _fixed_part(pattern)
    for path in map(Path, sorted(glob.iglob(pattern, recursive=True))):  # noqa: PTH207 (which takes hidden ones too)
        resolved = _resolved(path)
        if out is not None and out in {resolved, *resolved.parents}:
            continue
        found = True
        if path.is_dir():
            yield from _below(path, root, out)
        else:
            yield _Found(path, PurePosixPath(path.relative_to(root).as_posix()))
    if not found:
        error = InputError(f"no file fits the pattern {shown(pattern)}", hint=_CHECK)
        yield _Found(Path(pattern), PurePosixPath(safe_name(pattern)), failure=Failure.of(error))


def _fixed_part(pattern: str) -> Path:
    """Give the folder of a pattern: what stands before the first part with a wildcard."""
    parts = Path(pattern).parts
    wild = (number for number, part in enumerate(parts) if glob.has_magic(part))
    return Path(*parts[: next(wild, len(parts) - 1)])


def _below(given: Path, root: Path, out: Path | None) -> Iterator[_Found]:
    """Yield the documents below a folder, by their paths below `root`; folders that cannot be read as failures."""
    suffixes = known_suffixes()
    errors: list[OSError] = []
    for folder, folders, files in os.walk(given, onerror=errors.append):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and _resolved(here / name) != out)
        for name in sorted(files):
            if Path(name).suffix.lower() in suffixes and not name.startswith(UNFINISHED):
                yield _Found(here / name, PurePosixPath((here / name).relative_to(root).as_posix()))
    for error in errors:
        path = Path(error.filename)
        yield _Found(path, PurePosixPath(path.name), failure=Failure.of(_unreadable(str(path), error)))


def _posix(path: Path | str) -> str:
    return path if isinstance(path, str) else path.as_posix()


def _identity(path: Path | str) -> str:
    """Give what is the same for two paths to one file; the name of a document in an archive may lead nowhere else."""
    if isinstance(path, str):
        return path
    outer, mark, member = path.as_posix().partition(INSIDE)
    return f"{_resolved(Path(outer))}{mark}{member}"


def _resolved(path: Path) -> Path:
    """Give what a path leads to; the path itself where that cannot be told (a loop of links, say)."""
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):
        return path.absolute()


def _is_file(path: Path | str) -> bool:
    """Tell whether there is a file; of a URL whether it cannot be but one: it has no document's name behind it."""
    return INSIDE not in path if isinstance(path, str) else _is(path, stat.S_ISREG)


def _is(path: Path, kind: Callable[[int], bool]) -> bool:
    """Tell what kind of thing there is, if there is one (`Path.is_file` raises for some paths that cannot be)."""
    try:
        return kind(path.stat().st_mode)
    except (OSError, ValueError):
        return False


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
