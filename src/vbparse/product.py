"""From one input to the bytes of one output: what the commands ask of a worker process."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from vbparse.export.options import DEFAULTS, ExportOptions
from vbparse.export.registry import find_exporter

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument
    from vbparse.settings import Settings


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: `source` (a path or the bytes) read and put out in the format `to`."""

    source: str | bytes
    settings: Settings
    name: str | None = None
    password: str | None = None
    to: str = "json"
    options: ExportOptions = DEFAULTS


@dataclass(frozen=True, slots=True)
class Summary:
    """What a command needs to know of a plan besides its output."""

    plan_id: str
    sha256: str
    tasks: int
    errors: tuple[str, ...]
    secret: bool


@dataclass(frozen=True, slots=True)
class Product:
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
    from vbparse.pipeline import parse  # noqa: PLC0415 (loaded in the child)

    exporter = find_exporter(order.to)
    plan = parse(order.source, name=order.name, password=order.password, settings=order.settings)
    data = exporter.render(plan, order.options)
    return json.dumps(asdict(summarise(plan, order.settings))).encode() + b"\n" + data


def summarise(plan: PlanDocument, settings: Settings) -> Summary:
    """Tell what a command needs to know of a plan; `secret` where it may not be put out as a whole."""
    errors = tuple(finding.code for finding in plan.diagnostics if finding.severity == "error")
    secret = plan.header.secrecy is not None and not settings.allow_secret
    return Summary(plan.plan_id, plan.source.sha256, len(plan.tasks), errors, secret)
