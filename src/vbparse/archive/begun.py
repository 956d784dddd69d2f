"""What a batch was begun with: kept where its results are, so that `--resume` needs nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vbparse.archive.documents import Pattern
from vbparse.errors import InputError, OutputError
from vbparse.output import shown, write_whole
from vbparse.storage import fetch, place, store, without_secrets
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME: Final = "batch.json"
_MOST: Final = 1_000_000_000
"""Bytes that are read at a URL: a list of a batch's documents may be long."""
_GIVE: Final = "Give the documents, without --resume."


class Begun(NamedTuple):
    """The inputs and options of a batch, as they were given; paths are relative to the working folder `folder`."""

    folder: Path
    inputs: tuple[Path | Pattern | str, ...]
    options: Mapping[str, Any]
    """Plain data; paths are texts."""


def write_begun(out: Path | str, begun: Begun) -> None:
    """Keep it in the output folder of the batch, which may be at a URL. Raises `OutputError`."""
    inputs = [{"pattern": given.text} if isinstance(given, Pattern) else str(given) for given in begun.inputs]
    values = {"folder": str(begun.folder), "inputs": inputs, "options": dict(begun.options)}
    data = json.dumps(values, ensure_ascii=False, indent=1).encode(errors="backslashreplace") + b"\n"
    if isinstance(out, str):
        store(f"{out}/{NAME}", data)
    else:
        write_whole(out / NAME, data)


def read_begun(out: Path | str) -> Begun:
    """Give what the batch in this output folder was begun with. Raises `OutputError` where none was."""
    path = f"{out}/{NAME}"
    try:
        values = json.loads(fetch(path, _MOST) if isinstance(out, str) else (out / NAME).read_bytes())
        inputs = (Pattern(given["pattern"]) if isinstance(given, dict) else place(given) for given in values["inputs"])
        return Begun(Path(values["folder"]), tuple(inputs), dict(values["options"]))
    except FileNotFoundError as error:
        message = f"no batch was begun in {shown(str(out))}: {NAME} is not there"
        raise OutputError(message, hint=_GIVE) from error
    except InputError as error:
        message = f"no batch was begun in {without_secrets(str(out))}, as far as can be told: {error}"
        raise OutputError(message, hint=_GIVE) from error
    except OSError as error:
        message = f"{shown(path)} cannot be read: {error.strerror or error}"
        raise OutputError(message, hint=_GIVE) from error
    except (ValueError, TypeError, KeyError) as error:
        message = f"{shown(path)} is damaged"
        raise OutputError(message, hint=_GIVE) from error
