"""`vbparse push`: the tasks of a plan into a tracker or calendar."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vbparse.cli.common import Session, refuse, write_text
from vbparse.cli.extract import declare_reading
from vbparse.cli.messages import say
from vbparse.errors import PushError
from vbparse.output import shown
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager

    from vbparse.export.options import Lang
    from vbparse.plan.model import PlanDocument
    from vbparse.push.changes import Difference
    from vbparse.push.run import Step
    from vbparse.push.target import Target

_TARGETS: Final = ("redmine", "caldav")
_SIGNS: Final = {"create": "+", "update": "~", "settle": "=", "same": "=", "gone": "-"}
_LONG: Final = "description"


class _Given(NamedTuple):
    """What is given for Redmine only."""

    project: str | None
    tracker: str | None
    field: str | None
    assign: Path | None
    sections: bool


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="PLAN", help="a plan put out as JSON, or a document; - reads standard input")
    parser.add_argument("--to", metavar="TARGET", required=True, help=f"one of {', '.join(_TARGETS)}")
    parser.add_argument("--url", metavar="URL", required=True, help="address of the Redmine, or of the calendar")
    parser.add_argument("--dry-run", action="store_true", help="show what would be changed, and change nothing")
    parser.add_argument(
        "--unit", metavar="NAME", help="only tasks that this unit leads or helps with; its place may be left out"
    )
    parser.add_argument("--lead-only", action="store_true", help="with --unit: only those that it leads")
    parser.add_argument(
        "--link",
        metavar="URL",
        help="where others can open the file (of a folder: ends with /); items link to the page",
    )
    parser.add_argument("--project", metavar="ID", help="Redmine: identifier of the project")
    parser.add_argument(
        "--tracker", metavar="NAME", help="Redmine: tracker of new issues (default: the project's first)"
    )
    parser.add_argument(
        "--field", metavar="NAME", help="Redmine: custom field for the id of a task (default: vbparse, if there is one)"
    )
    parser.add_argument(
        "--assign", metavar="MAP.toml", type=Path, help="Redmine: which unit's tasks go to whom, into which category"
    )
    parser.add_argument("--sections", action="store_true", help="Redmine: sections of the plan as parent issues")
    parser.add_argument(
        "--insecure", action="store_true", help="allow http://, which sends the key unencrypted (a trusted network)"
    )
    declare_reading(parser)


def push(
    session: Session,
    *,
    file: str,
    to: str,
    url: str,
    dry_run: bool,
    unit: str | None,
    lead_only: bool,
    link: str | None,
    project: str | None,
    tracker: str | None,
    field: str | None,
    assign: Path | None,
    sections: bool,
    insecure: bool,
    password: str | None,
    allow_secret: bool,
    trust: list[Path] | None,
    partial: bool,
    model: str | None,
) -> None:
    """Bring the tasks of a plan into Redmine or a calendar: each once, changed where the plan changed."""
    from vbparse.cli.plans import load_plan

    given = _Given(project, tracker, field, assign, sections)
    _check(to, url, link, given, insecure=insecure)
    if lead_only and unit is None:
        refuse("--lead-only", "--unit says whose tasks")
    session.flags.update(allow_secret=allow_secret or None, partial=partial or None, trust=trust, model=model)
    plan = load_plan(session, file, password)
    chosen = _chosen(plan, unit, lead_only=lead_only)
    if chosen is not None and not chosen.tasks:
        session.tell("no-task")
    with _open(session, to, url, link, given) as target:
        _push(session, target, plan, chosen, dry_run=dry_run)


def _check(to: str, url: str, link: str | None, given: _Given, *, insecure: bool) -> None:
    """End with a usage error for what does not go together, or must not be done."""
    from vbparse.push.http import check_address

    if to not in _TARGETS:
        refuse("--to", f"there is no target {to!r}; choose one of {', '.join(_TARGETS)}")
    try:
        check_address(url, insecure=insecure)
    except ValueError as error:
        refuse("--url", str(error))
    if link is not None and not link.startswith(("https://", "http://")):
        refuse("--link", "give an address that begins with https:// or http://")
    if to == "redmine" and not given.project:
        refuse("--project", "Redmine needs the identifier of a project")
    for name, value in given._asdict().items():
        if to != "redmine" and value:
            refuse(f"--{name}", "only Redmine has these")


def _open(session: Session, to: str, url: str, link: str | None, given: _Given) -> AbstractContextManager[Target]:
    from vbparse.push.target import Choice
    from vbparse.push.targets import open_caldav, open_redmine

    choice = Choice(session.lang, link)
    if to == "caldav":
        return open_caldav(url, choice)
    from vbparse.push.assign import read_assignments
    from vbparse.push.redmine_project import Assignments, ProjectChoice

    assignments = read_assignments(given.assign) if given.assign else Assignments()
    project = ProjectChoice(given.project or "", given.tracker, given.field, assignments, given.sections)
    return open_redmine(url, project, choice)


def _chosen(plan: PlanDocument, unit: str | None, *, lead_only: bool) -> PlanDocument | None:
    """Give the part of the plan that is wanted; None for all of it."""
    from vbparse.export.options import Selection
    from vbparse.export.selection import selected

    return None if unit is None else selected(plan, Selection(unit, lead_only))


def _push(session: Session, target: Target, plan: PlanDocument, chosen: PlanDocument | None, *, dry_run: bool) -> None:
    """Push, and tell of each item; what stays as it is, only in the sum. Raises `PushError`."""
    from vbparse.push.run import Push

    teller = _Teller(plan.plan_id, session.lang, detailed=dry_run or session.common.verbose > 0)
    work = Push(target, plan, chosen)
    for double in work.doubles:
        write_text(f"! {teller.name(double.key, double.title)}: {say('push.double', session.lang)}  {double.where}\n")
    counts: Counter[str] = Counter()
    try:
        for step in work.compare() if dry_run else work.run():
            counts.update(_kinds(step))
            write_text("".join(f"{line}\n" for line in teller.lines(step)))
    except KeyboardInterrupt:
        session.tell("push.interrupted")
        raise
    session.log("%s: %s", plan.source.name, dict(counts))
    told = [counts[name] for name in ("create", "update", "same", "gone", "conflict")]
    session.tell("push.dry" if dry_run else "push.done", *told)
    if counts["refused"]:
        message = f"{counts['refused']} items were not taken"
        raise PushError(message, hint="Correct what is named above, and push again.")


def _kinds(step: Step) -> Iterator[str]:
    if step.error:
        yield "refused"
    else:
        yield "same" if step.change.kind == "settle" else step.change.kind
    if step.change.conflicts:
        yield "conflict"


class _Teller:
    """Tells what became of items, by the ids of their tasks in one plan.

    `detailed`: also what only people changed, about which there is nothing to decide.
    """

    def __init__(self, plan_id: str, lang: Lang, *, detailed: bool) -> None:
        self._plan_id, self._lang, self._detailed = plan_id, lang, detailed

    def name(self, key: str, title: str) -> str:
        """Name an item: the id of its task, its title."""
        return f"{key.removeprefix(self._plan_id)[1:]}  {shown(title)}"

    def lines(self, step: Step) -> Iterator[str]:
        """Tell of one item; nothing where nothing differs."""
        change, name = step.change, self.name(step.change.key, step.title)
        if step.error:
            yield f"! {name}: {shown(step.error)}"
            return
        kept = change.kept if self._detailed else {}
        if change.kind in {"same", "settle"} and not (kept or change.conflicts or step.ignored):
            return
        note = f": {say('push.gone', self._lang)}" if change.kind == "gone" else ""
        yield f"{_SIGNS[change.kind]} {name}{note}{f'  {step.where}' if step.where else ''}"
        yield from self._differences("push.changed", change.updates)
        yield from self._differences("push.kept", kept)
        yield from self._differences("push.conflict", change.conflicts)
        if step.ignored:
            yield f"    {say('push.ignored', self._lang, ', '.join(map(self._label, step.ignored)))}"

    def _differences(self, key: str, fields: Mapping[str, Difference]) -> Iterator[str]:
        for name, (there, wanted) in fields.items():
            if name == _LONG:
                yield f"    {say(key, self._lang, self._label(name), '…', '…')}"
                yield from (f"      {line}" for line in _changed_lines(there, wanted))
            else:
                yield f"    {say(key, self._lang, self._label(name), shown(there or '-'), shown(wanted or '-'))}"

    def _label(self, name: str) -> str:
        from vbparse.push.wording import label

        return label(name, self._lang)


def _changed_lines(there: str | None, wanted: str | None) -> list[str]:
    """Give the lines that differ: those there with `-`, those wanted with `+`."""
    import difflib

    compared = difflib.ndiff((there or "").splitlines(), (wanted or "").splitlines())
    return [shown(line) for line in compared if line.startswith(("- ", "+ ")) and line[2:].strip()]
