"""What all commands share: their common options, settings, messages, and the way to the output."""

from __future__ import annotations

import inspect
import os
import sys
from dataclasses import dataclass, field
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast, get_type_hints

import typer

from vbparse.cli.messages import describe_error, say
from vbparse.errors import OutputError, VbparseError

if TYPE_CHECKING:
    from collections.abc import Callable

    from vbparse.child import Work
    from vbparse.export.options import Lang
    from vbparse.settings import Settings
    from vbparse.worker import WarmChild

CLOSED_PIPE = 141
"""128 + SIGPIPE: what a shell reports for a program whose reader has gone away."""

Lexicon = Annotated[
    list[Path] | None,
    typer.Option("--lexicon", metavar="FILE.tsv", help="Add units and abbreviations of your office (repeatable)."),
]
Language = Annotated[str | None, typer.Option("--lang", metavar="vi|en", help="Language of messages and headings.")]
Verbose = Annotated[
    int, typer.Option("--verbose", "-v", count=True, help="Log files and counts; -vv also what the document says.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
LogFile = Annotated[Path | None, typer.Option("--log-file", metavar="FILE", help="Write the log to FILE.")]


@dataclass(frozen=True, slots=True)
class Common:
    """The options of all commands, as given before or after the command."""

    lexicon: tuple[Path, ...] = ()
    lang: str | None = None
    verbose: int = 0
    quiet: bool = False
    log_file: Path | None = None

    def joined(self, later: Common) -> Common:
        """Add the options given after the command to those given before it."""
        return Common(
            self.lexicon + later.lexicon,
            later.lang or self.lang,
            self.verbose + later.verbose,
            self.quiet or later.quiet,
            later.log_file or self.log_file,
        )


@dataclass
class Session:
    """One run of a command."""

    common: Common
    warm: WarmChild | None = None
    flags: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def loaded(self) -> tuple[Settings, dict[str, str]]:
        """The settings that hold, and where each is from. Raises `ResourceError`."""
        from vbparse.settings import load_settings

        return load_settings({**self.flags, "lang": self.common.lang, "lexicon": self.common.lexicon or None})

    @property
    def settings(self) -> Settings:
        """The settings that hold. Raises `ResourceError`."""
        return self.loaded[0]

    @property
    def lang(self) -> Lang:
        """The language of what people read."""
        return cast("Lang", self.settings.lang)

    def run(self, work: Work, request: object) -> bytes:
        """Do a piece of work in a child process, within the limits. Raises a `VbparseError`."""
        from vbparse.worker import run_limited

        warm, self.warm = self.warm, None
        return run_limited(work, request, settings=self.settings, warm=warm)

    def tell(self, key: str, *values: object) -> None:
        """Say something to the person, on standard error, unless asked to be quiet."""
        if not self.common.quiet:
            complain(say(key, self.lang, *values))

    def put(self, data: bytes, out: Path | None) -> None:
        """Write the output to a file, whole or not at all, or to standard output. Raises `OutputError`."""
        if out is None or str(out) == "-":
            write_stdout(data)
            return
        from vbparse.output import shown, write_whole

        write_whole(out, data)
        self.tell("written", shown(str(out)))


def with_common(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `(session, …)` the common options as options of its own.

    Settings that a command's own options set (`allow_secret`, `jobs`) are put into `session.flags` by it.
    """

    @wraps(command)
    def wrapper(context: typer.Context, **given: Any) -> None:
        later = Common(
            tuple(given.pop("lexicon") or ()),
            given.pop("lang"),
            given.pop("verbose"),
            given.pop("quiet"),
            given.pop("log_file"),
        )
        session = cast("Session", context.obj)
        session.common = session.common.joined(later)
        start_log(session.common)
        try:
            command(session, **given)
        except VbparseError as error:
            complain(describe_error(error, _language(session)))
            raise typer.Exit(error.exit_code) from error

    own = get_type_hints(command, include_extras=True)
    named = inspect.Parameter.KEYWORD_ONLY
    parameters = [
        inspect.Parameter("context", named, annotation=typer.Context),
        *(
            parameter.replace(kind=named, annotation=own[name])
            for name, parameter in inspect.signature(command).parameters.items()
            if name != "session"
        ),
        inspect.Parameter("lexicon", named, default=None, annotation=Lexicon),
        inspect.Parameter("lang", named, default=None, annotation=Language),
        inspect.Parameter("verbose", named, default=0, annotation=Verbose),
        inspect.Parameter("quiet", named, default=False, annotation=Quiet),
        inspect.Parameter("log_file", named, default=None, annotation=LogFile),
    ]
    setattr(wrapper, "__signature__", inspect.Signature(parameters))  # noqa: B010 (unknown to the type checker)
    wrapper.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return wrapper


def start_log(common: Common) -> None:
    """Send the log to standard error or a file: names of files, codes and counts; the text only with -vv."""
    if not (common.verbose or common.log_file):
        return
    import logging

    level = logging.DEBUG if common.verbose > 1 else logging.INFO
    try:
        handler = logging.FileHandler(common.log_file, encoding="utf-8") if common.log_file else logging.StreamHandler()
    except OSError as error:
        message = f"the log {common.log_file} cannot be written: {error.strerror or error}"
        raise OutputError(message) from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("vbparse")
    logger.setLevel(level)
    logger.addHandler(handler)


def complain(text: str) -> None:
    """Write a line to standard error, if there is one."""
    typer.echo(text, err=True)


def read_input(file: str, limit: int) -> tuple[str | bytes, str | None]:
    """Give what to read, a path or (for `-`) the bytes of standard input, and what to call it."""
    if file != "-":
        return file, None
    data = bytearray()
    while len(data) <= limit and (piece := sys.stdin.buffer.read(1 << 20)):
        data += piece
    return bytes(data), "<stdin>"


def write_stdout(data: bytes) -> None:
    """Write bytes to standard output; ends the command quietly if nobody reads on. Raises `OutputError`."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        forget_stdout()
        raise typer.Exit(CLOSED_PIPE) from error
    except OSError as error:
        message = f"standard output cannot be written: {error.strerror or error}"
        raise OutputError(message) from error


def write_text(text: str) -> None:
    """Write text to standard output in UTF-8."""
    write_stdout(text.encode(errors="replace"))


def forget_stdout() -> None:
    """Let the interpreter find no broken pipe when it flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _language(session: Session) -> Lang:
    """Give the language for an error, also for one in the settings."""
    if "loaded" in session.__dict__:
        return session.lang
    chosen = session.common.lang or os.environ.get("VBPARSE_LANG")
    return "en" if chosen == "en" else "vi"
