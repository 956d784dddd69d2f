"""`vbparse train`: the trained second opinion, from lexicons, sentence patterns and plans at hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vbparse.cli.common import Session, complain
from vbparse.output import shown

if TYPE_CHECKING:
    from argparse import ArgumentParser


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("-o", "--out", metavar="OUT", type=Path, required=True, help="folder for the model")
    parser.add_argument(
        "--texts", metavar="DIR", type=Path, action="append", help="add plans, as the rules read them (repeatable)"
    )
    parser.add_argument(
        "--gold", metavar="DIR", type=Path, action="append", help="add plans that people have annotated (repeatable)"
    )
    parser.add_argument(
        "--without", metavar="NAME", action="append", help="leave out a document of these folders (repeatable)"
    )
    parser.add_argument("--rounds", type=int, help="how often to go through the data")
    parser.add_argument("--seed", type=int, default=12, help="the same seed and data give the same model (default: 12)")


def train(
    session: Session,
    *,
    out: Path,
    texts: list[Path] | None,
    gold: list[Path] | None,
    without: list[str] | None,
    rounds: int | None,
    seed: int,
) -> None:
    """Train the second opinion of --model; what it is trained on is not kept in it."""
    from vbparse.nlp.train import Course
    from vbparse.nlp.train import train as train_on
    from vbparse.training.gather import Recipe, describe, gather

    recipe = Recipe(tuple(texts or ()), tuple(gold or ()), frozenset(without or ()), seed=seed)
    samples = gather(recipe)
    course = Course(seed=seed, about=describe(samples, recipe))
    if rounds is not None:
        course = course._replace(rounds=rounds)
    train_on(samples, out, course, tell=None if session.common.quiet else complain)
    session.tell("written", shown(str(out)))
