"""The filters that the actions of the archive share."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from vbparse.archive.queries.documents import Filters


def declare_filters(parser: ArgumentParser, *, issued: bool = True) -> None:
    """Declare the filters; without `issued`, `--from` and `--to` are left to the action (days on which tasks fall due)."""
    part = parser.add_argument_group("which documents (all that is given must hold)")
    part.add_argument(
        "--unit", metavar="NAME", help='documents that name this unit ("Phòng Tư pháp" is that of any district)'
    )
    part.add_argument("--issuer", metavar="NAME", help="documents that this body issued")
    part.add_argument("--type", metavar="CODE", help="documents of this type: KH, QD, CT, ...")
    if issued:
        part.add_argument(
            "--from", metavar="DAY", type=day, dest="issued_from", help="issued on this day (2024-02-17) or later"
        )
        part.add_argument("--to", metavar="DAY", type=day, dest="issued_to", help="issued on this day or earlier")


def filters_of(given: dict[str, Any]) -> Filters:
    """Take the filters out of the values given."""
    from vbparse.archive.queries.documents import Filters

    return Filters(**{name: given.pop(name, None) for name in Filters._fields})


def day(text: str) -> str:
    """Read an ISO day; another one is a wrong use of the command."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        message = f"{text} is no day such as 2024-02-17"
        raise ArgumentTypeError(message) from None
