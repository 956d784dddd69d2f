"""What all commands share: their common options, settings, messages, and the way to the output."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

from vbparse.cli.messages import describe_error, say
from vbparse.errors import EXIT_USAGE, InputError, OutputError, VbparseError
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable, Iterator

    from vbparse.child import Work
    from vbparse.export.options import Lang
    from vbparse.settings import Settings
    from vbparse.worker import WarmChild

_TICK = 0.2
"""Seconds between two counts on a terminal."""
CLOSED_PIPE = 141
"""128 + SIGPIPE: what a shell reports for a program whose reader has gone away."""


class Common(NamedTuple):
    """The options of all commands, as given before or after the command."""

    lexicon: tuple[Path, ...] = ()
    lang: str | None = None
    verbose: int = 0
    quiet: bool = False
    log_file: Path | None = None

    @property
    def logs(self) -> bool:
        """Tell whether a log is wanted."""
        return bool(self.verbose or self.log_file)

    def joined(self, later: Common) -> Common:
        """Add the options given after the command to those given before it."""
        return Common(
            self.lexicon + later.lexicon,
            later.lang or self.lang,
            self.verbose + later.verbose,
            self.quiet or later.quiet,
            later.log_file or self.log_file,
        )


class Session:
    """One run of a command. `flags` are settings that the command's own options give."""

    def __init__(self, common: Common, warm: WarmChild | None = None) -> None:
        """Begin with the common options, and a child that waits to read a document."""
        self.common = common
        self.warm = warm
        self.flags: dict[str, Any] = {}
        self._progress = ""

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
        listener = self._show_progress if self._shows_progress else None
        try:
            return run_limited(work, request, settings=self.settings, warm=warm, listener=listener)
        finally:
            self._clear_progress()

    @property
    def _shows_progress(self) -> bool:
        return not self.common.quiet and sys.stderr is not None and sys.stderr.isatty()

    @contextmanager
    def counting(self) -> Iterator[Callable[[int, int], None]]:
        """Give a function that shows on the terminal how much of how much is done."""
        shown = -1.0

        def show(done: int, total: int) -> None:
            nonlocal shown
            now = time.monotonic()
            if self._shows_progress and now - shown > _TICK:
                shown = now
                self._write_over(say("counting", self.lang, done, total))

        try:
            yield show
        finally:
            self._clear_progress()

    def _show_progress(self, done: int, total: int) -> None:
        """Write over the line on the terminal how many pages are read."""
        self._write_over(say("progress", self.lang, done, total))

    def _write_over(self, text: str) -> None:
        self._progress = text
        sys.stderr.write(f"\r{text}")
        sys.stderr.flush()

    def _clear_progress(self) -> None:
        if self._progress:
            sys.stderr.write(f"\r{' ' * len(self._progress)}\r")
            sys.stderr.flush()
            self._progress = ""

    def log(self, message: str, *values: object) -> None:
        """Write into the log, if there is one."""
        if self.common.logs:
            import logging

            logging.getLogger("vbparse").info(message, *values)

    def tell(self, key: str, *values: object) -> None:
        """Say something to the person, on standard error, unless asked to be quiet."""
        self.note(say(key, self.lang, *values))

    def note(self, text: str) -> None:
        """Say a text, as `tell` says a message."""
        if not self.common.quiet:
            complain(text)

    def put(self, data: bytes, out: Path | None) -> None:
        """Write the output to a file, whole or not at all, or to standard output. Raises `OutputError`."""
        if out is None or str(out) == "-":
            write_stdout(data)
            return
        from vbparse.output import shown, write_whole

        write_whole(out, data)
        self.tell("written", shown(str(out)))


def declare_common(parser: ArgumentParser, when: str) -> None:
    """Declare the options of all commands; `when` tells those before a command from those after it."""
    parser.add_argument(
        "--lexicon",
        metavar="FILE.tsv",
        type=Path,
        action="append",
        dest=f"{when}.lexicon",
        help="add units and abbreviations of your office (repeatable)",
    )
    parser.add_argument("--lang", metavar="vi|en", dest=f"{when}.lang", help="language of messages and headings")
    parser.add_argument(
        "-v",
        "--verbose",
        action="count",
        default=0,
        dest=f"{when}.verbose",
        help="log files and counts; -vv also what the document says",
    )
    parser.add_argument("-q", "--quiet", action="store_true", dest=f"{when}.quiet", help="say nothing but errors")
    parser.add_argument("--log-file", metavar="FILE", type=Path, dest=f"{when}.log_file", help="write the log to FILE")


def take_common(given: dict[str, Any], when: str) -> Common:
    """Take the common options out of the values given."""
    values = {name: given.pop(f"{when}.{name}") for name in Common._fields}
    return Common(**{**values, "lexicon": tuple(values["lexicon"] or ())})


def run_command(command: Callable[..., None], session: Session, given: dict[str, Any]) -> None:
    """Run a command with the values of its arguments; an error is told, and its exit code ends the process."""
    try:
        start_log(session.common)
        command(session, **given)
    except VbparseError as error:
        complain(describe_error(error, _language(session)))
        sys.exit(error.exit_code)


def refuse(option: str, message: str) -> NoReturn:
    """End the process because of a value that an option does not take."""
    complain(f"vbparse: {option}: {message}")
    sys.exit(EXIT_USAGE)


def start_log(common: Common) -> None:
    """Send the log to standard error or a file: names of files, codes and counts; the text only with -vv."""
    if not common.logs:
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
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")


def read_input(file: str, limit: int) -> tuple[str | bytes, str | None]:
    """Give what to read, a path or (for `-`) the bytes of standard input, and what to call it."""
    if file != "-":
        return file, None
    if sys.stdin is None:
        message = "standard input is closed"
        raise InputError(message, hint="Give the name of a file.")
    data = bytearray()
    while len(data) <= limit and (piece := sys.stdin.buffer.read(1 << 20)):
        data += piece
    return bytes(data), "<stdin>"


def write_stdout(data: bytes) -> None:
    """Write bytes to standard output; ends the command quietly if nobody reads on. Raises `OutputError`."""
    if sys.stdout is None:
        message = "standard output is closed"
        raise OutputError(message, hint="Write to a file with --out.")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        forget_stdout()
        sys.exit(CLOSED_PIPE)
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
