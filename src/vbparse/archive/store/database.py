"""The archive's database file: opened, brought to this version's schema, changed in transactions.

SQLite in WAL mode: readers and one writer at a time do not wait for each other, a second writer waits its turn, and
what was committed stands after a kill or a power failure.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vbparse.errors import OutputError, ResourceError
from vbparse.output import make_folder, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

APPLICATION: Final = 0x76627061
"""`vbpa`: tells our files from other SQLite files."""
OLDEST_SQLITE: Final = (3, 37, 0)
"""Strict tables."""
_PATIENCE: Final = 60.0
"""Seconds that a writer waits for another one."""
_PAUSE: Final = 0.02
_KIND: Final = 0xFF
"""Of SQLite's error codes, the bits that tell the kind."""
_FULL: Final = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")


def migrations() -> tuple[str, ...]:
    """Give the SQL scripts that lead from an empty file to this version's schema, in order."""
    folder = Path(__file__).parent / "migrations"
    return tuple(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql")))


def open_database(path: Path, *, create: bool) -> sqlite3.Connection:
    """Open an archive, make it if asked to, and bring it to this version's schema.

    Raises `ResourceError` where there is none, where the file is no archive or one of a later version, `OutputError`
    where it cannot be made.
    """
    _check_before(path, create=create)
    try:
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    except sqlite3.Error as error:
        raise _told(path, error) from error
    try:
        _prepare(connection, path)
    except sqlite3.Error as error:
        connection.close()
        raise _told(path, error) from error
    except ResourceError:
        connection.close()
        raise
    return connection


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """Make changes that become true together at the end, or not at all. Raises `OutputError`."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.rollback()
            raise
        connection.commit()
    except sqlite3.OperationalError as error:
        raise _told(Path(_file_of(connection)), error) from error


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Tell what SQLite finds wrong with a file while it is read, as our errors."""
    try:
        yield
    except sqlite3.Error as error:
        raise _told(path, error) from error


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[None]:
    """See one state of the archive in several queries, whatever a writer does meanwhile."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.rollback()


def _check_before(path: Path, *, create: bool) -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        message = f"SQLite {sqlite3.sqlite_version} is too old for an archive"
        raise ResourceError(message, hint="Use a Python with SQLite 3.37 or newer.")
    if create:
        make_folder(path.parent)
    elif not path.is_file():
        message = f"there is no archive {shown(str(path))}"
        raise ResourceError(message, hint="Make one with `vbparse archive add PLANS --archive FILE`.")


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    scripts = migrations()
    have = _version(connection, path)
    if have > len(scripts):
        message = f"{shown(str(path))} was made by a later version of vbparse (schema {have}, known {len(scripts)})"
        raise ResourceError(message, hint="Update vbparse.")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -65536")
    if have < len(scripts):
        _use_wal(connection)
        _migrate(connection, scripts, path)


def _use_wal(connection: sqlite3.Connection) -> None:
    """Have readers and a writer not wait for each other (SQLite does not wait by itself while another makes this change)."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _KIND != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _migrate(connection: sqlite3.Connection, scripts: tuple[str, ...], path: Path) -> None:
    """Run what is missing, each script and its number in one transaction; another process may be doing the same."""
    for number, script in enumerate(scripts, 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if _version(connection, path) < number:
                for statement in _statements(script):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
                connection.execute(f"PRAGMA user_version = {number}")
        except BaseException:
            connection.rollback()
            raise
        connection.commit()


def _statements(script: str) -> Iterator[str]:
    """Cut a script at its semicolons (`executescript` would commit before it begins)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """Give the version of the schema in a file; 0 for an empty one."""
    with reading(connection):  # another process may be making it
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and application != APPLICATION:
        message = f"{shown(str(path))} is a database of another program"
        raise ResourceError(message, hint="Give the archive a file of its own.")
    return int(version) if tables else 0


def _file_of(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA database_list").fetchone()[2])


def _told(path: Path, error: sqlite3.Error) -> OutputError | ResourceError:
    """Say what is wrong with the file."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(_FULL):
        return OutputError(f"the archive {shown(str(path))} cannot be written: {error}")
    if name.startswith("SQLITE_BUSY"):
        return OutputError(
            f"the archive {shown(str(path))} is being written by another program",
            hint="Wait until it is done, and run the command again.",
        )
    message = f"the archive {shown(str(path))} cannot be used: {error}"
    return ResourceError(message, hint="Check it with `vbparse archive check`, or restore a copy.")
