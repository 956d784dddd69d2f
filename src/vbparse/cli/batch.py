"""`vbparse batch`: many documents into a folder."""

from __future__ import annotations

import shlex
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vbparse.cli.common import Session, complain, refuse
from vbparse.cli.extract import (
    declare_allow_secret,
    declare_format,
    declare_model,
    declare_partial,
    declare_trust,
    require_format,
)
from vbparse.cli.messages import error_words, say
from vbparse.errors import EXIT_BATCH_FAILED, EXIT_INTERRUPTED
from vbparse.output import shown

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable, Iterator

    from vbparse.archive.batch import Batch, Step
    from vbparse.archive.engine import Engine
    from vbparse.archive.manifest import Record
    from vbparse.archive.settle import Sink
    from vbparse.archive.target import Target
    from vbparse.settings import Settings

_LISTED: Final = 10
"""Documents that are named for each class of failure."""


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "inputs", metavar="IN", nargs="+", help="files, folders with all below them, archives, mails; URLs (s3://…)"
    )
    parser.add_argument(
        "-o", "--out", metavar="OUT", required=True, help="folder, or its URL, for the outputs and the manifest"
    )
    declare_format(parser)
    parser.add_argument("--jobs", metavar="N", type=_count, help="worker processes (default: one a core)")
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="read on the Dask cluster of this scheduler (see docs/cluster.md)"
    )
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
    inputs: list[str],
    out: str,
    to: str,
    jobs: int | None,
    scheduler: str | None,
    allow_secret: bool,
    trust: list[Path] | None,
    partial: bool,
    model: str | None,
) -> None:
    """Read many documents; what an earlier run has done is skipped."""
    from vbparse.archive.batch import Batch
    from vbparse.storage import place

    session.flags.update(
        allow_secret=allow_secret or None, partial=partial or None, jobs=jobs, trust=trust, model=model
    )
    require_format(to)
    engine = _engine(session, scheduler, jobs)
    work = Batch(map(place, inputs), _target(out, to), settings=session.settings, engine=engine)
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
    session.tell("batch.summary", len(steps), len(steps) - skipped - len(unread), skipped, len(unread), shown(out))
    again = [
        "vbparse",
        "batch",
        *(["--to", to] if to != "json" else []),
        *(["--model", model] if model else []),
        *(["--scheduler", scheduler] if scheduler else []),
        "-o",
        out,
        "--",
    ]
    _report(session, unread, again, inputs)
    if unread:
        sys.exit(EXIT_BATCH_FAILED)


def _engine(session: Session, scheduler: str | None, jobs: int | None) -> Callable[[Settings, Sink], Engine]:
    """Choose who reads the documents: this computer, or a cluster."""
    from functools import partial

    from vbparse.archive.engine import LocalEngine

    if scheduler is None:
        return LocalEngine
    if jobs is not None:
        refuse("--jobs", "with --scheduler, the threads of its workers tell how many documents are read side by side")
    from vbparse.archive.cluster import ClusterEngine

    return partial(ClusterEngine, address=scheduler, tell=session.tell)


def _target(out: str, to: str) -> Target:
    """Choose where the results go: a folder, or a URL."""
    from vbparse.archive.remote import RemoteTarget
    from vbparse.archive.target import FolderTarget
    from vbparse.storage import place

    where = place(out)
    return FolderTarget(where, to=to) if isinstance(where, Path) else RemoteTarget(where, to=to)


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
