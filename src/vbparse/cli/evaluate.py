"""`vbparse evaluate`: scores against annotated plans."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from vbparse.cli.common import Session, complain, refuse, write_text
from vbparse.cli.extract import declare_model
from vbparse.errors import EXIT_FLAGGED
from vbparse.evaluate.origins import Origin

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from vbparse.evaluate.report import Report


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", metavar="GOLD_DIR", type=Path, help="folder of annotated plans")
    parser.add_argument("--errors", action="store_true", help="list what was missed (-) and invented (+)")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the scores as JSON")
    parser.add_argument(
        "--from",
        choices=get_args(Origin),
        default="auto",
        dest="origin",
        help="read the PDF, the text, or (auto, the default) the text where the PDF cannot be read",
    )
    declare_model(parser)
    parser.add_argument("--floor", metavar="FILE", type=Path, help="end with 8 if a score is below its floor")
    parser.add_argument("--raise-floor", action="store_true", help="raise the floors to the scores reached")


def evaluate(
    session: Session,
    *,
    folder: Path,
    errors: bool,
    json: Path | None,
    origin: Origin,
    floor: Path | None,
    raise_floor: bool,
    model: str | None,
) -> None:
    """Print precision, recall and F1 per measure against annotated plans, and what was missed."""
    from vbparse.evaluate.report import render, to_json
    from vbparse.evaluate.run import evaluate_folder

    if raise_floor and floor is None:
        refuse("--raise-floor", "say with --floor which file to raise")
    session.flags.update(model=model)
    report = evaluate_folder(folder, settings=session.settings, origin=origin)
    write_text(render(report, errors=errors))
    if json is not None:
        session.put(to_json(report).encode(), json)
    if floor is not None:
        hold_floor(report, floor, rise=raise_floor)


def hold_floor(report: Report, path: Path, *, rise: bool) -> None:
    """Name the scores below their floors and end with 8; with `rise` raise the floors that were passed."""
    from vbparse.evaluate.floors import drops, raised, read_floors, write_floors

    floors = read_floors(path)
    if rise:
        write_floors(path, raised(report, floors))
    fallen = drops(report, floors)
    for drop in fallen:
        complain(str(drop))
    if fallen:
        sys.exit(EXIT_FLAGGED)
