"""Cited documents: where they stand, their type, code, date, issuer and title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.citations.coded import find_coded
from vbparse.entities.citations.named import find_named
from vbparse.entities.citations.view import Known, view_of
from vbparse.entities.citations.words import phrase_keys
from vbparse.entities.model import Citation, Context, Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.outline.passages import Passage


def find_citations(passages: Sequence[Passage], context: Context) -> tuple[Mention[Citation], ...]:
    """Find the documents that a plan cites, in reading order; spans never overlap."""
    own_title = phrase_keys(next((p.text for p in reversed(passages) if p.node == "H"), ""))
    mentions: list[Mention[Citation]] = []
    titles: set[tuple[str, ...]] = set()
    for passage in passages:
        view = view_of(passage, context, Known(own_title, frozenset(titles)))
        coded = find_coded(view)
        found = [*coded, *find_named(view, coded)] if view.heads else coded
        mentions += [
            Mention(passage.span_of(one.start, one.end), passage.node, one.value, one.rule)
            for one in sorted(found, key=lambda one: one.start)
        ]
        titles.update(phrase_keys(one.value.title) for one in found if one.value.title and one.rule.startswith("title"))
    return tuple(mentions)
