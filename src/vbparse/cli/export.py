"""`vbparse export`: plans that were read before, or are read now, in another format."""

from __future__ import annotations

import os
import sys
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vbparse.cli.choice import declare_choice, take_choice
from vbparse.cli.common import Session, refuse
from vbparse.cli.extract import declare_reading
from vbparse.errors import EXIT_FLAGGED, InputError, OutputError
from vbparse.output import make_folder, shown, write_whole
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterable, Iterator

    from vbparse.cli.choice import Choice
    from vbparse.export.options import ExportOptions
    from vbparse.export.outputs import Output
    from vbparse.export.registry import Exporter
    from vbparse.plan.model import PlanDocument

_LOCKS: Final = ("~${0}", ".~lock.{0}#")
"""What Excel and LibreOffice lay beside a workbook that is open."""

_SEVERAL: Final = "plans"
"""What a table of several plans is called in a folder."""


class _Place(NamedTuple):
    """Where outputs go: a file, a folder (that is there, or was given with a separator at its end), standard output."""

    path: Path | None
    is_folder: bool

    @classmethod
    def of(cls, text: str | None) -> _Place:
        """Tell what an argument means."""
        if text is None or text == "-":
            return cls(None, is_folder=False)
        return cls(Path(text), is_folder=text.endswith(("/", os.sep)) or Path(text).is_dir())


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "inputs",
        metavar="IN",
        nargs="+",
        help="plans as JSON (or JSON Lines), documents, archives; - reads standard input",
    )
    parser.add_argument(
        "-o", "--out", metavar="OUT", help="write to this file; into a folder (`OUT/`) where several files are made"
    )
    declare_choice(parser, default=None)
    parser.add_argument(
        "--split",
        metavar="unit",
        choices=["unit"],
        help="unit: one file for each unit with a part in tasks, and a list",
    )
    parser.add_argument(
        "--update",
        metavar="FILE",
        type=Path,
        help="bring this workbook (.xlsx) or calendar (.ics) up to date (in place, or into OUT); what people typed stays",
    )
    parser.add_argument(
        "--before",
        metavar="OLD",
        help="with --update: the plan as it was (document or JSON): rows follow their tasks to other numbers, or another plan",
    )
    parser.add_argument("--code", help="of archives: the plan with this number and symbol")
    parser.add_argument("--issuer", metavar="NAME", help="of archives: plans that this body issued")
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    declare_reading(parser)


def export(
    session: Session,
    *,
    inputs: list[str],
    out: str | None,
    to: list[str] | None,
    unit: str | None,
    lead_only: bool,
    first: str | None,
    last: str | None,
    template: Path | None,
    split: str | None,
    update: Path | None,
    before: str | None,
    code: str | None,
    issuer: str | None,
    pretty: bool,
    password: str | None,
    **reading: Any,
) -> None:
    """Put plans out in a format: tables, workbooks, calendars, files for trackers."""
    from vbparse.cli.plans import Plans, Wanted
    from vbparse.export.registry import exporter_for

    session.flags.update({name: value or None for name, value in reading.items()})
    default = ("ics" if update.suffix.lower() == ".ics" else "xlsx") if update else ""
    choice = take_choice(to, unit, lead_only=lead_only, first=first, last=last, template=template, default=default)
    plans = Plans(session, inputs, password=password, wanted=Wanted(code, issuer))
    if (code or issuer) and not plans.from_archive:
        refuse("--code" if code else "--issuer", "there is no archive among the inputs")
    if before and not update:
        refuse("--before", "only with --update")
    old = Plans(session, [before], password=password, wanted=Wanted()) if before else ()
    options = choice.options(session.lang, pretty=pretty)
    work = _Work(session, exporter_for(choice.to, options), choice, options)
    if update is not None:
        if split:
            refuse("--update", "not with --split")
        work.update(update, plans, out, old)
    elif split:
        work.split(plans, _Place.of(out))
    else:
        work.put(plans, _Place.of(out), several=plans.from_archive)
    if choice.is_empty(work.tasks):
        session.tell("no-task")
    if plans.secret:
        session.tell("secret")
        sys.exit(EXIT_FLAGGED)


class _Work:
    """Makes and writes the outputs of one call. `tasks` counts those that were put out."""

    def __init__(self, session: Session, exporter: Exporter, choice: Choice, options: ExportOptions) -> None:
        self._session, self._exporter, self._choice, self._options = session, exporter, choice, options
        self._left_out: set[str] = set()
        self.tasks = 0

    def put(self, plans: Iterable[PlanDocument], out: _Place, *, several: bool) -> None:
        """Write one output, or one for each plan where the format takes one plan only."""
        from vbparse.export.outputs import one_each, render_all, takes_several

        rest = iter(self._chosen(plans))
        begun = list(islice(rest, 2))
        several = len(begun) > 1 or (several and takes_several(self._exporter))
        if not begun and not several:
            self._session.tell("nothing")
            return
        together = takes_several(self._exporter) or not several
        chosen = chain(begun, rest)
        if together and (several or not out.is_folder):
            self._write_parts(out, render_all(self._exporter, chosen, self._options, several=several))
        else:
            self._write_folder(out, one_each(self._exporter, chosen, self._options))

    def split(self, plans: Iterable[PlanDocument], out: _Place) -> None:
        """Write the share of each unit."""
        from vbparse.archive.identity import unit_keys
        from vbparse.export.outputs import by_unit

        self._write_folder(out, by_unit(self._exporter, self._chosen(plans), self._options, unit_keys))

    def update(
        self, path: Path, plans: Iterable[PlanDocument], out: str | None, old: Iterable[PlanDocument] = ()
    ) -> None:
        """Bring a workbook up to date. Raises `InputError`, `OutputError`."""
        from vbparse.export.update import Change

        update = getattr(self._exporter, "update", None)
        if update is None:
            refuse("--update", f"files of the format {self._exporter.NAME} are made anew: leave --update away")
        if (before := list(old)) and self._exporter.NAME == "ics":
            refuse("--before", "items of calendars are known by the numbers of their tasks")
        existing = _workbook(path, self._session.settings.max_bytes)
        chosen = list(self._chosen(plans))
        if out is None:
            _refuse_open(path)
        done = update(existing, Change(chosen, self._left_out, _renumbered(before, chosen)), self._options)
        self._session.put(done.data, Path(out) if out else path)
        self._session.tell("update.done", *done.counts)
        if done.lost:
            self._session.tell("update.lost", ", ".join(done.lost))

    def _chosen(self, plans: Iterable[PlanDocument]) -> Iterator[PlanDocument]:
        from vbparse.export.selection import selected
        from vbparse.export.tasks import key_of

        for plan in plans:
            small = selected(plan, self._choice.select)
            self._left_out.update(
                {key_of(plan, task) for task in plan.tasks} - {key_of(plan, task) for task in small.tasks}
            )
            self.tasks += len(small.tasks)
            yield small

    def _write_parts(self, out: _Place, parts: tuple[bytes, ...]) -> None:
        """Write one output; several, of a format whose readers take so much at a time, are numbered."""
        path = out.path
        if path is not None and out.is_folder:
            make_folder(path)
            path /= f"{_SEVERAL}{self._exporter.SUFFIX}"
        if len(parts) == 1:
            self._session.put(parts[0], path)
            return
        if path is None:
            refuse("-o", f"{self._exporter.NAME} needs {len(parts)} files for so many tasks")
        for number, data in enumerate(parts, 1):
            self._session.put(data, path.with_name(f"{path.stem}-{number}{path.suffix}"))
        self._session.tell("export.parts", len(parts))

    def _write_folder(self, out: _Place, outputs: Iterable[Output]) -> None:
        """Write files into a folder, when all of them are made."""
        if out.path is None:
            refuse("-o", "name a folder for the files")
        made = list(outputs)
        make_folder(out.path)
        for output in made:
            write_whole(out.path / output.name, output.data)
        self._session.tell("export.folder", len(made), shown(str(out.path)))


def _renumbered(old: list[PlanDocument], new: list[PlanDocument]) -> dict[str, str]:
    """Give by the keys of a plan's tasks as they were the keys that they have now. Ends with a usage error for several plans."""
    if not old:
        return {}
    if len(old) > 1 or len(new) > 1:
        refuse("--before", "compares two versions of one plan")
    from vbparse.revise.compare import diff

    (was,), (now,) = old, new
    return {f"{was.plan_id}#{one}": f"{now.plan_id}#{other}" for one, other, _ in diff(was, now).pairs}


def _workbook(path: Path, limit: int) -> bytes:
    from vbparse.readers.source import open_source

    if path.suffix.lower() == ".xls":
        message = f"{shown(str(path))} is a workbook of an old version of Excel"
        raise InputError(message, hint="Save it as .xlsx and give that.")
    return open_source(str(path), max_bytes=limit).data


def _refuse_open(path: Path) -> None:
    """Raise `OutputError` if somebody has the workbook open: what he saves later would undo the update."""
    for lock in _LOCKS:
        if path.with_name(lock.format(path.name)).exists():
            message = f"{shown(str(path))} is open in another program"
            raise OutputError(message, hint="Close it, or write the new workbook elsewhere with -o.")
