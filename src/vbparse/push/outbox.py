"""Events that wait to be delivered: kept in a folder of the user's own, one for each receiver, until they are taken.

All that is to be sent is written down first, so that nothing is lost whatever happens in between; what was delivered
is taken out. The folder's name is a digest of the receiver's address, for addresses hold secrets.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vbparse.archive.lock import lock_folder
from vbparse.errors import OutputError
from vbparse.output import TEMPORARY, shown
from vbparse.prepared import private_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Event = dict[str, Any]

FILE: Final = "events.jsonl"


def outbox_folder(url: str) -> Path:
    """Give the folder of what waits for a receiver, in the user's data folder."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library/Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    return base / "vbparse" / "outbox" / hashlib.sha256(url.encode()).hexdigest()[:16]


@contextmanager
def open_outbox(folder: Path) -> Iterator[Outbox]:
    """Open what waits for a receiver, for one run at a time. Raises `OutputError`."""
    try:
        private_folder(folder)
    except OSError as error:
        message = f"the folder {shown(str(folder))} cannot be made: {error.strerror or error}"
        raise OutputError(message) from error
    with closing(lock_folder(folder)):
        yield Outbox(folder)


class Outbox:
    """What waits for one receiver, in its order."""

    def __init__(self, folder: Path) -> None:
        """Take what an earlier run kept."""
        self.folder = folder
        self._path = folder / FILE
        self._events = {event["id"]: event for event in self._kept()}

    def __len__(self) -> int:
        return len(self._events)

    def waiting(self) -> tuple[Event, ...]:
        """Give what waits, what came first first."""
        return tuple(self._events.values())

    def add(self, events: Iterable[Event]) -> None:
        """Add events behind those that wait; one that waits already is there once. Raises `OutputError`."""
        for event in events:
            self._events.setdefault(event["id"], event)
        self.keep()

    def take_out(self, event: Event) -> None:
        """Take out what was delivered; the file still holds it until `keep` is called."""
        self._events.pop(event["id"], None)

    def keep(self) -> None:
        """Write what waits: the whole file or none of it, for this user only. Raises `OutputError`."""
        try:
            if self._events:
                self._write("".join(f"{json.dumps(event, ensure_ascii=False)}\n" for event in self._events.values()))
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            message = f"{shown(str(self._path))} cannot be written: {error.strerror or error}"
            raise OutputError(message) from error

    def _write(self, text: str) -> None:
        handle, name = tempfile.mkstemp(prefix=TEMPORARY, dir=self.folder)  # readable by this user only
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).replace(self._path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _kept(self) -> Iterator[Event]:
        try:
            lines = self._path.read_text(encoding="utf-8").split("\n")
        except FileNotFoundError:
            return
        except (OSError, UnicodeDecodeError) as error:
            raise self._unreadable(error) from error
        for line in filter(None, lines):
            try:
                event = json.loads(line)
                known = isinstance(event["id"], str)
            except (ValueError, TypeError, KeyError) as error:
                raise self._unreadable(error) from error
            if known:
                yield event

    def _unreadable(self, error: Exception) -> OutputError:
        message = f"{shown(str(self._path))} cannot be read: {error}"
        return OutputError(message, hint="Look at the file: it holds events that were not delivered, one a line.")
