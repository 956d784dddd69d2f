"""Write the command reference from the commands themselves: `python scripts/cli_docs.py > docs/cli.md`."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from vbparse.cli.app import COMMANDS

VBPARSE = Path(sys.executable).with_name("vbparse")
HEAD = """# Commands

What `vbparse --help` and `vbparse COMMAND --help` say, and the output formats. Written by `scripts/cli_docs.py`:
change the commands, not this page. Exit codes stand in the [README](../README.md#what-it-gives).
"""


def said(*arguments: str) -> str:
    """Give what a command prints, as a code block."""
    plain = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run([VBPARSE, *arguments], env=plain, check=True, capture_output=True, encoding="utf-8")
    return f"```text\n{done.stdout.strip()}\n```\n"


def reference() -> str:
    """Give the whole page."""
    sections = [HEAD, "## vbparse\n", said("--help")]
    for command in COMMANDS:
        sections += [f"## vbparse {command}\n", said(command, "--help")]
        for action in getattr(import_module(f"vbparse.cli.{command}"), "ACTIONS", ()):
            sections += [f"### vbparse {command} {action}\n", said(command, action, "--help")]
    return "\n".join([*sections, "## Formats of --to\n", said("--lang", "en", "formats")])


if __name__ == "__main__":
    sys.stdout.buffer.write(reference().encode())
