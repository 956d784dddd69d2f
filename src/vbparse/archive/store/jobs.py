"""The jobs of the server: a row for each document that was sent, until it is in and for a while after."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict
from typing import TYPE_CHECKING, Final, Literal

from vbparse.archive.manifest import Failure
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

State = Literal["waiting", "done", "secret", "unpacked", "failed"]


class Job(NamedTuple):
    """A document that was sent.

    `path` is where its content lies (empty: it is kept beside the archive), `name` what the sender calls it; `part_of` the id of the job of the archive that
    it was in; `again`: it is read also if it is in; `tries` how often it was begun. Times are ISO, UTC.

    state     waiting   it is to be read, or is being read
              done      it is in
              secret    it has a secrecy mark: nothing but the mark is in
              unpacked  it was an archive or a mail; its documents are jobs of their own
              failed    it cannot be read; `error` says why
    """

    id: str
    sha256: str
    path: str
    name: str
    size: int
    sent_at: str
    part_of: str | None = None
    again: bool = False
    state: State = "waiting"
    tries: int = 0
    ended_at: str | None = None
    error: Failure | None = None
    number: int = 0


_COLUMNS: Final = tuple(name for name in Job._fields if name != "number")
_ALL: Final = f"SELECT {', '.join(_COLUMNS)}, number FROM jobs"  # noqa: S608 (our own names)


def new_id() -> str:
    """Give an id that nobody can guess."""
    return secrets.token_hex(16)


def add_job(connection: sqlite3.Connection, job: Job) -> None:
    """Take a job in. Inside a transaction."""
    marks = ", ".join("?" * len(_COLUMNS))
    error = job.error and json.dumps(asdict(job.error), ensure_ascii=False)
    given = job._replace(error=None)._asdict() | {"error": error, "again": int(job.again)}
    connection.execute(
        f"INSERT INTO jobs ({', '.join(_COLUMNS)}) VALUES ({marks})",  # noqa: S608 (our own names)
        [given[name] for name in _COLUMNS],
    )


def find_job(connection: sqlite3.Connection, job: str) -> Job | None:
    """Give a job by its id."""
    return next(_jobs(connection, "WHERE id = ?", job), None)


def last_job(connection: sqlite3.Connection, sha256: str) -> Job | None:
    """Give the last job of a content."""
    return next(_jobs(connection, "WHERE sha256 = ? ORDER BY number DESC LIMIT 1", sha256), None)


def parts_of(connection: sqlite3.Connection, job: str) -> list[Job]:
    """Give the jobs of the documents that were in an archive, in their order there."""
    return list(_jobs(connection, "WHERE part_of = ? ORDER BY number", job))


def list_jobs(connection: sqlite3.Connection, state: State | None, limit: int, offset: int = 0) -> list[Job]:
    """Give the jobs that were sent last, those first; of one state, if it is given."""
    where = "WHERE state = ?" if state else "WHERE ? IS NULL"
    return list(_jobs(connection, f"{where} ORDER BY number DESC LIMIT ? OFFSET ?", state, limit, offset))


def count_jobs(connection: sqlite3.Connection, state: State | None) -> int:
    """Count the jobs, or those of one state."""
    where = "WHERE state = ?" if state else "WHERE ? IS NULL"
    return int(connection.execute(f"SELECT count(*) FROM jobs {where}", (state,)).fetchone()[0])  # noqa: S608 (our own)


def waiting_jobs(connection: sqlite3.Connection) -> list[str]:
    """Give the ids of the jobs that are to be done, in the order in which they were sent."""
    return [job for (job,) in connection.execute("SELECT id FROM jobs WHERE state = 'waiting' ORDER BY number")]


def begin_job(connection: sqlite3.Connection, job: str, *, by: int = 1) -> None:
    """Count a try; `by` -1 takes it back. Inside a transaction."""
    connection.execute("UPDATE jobs SET tries = tries + ? WHERE id = ?", (by, job))


def end_job(connection: sqlite3.Connection, job: str, state: State, at: str, error: Failure | None = None) -> None:
    """Note how a job ended. Inside a transaction."""
    told = error and json.dumps(asdict(error), ensure_ascii=False)
    connection.execute("UPDATE jobs SET state = ?, ended_at = ?, error = ? WHERE id = ?", (state, at, told, job))


def drop_job(connection: sqlite3.Connection, job: str) -> None:
    """Take out a job that has ended, with those of the documents that were in it. Inside a transaction."""
    connection.execute("DELETE FROM jobs WHERE (id = ?1 OR part_of = ?1) AND state <> 'waiting'", (job,))


def drop_old_jobs(connection: sqlite3.Connection, before: str) -> None:
    """Take out the jobs that ended before a time. Inside a transaction."""
    connection.execute("DELETE FROM jobs WHERE ended_at < ?", (before,))


def kept_contents(connection: sqlite3.Connection) -> frozenset[str]:
    """Give the contents (sha256) that must be kept: of jobs, and of documents that are in."""
    rows = connection.execute("SELECT sha256 FROM jobs UNION SELECT sha256 FROM documents")
    return frozenset(sha256 for (sha256,) in rows)


def _jobs(connection: sqlite3.Connection, which: str, *values: object) -> Iterator[Job]:
    for row in connection.execute(f"{_ALL} {which}", values):
        job = Job._make(row)
        error = Failure(**json.loads(row[_COLUMNS.index("error")])) if job.error else None
        yield job._replace(error=error, again=bool(job.again))
