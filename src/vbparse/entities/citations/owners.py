"""Issuers of cited documents: named before the document, and made canonical by the mentions of organisations.

"được UBND tỉnh phê duyệt tại Quyết định số ...", "theo chỉ đạo của UBND huyện tại Kế hoạch số ..." name who issued it.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from vbparse.entities.citations.issuers import issuer_end
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.entities.citations.view import View
    from vbparse.entities.model import Citation, Mention, Unit

_AT = compile_pattern(r"\s+(?:(?:phê duyệt|ban hành|chỉ đạo|giao|thông qua|thống nhất|yêu cầu|cho ý kiến)\s+)?tại\s+$")
_OWNER = compile_pattern(r"(?<!\w)(?:được|do|của)\s+(?=\w)")
_REACH = 90


def issuer_before(view: View, at: int) -> str | None:
    """Give the body, as printed, that issued the document cited at offset `at` ("được X phê duyệt tại ...")."""
    start = max(0, at - _REACH)
    tail = _AT.search(view.text, start, at)
    if tail is None:
        return None
    for owner in reversed(list(_OWNER.finditer(view.text, start, tail.start()))):
        last = issuer_end(view.words, view.words.index_at(owner.end()), small=False)
        end = view.words.items[last - 1].end if last is not None else -1
        if end == tail.start():
            return view.text[owner.end() : end]
    return None


def with_issuers(
    citations: Sequence[Mention[Citation]], units: Sequence[Mention[Unit]]
) -> tuple[Mention[Citation], ...]:
    """Make the issuers of citations canonical: the names of the organisations that their spans hold.

    `units` are in reading order. An issuer that is only a place or the state ("của tỉnh") is None; one that no
    mention covers stays as printed.
    """
    starts = [unit.span.start for unit in units]
    named = []
    for citation in citations:
        first = bisect_left(starts, citation.span.start)
        last = bisect_left(starts, citation.span.end)
        inside = [unit for unit in units[first:last] if citation.span.contains(unit.span)]
        issuer = _issuer(citation, inside or _just_before(citation, units[max(0, first - 3) : first]))
        named.append(citation._replace(value=citation.value._replace(issuer=issuer)))
    return tuple(named)


def _just_before(citation: Mention[Citation], units: Sequence[Mention[Unit]]) -> list[Mention[Unit]]:
    """Give the mention, of the last few before the document, that its issuer stands in."""
    printed = citation.value.issuer
    near = citation.span.start - _REACH
    return [unit for unit in units if printed and unit.span.start >= near and unit.span.length == len(printed)][-1:]


def _issuer(citation: Mention[Citation], inside: Sequence[Mention[Unit]]) -> str | None:
    printed = citation.value.issuer
    if printed is None:
        return None
    if not inside:
        return printed if printed[0].isupper() else None
    bodies = [unit for unit in inside if unit.span.length <= len(printed)]
    exact = [unit for unit in bodies if unit.span.length == len(printed)] or bodies[-2:]
    if sum(unit.span.length for unit in exact) > len(printed):
        exact = exact[-1:]
    names = [unit.value.name for unit in exact if unit.value.cls in {"named", "person"}]
    return " và ".join(names) or None
