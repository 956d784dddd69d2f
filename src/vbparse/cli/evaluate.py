"""`vbparse evaluate`: scores against annotated plans."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vbparse.cli.common import Session, write_text


def evaluate(
    session: Session,
    folder: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder of annotated plans.")],
) -> None:
    """Print precision, recall and F1 per measure against annotated plans, and what was missed."""
    from vbparse.evaluate.run import evaluate_folder

    write_text(evaluate_folder(folder, settings=session.settings))
