"""How an action is told which document is meant."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from vbparse.cli.archive.filters import day, declare_filters, filters_of, last_day
from vbparse.cli.common import complain
from vbparse.cli.messages import say
from vbparse.errors import InputError
from vbparse.output import shown

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from vbparse.archive.queries.documents import DocumentInfo, Filters
    from vbparse.archive.register import Archive
    from vbparse.cli.common import Session

_MARK = 12
"""Characters of a sha256 that tell documents apart."""


def declare_which(parser: ArgumentParser, *, optional: bool = False) -> None:
    """Declare the argument, and the filters that help where several documents have the code."""
    parser.add_argument(
        "which",
        metavar="WHICH",
        nargs="?" if optional else None,
        help="a document's code (70/KH-UBND), path or file name, plan_id, or the beginning of its sha256",
    )
    parser.add_argument("--date", metavar="DAY", type=_span, help="the day on which it was issued")
    declare_filters(parser)


def which_filters(given: dict[str, Any]) -> Filters:
    """Take the filters out of the values given."""
    issued = given.pop("date")
    filters = filters_of(given)
    return filters._replace(issued_from=issued[0], issued_to=issued[1]) if issued else filters


def _span(text: str) -> tuple[str, str]:
    """Read a day; of a month, its first and last one."""
    return day(text), last_day(text)


def find_one(session: Session, archive: Archive, which: str, filters: Filters) -> DocumentInfo:
    """Find the one document that is meant; none or several end the process with 3, the several listed."""
    found = archive.find(which, filters)
    if len(found) == 1:
        return found[0]
    key = "archive.several" if found else "archive.none"
    complain(say(key, session.lang, shown(which), len(found)))
    for info in found:
        known = (info.sha256[:_MARK], info.code, info.date, info.issuer, *info.paths)
        complain(f"  {'  '.join(shown(part) for part in known if part)}")
    sys.exit(InputError.exit_code)
