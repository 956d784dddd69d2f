"""What a task produces: the head nouns after its verb, and the result slots of its item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.tasks.phrases import opening, phrases, tokenize

if TYPE_CHECKING:
    from vbparse.tasks.draft import Draft

_MAKES = frozenset({"create", "report", "advise"})
_REACH = 6  # words after the verb in which its object's head noun stands
_LONGEST = 120  # characters of a result slot kept whole


def deliverables(text: str, draft: Draft) -> tuple[str, ...]:
    """Give the deliverables as printed, each once."""
    found = [text[span.start : span.end].strip(" .;") for span in draft.results if span.length <= _LONGEST]
    clause = text[draft.span.start : draft.span.end]
    tokens = tokenize(clause)
    head = opening(tokens)
    if head is not None and head.verb.kind in _MAKES:
        after = [index for index, token in enumerate(tokens) if token.start >= head.end][:_REACH]
        for index in after:
            length = phrases("deliverables", "nouns").match(tokens, index)
            if length:
                found.append(clause[tokens[index].start : tokens[index + length - 1].end])
                break
    return tuple(dict.fromkeys(part for part in found if part))
