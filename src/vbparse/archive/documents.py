"""Which documents a batch reads, and under which names their outputs stand."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from vbparse.output import safe_name
from vbparse.readers.registry import own_readers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vbparse.archive.manifest import Record


@dataclass(frozen=True, slots=True)
class Document:
    """A file to read: `path` as given, `name` its output's path in the output folder, with suffix."""

    path: str
    name: str


def find_documents(
    inputs: Iterable[Path], out: Path, *, suffix: str, known: Mapping[str, Record]
) -> tuple[Document, ...]:
    """List the documents of files and folders (with all below them), each once, in the order given.

    Of a folder, files whose suffix a reader names are taken, sorted; hidden ones and the output folder are
    left out. A file that is named itself is taken whatever its name. Outputs keep the folders below the
    folder that was given; where two would meet, the later one gets a mark made of its path. A document that
    the manifest knows keeps its name.
    """
    taken = {_key(record.name) for record in known.values()}
    seen: set[Path] = set()
    documents = []
    for path, inside in _files(inputs, out.resolve()):
        resolved = path.resolve()
        if resolved in seen:
            continue
        seen.add(resolved)
        shown = str(path)
        name = known[shown].name if shown in known else _free_name(inside, shown, suffix, taken)
        if not name.endswith(suffix):  # the manifest is of another format
            name = _free_name(inside, shown, suffix, taken)
        taken.add(_key(name))
        documents.append(Document(shown, name))
    return tuple(documents)


def digest(path: str) -> str | None:
    """Give the sha256 of a file; None if it cannot be read."""
    try:
        with Path(path).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _files(inputs: Iterable[Path], out: Path) -> Iterator[tuple[Path, PurePosixPath]]:
    """Yield each file with its path inside the folder that was given."""
    suffixes = {suffix for reader in own_readers() for suffix in reader.SUFFIXES}
    for given in inputs:
        if not given.is_dir():
            yield given, PurePosixPath(given.name)
            continue
        for folder, folders, files in os.walk(given):
            here = Path(folder)
            folders[:] = sorted(name for name in folders if not name.startswith(".") and (here / name).resolve() != out)
            for name in sorted(files):
                if Path(name).suffix.lower() in suffixes and not name.startswith("."):
                    yield here / name, PurePosixPath((here / name).relative_to(given).as_posix())


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
