"""Gets the plan that a command works on: one that was put out before, or any document that is read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vbparse.cli.common import Session, read_input
from vbparse.errors import EXIT_FLAGGED, DamagedInput

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

_HEAD: Final = 4096


def load_plan(session: Session, file: str, password: str | None) -> PlanDocument:
    """Give the plan; ends with 8 for one that may not be given out (a secrecy mark). Raises a `VbparseError`."""
    from vbparse.plan.model import PlanDocument
    from vbparse.secrecy import is_withheld

    source, name = read_input(file, session.settings.max_bytes)
    data = _plan_data(source) or _read(session, source, name, password)
    try:
        plan = PlanDocument.model_validate_json(data)
    except ValueError as error:
        message = f"{file} is no plan document"
        raise DamagedInput(message, hint="Make it anew with `vbparse extract`, or look at `vbparse schema`.") from error
    if is_withheld(plan.header.secrecy, session.settings):
        session.tell("secret")
        sys.exit(EXIT_FLAGGED)
    return plan


def _plan_data(source: str | bytes) -> bytes | None:
    """Give the JSON of a plan that was put out before; None for any other document."""
    if isinstance(source, bytes):
        return source if _is_plan(source[:_HEAD]) else None
    try:
        with Path(source).open("rb") as stream:
            head = stream.read(_HEAD)
            return head + stream.read() if _is_plan(head) else None
    except OSError:
        return None  # whoever reads documents says what is wrong


def _is_plan(head: bytes) -> bool:
    return head.lstrip().startswith(b"{") and b'"schema_version"' in head


def _read(session: Session, source: str | bytes, name: str | None, password: str | None) -> bytes:
    from vbparse.product import Order, Product, produce

    return Product.unpack(session.run(produce, Order(source, session.settings, name, password))).data
