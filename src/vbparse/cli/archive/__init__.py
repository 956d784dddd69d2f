"""`vbparse archive`: a register of plans, asked by actions, each in a module of its own."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vbparse.cli.common import declare_common

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from vbparse.cli.common import Session

ACTIONS: Final = ("add", "list", "show", "search", "due", "units", "graph", "export", "check")
"""In the order of the help: each is the function `run` of the module of that name."""


def declare(parser: ArgumentParser) -> None:
    """Declare the actions and their arguments."""
    parts = parser.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    for action in ACTIONS:
        module = import_module(f"{__name__}.{action}")
        part = parts.add_parser(
            action,
            help=module.run.__doc__,
            description=module.run.__doc__,
            formatter_class=parser.formatter_class,
            allow_abbrev=False,
        )
        module.declare(part)
        part.add_argument(
            "--archive",
            metavar="DB",
            type=Path,
            help="file of the archive (default: the setting `archive`, vbparse.db)",
        )
        declare_common(part, "after")


def archive(session: Session, *, action: str, archive: Path | None, **given: Any) -> None:
    """Keep a register of plans, and ask it."""
    from vbparse.archive.store.database import telling

    session.flags["archive"] = archive
    with telling(session.settings.archive):
        import_module(f"{__name__}.{action}").run(session, **given)
