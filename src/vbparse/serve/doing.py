"""One job after the other: a document is read by a worker and taken in, or an archive is taken apart."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from vbparse.archive.batch import made_by
from vbparse.archive.manifest import Failure
from vbparse.archive.settle import Errand, settle
from vbparse.archive.store import jobs as rows
from vbparse.archive.store.database import writing
from vbparse.archive.store.entry import make_entry, read_entry
from vbparse.archive.store.jobs import Job
from vbparse.archive.store.target import StoreSink, StoreTarget
from vbparse.errors import DamagedInput, OutputError, VbparseError
from vbparse.product import Order
from vbparse.serve.reading import Part, Sent, parts_in, read_sent
from vbparse.worker import Crew

if TYPE_CHECKING:
    from vbparse.archive.register import Archive
    from vbparse.progress import Listener
    from vbparse.serve.clerks import Clerks
    from vbparse.serve.contents import Contents
    from vbparse.settings import Settings

_NICE: Final = 10
"""By how much workers give way to the server itself."""
_MOST_TRIES: Final = 5
"""A document with which the server has ended so often is given up."""
_LOG: Final = logging.getLogger("vbparse.serve")


class Doing:
    """Workers, and what is done with what they give; as many threads may call it as there are workers."""

    def __init__(self, settings: Settings, contents: Contents, writer: Clerks, count: int) -> None:
        """Begin with `count` workers. Raises `ResourceError`."""
        self._settings, self._contents, self._writer = settings, contents, writer
        self._made_by = made_by(settings, StoreTarget.to)
        self._crew = Crew(count, settings, nice=_NICE)

    def close(self) -> None:
        """Kill the workers."""
        self._crew.close()

    def do(self, job_id: str, listener: Listener) -> tuple[str, ...]:
        """Do a job; gives those that came of it. `listener` is told how many pages of how many are done.

        Raises `InterruptedError` when it was closed, `OutputError` where the archive cannot be written.
        """
        job = self._writer.submit(lambda archive: self._begun(archive, job_id)).result()
        if job is None:
            return ()
        if job.tries > _MOST_TRIES:
            message = f"{job.name} has ended its reader, and the server with it, {job.tries - 1} times"
            return self._end(job, "failed", Failure.of(DamagedInput(message)))
        errand = self._errand(job)
        try:
            answer = self._crew.do(read_sent, Sent(errand.order, str(self._contents.folder)), listener)
            parts = parts_in(answer)
            return self._take(job, errand, answer) if parts is None else self._unpacked(job, parts)
        except InterruptedError:
            self._give_back(job)
            raise
        except OutputError:
            raise
        except VbparseError as error:
            return self._end(job, "failed", _failure(errand, error))
        except (ValueError, TypeError, KeyError):  # the document has taken the worker over
            return self._end(job, "failed", Failure.of(DamagedInput(f"{job.name} made its reader give nonsense")))

    def _begun(self, archive: Archive, job_id: str) -> Job | None:
        """Count a try of a job; None where there is nothing to do any more."""
        job = rows.find_job(archive.connection, job_id)
        if job is None or job.state != "waiting":
            return None
        with writing(archive.connection):
            if not job.again and is_in(archive, job.sha256, self._settings):
                is_secret = is_emptied(archive, job.sha256)
                if is_secret:
                    self._contents.remove(job.sha256)
                rows.end_job(archive.connection, job_id, "secret" if is_secret else "done", now().isoformat())
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

    def _take(self, job: Job, errand: Errand, answer: bytes) -> tuple[str, ...]:
        """Take in a document that was read."""
        record, data = settle(errand, lambda _: answer, StoreSink())
        if record.error is not None:
            return self._end(job, "failed", record.error)
        entry = read_entry(data)
        self._writer.submit(lambda archive: archive.keep(record, entry)).result()
        if record.status == "secret":
            self._contents.remove(job.sha256)  # its pages may not be shown, and nothing is to be left lying about
        return self._end(job, "secret" if record.status == "secret" else "done")

    def _unpacked(self, job: Job, parts: tuple[Part, ...]) -> tuple[str, ...]:
        """Note the documents of an archive as jobs of their own; they are kept already."""
        ended = now().isoformat()
        jobs = [_part_of(job, part, ended) for part in parts]

        def note(archive: Archive) -> None:
            with writing(archive.connection):
                for one in jobs:
                    rows.add_job(archive.connection, one)
                rows.end_job(archive.connection, job.id, "unpacked", ended)

        self._writer.submit(note).result()
        self._contents.remove(job.sha256)
        _LOG.info("job %s: unpacked, %d documents", job.id, len(jobs))
        return tuple(one.id for one in jobs if one.state == "waiting")

    def _end(self, job: Job, state: rows.State, failure: Failure | None = None) -> tuple[str, ...]:
        """Note how a job ended; nothing comes of it."""

        def note(archive: Archive) -> None:
            with writing(archive.connection):
                rows.end_job(archive.connection, job.id, state, now().isoformat(), failure)

        self._writer.submit(note).result()
        _LOG.info("job %s: %s%s", job.id, state, f", {failure.code}" if failure else "")
        return ()


def is_in(archive: Archive, sha256: str, settings: Settings) -> bool:
    """Tell whether a document is in, as the settings allow: of a secret one more may be allowed now."""
    return archive.holds(sha256) and not (settings.allow_secret and is_emptied(archive, sha256))


def is_emptied(archive: Archive, sha256: str) -> bool:
    """Tell whether nothing but the secrecy mark of a document is in."""
    asked = """
        SELECT 1 FROM documents d WHERE d.sha256 = ? AND d.secrecy IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM nodes WHERE document = d.id)
        """
    return archive.connection.execute(asked, (sha256,)).fetchone() is not None


def now() -> datetime:
    """Give the time, UTC, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def _part_of(job: Job, part: Part, ended: str) -> Job:
    """Give the job of a document that was in an archive; of one that cannot be read, it has ended."""
    if part.failure is None:
        return Job(rows.new_id(), part.sha256, "", part.name, part.size, job.sent_at, part_of=job.id, again=job.again)
    return Job(
        *(rows.new_id(), "", "", part.name, 0, job.sent_at),
        part_of=job.id,
        state="failed",
        ended_at=ended,
        error=part.failure,
    )


def _failure(errand: Errand, error: VbparseError) -> Failure:
    """Give why a job failed; where the content is kept is nobody's business."""
    failure = Failure.of(error)
    return Failure(failure.code, failure.message.replace(errand.path, errand.name), failure.hint)
