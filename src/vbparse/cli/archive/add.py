"""`vbparse archive add`: documents, and outputs of batches, into the archive."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from vbparse.cli.batch import count_of
from vbparse.cli.course import command_line, follow, report, summarise
from vbparse.cli.engine import choose_engine, declare_scheduler
from vbparse.cli.extract import declare_allow_secret, declare_model, declare_partial, declare_trust
from vbparse.cli.inputs import HELP, take_inputs
from vbparse.errors import EXIT_BATCH_FAILED, EXIT_INTERRUPTED
from vbparse.output import shown

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from vbparse.archive.batch import Step
    from vbparse.archive.documents import Pattern
    from vbparse.archive.register import Archive
    from vbparse.cli.common import Session
    from vbparse.cli.engine import MakeEngine


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "inputs", metavar="IN", nargs="+", help=f"{HELP}; the folder OUT of a batch: its plans, without reading again"
    )
    parser.add_argument("--jobs", metavar="N", type=count_of, help="worker processes (default: one a core)")
    declare_scheduler(parser)
    parser.add_argument("--again", action="store_true", help="read also what is in")
    declare_partial(parser)
    declare_allow_secret(parser)
    declare_trust(parser)
    declare_model(parser)


def run(session: Session, *, inputs: list[str], again: bool, scheduler: str | None, **given: Any) -> None:
    """Add documents; what is in and has not changed is skipped."""
    from vbparse.archive.register import Archive
    from vbparse.archive.tally import Tally

    session.flags.update({name: value or None for name, value in given.items()})
    db = session.settings.archive
    tally = Tally()
    try:
        with Archive(db, create=True) as archive:
            engine = choose_engine(session, scheduler)
            for steps, total in _courses(session, archive, take_inputs(inputs), engine, again=again):
                follow(session, steps, tally.documents + total, tally)
    except KeyboardInterrupt:
        session.tell("batch.interrupted", shown(command_line(_retry(db, inputs, scheduler))))
        sys.exit(EXIT_INTERRUPTED)
    if not tally.documents:
        session.tell("nothing")
        return
    summarise(session, tally)
    session.tell("archive.where", shown(str(db)))
    report(session, tally, lambda code, paths: _retry(db, paths or inputs, scheduler, secret=code == "secret"))
    if tally.unread:
        sys.exit(EXIT_BATCH_FAILED)


def _courses(
    session: Session, archive: Archive, inputs: Iterable[Path | Pattern | str], engine: MakeEngine, *, again: bool
) -> Iterator[tuple[Iterable[Step], int]]:
    """Give what is to be followed, one after the other, each with its number of documents."""
    from vbparse.archive.batch import Batch
    from vbparse.archive.documents import Pattern
    from vbparse.archive.store.imports import add_outputs, is_batch, read_records
    from vbparse.archive.store.target import StoreTarget

    documents = []
    for given in inputs:
        if not isinstance(given, Pattern) and is_batch(given):
            yield add_outputs(archive, given, session.settings), len(read_records(given))
        else:
            documents.append(given)
    if documents:
        batch = Batch(documents, StoreTarget(archive), settings=session.settings, again=again, engine=engine)
        yield batch.run(), len(batch.documents)


def _retry(db: Path, inputs: Sequence[str], scheduler: str | None, *, secret: bool = False) -> list[str]:
    allow = ["--allow-secret"] if secret else []
    where = ["--scheduler", scheduler] if scheduler else []
    return ["vbparse", "archive", "add", *allow, *where, "--archive", str(db), "--", *inputs]
