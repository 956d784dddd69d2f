"""Takes what a batch put out into the store: the way from many machines to one writer."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vbparse.archive.batch import Step
from vbparse.archive.manifest import NAME, Failure, read_manifest
from vbparse.archive.parts import part_of
from vbparse.archive.remote import read_remote_manifest
from vbparse.archive.store.entry import make_entry, read_entry
from vbparse.archive.store.target import StoreTarget
from vbparse.errors import DamagedInput, InputError, VbparseError
from vbparse.output import shown
from vbparse.storage import fetch, is_url, list_names
from vbparse.worker import run_many

if TYPE_CHECKING:
    from collections.abc import Generator

    from vbparse.archive.manifest import Record
    from vbparse.archive.register import Archive
    from vbparse.settings import Settings

_HINT: Final = "Run the batch again in JSON (`vbparse batch ... -o FOLDER`), then add the folder again."


def is_batch(folder: Path | str) -> bool:
    """Tell whether a folder, or a URL, holds what a batch put out. Raises `InputError` for a URL that cannot be read."""
    return NAME in list_names(folder) if isinstance(folder, str) else (folder / NAME).is_file()


def read_records(folder: Path | str) -> dict[str, Record]:
    """Give the manifest of a batch's folder. Raises `OutputError`; `InputError` for a URL."""
    return read_remote_manifest(folder) if isinstance(folder, str) else read_manifest(folder)


def add_outputs(archive: Archive, folder: Path | str, settings: Settings) -> Generator[Step, None, None]:
    """Take in the plan documents (JSON) of a batch's folder; yields each file when it is in.

    What is in already is skipped. Copies, and files that the batch could not read, are noted as such. Raises
    `OutputError`, and what `read_records` raises.
    """
    known = archive.records()
    todo: list[Record] = []
    others: list[Record] = []
    for record in map(_as_read_here, read_records(folder).values()):
        if known.get(record.path) == record and record.status != "failed":
            yield Step(record, skipped=True)
        elif record.status == "failed" or record.same_as is not None:
            others.append(record)
        else:
            todo.append(record)
    requests = ((str(_output(folder, record)), record.sha256, settings.max_memory) for record in todo)
    for number, result in run_many(_entry_of, requests, settings=settings):
        record = todo[number]
        if isinstance(result, VbparseError):
            failure = Failure(result.code, str(result), result.advice)
            record = replace(record, status="failed", sha256=None, error=failure)
        archive.keep(record, None if isinstance(result, VbparseError) else read_entry(result))
        yield Step(record)
    for record in others:
        archive.keep(record)
        yield Step(record)


def _as_read_here(record: Record) -> Record:
    """Give a record as reading into the archive would: what is in is the plan, in whatever form it was put out."""
    return replace(record, made_by=f"{record.made_by.rpartition(' ')[0]} {StoreTarget.to}")


def _output(folder: Path | str, record: Record) -> Path | str:
    """Give the file that holds a document's plan: its output, or its part of an output for all."""
    if isinstance(folder, str):
        return f"{folder.rstrip('/')}/{record.name}"
    part = part_of(folder, record.sha256 or "", "jsonl")
    return part if part.is_file() else folder / record.name


def _entry_of(request: tuple[str, str, int]) -> bytes:
    """Make the entry of a plan document in a file (in a worker: the file may be anything)."""
    path, sha256, most = request
    try:
        data = json.loads(fetch(path, most) if is_url(path) else Path(path).read_bytes())
        entry = make_entry(data)
    except OSError as error:
        message = f"{shown(path)} cannot be read: {error.strerror or error}"
        raise InputError(message, hint=_HINT) from error
    except ValueError as error:  # no JSON, or (pydantic) no plan document of this version
        message = f"{shown(path)} is no plan document of this version"
        raise DamagedInput(message, hint=_HINT) from error
    if data["source"]["sha256"] != sha256:
        message = f"{shown(path)} is of another document than its manifest says"
        raise DamagedInput(message, hint=_HINT)
    return entry
