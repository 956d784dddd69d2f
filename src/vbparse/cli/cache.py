"""`vbparse cache`: what is kept between runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.cli.common import Session, write_text

if TYPE_CHECKING:
    from argparse import ArgumentParser


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("action", choices=("show", "clear"), help="show what is kept, or remove it")


def cache(session: Session, *, action: str) -> None:
    """Show or clear what is kept between runs: prepared patterns and tables, nothing of any document."""
    from vbparse.prepared import forget_prepared, prepared_file

    path = prepared_file()
    size = path.stat().st_size if path.exists() else 0
    if action == "show":
        write_text(f"{path}  {size / 1e6:.1f} MB\n")
    elif size:
        forget_prepared()
        session.tell("cleared", path)
