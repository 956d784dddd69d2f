"""A plan as a spaCy `Doc`, for people who go on in spaCy (extra `vbparse[nlp]`).

`doc.text == plan.text`; what was read stands in `doc.spans`: "nodes", "units", "times", "citations",
"tasks", and "words" on request. The tokenizer is registered as `vbparse.SyllableTokenizer.v1`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vbparse.errors import ResourceError
from vbparse.nlp.tokenizer import tokenize
from vbparse.nlp.words import find_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from vbparse.plan.model import Node, PlanDocument


class SyllableTokenizer:
    """spaCy tokenizer of syllables, codes and dates; it holds nothing but the vocabulary."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Any:
        """Give the `Doc` of a text; `doc.text == text`."""
        from spacy.tokens import Doc  # noqa: PLC0415 (an extra, and slow to import)

        tokens = tokenize(text)
        ends = [*(token.start for token in tokens[1:]), len(text)][: len(tokens)]
        spaces = [end > token.end for token, end in zip(tokens, ends, strict=True)]
        return Doc(self.vocab, words=[token.text for token in tokens], spaces=spaces)

    def to_bytes(self, **_: Any) -> bytes:
        """Serialise: there is nothing to keep."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> SyllableTokenizer:
        """Read back what `to_bytes` gave."""
        return self

    def to_disk(self, _path: Path | str, **_: Any) -> None:
        """Serialise to disk: there is nothing to keep."""

    def from_disk(self, _path: Path | str, **_: Any) -> SyllableTokenizer:
        """Read back what `to_disk` wrote."""
        return self


def create_tokenizer() -> Callable[[Any], SyllableTokenizer]:
    """Give the tokenizer factory that spaCy's registry asks for."""

    def create(nlp: Any) -> SyllableTokenizer:
        return SyllableTokenizer(nlp.vocab)

    return create


def to_doc(plan: PlanDocument, *, words: bool = False) -> Any:
    """Turn a plan into a spaCy `Doc` whose `doc.spans` hold what was read.

    Labels are the node's kind, the unit's class, the time's role, the citation's type and `TASK`; `span.id_`
    is the id in the plan. With `words`, `doc.spans["words"]` holds underthesea's words. Raises
    `ResourceError` where spaCy (or underthesea, for words) is not installed.
    """
    try:
        from spacy.vocab import Vocab  # noqa: PLC0415 (an extra, and slow to import)
    except ImportError as error:
        message = "spaCy is not installed"
        raise ResourceError(message, hint="pip install 'vbparse[nlp]'") from error
    doc = SyllableTokenizer(Vocab())(plan.text)
    doc.spans["nodes"] = _spans(doc, ((node.kind, node.id, node.evidence) for node in _walk(plan.outline)))
    doc.spans["units"] = _spans(doc, ((mention.cls, mention.unit, mention.evidence) for mention in plan.unit_mentions))
    doc.spans["times"] = _spans(doc, ((time.role, time.id, time.evidence) for time in plan.times))
    doc.spans["citations"] = _spans(doc, ((cited.type, cited.id, cited.evidence) for cited in plan.citations))
    doc.spans["tasks"] = _spans(doc, (("TASK", task.id, task.evidence) for task in plan.tasks))
    if words:
        found = (doc.char_span(span.start, span.end, alignment_mode="expand") for span in find_words(plan.text))
        doc.spans["words"] = [span for span in found if span is not None]
    return doc


def _spans(doc: Any, parts: Iterable[tuple[str, str, Any]]) -> list[Any]:
    found = (
        doc.char_span(evidence.start, evidence.end, label=label, span_id=name, alignment_mode="expand")
        for label, name, evidence in parts
        if evidence.end > evidence.start
    )
    return [span for span in found if span is not None]


def _walk(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)
