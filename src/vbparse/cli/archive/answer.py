"""How the actions of the archive answer: a table for people, CSV or JSON for programs."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vbparse.output import shown
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence

    from vbparse.cli.common import Session
    from vbparse.export.options import Lang

FORMS: Final = ("table", "csv", "json")
_NOTHING: Final = "—"
_WIDTH: Final = 120
"""Characters of a line where no terminal says how many there are."""


class Column(NamedTuple):
    """A column: its name in JSON, its heading, and whether it may be broken into lines.

    One with a `share` is cut off on a screen: such columns share what the others leave, by these weights.
    """

    name: str
    head: dict[Lang, str]
    wraps: bool = True
    share: int = 0


def declare_form(parser: ArgumentParser, forms: Sequence[str] = FORMS) -> None:
    """Declare in which form the answer is wanted, and where to."""
    parser.add_argument(
        "--as", metavar="|".join(forms), choices=forms, default=forms[0], dest="form", help="form of the answer"
    )
    declare_out(parser)


def declare_out(parser: ArgumentParser) -> None:
    """Declare where the answer is wanted."""
    parser.add_argument("-o", "--out", metavar="FILE", type=Path, help="file for the answer (default: standard output)")


def put_rows(
    session: Session, columns: Sequence[Column], rows: Sequence[Sequence[Any]], *, form: str, out: Path | None
) -> None:
    """Put out rows of texts, numbers and lists; `json` is a list of objects with the columns' names. Raises `OutputError`."""
    heads = [column.head[session.lang] for column in columns]
    if form == "json":
        data = [{column.name: value for column, value in zip(columns, row, strict=True)} for row in rows]
        session.put(f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode(), out)
    elif form == "csv":
        session.put(_csv(heads, rows).encode("utf-8-sig" if out else "utf-8"), out)  # Excel needs the mark
    elif not rows:
        session.tell("archive.nothing")
    else:
        width = terminal_width() if out is None else None
        session.put(_table(columns, heads, rows, width).encode(), out)


def terminal_width() -> int | None:
    """Give the characters of a line of the terminal that standard output goes to; None where it goes elsewhere."""
    terminal = sys.stdout is not None and sys.stdout.isatty()
    return shutil.get_terminal_size().columns if terminal else None


def _csv(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    from vbparse.export.to_csv import cell_text

    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(heads)
    writer.writerows([cell_text(_word(value)) for value in row] for row in rows)
    return stream.getvalue()


def _table(columns: Sequence[Column], heads: Sequence[str], rows: Sequence[Sequence[Any]], width: int | None) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    expand = width is not None and any(column.share for column in columns)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=expand)
    for column, head in zip(columns, heads, strict=True):
        if expand and column.share:
            table.add_column(head, no_wrap=True, overflow="ellipsis", ratio=column.share)
        else:
            table.add_column(head, no_wrap=not column.wraps, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_on_screen(value)) for value in row))
    stream = io.StringIO()
    Console(file=stream, width=width or _WIDTH, color_system=None).print(table)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def _on_screen(value: object) -> str:
    """Give what a terminal may show; what is missing shows as such."""
    return "\n".join(shown(line) for line in _word(value).split("\n")) or _NOTHING


def _word(value: object) -> str:
    if value is None:
        return ""
    return "; ".join(map(_word, value)) if isinstance(value, (list, tuple)) else str(value)
