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
    """Show or clear what is kept between runs: prepared patterns and tables, and pages read by OCR."""
    from vbparse.ocr.cache import SUFFIX, forget_pages, pages_folder
    from vbparse.prepared import forget_prepared, prepared_file

    prepared, pages = prepared_file(), pages_folder()
    size = prepared.stat().st_size if prepared.exists() else 0
    sizes = [path.stat().st_size for path in pages.glob(f"*{SUFFIX}")]
    if action == "show":
        write_text(f"{prepared}  {size / 1e6:.1f} MB\n{pages}  {sum(sizes) / 1e6:.1f} MB ({len(sizes)})\n")
        return
    if size:
        forget_prepared()
        session.tell("cleared", prepared)
    if sizes:
        forget_pages()
        session.tell("cleared", pages)
