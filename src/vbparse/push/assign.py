"""Reads who is given what: a TOML file with names of units, and of members and categories of a project."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Final

from vbparse.errors import ResourceError
from vbparse.push.redmine_project import Assignments

if TYPE_CHECKING:
    from pathlib import Path

_HINT: Final = 'Write [assignee] and [category], and under them: "Phòng Nội vụ" = "a name of the project".'


def read_assignments(path: Path) -> Assignments:
    """Read the file. Raises `ResourceError`."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{path} cannot be read: {getattr(error, 'strerror', None) or error}"
        raise ResourceError(message, hint=_HINT) from error
    for name, names in data.items():
        if name not in Assignments._fields or not isinstance(names, dict):
            message = f"{path}: there is no table {name!r}"
            raise ResourceError(message, hint=_HINT)
        if wrong := [unit for unit, chosen in names.items() if not isinstance(chosen, str | int)]:
            message = f"{path}: what {wrong[0]!r} gets is no name"
            raise ResourceError(message, hint=_HINT)
    return Assignments(**{name: {unit: str(chosen) for unit, chosen in names.items()} for name, names in data.items()})
