"""Puts the training data together: sentences from patterns, passages at hand, and these with other names."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

from vbparse.training.sentences import make_sentences
from vbparse.training.texts import gold_samples, silver_samples
from vbparse.training.vary import vary
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from vbparse.nlp.samples import Sample

_BARE: Final = 0.35
"""Share of the passages without mentions that is kept: there are more of them than teach anything."""
_RENAMED: Final = 0.7
"""Share of the bodies that have another name in the copies of a passage."""


class Recipe(NamedTuple):
    """What to train on. `without` names documents to leave out, `copies` counts the renamed copies of a passage."""

    texts: tuple[Path, ...] = ()
    gold: tuple[Path, ...] = ()
    without: Collection[str] = ()
    sentences: int = 3000
    copies: int = 1
    seed: int = 12


def gather(recipe: Recipe) -> list[Sample]:
    """Make the training data; the same recipe and knowledge give the same samples in the same order."""
    chance = Random(recipe.seed)
    real = list(silver_samples(recipe.texts, recipe.without))
    for folder in recipe.gold:
        real += gold_samples(folder, recipe.without)
    real = [sample for sample in real if sample.marks or chance.random() < _BARE]
    samples = [vary(sample, chance, renamed=0, misspelt=0) for sample in real]
    for _ in range(recipe.copies):
        samples += [vary(sample, chance, renamed=_RENAMED) for sample in real if sample.marks]
    samples += make_sentences(recipe.sentences, chance)
    chance.shuffle(samples)
    return samples


def describe(samples: Sequence[Sample], recipe: Recipe) -> str:
    """Say in one line what a model was trained on, without naming a document."""
    marks = sum(len(sample.marks) for sample in samples)
    real = "plans read by the rules" if recipe.texts else ""
    annotated = "annotated plans" if recipe.gold else ""
    sources = ", ".join(part for part in ("sentences made from patterns and lexicons", real, annotated) if part)
    return f"Bodies and their part in tasks in Vietnamese administrative plans; {len(samples)} passages, {marks} mentions: {sources}"
