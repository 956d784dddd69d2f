"""Documents on their way into the archive: which ones there are, and who does the next.

What is sent is kept, and noted as a job, before its sender gets an answer; then workers read it. Whenever the server
ends, however it ends, the jobs that were not done are done when it starts again.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal

from vbparse.archive.store import jobs as rows
from vbparse.archive.store.database import writing
from vbparse.archive.store.jobs import Job
from vbparse.output import shown
from vbparse.serve.doing import Doing, is_emptied, is_in, now
from vbparse.serve.problems import Problem
from vbparse.tuples import NamedTuple
from vbparse.worker import available_cores

if TYPE_CHECKING:
    from vbparse.archive.queries.documents import DocumentInfo
    from vbparse.archive.register import Archive
    from vbparse.serve.clerks import Clerks
    from vbparse.serve.contents import Contents
    from vbparse.serve.intake import Taken
    from vbparse.settings import Settings

Stage = Literal["waiting", "reading", "done", "secret", "unpacked", "failed"]
_PAUSE: Final = 10.0
"""Seconds after which what could not be taken in is tried again."""
_KEPT_FOR: Final = timedelta(days=30)
"""How long it is known what became of a job."""
_LATER: Final = "5"
"""Seconds after which a sender may try again."""
_LOG: Final = logging.getLogger("vbparse.serve")


class Progress(NamedTuple):
    """How far the reading of a document has come: `done` of `total` pages; none where that is not known yet."""

    done: int | None = None
    total: int | None = None


class Accepted(NamedTuple):
    """What became of what was sent: it is in already, as the document `sha256`; or it is, or has been, a job."""

    sha256: str | None = None
    job: Job | None = None


class Jobs:
    """Reads what is sent; any thread may call it."""

    def __init__(self, settings: Settings, contents: Contents, writer: Clerks) -> None:
        """Begin with what an earlier server has left to do. Raises `OutputError`, `ResourceError`."""
        self._settings, self._contents, self._writer = settings, contents, writer
        count = settings.jobs or available_cores()
        self._doing = Doing(settings, contents, writer, count)
        self._closed = False
        self._change = threading.Condition()
        self._waiting: deque[str] = deque()
        self._under_way: dict[str, Progress] = {}
        self._awaited: dict[str, Future[None]] = {}
        self._waiting.extend(writer.submit(self._resume).result())
        self._threads = [threading.Thread(target=self._serve, name=f"reader-{n}", daemon=True) for n in range(count)]
        for thread in self._threads:
            thread.start()

    def check_room(self) -> None:
        """Raise a `Problem` (429) where as many documents wait as may."""
        with self._change:
            count = len(self._waiting)
        if count >= self._settings.max_waiting:
            raise busy(count)

    def accept(self, archive: Archive, taken: Taken, *, again: bool) -> Accepted:
        """Note a content that is kept as a job, unless it is in, or a job already; for the thread that writes.

        With `again`, it is read also if it is in. Raises a `Problem` (429) where as many documents wait as may.
        """
        with writing(archive.connection):
            if not again and is_in(archive, taken.sha256, self._settings):
                if is_emptied(archive, taken.sha256):
                    self._contents.remove(taken.sha256)
                return Accepted(sha256=taken.sha256)
            last = rows.last_job(archive.connection, taken.sha256)
            if last is not None and (last.state == "waiting" or (last.state == "unpacked" and not again)):
                return Accepted(job=last)
            self.check_room()  # what is kept for nothing then goes at the next start: here somebody else may need it
            job = Job(rows.new_id(), taken.sha256, "", taken.name, taken.size, now().isoformat(), again=again)
            rows.add_job(archive.connection, job)
        self._put(job.id)
        _LOG.info("job %s: %s, %d bytes, sha256 %s", job.id, shown(job.name), job.size, job.sha256)
        return Accepted(job=job)

    def read_again(self, archive: Archive, info: DocumentInfo, source: str) -> Job:
        """Note a document that is in as a job, to be read anew from `source`; for the thread that writes.

        One that waits to be read is not noted twice. Raises a `Problem` (429).
        """
        with writing(archive.connection):
            last = rows.last_job(archive.connection, info.sha256)
            if last is not None and last.state == "waiting":
                return last
            self.check_room()
            job = Job(rows.new_id(), info.sha256, source, info.name, 0, now().isoformat(), again=True)
            rows.add_job(archive.connection, job)
        self._put(job.id)
        return job

    def stage(self, job: Job) -> Stage:
        """Tell what is being done with a job."""
        return "reading" if job.state == "waiting" and job.id in self._under_way else job.state

    def progress(self, job: str) -> Progress:
        """Tell how far a job has come."""
        return self._under_way.get(job, Progress())

    def counts(self) -> tuple[int, int]:
        """Count the jobs that wait, and those that are being done."""
        with self._change:
            return len(self._waiting), len(self._under_way)

    def ended(self, job: str) -> Future[None]:
        """Give what is done when a job has ended, or has been found to have ended; ask the archive what became of it."""
        with self._change:
            future = self._awaited.setdefault(job, Future())
            if job not in self._under_way and job not in self._waiting:
                self._tell_ended(job)
        return future

    def close(self) -> None:
        """Kill the workers; what they were doing is done by the next server."""
        with self._change:
            self._closed = True
            self._change.notify_all()
        self._doing.close()
        for thread in self._threads:
            thread.join()

    def _resume(self, archive: Archive) -> list[str]:
        """Give the jobs that are to be done, and forget what need not be kept."""
        with writing(archive.connection):
            rows.drop_old_jobs(archive.connection, (now() - _KEPT_FOR).isoformat())
        swept = self._contents.sweep(rows.kept_contents(archive.connection))
        waiting = rows.waiting_jobs(archive.connection)
        _LOG.info("%d jobs to go on with, %d contents removed that nobody needs", len(waiting), swept)
        return waiting

    def _put(self, *jobs: str) -> None:
        with self._change:
            self._waiting.extend(jobs)
            self._change.notify(len(jobs))

    def _serve(self) -> None:
        """Do one job after the other (in a thread of its own)."""
        while (job := self._next()) is not None:
            more: tuple[str, ...] = ()
            try:
                more = self._doing.do(job, lambda done, total: self._note(job, done, total))
            except InterruptedError:  # the server stops
                return
            except Exception as error:  # noqa: BLE001 (the disk is full, say; the thread must live)
                _LOG.error("job %s: %s", job, type(error).__name__)
                _LOG.debug("", exc_info=error)
                more = self._later(job)
            finally:
                with self._change:
                    self._under_way.pop(job, None)
                    self._tell_ended(job)
            self._put(*more)

    def _later(self, job: str) -> tuple[str, ...]:
        """Wait a while, and give the job again."""
        with self._change:
            self._change.wait_for(lambda: self._closed, timeout=_PAUSE)
        return (job,)

    def _note(self, job: str, done: int, total: int) -> None:
        self._under_way[job] = Progress(done, total)

    def _next(self) -> str | None:
        with self._change:
            self._change.wait_for(lambda: self._closed or self._waiting)
            if self._closed:
                return None
            job = self._waiting.popleft()
            self._under_way[job] = Progress()
            return job

    def _tell_ended(self, job: str) -> None:
        future = self._awaited.pop(job, None)
        if future is not None and not future.done():
            with suppress(Exception):  # whoever waited has gone
                future.set_result(None)


def busy(count: int) -> Problem:
    """Give the problem that so many documents wait already."""
    return Problem(
        429,
        "busy",
        f"{count} documents wait to be read, and more may not",
        hint="Send it again later.",
        headers={"retry-after": _LATER},
    )
