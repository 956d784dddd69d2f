"""`vbparse extract`: one document to one output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from vbparse.cli.choice import declare_choice, take_choice
from vbparse.cli.common import Session, read_input, refuse
from vbparse.errors import EXIT_FLAGGED

if TYPE_CHECKING:
    from argparse import ArgumentParser


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", nargs="+", help="the document; - reads standard input")
    parser.add_argument(
        "--join", action="store_true", help="read several files (pictures, PDF) as the pages of one plan"
    )
    parser.add_argument("-o", "--out", metavar="OUT", type=Path, help="write to this file")
    declare_choice(parser)
    parser.add_argument("--strict", action="store_true", help="end with 8 if the document has an error finding")
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    declare_reading(parser)


def declare_reading(parser: ArgumentParser) -> None:
    """Declare the options of commands that read one document."""
    parser.add_argument("--password", help="password of an encrypted file")
    declare_partial(parser)
    declare_allow_secret(parser)
    declare_trust(parser)
    declare_model(parser)


def declare_model(parser: ArgumentParser) -> None:
    """Declare the option of the trained second opinion."""
    parser.add_argument(
        "--model",
        metavar="MODEL",
        help="what to ask where the rules find no unit or role: own (of vbparse), a folder, off (default)",
    )


def declare_trust(parser: ArgumentParser) -> None:
    """Declare the option of the roots of trust."""
    parser.add_argument(
        "--trust",
        metavar="FILE.pem",
        type=Path,
        action="append",
        help="certificates that vouch for digital signatures (repeatable)",
    )


def declare_partial(parser: ArgumentParser) -> None:
    """Declare the option for a computer without OCR."""
    parser.add_argument(
        "--partial", action="store_true", help="where OCR is not installed, read the pages that do not need it"
    )


def declare_allow_secret(parser: ArgumentParser) -> None:
    """Declare the option that a secrecy mark asks for."""
    parser.add_argument("--allow-secret", action="store_true", help="go on although the document has a secrecy mark")


def extract(
    session: Session,
    *,
    file: list[str],
    out: Path | None,
    to: list[str] | None,
    unit: str | None,
    lead_only: bool,
    first: str | None,
    last: str | None,
    template: Path | None,
    strict: bool,
    pretty: bool,
    password: str | None,
    allow_secret: bool,
    trust: list[Path] | None,
    partial: bool,
    model: str | None,
    join: bool,
) -> None:
    """Read a plan and put out all that it says."""
    from vbparse.product import Order, Product, produce

    session.flags.update(allow_secret=allow_secret or None, partial=partial or None, trust=trust, model=model)
    choice = take_choice(to, unit, lead_only=lead_only, first=first, last=last, template=template, default="json")
    source, name = read_inputs(file, session.settings.max_bytes, join=join)
    order = Order(source, session.settings, name, password, choice.to, choice.options(session.lang, pretty=pretty))
    product = Product.unpack(session.run(produce, order))
    summary = product.summary
    found = ", ".join(summary.errors) or "none"
    session.log("%s: sha256 %s, %d tasks, errors: %s", ", ".join(file), summary.sha256, summary.tasks, found)
    session.put(product.data, out)
    if choice.is_empty(summary.tasks):
        session.tell("no-task")
    if summary.secret:
        session.tell("secret")
        sys.exit(EXIT_FLAGGED)
    if strict and summary.errors:
        session.tell("flagged", ", ".join(sorted(set(summary.errors))))
        sys.exit(EXIT_FLAGGED)


def read_inputs(files: list[str], limit: int, *, join: bool) -> tuple[str | bytes | tuple[str, ...], str | None]:
    """Give what to read, and what to call it; several files only where they are to be joined."""
    if not join:
        if len(files) > 1:
            refuse("FILE", "one document at a time; --join reads several files as one, `vbparse batch` reads many")
        return read_input(files[0], limit)
    if "-" in files:
        refuse("--join", "files only, no standard input")
    return tuple(files), None
