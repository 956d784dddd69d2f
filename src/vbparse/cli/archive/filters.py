"""The filters that the actions of the archive share."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from typing import TYPE_CHECKING, Any

from vbparse.output import shown

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from vbparse.archive.queries.documents import Filters
    from vbparse.archive.register import Archive
    from vbparse.cli.common import Session


def declare_filters(parser: ArgumentParser, *, tasks: bool = False) -> None:
    """Declare the filters of documents; with `tasks`, `--unit`, `--from` and `--to` are left to the action: they are of tasks."""
    part = parser.add_argument_group("which documents (all that is given must hold)")
    if not tasks:
        part.add_argument(
            "--unit", metavar="NAME", help='documents that name this unit ("Phòng Tư pháp" is that of any district)'
        )
    part.add_argument("--issuer", metavar="NAME", help="documents that this body issued")
    part.add_argument("--type", metavar="CODE", help="documents of this type: KH, QD, CT, ...")
    prefix = "--issued-" if tasks else "--"
    part.add_argument(
        f"{prefix}from",
        metavar="DAY",
        type=day,
        dest="issued_from",
        help="issued on this day or later: 2024-02-17, 17/2/2024, 'tháng 2/2024'",
    )
    part.add_argument(
        f"{prefix}to", metavar="DAY", type=last_day, dest="issued_to", help="issued on this day or earlier"
    )


def filters_of(given: dict[str, Any]) -> Filters:
    """Take the filters out of the values given."""
    from vbparse.archive.queries.documents import Filters

    return Filters(**{name: given.pop(name, None) for name in Filters._fields})


def tell_unknown(session: Session, archive: Archive, *names: str | None) -> None:
    """Say which of the names that were asked for no unit of the archive has."""
    from vbparse.archive.queries.documents import unit_numbers

    for name in filter(None, names):
        if not unit_numbers(archive.connection, name):
            session.tell("archive.unit", shown(name))


def day(text: str) -> str:
    """Read a day, or the first one of a month, quarter or year; anything else is a wrong use of the command."""
    return _days(text)[0]


def last_day(text: str) -> str:
    """Read a day, or the last one of a month, quarter or year; anything else is a wrong use of the command."""
    return _days(text)[1]


def _days(text: str) -> tuple[str, str]:
    """Read `2024-02-17`, and what documents write: `17/2/2024`, `ngày 17 tháng 02 năm 2024`, `quý II/2024`."""
    try:
        read = date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        pass
    else:
        return read, read
    from vbparse.times import find

    for mention in find(text):
        time, whole = mention.value, (mention.span.start, mention.span.end) == (0, len(text))
        if whole and time.kind == "date" and time.mod is None and not time.inferred:
            first, last = time.start_date or "X", time.end_date or "X"
            if "X" not in first + last:  # nothing is blank
                return first, last
    message = f"{text!r} is no day such as 2024-02-17 or 17/2/2024"
    raise ArgumentTypeError(message)
