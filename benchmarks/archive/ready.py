"""Archives that are made once a run and removed at its end, for benchmarks and tests."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.archive.documents import Mix
from benchmarks.archive.make import PLANS, make_archive, read_truth

if TYPE_CHECKING:
    from typing import Any


class Archive(NamedTuple):
    """A made archive: the folder of its files, and what is true of each."""

    plans: Path
    truth: tuple[dict[str, Any], ...]

    @property
    def pages(self) -> int:
        """Count the pages of the documents that can be read, copies included."""
        pages = {line["path"]: line["pages"] for line in self.truth if "pages" in line}
        return sum(pages.get(line.get("same_as", line["path"]), 0) for line in self.truth)

    def path(self, line: dict[str, Any]) -> Path:
        """Give the file that a line of the truth is about."""
        return self.plans / str(line["path"])


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="vbparse-archives-", ignore_cleanup_errors=True)


def scratch(name: str) -> Path:
    """Give a new folder beside the archives, removed with them."""
    return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=_folder().name))


@cache
def ready_archive(documents: int, mix: Mix = Mix()) -> Archive:  # noqa: B008 (a tuple)
    """Make an archive, once; it is removed when the process ends. Raises `NoFont`."""
    out = scratch("archive")
    make_archive(out, documents, mix)
    return Archive(out / PLANS, tuple(read_truth(out)))
