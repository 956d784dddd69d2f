"""`vbparse config`: the settings that hold, and where each is from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from vbparse.cli.common import Session, write_text
from vbparse.settings import RULES

if TYPE_CHECKING:
    from argparse import ArgumentParser


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments: none."""


def config(session: Session) -> None:
    """Print the settings that hold, in the form of vbparse.toml, and where each is from."""
    settings, origin = session.loaded
    lines = []
    for name, value in settings._asdict().items():
        lines.append(f"# {RULES[name].description}; from: {origin[name]}")
        lines.append(f"{name} = {_toml(value)}")
    write_text("\n".join(lines) + "\n")


def _toml(value: Any) -> str:
    """Write a value as TOML; JSON writes strings, numbers and lists of strings the same way."""
    if isinstance(value, tuple):
        return json.dumps([str(item) for item in value], ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False, default=str)  # paths
