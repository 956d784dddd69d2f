"""Bodies that grammar and lexicon do not know, as the trained model sees them (setting `model`, off by default).

The model only speaks where the rules are silent: what they found stays as it is, and nothing is added inside a
cited document or in what a trap of the lexicon covers.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from vbparse.diagnostics import Diagnostic
from vbparse.entities.model import Mention, Unit
from vbparse.lexicon.syllables import cut
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vbparse.entities.model import Citation
    from vbparse.lexicon.lexicon import Lexicon
    from vbparse.nlp.opinion import Suggestion
    from vbparse.outline.passages import Passage
    from vbparse.textmap import Span

    Roles = Mapping[Span, tuple[tuple[str, float], ...]]

RULE: Final = "model"
"""Rule of the mentions that the model added."""
CODE: Final = "UNIT_FROM_MODEL"
_OFF: Final = "off"
_SURE: Final = 0.97
_LIKELY: Final = 0.6
"""Confidences from which on a mention is added: of any, and of one that has a part in a task (models/README.md)."""
_ZONES: Final = frozenset({"preamble", "body", "closing", "annex"})
_NOT_UNITS: Final = frozenset({"funding", "indicator", "name", "number", "phone", "position", "quantity", "time"})
"""Meanings of table columns that hold no bodies."""
_UNITS: Final = frozenset({"lead", "cooperate", "lead_cooperate", "report_to", "unit"})
"""Meanings of table columns that hold nothing but bodies."""
_SHORTEST: Final = 3
_CONTEXT: Final = 3
"""Words that a passage must have besides a name: a name alone may as well be a topic (`Giáo dục phổ thông`)."""


class SecondOpinion(NamedTuple):
    """The mentions with those that the model added, what it thinks of the part each has, findings, its name."""

    units: tuple[Mention[Unit], ...]
    roles: Roles = MappingProxyType({})
    findings: tuple[Diagnostic, ...] = ()
    model: str | None = None


def ask_model(
    model: str,
    passages: Sequence[Passage],
    units: tuple[Mention[Unit], ...],
    citations: Iterable[Mention[Citation]],
    lexicon: Lexicon,
) -> SecondOpinion:
    """Ask the model (`own`, or a folder; `off` asks none) about passages in which the rules found `units`.

    Raises `ResourceError` where spaCy or the model is missing.
    """
    if model == _OFF:
        return SecondOpinion(units)
    from vbparse.nlp.opinion import load_opinion  # noqa: PLC0415 (seldom asked)

    opinion = load_opinion(model)
    asked = [passage for passage in passages if passage.zone in _ZONES and passage.meaning not in _NOT_UNITS]
    answers = list(zip(asked, opinion.read([passage.text for passage in asked]), strict=True))
    taken = sorted([mention.span for mention in units] + [citation.span for citation in citations])
    added = [mention for passage, said in answers for mention in _added(passage, said, taken, lexicon)]
    findings = tuple(
        Diagnostic(CODE, mention.span, mention.node, {"text": mention.value.name, "percent": _percent(mention)})
        for mention in added
    )
    roles = {
        passage.span_of(one.start, one.end): tuple((role, score) for role, score in one.roles)
        for passage, said in answers
        for one in said
        if one.roles
    }
    return SecondOpinion(_in_order(passages, units, added), roles, findings, opinion.name)


def _added(
    passage: Passage, said: Iterable[Suggestion], taken: Sequence[Span], lexicon: Lexicon
) -> Iterator[Mention[Unit]]:
    inside = [span for span in taken if span.overlaps(passage.span)]
    for one in said:
        span = passage.span_of(one.start, one.end)
        text = passage.text[one.start : one.end]
        enough = one.confidence >= (_LIKELY if one.roles else _SURE)
        told = passage.meaning in _UNITS or len(passage.text.split()) - len(text.split()) >= _CONTEXT
        free = not any(span.overlaps(other) for other in inside)
        if one.sort == "named" and enough and told and free and _may_be_unit(text, lexicon):
            name = " ".join(text.split())
            yield Mention(span, passage.node, Unit(name[:1].upper() + name[1:], one.sort), RULE, one.confidence)


def _may_be_unit(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a text may name a body that the lexicon does not know.

    It has small letters and a capital, begins and ends in a word, and is no trap (`phòng ngừa`).
    Where the lexicon knows the whole name, the rules have left it out with reason (`Quốc hội` in a law's title).
    """
    pieces = cut(text)
    end = len(pieces.keys)
    known = lexicon.bodies.longest(pieces, 0, end)
    return (
        len(text) >= _SHORTEST
        and text[-1].isalnum()
        and text[0].isalpha()
        and text != text.upper()
        and text != text.lower()
        and lexicon.traps.longest(pieces, 0, end) is None
        and (known is None or known.end < end)
    )


def _percent(mention: Mention[Unit]) -> int:
    return round(100 * (mention.confidence or 0))


def _in_order(
    passages: Sequence[Passage], units: tuple[Mention[Unit], ...], added: list[Mention[Unit]]
) -> tuple[Mention[Unit], ...]:
    if not added:
        return units
    order: dict[str, int] = {}
    for number, passage in enumerate(passages):
        order.setdefault(passage.node, number)
    return tuple(sorted((*units, *added), key=lambda mention: (order.get(mention.node, -1), mention.span)))
