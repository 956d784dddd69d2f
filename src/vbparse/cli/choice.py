"""What is put out: the options of the commands that make an output of a plan, and what they mean."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from vbparse.cli.common import refuse
from vbparse.export.options import ALL, ExportOptions, Selection
from vbparse.export.registry import own_names
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from vbparse.export.options import Lang


class Choice(NamedTuple):
    """The format that is wanted, and the tasks; `again` are the arguments that say so."""

    to: str
    select: Selection
    again: tuple[str, ...]

    def options(self, lang: Lang, *, pretty: bool = False) -> ExportOptions:
        """Give the options of the exporter."""
        return ExportOptions(lang, pretty, self.select)

    def is_empty(self, tasks: int) -> bool:
        """Tell whether there is no task among those that were asked for, of which a person should know."""
        return not tasks and self.select != ALL


def declare_choice(parser: ArgumentParser, *, default: str | None = "json") -> None:
    """Declare which format is wanted, and which tasks."""
    told = f" (default: {default})" if default else ""
    parser.add_argument("--to", metavar="FORMAT", action="append", help=f"one of {', '.join(own_names())}{told}")
    parser.add_argument(
        "--unit", metavar="NAME", help="only tasks that this unit leads or helps with; its place may be left out"
    )
    parser.add_argument("--lead-only", action="store_true", help="with --unit: only those that it leads")
    parser.add_argument("--from", metavar="DAY", dest="first", help="only tasks due on this day (2024-05-01) or later")
    parser.add_argument("--until", metavar="DAY", dest="last", help="only tasks due on this day or earlier")


def take_choice(
    to: list[str] | None, unit: str | None, *, lead_only: bool, first: str | None, last: str | None, default: str = ""
) -> Choice:
    """Give what the options say; ends with a usage error where they say nothing sensible.

    `--to` with a day is the last day (`--from 2024-05-01 --to 2024-05-31`).
    """
    formats = [word for word in to or () if _day(word) is None]
    days = [word for word in to or () if _day(word) is not None]
    form = formats[-1] if formats else default
    if not form:
        refuse("--to", f"choose a format: {', '.join(own_names())}")
    require_format(form)
    if lead_only and unit is None:
        refuse("--lead-only", "--unit says whose tasks")
    until = last or (days[-1] if days else None)
    again = [*(["--unit", unit] if unit else []), *(["--lead-only"] if lead_only else [])]
    again += [*(["--from", first] if first else []), *(["--until", until] if until else [])]
    select = Selection(unit, lead_only, _required_day("--from", first), _required_day("--until", until))
    return Choice(form, select, (*(["--to", form] if form != default else []), *again))


def require_format(name: str) -> None:
    """End with a usage error if there is no such output format."""
    from vbparse.export.registry import all_names

    if name not in own_names() and name not in all_names():
        refuse("--to", f"there is no format {name!r}; choose one of {', '.join(all_names())}")


def _required_day(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    day = _day(text)
    if day is None:
        refuse(option, f"{text!r} is no day; write it as 2024-05-31")
    return day


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None
