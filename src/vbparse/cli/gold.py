"""`vbparse gold`: an annotated plan, made of a corrected one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from vbparse.cli.common import complain, refuse
from vbparse.cli.messages import say
from vbparse.errors import EXIT_FLAGGED
from vbparse.output import shown

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from vbparse.cli.common import Session
    from vbparse.revise.apply import Corrected


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "plan",
        metavar="PLAN",
        help="a plan document (JSON), with PLAN.corrections.json beside it; with --archive: a document's code, path, "
        "plan_id, or the beginning of its sha256",
    )
    parser.add_argument(
        "--archive", metavar="DB", type=Path, help="take the plan, and its corrections, from an archive"
    )
    parser.add_argument(
        "--corrections", metavar="FILE", type=Path, help="corrections that do not stand beside the plan"
    )
    parser.add_argument(
        "-o", "--out", metavar="FOLDER", type=Path, required=True, help="folder for NAME.txt and NAME.json"
    )
    parser.add_argument("--name", metavar="NAME", help="what to call it (default: as the plan document)")
    parser.add_argument("--force", action="store_true", help="write over an annotation of this name")


def gold(session: Session, *, plan: str, out: Path, name: str | None, force: bool, **given: Path | None) -> None:
    """Make an annotated plan, for `evaluate` and `train`, of a plan that people have corrected."""
    from vbparse.evaluate.annotation import annotate
    from vbparse.output import make_folder, safe_name, write_whole
    from vbparse.secrecy import is_withheld

    corrected, called = _corrected(session, plan, **given)
    if is_withheld(corrected.plan.header.secrecy, session.settings):
        session.tell("secret")
        sys.exit(EXIT_FLAGGED)
    name = safe_name(name or called)
    files = [out / f"{name}.txt", out / f"{name}.json"]
    if not force and any(path.exists() for path in files):
        refuse("--out", f"{shown(str(files[1]))} is there already; choose another --name, or --force")
    made = annotate(corrected.plan, name, notes=_notes(corrected))
    make_folder(out)
    for path, data in zip(files, (made.text.encode(), made.json()), strict=True):
        write_whole(path, data)
        session.tell("written", shown(str(path)))
    if corrected.whole is None:
        session.tell("gold.unapproved")
    for task, value in made.lacking:
        complain(say("gold.lacking", session.lang, shown(task), shown(value)))
    for line in _unfit(corrected, session):
        complain(line)
    if made.lacking or corrected.unfit:
        sys.exit(EXIT_FLAGGED)


def _corrected(session: Session, plan: str, *, archive: Path | None, corrections: Path | None) -> tuple[Corrected, str]:
    """Give the corrected plan, and what to call it."""
    if archive is not None:
        if corrections is not None:
            refuse("--corrections", "an archive has its own")
        return _from_archive(session, plan, archive)
    from vbparse.revise.apply import apply
    from vbparse.revise.files import load_corrected, read_corrections, read_plan

    path = Path(plan)
    if corrections is not None:
        return apply(read_plan(path), read_corrections(corrections).corrections), path.stem
    return load_corrected(path), path.stem


def _from_archive(session: Session, which: str, path: Path) -> tuple[Corrected, str]:
    from vbparse.archive.queries.documents import Filters
    from vbparse.archive.register import Archive
    from vbparse.archive.store.database import telling
    from vbparse.cli.archive.which import find_one

    with telling(path), Archive(path) as archive:
        info = find_one(session, archive, which, Filters())
        corrected = archive.corrected(info.sha256)
        return corrected, Path(corrected.plan.source.name).stem or info.sha256


def _notes(corrected: Corrected) -> tuple[str, ...]:
    """Tell how the annotation was come by; names of people are left out."""
    count = len({touch.correction.id for touch in corrected.touched})
    state = corrected.whole.state if corrected.whole is not None else "not approved"
    version = corrected.plan.generator.version
    return (f"read by vbparse {version}, {count} corrections by people, {state}",)


def _unfit(corrected: Corrected, session: Session) -> Iterator[str]:
    from vbparse.revise.telling import describe_correction, describe_reason

    for one in corrected.unfit:
        what = shown(describe_correction(one.correction, session.lang))
        yield say("gold.unfit", session.lang, what, describe_reason(one.reason, session.lang))
