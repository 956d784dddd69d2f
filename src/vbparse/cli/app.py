"""Puts the commands together; ends the process with an exit code whatever happens.

A command is a module that offers a function of its name and `declare`, which tells the parser its arguments.
argparse is used, and not a library that reads them from signatures, for such a library takes longer to load
than a plan takes to read.
"""

from __future__ import annotations

import io
import sys
from argparse import Action, ArgumentParser, RawDescriptionHelpFormatter
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from vbparse import __version__
from vbparse.cli.common import Session, declare_common, run_command, take_common
from vbparse.errors import EXIT_INTERRUPTED, EXIT_USAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.worker import WarmChild

COMMANDS: Final = (
    "extract", "explain", "export", "batch", "archive", "watch", "diff", "push", "times", "unit", "schema", "formats", "evaluate", "train", "config", "doctor", "cache",
)  # fmt: skip
"""The commands in the order of the help: each is the function of that name in the module of that name."""

HELP: Final = """Read Vietnamese administrative plans (kế hoạch): who must do what by when. Works offline.

The options below may also stand after the command."""


class _Help(RawDescriptionHelpFormatter):
    """Help that looks the same under all versions of Python: `-o, --out OUT`."""

    def _format_action_invocation(self, action: Action) -> str:
        if not action.option_strings or action.nargs == 0:
            return super()._format_action_invocation(action)
        return f"{', '.join(action.option_strings)} {self._format_args(action, action.dest.upper())}"


def build_parser(commands: Sequence[str] = COMMANDS) -> ArgumentParser:
    """Make the parser of the command line, with some of the commands."""
    parser = ArgumentParser(prog="vbparse", description=HELP, formatter_class=_Help, allow_abbrev=False)
    declare_common(parser, "before")
    parser.add_argument(
        "--version", action="version", version=f"vbparse {__version__}", help="show the version and exit"
    )
    parts = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True, prog="vbparse")
    for name in commands:
        module = import_module(f"vbparse.cli.{name}")
        about = getattr(module, name).__doc__
        part = parts.add_parser(name, help=about, description=about, formatter_class=_Help, allow_abbrev=False)
        module.declare(part)
        if not hasattr(module, "ACTIONS"):  # these declare them for each action
            declare_common(part, "after")
    return parser


def run(arguments: Sequence[str] | None = None, *, warm: WarmChild | None = None) -> None:
    """Run a command line (None: the process's own) and end the process with its exit code.

    `warm` is a child that waits to read a document.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # Windows: not the code page of the console
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    named = [name for name in COMMANDS if arguments[:1] == [name]]
    parser = build_parser(named or COMMANDS)  # the usual call needs one module, not all
    if not arguments:
        parser.print_help(sys.stderr)
        sys.exit(EXIT_USAGE)
    given: dict[str, Any] = vars(parser.parse_args(arguments))
    name = given.pop("command")
    session = Session(take_common(given, "before").joined(take_common(given, "after")), warm)
    try:
        run_command(getattr(import_module(f"vbparse.cli.{name}"), name), session, given)
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
