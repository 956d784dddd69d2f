"""Pictures of pages, drawn when somebody looks at them, and kept on disk up to a bound."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vbparse.errors import OutputError
from vbparse.facsimile import View, draw_page, page_sizes
from vbparse.output import make_folder, remove_leftovers, write_whole

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from vbparse.child import Work
    from vbparse.settings import Settings

    Do = Callable[[Work, object], Awaitable[bytes]]

SCALES: Final = (0.5, 1.0, 1.5, 2.0, 3.0)
"""Pixels a point (72 points an inch): few, so that few pictures are kept of a page."""
FORM: Final = 1
"""Raised when the same page gives another picture than before: browsers then ask for it again."""
_FOLDER: Final = "pages"
_PNG: Final = b"\x89PNG"


class Pictures:
    """Draws pages, each once, by `do`, which has a child process do it; the event loop's thread calls it."""

    def __init__(self, settings: Settings, folder: Path, do: Do) -> None:
        """Look at what is kept. Raises `OutputError`."""
        self._settings, self._do = settings, do
        self._kept = _Kept(folder / _FOLDER, settings.max_pictures)
        self._drawing: dict[str, asyncio.Task[bytes]] = {}

    async def picture(self, source: str, sha256: str, page: int, scale: float) -> bytes:
        """Give a page (from 1) of the document with this content as a PNG or JPEG. Raises what `draw_page` raises."""
        view = View(source, sha256, self._settings, page, scale)
        return await self._once(f"{sha256}-{page}-{scale:g}-{FORM}", draw_page, view)

    async def sizes(self, source: str, sha256: str) -> list[tuple[float, float] | None]:
        """Give width and height of each page in points; None for one that is damaged. Raises what `page_sizes` raises."""
        listed = await self._once(f"{sha256}-sizes", page_sizes, View(source, sha256, self._settings))
        return [None if size is None else (float(size[0]), float(size[1])) for size in json.loads(listed)]

    async def _once(self, name: str, work: Work, view: View) -> bytes:
        """Give what is kept under a name, or have it made; who asks for the same meanwhile waits for it."""
        kept = await asyncio.to_thread(self._kept.get, name)
        if kept is not None:
            return kept
        task = self._drawing.get(name)
        if task is None:
            task = asyncio.create_task(self._make(name, work, view))
            self._drawing[name] = task
            task.add_done_callback(lambda done: self._drawn(name, done))
        return await asyncio.shield(task)

    def _drawn(self, name: str, task: asyncio.Task[bytes]) -> None:
        self._drawing.pop(name, None)
        if not task.cancelled():
            task.exception()  # looked at, also where all who wanted the picture have gone

    async def _make(self, name: str, work: Work, view: View) -> bytes:
        made = await self._do(work, view)
        await asyncio.to_thread(self._kept.put, name, made)
        return made


def media_type(picture: bytes) -> str:
    """Give the media type of a picture."""
    return "image/png" if picture.startswith(_PNG) else "image/jpeg"


class _Kept:
    """A folder of small files that together have no more than so many bytes; those not used for longest go first."""

    def __init__(self, folder: Path, most: int) -> None:
        make_folder(folder)
        remove_leftovers(folder)
        self._folder, self._most = folder, most
        self._lock = threading.Lock()
        found = sorted((path.stat().st_mtime_ns, path.name, path.stat().st_size) for path in folder.iterdir())
        self._sizes = OrderedDict((name, size) for _, name, size in found)
        self._total = sum(self._sizes.values())

    def get(self, name: str) -> bytes | None:
        """Give a file, if it is kept."""
        with self._lock:
            if name not in self._sizes:
                return None
            self._sizes.move_to_end(name)
        try:
            return (self._folder / name).read_bytes()
        except OSError:  # somebody has tidied up
            self._forget(name)
            return None

    def put(self, name: str, data: bytes) -> None:
        """Keep a file. One that cannot be written is not kept."""
        if len(data) > self._most:
            return
        try:
            write_whole(self._folder / name, data)
        except OutputError:  # the disk is full: the picture is drawn again next time
            return
        with self._lock:
            self._total += len(data) - self._sizes.pop(name, 0)
            self._sizes[name] = len(data)
            while self._total > self._most:
                oldest, size = self._sizes.popitem(last=False)
                self._total -= size
                (self._folder / oldest).unlink(missing_ok=True)

    def _forget(self, name: str) -> None:
        with self._lock:
            self._total -= self._sizes.pop(name, 0)
