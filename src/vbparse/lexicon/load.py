"""Reads the knowledge files of `lexicon/data`.

A TSV file begins with `#` lines (source, date, licence), then one line of column names, then one record a
line; an empty cell is an empty string, members of a list are parted by ` ; `. A TOML file begins with the
same comment lines. Files are read once a process; their form is checked by tests, not at run time.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from vbparse.errors import ResourceError
from vbparse.prepared import prepared
from vbparse.tuples import NamedTuple

R = TypeVar("R", bound=NamedTuple)

_DATA = Path(__file__).parent / "data"


def data_files() -> tuple[str, ...]:
    """Name all knowledge files, sorted."""
    return tuple(sorted(entry.name for entry in _DATA.iterdir() if entry.name.endswith((".tsv", ".toml"))))


def read_data(name: str) -> str:
    """Give the text of a knowledge file."""
    return read_bytes(name).decode().replace("\r\n", "\n")


def read_bytes(name: str) -> bytes:
    """Give a knowledge file as it lies on the disk."""
    try:
        return (_DATA / name).read_bytes()
    except OSError as error:
        message = f"the lexicon file {name} cannot be read: {error}"
        raise ResourceError(message) from error


def parse_rows(text: str, name: str) -> tuple[dict[str, str], ...]:
    """Turn the text of a TSV file into one dict a record; a line of the wrong width is a `ResourceError`."""
    lines = [
        (number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")
    ]
    if not lines:
        return ()
    columns = lines[0][1].split("\t")
    rows = []
    for number, line in lines[1:]:
        cells = line.split("\t")
        cells += [""] * (len(columns) - len(cells))
        if len(cells) > len(columns):
            message = f"{name}, line {number}: {len(cells)} cells for {len(columns)} columns"
            raise ResourceError(message)
        rows.append(dict(zip(columns, cells, strict=True)))
    return tuple(rows)


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Give the records of a TSV file of `lexicon/data`."""
    content: tuple[dict[str, str], ...] = prepared(name, lambda: parse_rows(read_data(name), name))
    return content


def _parse_table(name: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 (2 ms, and mostly the content is prepared)

    return tomllib.loads(read_data(name))


@cache
def table(name: str) -> dict[str, Any]:
    """Give the content of a TOML file of `lexicon/data`. Callers must not change it."""
    content: dict[str, Any] = prepared(name, lambda: _parse_table(name))
    return content


def members(cell: str) -> tuple[str, ...]:
    """Split a list cell."""
    return tuple(part.strip() for part in cell.split(" ; ") if part.strip())
