"""What kind of section a paragraph stands in, from the headings above it."""

from __future__ import annotations

from functools import cache
from typing import Literal

from vbparse.lexicon.load import members, rows
from vbparse.tasks.phrases import Phrases, folded_words, tokenize
from vbparse.tuples import NamedTuple

SectionKind = Literal["purpose", "frame", "work", "organise"]
_LONGEST_HEADING = 160  # characters; longer text is a paragraph, whatever it begins with


class _Title(NamedTuple):
    kind: SectionKind
    anywhere: bool
    phrase: Phrases
    exceptions: Phrases


@cache
def _titles() -> tuple[_Title, ...]:
    return tuple(
        _Title(
            row["kind"],  # type: ignore[arg-type]
            row["match"] == "any",
            Phrases([folded_words(row["phrase"])]),
            Phrases(map(folded_words, members(row["not"]))),
        )
        for row in rows("sections.tsv")
    )


def section_kind(heading: str) -> SectionKind | None:
    """Tell what a heading says about the paragraphs below it; None where it says nothing."""
    if len(heading) > _LONGEST_HEADING:
        return None
    tokens = tokenize(heading)
    for title in _titles():
        places = range(len(tokens)) if title.anywhere else range(1)
        if any(title.phrase.match(tokens, at) for at in places) and not title.exceptions.match(tokens, 0):
            return title.kind
    return None


def below(kind: SectionKind, heading: str, *, is_heading: bool) -> SectionKind:
    """Give the kind that holds below `heading` inside a section of `kind`.

    A deeper heading may narrow the section; purposes stay purposes unless it says that work follows.
    """
    found = section_kind(heading) if is_heading else None
    if found is None or (kind == "purpose" and found == "frame"):
        return kind
    return found
