"""Puts the commands together; ends the process with an exit code whatever happens."""

from __future__ import annotations

import io
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Final

import typer

from vbparse import __version__
from vbparse.cli.common import Common, Language, Lexicon, LogFile, Quiet, Session, Verbose, with_common
from vbparse.errors import EXIT_INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.worker import WarmChild

COMMANDS: Final = ("extract", "explain", "batch", "schema", "formats", "evaluate", "config", "doctor")
"""The commands in the order of the help: each is the function of that name in the module of that name."""

HELP: Final = """Read Vietnamese administrative plans (kế hoạch): who must do what by when. Works offline.

The options below may also stand after the command."""


def build_app(commands: Sequence[str] = COMMANDS) -> typer.Typer:
    """Make the application, with some of the commands."""
    app = typer.Typer(
        help=HELP, no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    app.callback()(_before)
    for name in commands:
        command = getattr(import_module(f"vbparse.cli.{name}"), name)
        app.command(name=name)(with_common(command))
    return app


def run(arguments: Sequence[str] | None = None, *, warm: WarmChild | None = None) -> None:
    """Run a command line (None: the process's own) and end the process with its exit code.

    `warm` is a child that waits to read a document.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # Windows: not the code page of the console
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    named = [name for name in COMMANDS if arguments[:1] == [name]]
    app = build_app(named or COMMANDS)  # the usual call needs one module, not all
    try:
        app(args=arguments, prog_name="vbparse", obj=warm)
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"vbparse {__version__}")
        raise typer.Exit


def _before(
    context: typer.Context,
    lexicon: Lexicon = None,
    lang: Language = None,
    verbose: Verbose = 0,
    quiet: Quiet = False,
    log_file: LogFile = None,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version and exit.")
    ] = False,
) -> None:
    del version  # its callback has acted
    context.obj = Session(Common(tuple(lexicon or ()), lang, verbose, quiet, log_file), warm=context.obj)
