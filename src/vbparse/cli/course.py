"""The course of a batch as people see it: a bar or lines while it runs, then the numbers, then what was not read."""

from __future__ import annotations

import shlex
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from vbparse.cli.common import complain
from vbparse.cli.messages import error_words, say
from vbparse.output import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vbparse.archive.batch import Step
    from vbparse.archive.manifest import Record
    from vbparse.archive.tally import Tally, Unread
    from vbparse.cli.common import Session

_UNKNOWN: Final = "-:--:--"


def follow(session: Session, steps: Iterable[Step], total: int, tally: Tally) -> None:
    """Count the documents as they are finished, and show it: a bar on a terminal, else a line a document."""
    with _shower(session, total, tally) as show:
        for step in steps:
            tally.add(step)
            show(step)


def summarise(session: Session, tally: Tally) -> None:
    """Say what became of all documents."""
    counts = (tally.documents, tally.read, tally.skipped, tally.copies, tally.failed, tally.secret)
    session.tell("batch.summary", *counts, tally.pages, tally.tasks, tally.seconds, tally.rate)


def report(session: Session, tally: Tally, retry: Callable[[str, Sequence[str]], list[str]]) -> None:
    """List what was not read, by class, each with the command that reads it again.

    `retry` gives the command for a class and paths; without paths it is that for all that is not done.
    """
    for code, unread in sorted(tally.unread.items()):
        name = code if session.lang == "en" else f"{_kind(session, code)} [{code}]"
        complain(f"\n{say('batch.class', session.lang, name, unread.count)}")
        for record in unread.first:
            complain(f"  {shown(record.path)}{_detail(record)}")
        if unread.count > len(unread.first):
            complain(f"  {say('batch.more', session.lang, unread.count - len(unread.first))}")
        complain(f"  {say('batch.retry', session.lang, command_line(retry(code, _paths(unread))))}")


def command_line(arguments: Sequence[str]) -> str:
    """Give a command as it is typed here."""
    return subprocess.list2cmdline(arguments) if sys.platform == "win32" else shlex.join(arguments)


def _paths(unread: Unread) -> list[str]:
    """Name the documents if they are few, and have names that can be typed."""
    paths = [record.path for record in unread.first]
    return paths if unread.count == len(paths) and all(shown(path) == path for path in paths) else []


@contextmanager
def _shower(session: Session, total: int, tally: Tally) -> Iterator[Callable[[Step], None]]:
    """Give what shows that a document is finished."""
    if session.common.quiet or sys.stderr is None:
        yield lambda _: None
    elif not sys.stderr.isatty():
        yield lambda step: complain(f"[{tally.documents}/{total}] {_line(session, step)}")
    else:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[note]}"),
        )
        with Progress(*columns, console=Console(stderr=True)) as progress:
            bar = progress.add_task(say("reading", session.lang), total=total, note="")
            yield lambda _: progress.update(bar, completed=tally.documents, note=_note(session, total, tally))


def _note(session: Session, total: int, tally: Tally) -> str:
    left = tally.left(total)
    words = _UNKNOWN if left is None else str(timedelta(seconds=round(left)))
    return say("batch.course", session.lang, tally.rate, words, tally.failed)


def _line(session: Session, step: Step) -> str:
    record = step.record
    key = "skipped" if step.skipped else "copy" if record.same_as and not record.error else record.status
    return f"{shown(record.path)}: {say(f'batch.{key}', session.lang, shown(record.same_as or ''))}{_detail(record)}"


def _detail(record: Record) -> str:
    return f": {shown(record.error.message)}" if record.error else ""


def _kind(session: Session, code: str) -> str:
    return say("batch.secret", session.lang) if code == "secret" else error_words(code)[0]
