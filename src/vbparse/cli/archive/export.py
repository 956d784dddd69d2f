"""`vbparse archive export`: the plans of the archive, put out together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vbparse.cli.archive.answer import declare_out
from vbparse.cli.archive.filters import declare_filters, filters_of, tell_unknown
from vbparse.cli.common import refuse, write_stdout
from vbparse.output import shown

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from vbparse.archive.outputs import Kept
    from vbparse.archive.queries.documents import Filters
    from vbparse.archive.register import Archive
    from vbparse.cli.common import Session

_FORMS: Final = ("jsonl", "csv", "ics", "xlsx", "parquet")
_PIECES: Final = _FORMS[:3]
"""Those that standard output takes."""


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    declare_filters(parser)
    parser.add_argument(
        "--as",
        metavar="|".join(_FORMS),
        choices=_FORMS,
        default="jsonl",
        dest="form",
        help="jsonl: each plan one line; csv, xlsx: all tasks; ics: a calendar; parquet: five tables in the folder -o",
    )
    declare_out(parser)


def run(session: Session, *, form: str, out: Path | None, **given: Any) -> None:
    """Put out the plans together: as lines of JSON, a table of all tasks, a calendar, or tables for analysts."""
    from vbparse.archive.outputs import PIECES, write_plans
    from vbparse.archive.register import Archive
    from vbparse.export.options import ExportOptions

    filters = filters_of(given)
    options = ExportOptions(session.lang)
    out = None if out is not None and str(out) == "-" else out
    if out is None and form not in _PIECES:
        refuse("--as", f"{form} needs a place: give it with -o")
    with Archive(session.settings.archive) as archive, session.counting() as count:
        tell_unknown(session, archive, filters.unit, filters.issuer)
        plans = _counted(archive, filters, count)
        if out is not None:
            write_plans(out, plans, form, options)
        else:
            for piece in PIECES[form](plans, options):
                write_stdout(piece)
    if out is not None:
        session.tell("written", shown(str(out)))


def _counted(archive: Archive, filters: Filters, count: Callable[[int, int], None]) -> Iterator[Kept]:
    """Yield the plans; tells how many are done."""
    total = sum(1 for _ in archive.documents(filters))
    for number, kept in enumerate(archive.plans(filters), 1):
        count(number, total)
        yield kept
