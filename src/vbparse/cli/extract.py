"""`vbparse extract`: one document to one output."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated

import typer

from vbparse.cli.common import Session, read_input
from vbparse.errors import EXIT_FLAGGED
from vbparse.export.registry import own_names

log = logging.getLogger(__name__)

Password = Annotated[str | None, typer.Option("--password", help="Password of an encrypted file.")]
AllowSecret = Annotated[bool, typer.Option("--allow-secret", help="Go on although the document has a secrecy mark.")]


def extract(
    session: Session,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The document; - reads standard input.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="OUT", help="Write to this file.")] = None,
    to: Annotated[str, typer.Option("--to", help=f"Format: {', '.join(own_names())}.")] = "json",
    strict: Annotated[bool, typer.Option("--strict", help="End with 8 if the document has an error finding.")] = False,
    pretty: Annotated[bool, typer.Option("--pretty", help="Indent the JSON.")] = False,
    password: Password = None,
    allow_secret: AllowSecret = False,
) -> None:
    """Read a plan and put out all that it says."""
    from vbparse.export.options import ExportOptions
    from vbparse.product import Order, Product, produce

    session.flags["allow_secret"] = allow_secret or None
    require_format(to)
    source, name = read_input(file, session.settings.max_bytes)
    options = ExportOptions(session.lang, pretty)
    product = Product.unpack(session.run(produce, Order(source, session.settings, name, password, to, options)))
    summary = product.summary
    log.info(
        "%s: sha256 %s, %d tasks, errors: %s", file, summary.sha256, summary.tasks, ", ".join(summary.errors) or "none"
    )
    session.put(product.data, out)
    if summary.secret:
        session.tell("secret")
        raise typer.Exit(EXIT_FLAGGED)
    if strict and summary.errors:
        session.tell("flagged", ", ".join(sorted(set(summary.errors))))
        raise typer.Exit(EXIT_FLAGGED)


def require_format(name: str) -> None:
    """End with a usage error if there is no such output format."""
    from vbparse.export.registry import all_names

    if name not in own_names() and name not in all_names():
        message = f"there is no format {name!r}; choose one of {', '.join(all_names())}"
        raise typer.BadParameter(message, param_hint="--to")
