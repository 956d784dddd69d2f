"""What is put out: the options of the commands that make an output of a plan, and what they mean."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vbparse.cli.archive.filters import day, last_day
from vbparse.cli.common import refuse
from vbparse.errors import InputError
from vbparse.export.options import ALL, ExportOptions, Selection, Template
from vbparse.export.registry import own_names
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from vbparse.export.options import Lang


_MOST_TEMPLATE: Final = 1_000_000
"""Bytes of a template."""


class Choice(NamedTuple):
    """The format that is wanted, and the tasks."""

    to: str
    select: Selection
    template: Template | None = None

    def options(self, lang: Lang, *, pretty: bool = False) -> ExportOptions:
        """Give the options of the exporter."""
        return ExportOptions(lang, pretty, self.select, template=self.template)

    def is_empty(self, tasks: int) -> bool:
        """Tell whether there is no task among those that were asked for, of which a person should know."""
        return not tasks and self.select != ALL


def declare_choice(parser: ArgumentParser, *, default: str | None = "json") -> None:
    """Declare which format is wanted, and which tasks."""
    told = f" (default: {default})" if default else ""
    parser.add_argument("--to", metavar="FORMAT", action="append", help=f"one of {', '.join(own_names())}{told}")
    parser.add_argument(
        "--template",
        metavar="FILE.j2",
        type=Path,
        help="make the output by this Jinja2 template instead, see docs/export.md",
    )
    parser.add_argument(
        "--unit", metavar="NAME", help="only tasks that this unit leads or helps with; its place may be left out"
    )
    parser.add_argument("--lead-only", action="store_true", help="with --unit: only those that it leads")
    parser.add_argument(
        "--from",
        metavar="DAY",
        dest="first",
        type=day,
        help="only tasks due on this day or later: 2024-05-01, 1/5/2024, 'tháng 5/2024'",
    )
    parser.add_argument(
        "--until", metavar="DAY", dest="last", type=last_day, help="only tasks due on this day or earlier"
    )


def take_choice(
    to: list[str] | None,
    unit: str | None,
    *,
    lead_only: bool,
    first: str | None,
    last: str | None,
    template: Path | None,
    default: str = "",
) -> Choice:
    """Give what the options say; ends with a usage error where they say nothing sensible.

    `--to` with a day is the last day (`--from 2024-05-01 --to 2024-05-31`). Raises `InputError` for a template.
    """
    words = [(word, _last_day(word)) for word in to or ()]
    formats = [word for word, last_one in words if last_one is None]
    days = [last_one for _, last_one in words if last_one is not None]
    if template is not None and formats:
        refuse("--template", "it takes the place of --to FORMAT")
    form = "template" if template is not None else formats[-1] if formats else default
    if not form:
        refuse("--to", f"choose a format: {', '.join(own_names())}")
    if template is None:
        require_format(form)
    if lead_only and unit is None:
        refuse("--lead-only", "--unit says whose tasks")
    until = last or (days[-1] if days else None)
    days_of = (date.fromisoformat(end) if end else None for end in (first, until))
    return Choice(form, Selection(unit, lead_only, *days_of), _read_template(template) if template else None)


def _read_template(path: Path) -> Template:
    """Read a template of the user's. Raises `InputError`."""
    from vbparse.readers.source import open_source

    data = open_source(str(path), max_bytes=_MOST_TEMPLATE).data
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"the template {path} is no text in UTF-8"
        raise InputError(message, hint="Save it as UTF-8.") from error
    return Template(path.name, text)


def require_format(name: str) -> None:
    """End with a usage error if there is no such output format."""
    from vbparse.export.registry import all_names

    if name not in own_names() and name not in all_names():
        refuse("--to", f"there is no format {name!r}; choose one of {', '.join(all_names())}")


def _last_day(word: str) -> str | None:
    """Read the day that `--to` may give instead of a format."""
    if word in own_names():
        return None
    try:
        return last_day(word)
    except ArgumentTypeError:
        return None
