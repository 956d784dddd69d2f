"""`vbparse batch`: many documents into a folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vbparse.cli.choice import Choice, declare_choice, take_choice
from vbparse.cli.common import Session, refuse
from vbparse.cli.course import command_line, follow, report, summarise
from vbparse.cli.engine import choose_engine, declare_scheduler
from vbparse.cli.extract import declare_allow_secret, declare_model, declare_partial, declare_trust
from vbparse.cli.inputs import HELP, take_inputs
from vbparse.errors import EXIT_BATCH_FAILED, EXIT_INTERRUPTED, OutputError
from vbparse.output import shown

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Mapping, Sequence

    from vbparse.archive.begun import Begun
    from vbparse.archive.target import Target

_FORMS: Final = ("files", "jsonl", "parquet")


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("inputs", metavar="IN", nargs="*", help=HELP)
    parser.add_argument(
        "-o", "--out", metavar="OUT", required=True, help="folder, or its URL, for the outputs and the manifest"
    )
    parser.add_argument(
        "--as",
        dest="form",
        metavar="|".join(_FORMS),
        choices=_FORMS,
        help="one file a document (default), one plans.jsonl, or Parquet tables (documents, tasks, times, units, citations)",
    )
    declare_choice(parser)
    parser.add_argument("--jobs", metavar="N", type=count_of, help="worker processes (default: one a core)")
    declare_scheduler(parser)
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on with the batch that was begun in OUT, with its IN and options; with IN, only these of its documents",
    )
    parser.add_argument("--again", action="store_true", help="read also what is done")
    declare_partial(parser)
    declare_allow_secret(parser)
    declare_trust(parser)
    declare_model(parser)


def count_of(text: str) -> int:
    """Read a number from 1 on (argparse tells of the `ValueError`)."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def batch(session: Session, *, inputs: list[str], out: str, resume: bool, again: bool, **given: Any) -> None:
    """Read many documents; what an earlier run has done is skipped."""
    from vbparse.archive.batch import Batch
    from vbparse.archive.begun import write_begun
    from vbparse.archive.tally import Tally
    from vbparse.storage import place

    if not inputs and not resume:
        refuse("IN", "nothing to read; --resume goes on with the batch that was begun in OUT")
    options = {name: value for name, value in given.items() if value} | _lexicons(session)
    if "jobs" in options and "scheduler" in options:
        refuse("--jobs", "with --scheduler the threads of its workers tell how many documents are read side by side")
    where = place(out)
    where, begun = _resumed(where, inputs, options) if resume else (where, _begun(inputs, options))
    choice = _apply(session, begun.options)
    tally = Tally()
    try:
        target = _target(where, begun.options.get("form", _FORMS[0]), choice, session)
        if not resume:
            write_begun(where, begun)
        engine = choose_engine(session, begun.options.get("scheduler"))
        work = Batch(begun.inputs, target, settings=session.settings, again=again, engine=engine)
        follow(session, work.run(), len(work.documents), tally)
    except KeyboardInterrupt:
        session.tell("batch.interrupted", shown(command_line(_retry(where, "", ()))))
        sys.exit(EXIT_INTERRUPTED)
    if not tally.documents:
        session.tell("nothing")
        return
    summarise(session, tally)
    session.tell("batch.where", shown(str(where)))
    report(session, tally, lambda code, paths: _retry(where, code, paths))
    if tally.unread:
        sys.exit(EXIT_BATCH_FAILED)


def _lexicons(session: Session) -> dict[str, Any]:
    return {"lexicon": session.common.lexicon} if session.common.lexicon else {}


def _begun(inputs: Sequence[str], options: Mapping[str, Any]) -> Begun:
    from vbparse.archive.begun import Begun

    return Begun(Path.cwd(), take_inputs(inputs), {name: _plain(value) for name, value in options.items()})


def _resumed(out: Path | str, inputs: Sequence[str], options: Mapping[str, Any]) -> tuple[Path | str, Begun]:
    """Give what the batch in `out` was begun with, with other options where they are given, and go where that was.

    `inputs` are some of its documents, by their paths in the manifest. Raises `OutputError`.
    """
    from vbparse.archive.begun import read_begun

    begun = read_begun(out)
    own = {name: _plain(value, Path.cwd()) for name, value in options.items()}
    others = {"jobs", "scheduler"} if {"jobs", "scheduler"} & own.keys() else set()  # the one ends the other
    kept = {name: value for name, value in begun.options.items() if name not in others}
    begun = begun._replace(options={**kept, **own})
    if inputs:
        begun = begun._replace(inputs=take_inputs(inputs, patterns=False))
    if begun.folder == Path.cwd():
        return out, begun
    out = out.absolute() if isinstance(out, Path) else out
    try:
        os.chdir(begun.folder)
    except OSError as error:
        message = f"the folder in which the batch was begun cannot be entered: {shown(str(error))}"
        raise OutputError(message, hint="Give the documents, without --resume.") from error
    return out, begun


def _plain(value: Any, base: Path | None = None) -> Any:
    """Give an option's value as plain data; paths as texts, made absolute from `base`."""
    if isinstance(value, (list, tuple)):
        return [_plain(item, base) for item in value]
    if isinstance(value, Path):
        return str(value if base is None else base / value)
    return value


def _apply(session: Session, options: Mapping[str, Any]) -> Choice:
    """Let the options hold. Ends with a usage error where they do not go together."""
    if "lexicon" in options:
        session.common = session.common._replace(lexicon=tuple(map(Path, options["lexicon"])))
    session.flags.update({name: options.get(name) for name in ("jobs", "partial", "allow_secret", "model")})
    session.flags["trust"] = [Path(path) for path in options.get("trust", ())] or None
    names = ("unit", "first", "last")
    choice = take_choice(
        options.get("to"),
        **{name: options.get(name) for name in names},
        template=Path(options["template"]) if "template" in options else None,
        lead_only=options.get("lead_only", False),
        default="json",
    )
    form = options.get("form", _FORMS[0])
    if choice.to != "json" and form != _FORMS[0]:
        refuse("--to", f"--as {form} has a form of its own")
    return choice


def _target(out: Path | str, form: Any, choice: Choice, session: Session) -> Target:
    """Open the folder. Raises `OutputError`, `ResourceError`; `InputError` for a URL that cannot be read."""
    from vbparse.export.registry import has_words

    options = choice.options(session.lang if choice.template or has_words(choice.to) else "vi")
    if isinstance(out, str):
        if form != _FORMS[0]:
            refuse("--as", f"{form} can be written into folders only; at a URL, one file a document")
        from vbparse.archive.remote import RemoteTarget

        return RemoteTarget(out, to=choice.to, options=options)
    if form == _FORMS[0]:
        from vbparse.archive.target import FolderTarget

        return FolderTarget(out, to=choice.to, options=options)
    from vbparse.archive.parts import PartsTarget

    return PartsTarget(out, form, options=options)


def _retry(out: Path | str, code: str, paths: Sequence[str]) -> list[str]:
    """Give the command that reads documents of a class again: those of the paths, or all that is not done."""
    allow = ["--allow-secret"] if code == "secret" else []
    return ["vbparse", "batch", "--resume", *allow, "-o", str(out), *(["--", *paths] if paths else [])]
