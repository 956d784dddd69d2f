"""Sentences made from the patterns of `sentences.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from vbparse.lexicon.load import rows
from vbparse.nlp.samples import Mark, Sample
from vbparse.patterns import compile_pattern
from vbparse.training.names import make_name, make_object
from vbparse.training.words import word_lists

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from vbparse.nlp.samples import Role, Sort

_SLOT = compile_pattern(r"\{(\w+)(\+?)\}")
_ROLES = frozenset({"lead", "cooperate", "advise_to", "report_to"})
_SORTS: dict[str, tuple[Sort, ...]] = {
    "lead": ("named", "named", "named", "group"),
    "cooperate": ("named", "named", "group"),
    "advise_to": ("named", "named", "person"),
    "report_to": ("named", "named", "person"),
    "body": ("named",),
    "office": ("person",),
}
_CAPITALS = 0.04
"""Share of the sentences that are set in capitals, as headings are."""


def make_sentences(count: int, chance: Random) -> Iterator[Sample]:
    """Yield `count` sentences, the patterns drawn at random."""
    patterns = word_lists()["patterns"]
    for _ in range(count):
        sample = _filled(chance.choice(patterns), chance)
        yield sample._replace(text=_upper(sample.text)) if chance.random() < _CAPITALS else sample


def _upper(text: str) -> str:
    raised = text.upper()
    return raised if len(raised) == len(text) else text


def _filled(pattern: str, chance: Random) -> Sample:
    parts: list[str] = []
    marks: list[Mark] = []
    length = last = 0
    for slot in _SLOT.finditer(pattern):
        before = pattern[last : slot.start()]
        parts.append(before)
        length += len(before)
        for text, mark in _fillers(slot[1], chance, several=bool(slot[2])):
            shown = _sentence_case(text) if length == 0 else text
            if mark is not None:
                marks.append(mark._replace(start=length, end=length + len(shown)))
            parts.append(shown)
            length += len(shown)
        last = slot.end()
    return Sample("".join((*parts, pattern[last:])), tuple(marks))


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _fillers(slot: str, chance: Random, *, several: bool) -> Iterator[tuple[str, Mark | None]]:
    """Yield the pieces of text that fill a slot, each with its mark."""
    if slot not in _SORTS:
        yield _plain(slot, chance) if slot != "object" else make_object(chance), None
        return
    number = chance.choice((1, 1, 2, 2, 3, 4)) if several else 1
    roles = cast("tuple[Role, ...]", (slot,) if slot in _ROLES else ())
    for at in range(number):
        if at:
            yield (" và " if at == number - 1 else ", "), None
        sort = chance.choice(_SORTS[slot])
        yield make_name(sort, chance), Mark(0, 0, sort, roles)


def _plain(slot: str, chance: Random) -> str:
    if slot == "code":
        return f"{chance.randrange(1, 4000)}/{chance.choice(('KH-UBND', 'CV-BCĐ', 'QĐ-HĐT', 'TTr-TTPV', 'KH-BTC'))}"
    if slot == "trap":
        return chance.choice(rows("unit_traps.tsv"))["text"]
    return str(chance.choice(word_lists()[f"{slot}s"]))
