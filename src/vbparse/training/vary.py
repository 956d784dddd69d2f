"""Changes the names in passages of real plans, so that the shape of a sentence is learnt and not its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.lexicon.load import rows
from vbparse.nlp.samples import Mark, Sample
from vbparse.patterns import compile_pattern
from vbparse.training.names import make_name, make_person, misspell

if TYPE_CHECKING:
    from random import Random

_LAST_LETTER = 0x1EFA
"""Behind the last Vietnamese letter."""


def vary(sample: Sample, chance: Random, *, renamed: float = 0.45, misspelt: float = 0.1) -> Sample:
    """Give a sample with some of its bodies renamed or misspelt (shares of all).

    What looks like a person's name is replaced by a made-up one, whatever the shares are.
    """
    parts: list[str] = []
    marks: list[Mark] = []
    length = last = 0
    for mark in sample.marks:
        before = _anonymous(sample.text[last : mark.start], chance)
        name = sample.text[mark.start : mark.end]
        if mark.sort in {"named", "group"} and not name.isupper():
            name = _changed(name, mark, chance, renamed, misspelt)
        name = _anonymous(name, chance)
        start = length + len(before)
        length = start + len(name)
        parts += (before, name)
        marks.append(mark._replace(start=start, end=length))
        last = mark.end
    return Sample("".join((*parts, _anonymous(sample.text[last:], chance))), tuple(marks))


def _changed(name: str, mark: Mark, chance: Random, renamed: float, misspelt: float) -> str:
    draw = chance.random()
    if draw < renamed and mark.sort == "named":
        made = make_name("named", chance)
        return made[:1].upper() + made[1:] if mark.start == 0 else made
    return misspell(name, chance) if draw > 1 - misspelt else name


def _anonymous(text: str, chance: Random) -> str:
    """Replace what looks like a person's name: a family name and two or three capitalised syllables behind it."""
    return _PERSON.sub(lambda _: make_person(chance), text)


def _person_pattern() -> str:
    surnames = "|".join(sorted(row["name"] for row in rows("family_names.tsv")))
    capitals = "".join(letter for letter in map(chr, range(_LAST_LETTER)) if letter.isupper())
    return rf"\b(?!Hồ Chí Minh)(?:{surnames})(?: [{capitals}][^\W\d_]+){{2,3}}\b"


_PERSON = compile_pattern(_person_pattern())
