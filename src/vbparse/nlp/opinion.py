"""The trained second opinion: where a passage may name bodies, which part they have, and how sure that is.

A small spaCy pipeline (models/README.md). spaCy is an extra and slow to import, so this module loads it only
when an opinion is asked for.
"""

from __future__ import annotations

import warnings
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vbparse.errors import ResourceError
from vbparse.nlp.components import create_near_mentions
from vbparse.nlp.samples import ROLES, SORTS
from vbparse.nlp.view import create_tokenizer
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.nlp.samples import Role, Sort

OFF: Final = "off"
OWN: Final = "own"
"""Values of the setting `model` besides the folder of a model: none, the one that comes with vbparse."""
SPANS: Final = "opinion"
"""Key of `doc.spans` under which the categoriser puts its spans."""
_FOLDER: Final = "second_opinion"
_TOKENIZER: Final = "vbparse.SyllableTokenizer.v1"
_SUGGESTER: Final = "vbparse.near_mentions.v1"
_BATCH: Final = 64


class Suggestion(NamedTuple):
    """A stretch of a passage that may be a mention: offsets, class, confidence (0 to 1), roles with theirs."""

    start: int
    end: int
    sort: Sort
    confidence: float
    roles: tuple[tuple[Role, float], ...] = ()


class Opinion:
    """A loaded model. `name` is what `generator.model` publishes: name and version."""

    __slots__ = ("_nlp", "name")

    def __init__(self, nlp: Any) -> None:
        """Take a loaded pipeline."""
        self._nlp = nlp
        self.name = f"{nlp.meta.get('name') or 'unnamed'} {nlp.meta.get('version') or '0'}"

    def read(self, texts: Sequence[str]) -> list[tuple[Suggestion, ...]]:
        """Give the suggestions for each text, in reading order; those of one text do not overlap."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of spaCy's own parts
            return [_disjoint(_suggestions(doc)) for doc in self._nlp.pipe(texts, batch_size=_BATCH)]


def own_model() -> Path:
    """Give the folder of the model that comes with vbparse: in the package, or in the repository beside it."""
    here = Path(__file__).resolve()
    packaged = here.parent / _FOLDER
    return packaged if packaged.is_dir() else here.parents[3] / "models" / _FOLDER


@cache
def load_opinion(model: str) -> Opinion:
    """Load a model: `own`, or the folder of another one.

    Raises `ResourceError` where spaCy is not installed or the folder holds no such model.
    """
    spacy = require_spacy()
    folder = own_model() if model == OWN else Path(model)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nlp = spacy.load(folder)
    except (OSError, ValueError, KeyError) as error:
        message = f"the model {folder} cannot be loaded: {error}"
        raise ResourceError(message, hint="Give `own`, or a folder that `vbparse train` has written.") from error
    missing = {"ner", "spancat"} - set(nlp.pipe_names)
    if missing:
        message = f"the model {folder} has no component {', '.join(sorted(missing))}"
        raise ResourceError(message, hint="Give `own`, or a folder that `vbparse train` has written.")
    return Opinion(nlp)


def require_spacy() -> Any:
    """Import spaCy and make our parts known to it, also where vbparse runs without being installed.

    Raises `ResourceError` where it is not installed.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import spacy  # noqa: PLC0415 (an extra, and slow to import)
    except ImportError as error:
        message = "spaCy is not installed"
        raise ResourceError(message, hint="Install it: pip install 'vbparse[nlp]'") from error
    registry: Any = spacy.util.registry
    registry.tokenizers.register(_TOKENIZER, func=create_tokenizer)
    registry.misc.register(_SUGGESTER, func=create_near_mentions)
    return spacy


def _suggestions(doc: Any) -> Iterator[Suggestion]:
    """Read the categoriser's spans: one suggestion for each that has a class."""
    spans = doc.spans.get(SPANS, ())
    scores: dict[tuple[int, int], dict[str, float]] = {}
    for span, score in zip(spans, spans.attrs.get("scores", ()) if spans else (), strict=False):
        scores.setdefault((span.start_char, span.end_char), {})[span.label_] = float(score)
    for (start, end), by_label in scores.items():
        sorts = [sort for sort in SORTS if sort in by_label]
        if sorts:
            sort = max(sorts, key=lambda sort: by_label[sort])
            roles = tuple((role, by_label[role]) for role in ROLES if role in by_label)
            yield Suggestion(start, end, sort, by_label[sort], roles)


def _disjoint(found: Iterator[Suggestion]) -> tuple[Suggestion, ...]:
    """Keep the surest of those that overlap."""
    kept: list[Suggestion] = []
    for one in sorted(found, key=lambda one: (-one.confidence, one.start, one.end)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept))
