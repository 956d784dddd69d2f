"""`vbparse batch`: many documents into a folder."""

from __future__ import annotations

import shlex
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vbparse.cli.choice import declare_choice, take_choice
from vbparse.cli.common import Session, complain
from vbparse.cli.extract import declare_allow_secret, declare_model, declare_partial, declare_trust
from vbparse.cli.messages import error_words, say
from vbparse.errors import EXIT_BATCH_FAILED, EXIT_INTERRUPTED
from vbparse.output import shown

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from vbparse.archive.batch import Batch, Step
    from vbparse.archive.manifest import Record

_LISTED: Final = 10
"""Documents that are named for each class of failure."""


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "inputs", metavar="IN", nargs="+", type=Path, help="files, folders with all below them, archives, mails"
    )
    parser.add_argument(
        "-o", "--out", metavar="OUT", type=Path, required=True, help="folder for the outputs and the manifest"
    )
    declare_choice(parser)
    parser.add_argument("--jobs", metavar="N", type=_count, help="worker processes (default: one a core)")
    declare_partial(parser)
    declare_allow_secret(parser)
    declare_trust(parser)
    declare_model(parser)


def _count(text: str) -> int:
    """Read a number from 1 on (argparse tells of the `ValueError`)."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def batch(
    session: Session,
    *,
    inputs: list[Path],
    out: Path,
    to: list[str] | None,
    unit: str | None,
    lead_only: bool,
    first: str | None,
    last: str | None,
    jobs: int | None,
    allow_secret: bool,
    trust: list[Path] | None,
    partial: bool,
    model: str | None,
) -> None:
    """Read many documents; what an earlier run has done is skipped."""
    from vbparse.archive.batch import Batch
    from vbparse.archive.target import FolderTarget
    from vbparse.export.registry import has_words

    session.flags.update(
        allow_secret=allow_secret or None, partial=partial or None, jobs=jobs, trust=trust, model=model
    )
    choice = take_choice(to, unit, lead_only=lead_only, first=first, last=last, default="json")
    options = choice.options(session.lang if has_words(choice.to) else "vi")
    work = Batch(inputs, FolderTarget(out, to=choice.to, options=options), settings=session.settings)
    if not work.documents:
        session.tell("nothing")
        return
    try:
        steps = list(_shown(session, work))
    except KeyboardInterrupt:
        session.tell("interrupted")
        sys.exit(EXIT_INTERRUPTED)
    unread = [step.record for step in steps if step.record.status != "done"]
    skipped = sum(step.skipped and step.record.status == "done" for step in steps)
    session.tell("batch.summary", len(steps), len(steps) - skipped - len(unread), skipped, len(unread), shown(str(out)))
    again = [
        "vbparse",
        "batch",
        *choice.again,
        *(["--model", model] if model else []),
        "-o",
        str(out),
        "--",
    ]
    _report(session, unread, again, [str(path) for path in inputs])
    if unread:
        sys.exit(EXIT_BATCH_FAILED)


def _shown(session: Session, work: Batch) -> Iterator[Step]:
    """Run the batch: a bar on a terminal, else a line a document."""
    total = len(work.documents)
    with _bar(session, total) as bar:
        for number, step in enumerate(work.run(), 1):
            if bar is not None:
                bar.advance(bar.task_ids[0])
            elif not session.common.quiet:
                complain(_line(session, number, total, step))
            yield step


def _bar(session: Session, total: int) -> Any:
    """Give a progress bar, or a context of None where there is no terminal or nothing is to be said."""
    if session.common.quiet or sys.stderr is None or not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    progress = Progress(*columns, console=Console(stderr=True))
    progress.add_task(say("reading", session.lang), total=total)
    return progress


def _line(session: Session, number: int, total: int, step: Step) -> str:
    record = step.record
    key = "batch.skipped" if step.skipped else f"batch.{record.status}"
    detail = f": {shown(record.error.message)}" if record.error else ""
    return f"[{number}/{total}] {shown(record.path)}: {say(key, session.lang)}{detail}"


def _report(session: Session, unread: list[Record], again: list[str], inputs: list[str]) -> None:
    """List what was not read, by kind, each with the command that reads it again.

    For many documents that is the whole batch once more: it skips what is done.
    """
    kinds: dict[str, list[Record]] = {}
    for record in sorted(unread, key=lambda record: record.path):
        kinds.setdefault(record.error.code if record.error else record.status, []).append(record)
    for code, records in sorted(kinds.items()):
        name = code if session.lang == "en" else f"{_kind(session, code)} [{code}]"
        complain(f"\n{say('batch.class', session.lang, name, len(records))}")
        for record in records[:_LISTED]:
            detail = f": {shown(record.error.message)}" if record.error else ""
            complain(f"  {shown(record.path)}{detail}")
        if len(records) > _LISTED:
            complain(f"  {say('batch.more', session.lang, len(records) - _LISTED)}")
        paths = [record.path for record in records] if len(records) <= _LISTED else inputs
        allow = ["--allow-secret"] if code == "secret" else []
        complain(f"  {say('batch.retry', session.lang, shown(shlex.join([*again[:2], *allow, *again[2:], *paths])))}")


def _kind(session: Session, code: str) -> str:
    return say("batch.secret", session.lang) if code == "secret" else error_words(code)[0]
