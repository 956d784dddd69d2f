"""Trains the second opinion from samples and writes a model that `spacy.load` reads.

What is written holds weights and labels, no words: the embedding hashes them, and the pipeline is rebuilt with
an empty vocabulary before it is written.
"""

from __future__ import annotations

import random
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vbparse.errors import OutputError
from vbparse.nlp.components import near_spans
from vbparse.nlp.opinion import SPANS, require_spacy
from vbparse.nlp.samples import ROLES, SORTS
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from vbparse.nlp.samples import Sample

_CONFIG: Final = Path(__file__).with_name("second_opinion.cfg")
_WORDS: Final = 600
"""Tokens of one batch."""
_SHOWN: Final = 200
"""Samples from which the sizes of the layers are inferred."""
_WEIGHTS: Final = ("tok2vec", "ner", "spancat")


class Course(NamedTuple):
    """How long to train, from which seed, and what to call the result."""

    rounds: int = 5
    seed: int = 12
    name: str = "second_opinion"
    version: str = "1.0.0"
    about: str = ""


def train(samples: Sequence[Sample], out: Path, course: Course, *, tell: Callable[[str], None] | None = None) -> None:
    """Train on samples and write the model into the folder `out`.

    `tell` is called once a round with what to show. Raises `ResourceError` without spaCy, `OutputError` where
    the folder cannot be written.
    """
    spacy = require_spacy()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of spaCy's own parts
        spacy.util.fix_random_seed(course.seed)
        nlp, averages = _trained(spacy, samples, course, tell or (lambda _: None))
        with nlp.use_params(averages):
            bare = _without_words(spacy, nlp, course)
        try:
            bare.to_disk(out)
        except OSError as error:
            message = f"{out} cannot be written: {error.strerror or error}"
            raise OutputError(message) from error


def _new(spacy: Any) -> Any:
    return spacy.util.load_model_from_config(spacy.util.load_config(_CONFIG), auto_fill=True)


def _trained(spacy: Any, samples: Sequence[Sample], course: Course, tell: Callable[[str], None]) -> tuple[Any, Any]:
    nlp = _new(spacy)
    for name, labels in (("ner", SORTS), ("spancat", (*SORTS, *ROLES))):
        for label in labels:
            nlp.get_pipe(name).add_label(label)
    examples = [_example(spacy, nlp, sample) for sample in samples]
    optimizer = nlp.initialize(lambda: examples[:_SHOWN])
    chance = random.Random(course.seed)  # noqa: S311 (to be repeatable, not secret)
    for number in range(1, course.rounds + 1):
        losses: dict[str, float] = {}
        chance.shuffle(examples)
        for batch in _batches(examples):
            nlp.update(
                batch,
                sgd=optimizer,
                drop=nlp.config["training"]["dropout"],
                losses=losses,
                annotates=["tok2vec", "ner"],
            )
        shown = ", ".join(f"{name} {float(losses[name]):.0f}" for name in ("ner", "spancat"))
        tell(f"{number}/{course.rounds}: {shown}")
    return nlp, optimizer.averages


def _example(spacy: Any, nlp: Any, sample: Sample) -> Any:
    """Give the sample as spaCy's example; a mark that cuts a token is left out.

    A role is that of all spans near the mention: where exactly the mention ends is for its class to say.
    """
    doc = nlp.make_doc(sample.text)
    reference = doc.copy()
    found = [(mark, reference.char_span(mark.start, mark.end, label=mark.sort)) for mark in sample.marks]
    marks = [(mark, span) for mark, span in found if span is not None]
    reference.ents = spacy.util.filter_spans([span for _, span in marks])
    reference.spans[SPANS] = [span for _, span in marks] + [
        spacy.tokens.Span(reference, start, end, label=role)
        for mark, span in marks
        for role in mark.roles
        for start, end in near_spans(span.start, span.end, len(reference), _reach(nlp))
    ]
    return spacy.training.Example(doc, reference)


def _reach(nlp: Any) -> int:
    return int(nlp.config["components"]["spancat"]["suggester"]["reach"])


def _batches(examples: Sequence[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    words = 0
    for example in examples:
        batch.append(example)
        words += len(example.reference)
        if words >= _WORDS:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch


def _without_words(spacy: Any, trained: Any, course: Course) -> Any:
    """Give the same pipeline with a vocabulary that has seen no text."""
    bare = _new(spacy)
    for name in _WEIGHTS:
        bare.get_pipe(name).from_bytes(trained.get_pipe(name).to_bytes(exclude=["vocab"]), exclude=["vocab"])
    bare.meta.update(
        name=course.name,
        version=course.version,
        description=course.about,
        author="The vbparse authors",
        license="Apache-2.0",
        spacy_version=">=3.8,<4",
    )
    return bare
