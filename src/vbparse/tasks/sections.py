"""What kind of section a paragraph stands in, from the headings above it."""

from __future__ import annotations

from functools import cache
from typing import Literal

from vbparse.lexicon.load import members, rows
from vbparse.tasks.phrases import folded_words, opening, phrases, tokenize
from vbparse.tuples import NamedTuple

SectionKind = Literal["purpose", "criteria", "event", "frame", "work", "organise"]
_LONGEST_HEADING = 160  # characters; longer text is a paragraph, whatever it begins with


class _Title(NamedTuple):
    """Words that name a section, as `_words` writes them; headings that begin with an exception are no such.

    `match` says where they stand (see `sections.tsv`).
    """

    kind: SectionKind
    match: str
    phrase: str
    exceptions: tuple[str, ...]


@cache
def _titles() -> tuple[_Title, ...]:
    return tuple(
        _Title(
            row["kind"],  # type: ignore[arg-type]
            row["match"],
            _words(row["phrase"]),
            tuple(map(_words, members(row["not"]))),
        )
        for row in rows("sections.tsv")
    )


def section_kind(heading: str) -> SectionKind | None:
    """Tell what a heading says about the paragraphs below it; None where it says nothing."""
    if len(heading) > _LONGEST_HEADING:
        return None
    words = _words(heading)
    for title in _titles():
        named = words.startswith(title.phrase) if title.match == "start" else title.phrase in words
        if (
            named
            and not words.startswith(title.exceptions)
            and not (title.match == "noun" and _begins_with_verb(heading))
        ):
            return title.kind
    return None


def _begins_with_verb(heading: str) -> bool:
    """Tell `Lập dự toán kinh phí thực hiện` from `Kinh phí thực hiện` and from `Bảo đảm kinh phí`: there is some."""
    tokens = tokenize(heading)
    return opening(tokens) is not None and not phrases("ensure", "verbs").match(tokens, 0)


def _words(text: str) -> str:
    """Give the folded words, each between blanks, so that one is found only as a whole."""
    return f" {' '.join(folded_words(text))} "


def below(kind: SectionKind, heading: str, *, is_heading: bool) -> SectionKind:
    """Give the kind that holds below `heading` inside a section of `kind`.

    A deeper heading may narrow the section; purposes stay purposes unless it says that work follows.
    """
    found = section_kind(heading) if is_heading else None
    if kind == "criteria" and found == "frame":
        return kind
    if found is None or (kind == "purpose" and found == "frame"):
        return kind
    return found
