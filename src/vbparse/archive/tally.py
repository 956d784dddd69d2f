"""What became of the documents of a run: numbers, and the first few that failed, so that memory stays flat."""

from __future__ import annotations

import time
from bisect import insort
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from vbparse.archive.batch import Step
    from vbparse.archive.manifest import Record

LISTED: Final = 10
"""Documents that are named for each class of failure."""


class Unread:
    """Documents that failed for one reason: how many, and the first ones by path."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[Record] = []

    def add(self, record: Record) -> None:
        """Take in another one."""
        self.count += 1
        insort(self.first, record, key=lambda record: record.path)
        del self.first[LISTED:]


class Tally:
    """Counts of a run. `pages` and `tasks` are those of documents that were read in it."""

    def __init__(self) -> None:
        """Begin now."""
        self.documents = self.read = self.skipped = self.copies = self.failed = self.secret = 0
        self.pages = self.tasks = 0
        self.unread: dict[str, Unread] = {}
        """By the code of the error, or `secret`."""
        self._begun = time.monotonic()

    def add(self, step: Step) -> None:
        """Count a document that is finished."""
        record = step.record
        self.documents += 1
        self.failed += record.status == "failed"
        self.secret += record.status == "secret"
        if record.status != "done":
            self.unread.setdefault(record.error.code if record.error else record.status, Unread()).add(record)
        elif step.skipped:
            self.skipped += 1
        elif record.same_as is not None:
            self.copies += 1
        else:
            self.read += 1
        if not step.skipped and record.same_as is None:
            self.pages += record.pages or 0
            self.tasks += record.tasks or 0

    @property
    def seconds(self) -> float:
        """The time since the beginning."""
        return time.monotonic() - self._begun

    @property
    def rate(self) -> float:
        """Documents a second, without those that an earlier run had done."""
        return (self.documents - self.skipped) / max(self.seconds, 0.001)

    def left(self, total: int) -> float | None:
        """Give the seconds that the rest of `total` documents will take; None while nobody can tell."""
        return (total - self.documents) / self.rate if self.rate else None
