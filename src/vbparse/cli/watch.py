"""`vbparse watch`: what arrives in folders goes into the archive."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vbparse.cli.batch import count_of
from vbparse.cli.common import Session, complain, refuse
from vbparse.cli.extract import declare_allow_secret, declare_model, declare_partial, declare_trust
from vbparse.cli.messages import say
from vbparse.output import shown

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence

    from vbparse.archive.batch import Step
    from vbparse.archive.register import Archive
    from vbparse.archive.watch import Look

_INTERVAL: Final = 5.0
_SETTLE: Final = 3.0


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folders", metavar="FOLDER", nargs="+", type=Path, help="folders to watch, with all below them")
    parser.add_argument(
        "--archive", metavar="DB", type=Path, help="file of the archive (default: the setting `archive`)"
    )
    parser.add_argument(
        "--interval", metavar="SECONDS", type=_seconds, default=_INTERVAL, help="time between two looks (default: 5)"
    )
    parser.add_argument(
        "--settle",
        metavar="SECONDS",
        type=_seconds,
        default=_SETTLE,
        help="time in which a file must not change to count as whole (default: 3)",
    )
    parser.add_argument("--once", action="store_true", help="end when all that is there now is in the archive")
    parser.add_argument("--jobs", metavar="N", type=count_of, help="worker processes (default: one a core)")
    declare_partial(parser)
    declare_allow_secret(parser)
    declare_trust(parser)
    declare_model(parser)


def _seconds(text: str) -> float:
    """Read a number of seconds (argparse tells of the `ValueError`)."""
    seconds = float(text)
    if not 0 <= seconds < 1e6:  # noqa: PLR2004 (nobody waits for weeks; `nan` is refused too)
        raise ValueError(text)
    return seconds


def watch(
    session: Session,
    *,
    folders: list[Path],
    archive: Path | None,
    interval: float,
    settle: float,
    once: bool,
    jobs: int | None,
    allow_secret: bool,
    trust: list[Path] | None,
    partial: bool,
    model: str | None,
) -> None:
    """Add the documents that arrive in folders to the archive, until stopped (Ctrl-C, SIGTERM)."""
    from vbparse.archive.register import Archive

    session.flags.update(
        allow_secret=allow_secret or None, partial=partial or None, jobs=jobs, trust=trust, model=model, archive=archive
    )
    for folder in folders:
        if not folder.is_dir():
            refuse("FOLDER", f"{shown(str(folder))} is no folder")
    signal.signal(signal.SIGTERM, _stop)
    with Archive(session.settings.archive, create=True) as opened:
        session.tell("watch.begin", shown(", ".join(map(str, folders))), shown(str(session.settings.archive)))
        try:
            _Watch(session, folders, opened, settle).run(interval, once=once)
        except KeyboardInterrupt:
            session.tell("watch.end")


def _stop(*_: object) -> None:
    """End as by Ctrl-C."""
    raise KeyboardInterrupt


class _Watch:
    """Looks, and has read what has arrived."""

    def __init__(self, session: Session, folders: Sequence[Path], archive: Archive, settle: float) -> None:
        from vbparse.archive.watch import Arrivals

        self._session, self._folders, self._archive = session, folders, archive
        self._arrivals = Arrivals(settle)
        self._settle = settle
        self._away: set[Path] = set()

    def run(self, interval: float, *, once: bool) -> None:
        """Look and read, again and again; `once`: until nothing is waited for."""
        while True:
            arrived = self._arrivals.look(self._files(), time.monotonic())
            if arrived:
                self._read(arrived)
            if once and not arrived and not self._arrivals.waiting():
                return
            time.sleep(min(interval, max(self._settle, 0.1)) if once else interval)

    def _files(self) -> dict[str, Look]:
        from vbparse.archive.documents import known_suffixes
        from vbparse.archive.watch import list_files

        found = {}
        for folder in self._folders:
            try:
                found.update(list_files(folder, known_suffixes()))
                self._away.discard(folder)
            except OSError as error:
                if folder not in self._away:  # said once, until it is there again
                    self._say(say("watch.away", self._session.lang, shown(str(folder)), error.strerror or error))
                self._away.add(folder)
        return found

    def _read(self, arrived: list[str]) -> None:
        from vbparse.archive.batch import Batch
        from vbparse.archive.store.target import StoreTarget

        steps = Batch(map(Path, arrived), StoreTarget(self._archive), settings=self._session.settings).run()
        try:
            for step in steps:
                if not step.skipped:
                    self._tell(step)
        finally:
            steps.close()  # workers are killed, what was done stands

    def _tell(self, step: Step) -> None:
        record = step.record
        key = "watch.copy" if record.same_as else f"watch.{record.status}"
        detail = record.error.message if record.error else record.same_as or str(record.tasks)
        self._say(say(key, self._session.lang, shown(record.path), shown(detail)))
        self._session.log("%s: %s, sha256 %s", record.path, record.status, record.sha256)

    def _say(self, text: str) -> None:
        if not self._session.common.quiet and sys.stderr is not None:
            complain(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {text}")
