"""One output for all documents of a batch: `plans.jsonl`, or Parquet tables.

What is made of each content is kept as a part, so that a run which goes on with another, or comes when documents have
been added, reads only what is new. At the end of a run the parts are put together in the order of the manifest, one
after the other: memory does not grow with their number.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Literal

from vbparse.archive.journal import Journal
from vbparse.archive.parquet import write_tables
from vbparse.archive.tables import render_tables
from vbparse.errors import OutputError
from vbparse.export.options import DEFAULTS
from vbparse.export.parquet import SUFFIX as PARQUET
from vbparse.export.parquet import require_pyarrow
from vbparse.output import make_folder, shown, write_whole
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import TypeAlias

    from vbparse.archive.documents import Document
    from vbparse.archive.manifest import Record
    from vbparse.archive.settle import Sink
    from vbparse.export.options import ExportOptions
    from vbparse.product import Product, Render

    Form: TypeAlias = Literal["jsonl", "parquet"]

FOLDER: Final = ".parts"
_NAMES: Final = {"jsonl": "plans.jsonl", "parquet": f"documents{PARQUET}"}
_ENDINGS: Final = {"jsonl": ".plan.json", "parquet": ".rows.json"}
"""How parts end; a folder may hold those of both forms."""
_PIECE: Final = 1 << 20
_MEND: Final = "Remove it, and run the command again: its document will be read anew."


def part_of(folder: Path, sha256: str, form: Form) -> Path:
    """Give the file in which the part of a content is kept."""
    return folder / FOLDER / f"{sha256}{_ENDINGS[form]}"


class PartsSink(NamedTuple):
    """Writes each output as a part, by its content, into a folder, which may be on shared storage."""

    folder: Path
    ending: str

    def put(self, name: str, product: Product) -> bytes:
        """Write the part. Raises `OutputError`."""
        del name
        make_folder(self.folder)
        write_whole(self.folder / f"{product.summary.sha256}{self.ending}", product.data)
        return b""


class PartsTarget:
    """A folder with one output for all documents, the parts it is made of, and `manifest.jsonl`."""

    def __init__(self, folder: Path, form: Form, *, options: ExportOptions = DEFAULTS) -> None:
        """Make the folder, lock it, clear it of what was half written.

        Raises `OutputError`, and `ResourceError` where the form cannot be written here.
        """
        self.options = options
        self.render: Render | None = None
        if form == "parquet":
            require_pyarrow()
            self.render = render_tables
        self.to: str = form
        self.suffix, self.folder = ".json", folder
        self._form, self._name, self._ending = form, _NAMES[form], _ENDINGS[form]
        self._parts = folder / FOLDER
        self.sink: Sink = PartsSink(self._parts.absolute(), self._ending)  # it travels to processes that work elsewhere
        self._journal = Journal(folder)

    def records(self) -> dict[str, Record]:
        """Read the manifest. Raises `OutputError`."""
        return self._journal.records()

    def name(self, document: Document, sha256: str) -> str:
        """Name the one output, or its first table."""
        del document, sha256
        return self._name

    def holds(self, record: Record) -> bool:
        """Tell whether the part is there."""
        return record.name == self._name and self._part(record).is_file()

    def note(self, record: Record, data: bytes) -> None:
        """Append a line to the manifest. Raises `OutputError`."""
        del data
        self._journal.note(record)

    def finish(self, records: Iterable[Record]) -> None:
        """Put the output together, write the manifest anew, remove the parts that are of no document any more.

        Raises `OutputError`.
        """
        kept = [record for record in records if not self._is_mine(record) or self.holds(record)]  # else it is read anew
        mine = sorted((record for record in kept if self._is_mine(record)), key=lambda record: record.path)
        paths = list({record.sha256: self._part(record) for record in mine}.values())
        if self._form == "jsonl":
            write_whole(self.folder / self._name, _joined(paths))
        else:
            self._write_tables(paths)
        self._journal.finish(kept)
        self._remove_others({path.name for path in paths})

    def close(self) -> None:
        """Let other runs have the folder."""
        self._journal.close()

    def _write_tables(self, paths: Iterable[Path]) -> None:
        try:
            write_tables(self.folder, map(_tables, paths))
        except (ValueError, TypeError, AttributeError) as error:
            raise _unusable(self._parts, error) from error

    def _is_mine(self, record: Record) -> bool:
        return record.status != "failed" and record.name == self._name

    def _part(self, record: Record) -> Path:
        return part_of(self.folder, record.sha256 or "", self._form)

    def _remove_others(self, needed: set[str]) -> None:
        with suppress(OSError):  # they take room, and do no harm
            for path in self._parts.glob(f"*{self._ending}"):
                if path.name not in needed:
                    path.unlink()


def _joined(paths: Iterable[Path]) -> Iterator[bytes]:
    """Yield the parts, each of which is a line, in pieces."""
    for path in paths:
        try:
            with path.open("rb") as stream:
                while piece := stream.read(_PIECE):
                    yield piece
        except OSError as error:
            raise _unusable(path, error) from error


def _tables(path: Path) -> dict[str, Any]:
    try:
        tables: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _unusable(path, error) from error
    return tables


def _unusable(path: Path, error: Exception) -> OutputError:
    message = f"{shown(str(path))} cannot be used: {getattr(error, 'strerror', None) or error}"
    return OutputError(message, hint=_MEND)
