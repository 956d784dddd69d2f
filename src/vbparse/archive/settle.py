"""What is done with one document, wherever that is: read it, put its output where it belongs, tell briefly.

A batch makes an `Errand` of each document that is to be read. An engine (see `engine.py`) lets `settle` run
for it in a thread beside the main one, or on another machine, where the `Sink` takes the output. What comes
back to the main process is a small `Record`, and whatever bytes the sink wants to have taken there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from vbparse.archive.manifest import Failure, Record
from vbparse.errors import DamagedInput, InputError, VbparseError
from vbparse.output import make_folder, write_whole
from vbparse.product import Product
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vbparse.product import Order


_AGAIN: Final = "Run the command again when nobody writes the file any more."


class Errand(NamedTuple):
    """A document that is to be read; pickles, and is the same on every machine.

    `path` is what the manifest calls it, `name` its output; `made_by` goes into the record; `sha256` is its
    content when it was handed out (empty: it could not be read).
    """

    path: str
    name: str
    made_by: str
    order: Order
    sha256: str = ""


class Settled(NamedTuple):
    """What became of an errand; `data` is what its sink hands to the main process."""

    record: Record
    data: bytes = b""


class Sink(Protocol):
    """Takes outputs where documents are read: in threads and in other processes, so it must pickle."""

    def put(self, name: str, product: Product) -> bytes:
        """Take an output, so that it is there for good afterwards; give back what the main process is to have.

        Raises `OutputError`, which ends the batch.
        """
        ...


class FolderSink(NamedTuple):
    """Writes each output into a folder, which may be on shared storage; hands nothing over."""

    folder: Path

    def put(self, name: str, product: Product) -> bytes:
        """Write the output. Raises `OutputError`."""
        path = self.folder / name
        make_folder(path.parent)
        write_whole(path, product.data)
        return b""


def settle(errand: Errand, read: Callable[[Order], bytes], sink: Sink) -> Settled:
    """Read a document by `read`, which gives what `produce` does, and put its output into the sink.

    A document that cannot be read gives a record that says so; so does one that has changed since it was
    handed out. Only what the sink raises comes out: `OutputError`.
    """
    try:
        product = Product.unpack(read(errand.order))
    except VbparseError as error:
        return Settled(failed(errand, error))
    except (ValueError, TypeError, KeyError):  # the document has taken the worker over
        return Settled(failed(errand, DamagedInput(f"{errand.path} made its reader give nonsense")))
    summary = product.summary
    if summary.sha256 != errand.sha256:
        changed = InputError(f"{errand.path} has changed while it was read", hint=_AGAIN)
        return Settled(failed(errand._replace(sha256=""), changed))
    data = sink.put(errand.name, product)
    record = Record(
        errand.path,
        errand.name,
        "secret" if summary.secret else "done",
        errand.made_by,
        summary.sha256,
        summary.tasks,
        summary.errors,
        pages=summary.pages,
    )
    return Settled(record, data)


def failed(errand: Errand, error: VbparseError | Failure) -> Record:
    """Give the record of a document that cannot be read."""
    failure = Failure.of(error) if isinstance(error, VbparseError) else error
    return Record(errand.path, errand.name, "failed", errand.made_by, errand.sha256 or None, error=failure)
