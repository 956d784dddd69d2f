"""From one input to the bytes of one output: what the commands ask of a worker process."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from vbparse.export.options import ALL, DEFAULTS, ExportOptions
from vbparse.export.plain import view_of
from vbparse.export.registry import exporter_for, own_names
from vbparse.ocr.cache import drop_pages, keep_pages
from vbparse.prepared import keep_prepared
from vbparse.secrecy import is_withheld
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vbparse.plan.model import PlanDocument
    from vbparse.settings import Settings

    Render = Callable[[dict[str, Any]], bytes]


class Order(NamedTuple):
    """What is wanted: `source` (a path, the bytes, paths to be joined) read and put out in the format `to`.

    Of its tasks, those that the options select.
    `render`, a function of a module, makes the output instead, if it is given.
    """

    source: str | bytes | tuple[str, ...]
    settings: Settings
    name: str | None = None
    password: str | None = None
    to: str = "json"
    options: ExportOptions = DEFAULTS
    render: Render | None = None


class Summary(NamedTuple):
    """What a command needs to know of a plan besides its output."""

    plan_id: str
    sha256: str
    tasks: int
    errors: tuple[str, ...]
    secret: bool
    pages: int | None = None


class Product(NamedTuple):
    """The output, and what to know of it."""

    summary: Summary
    data: bytes

    @classmethod
    def unpack(cls, packed: bytes) -> Product:
        """Take apart what `produce` gave."""
        head, _, data = packed.partition(b"\n")
        values = json.loads(head)
        return cls(Summary(**{**values, "errors": tuple(values["errors"])}), data)


def produce(order: Order) -> bytes:
    """Read the input and render it; a line of JSON (the summary), then the output."""
    from vbparse.pipeline import parse_data  # noqa: PLC0415 (loaded in the child)

    render = order.render or _renderer(order)
    drop_pages()
    data = parse_data(order.source, name=order.name, password=order.password, settings=order.settings)
    if order.options.select != ALL:
        from vbparse.export.selection import select_data  # noqa: PLC0415 (it needs models)

        data = select_data(data, order.options.select)
    output = render(data)
    summary = summarise(data, order.settings)
    is_secret = data["header"]["secrecy"] is not None
    del data  # of a long document 200 MB, while the output is copied
    keep_prepared()
    if is_secret:
        drop_pages()
    else:
        keep_pages()
    return json.dumps(summary._asdict()).encode() + b"\n" + output


def _renderer(order: Order) -> Render:
    """Give what makes a format of plain data. Raises `ResourceError` where there is no such format."""
    exporter = exporter_for(order.to, order.options)
    render_data = getattr(exporter, "render_data", None)
    if render_data is not None:
        return lambda data: cast("bytes", render_data(data, order.options))
    look = view_of if order.to in own_names() else _model
    return lambda data: exporter.render(look(data), order.options)


def _model(data: Mapping[str, Any]) -> PlanDocument:
    from vbparse.plan.model import PlanDocument  # noqa: PLC0415 (our own formats do without it)

    return PlanDocument.model_validate(data)


def summarise(data: dict[str, Any], settings: Settings) -> Summary:
    """Tell what a command needs to know of a plan; `secret` where it may not be put out as a whole."""
    errors = tuple(finding["code"] for finding in data["diagnostics"] if finding["severity"] == "error")
    secret = is_withheld(data["header"]["secrecy"], settings)
    source = data["source"]
    return Summary(data["plan_id"], source["sha256"], len(data["tasks"]), errors, secret, source["pages"])
