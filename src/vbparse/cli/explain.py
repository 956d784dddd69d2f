"""`vbparse explain`: a plan as a person wants to read it, its boxes on the pages, or the stages of its reading."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vbparse.cli.common import Session, read_input, refuse, write_text
from vbparse.cli.extract import declare_reading
from vbparse.errors import EXIT_FLAGGED
from vbparse.output import shown

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from vbparse.product import Order


STAGES: Final = ("lines", "blocks", "outline", "mentions")
"""Intermediate results that can be looked at."""


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help="the document; - reads standard input")
    parser.add_argument(
        "--overlay", metavar="OUT.pdf|FOLDER", type=Path, help="draw the boxes of units, times and tasks instead"
    )
    parser.add_argument("--at", choices=STAGES, help="show an intermediate result instead")
    declare_reading(parser)


def explain(
    session: Session,
    *,
    file: str,
    overlay: Path | None,
    at: str | None,
    password: str | None,
    allow_secret: bool,
    trust: list[Path] | None,
    partial: bool,
    model: str | None,
) -> None:
    """Show a plan for reading: its outline, who does what by when, what to check."""
    from vbparse.product import Order, Product, produce

    if overlay is not None and at is not None:
        refuse("--at", "it excludes --overlay")
    session.flags.update(allow_secret=allow_secret or None, partial=partial or None, trust=trust, model=model)
    source, name = read_input(file, session.settings.max_bytes)
    order = Order(source, session.settings, name, password)
    if at is not None:
        from vbparse.cli.stages import show_stage

        write_text(_told(session, session.run(show_stage, (order, at))).decode())
    elif overlay is not None:
        _draw(session, order, overlay)
    else:
        from vbparse.cli.reader import render_plan
        from vbparse.plan.model import PlanDocument

        product = Product.unpack(session.run(produce, order))
        write_text(render_plan(PlanDocument.model_validate_json(product.data), session.lang))
        _told(session, b"" if product.summary.secret else b"all")


def _draw(session: Session, order: Order, target: Path) -> None:
    """Write the overlay: a PDF, or a folder of pictures."""
    from vbparse.cli.overlay import overlay_pdf, overlay_pictures

    if target.suffix.lower() == ".pdf":
        session.put(_told(session, session.run(overlay_pdf, order)), target)
        return
    for path in json.loads(_told(session, session.run(overlay_pictures, (order, target)))):
        session.tell("written", shown(path))


def _told(session: Session, data: bytes) -> bytes:
    """Give what may be told on; nothing means a secrecy mark, which ends the command."""
    if data:
        return data
    session.tell("secret")
    sys.exit(EXIT_FLAGGED)
