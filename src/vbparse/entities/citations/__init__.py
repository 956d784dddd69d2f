"""Cited documents: where they stand, their type, code, date, issuer and title.

"Kế hoạch số 39/KH-UBND ngày 29/01/2024 của UBND thành phố Hà Nội" has a code; "Luật Bình đẳng giới", "Chiến lược
quốc gia về bình đẳng giới giai đoạn 2021-2030", "Đề án 06" are named. What each field means and where a span ends
is settled by gold/GUIDE.md, "citations".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.citations.checks import check_citations
from vbparse.entities.citations.coded import find_coded
from vbparse.entities.citations.named import find_named
from vbparse.entities.citations.owners import with_issuers
from vbparse.entities.citations.roles import with_roles
from vbparse.entities.citations.types import find_heads
from vbparse.entities.citations.view import Found, Known, view_of
from vbparse.entities.citations.words import phrase_keys
from vbparse.entities.docnumbers import find_numbers
from vbparse.entities.model import Citation, Context, Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.outline.passages import Passage

__all__ = ["check_citations", "find_citations", "with_issuers"]


def find_citations(passages: Sequence[Passage], context: Context) -> tuple[Mention[Citation], ...]:
    """Find the documents that a plan cites, in reading order; spans never overlap.

    `issuer` is as printed until `with_issuers` makes it canonical. The document itself is never cited.
    """
    known = Known(phrase_keys(next((p.text for p in reversed(passages) if p.node == "H"), "")))
    mentions: list[Mention[Citation]] = []
    for passage in passages:
        found = _find(passage, context, known)
        mentions += [Mention(passage.span_of(one.start, one.end), passage.node, one.value, one.rule) for one in found]
        for one in found:
            if one.value.title and one.rule.startswith("title"):
                known.add(phrase_keys(one.value.title))
    return tuple(mentions)


def _find(passage: Passage, context: Context, known: Known) -> list[Found]:
    """Find the citations of one passage, in order."""
    heads = find_heads(passage.text)
    if not heads and not any(True for _ in find_numbers(passage.text)):
        return []
    view = view_of(passage, heads, context, known)
    coded = find_coded(view)
    found = sorted([*coded, *find_named(view, coded)], key=lambda one: one.start)
    return with_roles(view, found)
