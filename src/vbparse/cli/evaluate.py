"""`vbparse evaluate`: scores against annotated plans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vbparse.cli.common import Session, complain, write_text
from vbparse.errors import EXIT_FLAGGED
from vbparse.evaluate.origins import Origin

if TYPE_CHECKING:
    from vbparse.evaluate.report import Report


def evaluate(
    session: Session,
    folder: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder of annotated plans.")],
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed (-) and invented (+).")] = False,
    json: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write the scores as JSON.")] = None,
    origin: Annotated[
        Origin, typer.Option("--from", help="Read the PDF, the text, or (auto) the text where the PDF cannot be read.")
    ] = "auto",
    floor: Annotated[
        Path | None, typer.Option("--floor", metavar="FILE", help="End with 8 if a score is below its floor.")
    ] = None,
    raise_floor: Annotated[bool, typer.Option("--raise-floor", help="Raise the floors to the scores reached.")] = False,
) -> None:
    """Print precision, recall and F1 per measure against annotated plans, and what was missed."""
    from vbparse.evaluate.report import render, to_json
    from vbparse.evaluate.run import evaluate_folder

    if raise_floor and floor is None:
        message = "say with --floor which file to raise"
        raise typer.BadParameter(message, param_hint="--raise-floor")
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
        raise typer.Exit(EXIT_FLAGGED)
