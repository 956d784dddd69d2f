"""What a person should look at in the citations of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.diagnostics import Diagnostic
from vbparse.lexicon.fold import fold
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.entities.model import Citation, Context, Mention

_DAY = compile_pattern(r"\d{4}-\d\d-\d\d$")


def check_citations(citations: Sequence[Mention[Citation]], context: Context) -> tuple[Diagnostic, ...]:
    """Check the cited documents against the issue day and against each other.

    CITATION_DATE_AFTER_ISSUE: dated later than this document. CITATION_DATE_CONFLICT: one code and issuer, two
    dates. CITATION_VARIANT: one code and date, two titles or issuers.
    """
    return (*_after_issue(citations, context), *_conflicts(citations))


def _after_issue(citations: Sequence[Mention[Citation]], context: Context) -> Iterator[Diagnostic]:
    issued = context.issued
    if issued is None or not _DAY.match(issued):
        return
    for one in citations:
        date = one.value.date
        if date is not None and _DAY.match(date) and date > issued:
            values = {"document": _name(one.value), "date": date, "issued": issued}
            yield Diagnostic("CITATION_DATE_AFTER_ISSUE", one.span, one.node, values)


def _conflicts(citations: Sequence[Mention[Citation]]) -> Iterator[Diagnostic]:
    """Compare each coded citation with the first one of the same type and code."""
    first: dict[tuple[str, str], Mention[Citation]] = {}
    for one in citations:
        if one.value.code is None:
            continue
        before = first.setdefault((fold(one.value.type), fold(one.value.code)), one)
        if before is not one:
            yield from _compared(before, one)


def _compared(before: Mention[Citation], one: Mention[Citation]) -> Iterator[Diagnostic]:
    old, new = before.value, one.value
    same_issuer = not _differ(old.issuer, new.issuer)
    if same_issuer and _differ(old.date, new.date):
        values = {"document": _name(new), "date": str(new.date), "other": str(old.date)}
        yield Diagnostic("CITATION_DATE_CONFLICT", one.span, one.node, values)
        return
    for was, now in ((old.title, new.title), (old.issuer, new.issuer)):
        if _differ(was, now) and not _shortens(was, now):
            values = {"document": _name(new), "now": str(now), "other": str(was)}
            yield Diagnostic("CITATION_VARIANT", one.span, one.node, values)
            return


def _differ(first: str | None, second: str | None) -> bool:
    return first is not None and second is not None and fold(first) != fold(second)


def _shortens(first: str | None, second: str | None) -> bool:
    """Tell whether one title is only the beginning of the other."""
    one, two = sorted((fold(first or ""), fold(second or "")), key=len)
    return two.startswith(one)


def _name(citation: Citation) -> str:
    return f"{citation.type} {citation.code}" if citation.code else f"{citation.type} {citation.title or ''}".strip()
