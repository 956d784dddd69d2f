"""Documents on their way into the archive.

What is sent is kept, and noted as a job, before its sender gets an answer; then workers read it. Whenever the server
ends, however it ends, the jobs that were not done are done when it starts again.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

from vbparse.archive.batch import made_by
from vbparse.archive.manifest import Failure
from vbparse.archive.settle import Errand, settle
from vbparse.archive.store import jobs as rows
from vbparse.archive.store.database import writing
from vbparse.archive.store.entry import make_entry, read_entry
from vbparse.archive.store.jobs import Job
from vbparse.archive.store.target import StoreSink, StoreTarget
from vbparse.errors import DamagedInput, VbparseError
from vbparse.output import shown
from vbparse.product import Order
from vbparse.serve.problems import Problem
from vbparse.serve.reading import Part, Sent, parts_in, read_sent
from vbparse.tuples import NamedTuple
from vbparse.worker import Crew, available_cores

if TYPE_CHECKING:
    from vbparse.archive.queries.documents import DocumentInfo
    from vbparse.archive.register import Archive
    from vbparse.serve.clerks import Clerks
    from vbparse.serve.contents import Contents
    from vbparse.serve.intake import Taken
    from vbparse.settings import Settings

Stage = Literal["waiting", "reading", "done", "secret", "unpacked", "failed"]
_NICE: Final = 5
"""By how much workers give way to the server itself."""
_MOST_TRIES: Final = 5
"""A document with which the server has ended so often is given up."""
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
        self._made_by = made_by(settings, StoreTarget.to)
        count = settings.jobs or available_cores()
        self._crew = Crew(count, settings, nice=_NICE)
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
            if not again and self._is_in(archive, taken.sha256):
                if is_emptied(archive, taken.sha256):
                    self._contents.remove(taken.sha256)
                return Accepted(sha256=taken.sha256)
            last = rows.last_job(archive.connection, taken.sha256)
            if last is not None and (last.state == "waiting" or (last.state == "unpacked" and not again)):
                return Accepted(job=last)
            try:
                self.check_room()
            except Problem:
                if last is None and not archive.holds(taken.sha256):
                    self._contents.remove(taken.sha256)
                raise
            job = Job(rows.new_id(), taken.sha256, "", taken.name, taken.size, _now().isoformat(), again=again)
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
            job = Job(rows.new_id(), info.sha256, source, info.name, 0, _now().isoformat(), again=True)
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
        self._crew.close()
        for thread in self._threads:
            thread.join()

    def _resume(self, archive: Archive) -> list[str]:
        """Give the jobs that are to be done, and forget what need not be kept."""
        with writing(archive.connection):
            rows.drop_old_jobs(archive.connection, (_now() - _KEPT_FOR).isoformat())
        swept = self._contents.sweep(rows.kept_contents(archive.connection))
        waiting = rows.waiting_jobs(archive.connection)
        _LOG.info("%d jobs to go on with, %d contents removed that nobody needs", len(waiting), swept)
        return waiting

    def _is_in(self, archive: Archive, sha256: str) -> bool:
        """Tell whether a document is in, as these settings allow: a secret one may be allowed now."""
        if not archive.holds(sha256):
            return False
        return not (self._settings.allow_secret and is_emptied(archive, sha256))

    def _put(self, *jobs: str) -> None:
        with self._change:
            self._waiting.extend(jobs)
            self._change.notify(len(jobs))

    def _serve(self) -> None:
        """Do one job after the other (in a thread of its own)."""
        while (job := self._next()) is not None:
            try:
                self._do(job)
            except InterruptedError:  # the server stops
                return
            except Exception as error:  # noqa: BLE001 (the thread must live: the job is done after the next start)
                _LOG.error("job %s: %s", job, type(error).__name__)
                _LOG.debug("", exc_info=error)
            finally:
                with self._change:
                    self._under_way.pop(job, None)
                    self._tell_ended(job)

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

    def _do(self, job_id: str) -> None:
        job = self._writer.submit(lambda archive: self._begun(archive, job_id)).result()
        if job is None:
            return
        if job.tries > _MOST_TRIES:
            message = f"{job.name} has ended its reader, and the server with it, {job.tries - 1} times"
            self._end(job, "failed", Failure.of(DamagedInput(message)))
            return
        errand = self._errand(job)
        try:
            answer = self._crew.do(read_sent, self._sent(errand), lambda done, total: self._note(job.id, done, total))
            parts = parts_in(answer)
        except InterruptedError:
            self._give_back(job)
            raise
        except VbparseError as error:
            self._end(job, "failed", _failure(errand, error))
        except (ValueError, TypeError, KeyError):
            self._end(job, "failed", Failure.of(DamagedInput(f"{job.name} made its reader give nonsense")))
        else:
            if parts is None:
                self._take(job, errand, answer)
            else:
                self._unpacked(job, parts)

    def _begun(self, archive: Archive, job_id: str) -> Job | None:
        """Count a try of a job; None where there is nothing to do any more."""
        job = rows.find_job(archive.connection, job_id)
        if job is None or job.state != "waiting":
            return None
        with writing(archive.connection):
            if not job.again and self._is_in(archive, job.sha256):
                is_secret = is_emptied(archive, job.sha256)
                if is_secret:
                    self._contents.remove(job.sha256)
                rows.end_job(archive.connection, job_id, "secret" if is_secret else "done", _now().isoformat())
                return None
            rows.begin_job(archive.connection, job_id)
        return job._replace(tries=job.tries + 1)

    def _give_back(self, job: Job) -> None:
        """Take back that a job was begun: the server was stopped in good order."""

        def take_back(archive: Archive) -> None:
            with writing(archive.connection):
                rows.begin_job(archive.connection, job.id, by=-1)

        self._writer.submit(take_back).result()

    def _errand(self, job: Job) -> Errand:
        single = self._settings._replace(jobs=1)
        path = job.path or str(self._contents.path(job.sha256))
        order = Order(path, single, name=job.name, render=make_entry)
        return Errand(path, job.name, self._made_by, order, job.sha256)

    def _sent(self, errand: Errand) -> Sent:
        return Sent(errand.order, str(self._contents.folder))

    def _note(self, job: str, done: int, total: int) -> None:
        self._under_way[job] = Progress(done, total)

    def _take(self, job: Job, errand: Errand, answer: bytes) -> None:
        """Take in a document that was read."""
        record, data = settle(errand, lambda _: answer, StoreSink())
        if record.error is not None:
            self._end(job, "failed", record.error)
            return
        entry = read_entry(data)
        self._writer.submit(lambda archive: archive.keep(record, entry)).result()
        if record.status == "secret":
            self._contents.remove(job.sha256)  # its pages may not be shown, and nothing is to be left lying about
        self._end(job, "secret" if record.status == "secret" else "done")

    def _unpacked(self, job: Job, parts: tuple[Part, ...]) -> None:
        """Note the documents of an archive as jobs of their own; they are kept already."""
        now = _now().isoformat()
        jobs = [
            Job(
                *(rows.new_id(), part.sha256, "", part.name, part.size, job.sent_at),
                part_of=job.id,
                again=job.again,
            )
            if part.failure is None
            else Job(
                *(rows.new_id(), "", "", part.name, 0, job.sent_at),
                part_of=job.id,
                state="failed",
                ended_at=now,
                error=part.failure,
            )
            for part in parts
        ]

        def note(archive: Archive) -> None:
            with writing(archive.connection):
                for one in jobs:
                    rows.add_job(archive.connection, one)
                rows.end_job(archive.connection, job.id, "unpacked", now)

        self._writer.submit(note).result()
        self._contents.remove(job.sha256)
        self._put(*(one.id for one in jobs if one.state == "waiting"))
        _LOG.info("job %s: unpacked, %d documents", job.id, len(jobs))

    def _end(self, job: Job, state: rows.State, failure: Failure | None = None) -> None:
        def note(archive: Archive) -> None:
            with writing(archive.connection):
                rows.end_job(archive.connection, job.id, state, _now().isoformat(), failure)

        self._writer.submit(note).result()
        _LOG.info("job %s: %s%s", job.id, state, f", {failure.code}" if failure else "")


def is_emptied(archive: Archive, sha256: str) -> bool:
    """Tell whether nothing but the secrecy mark of a document is in."""
    asked = """
        SELECT 1 FROM documents d WHERE d.sha256 = ? AND d.secrecy IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM nodes WHERE document = d.id)
        """
    return archive.connection.execute(asked, (sha256,)).fetchone() is not None


def _failure(errand: Errand, error: VbparseError) -> Failure:
    """Give why a job failed; where the content is kept is nobody's business."""
    failure = Failure.of(error)
    return Failure(failure.code, failure.message.replace(errand.path, errand.name), failure.hint)


def busy(count: int) -> Problem:
    """Give the problem that so many documents wait already."""
    return Problem(
        429,
        "busy",
        f"{count} documents wait to be read, and more may not",
        hint="Send it again later.",
        headers={"retry-after": _LATER},
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
