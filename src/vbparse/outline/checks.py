"""What a person should look at in the outline: gaps in numbering, missing parts, blanks left for the stamp."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from vbparse.diagnostics import Diagnostic
from vbparse.outline.doctypes import type_of_code
from vbparse.outline.lines import ends_sentence, is_capital
from vbparse.outline.markers import follows
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vbparse.outline.branches import Branch, Tree
    from vbparse.outline.letterhead import Head
    from vbparse.outline.lines import Line
    from vbparse.outline.model import Outline
    from vbparse.textmap import TextMap

_LONGEST_HEADING = 160
_SENTENCE_END = compile_pattern(r"\w{3}[.!?]\s+[^\W\d_]")
_UNREAD = {"NUMBER_BLANK": "NUMBER_UNREAD", "DATE_BLANK": "DATE_UNREAD"}
_LETTERS = frozenset({"letter", "capital"})
_HEADINGS = frozenset({"part", "chapter", "section", "subsection", "roman", "capital"})


def check_head(head: Head, outline: Outline, *, has_text: bool) -> tuple[Diagnostic, ...]:
    """Check the letterhead and the end of a document against its mandatory parts (Nghị định 30/2020/NĐ-CP, Điều 8)."""
    return tuple(_head_findings(head, outline, has_text=has_text))


def told_of_pictures(findings: Iterable[Diagnostic], textmap: TextMap) -> Iterator[Diagnostic]:
    """Say of what is blank in a picture that it was not read: number and day are often written or stamped by hand."""
    for finding in findings:
        code = _UNREAD.get(finding.code)
        is_read = code is not None and finding.span is not None and textmap.confidence(finding.span) is not None
        yield finding._replace(code=code) if code is not None and is_read else finding


def _head_findings(head: Head, outline: Outline, *, has_text: bool) -> Iterator[Diagnostic]:
    letterhead = outline.letterhead
    if letterhead.secrecy is not None:
        yield Diagnostic("SECRECY_MARK", letterhead.secrecy.span, values={"mark": letterhead.secrecy.text})
    if letterhead.type is None:
        if has_text:
            yield Diagnostic("NOT_A_PLAN")
        return
    if letterhead.draft is not None:
        yield Diagnostic("DRAFT_MARK", letterhead.draft.span, values={"mark": letterhead.draft.text})
    scan = {"scan": 1} if head.is_scanned else {}
    missing = tuple(_missing(head, outline))
    if missing:
        yield Diagnostic("HEADER_INCOMPLETE", values={"missing": ", ".join(missing)})
    if letterhead.number is None and letterhead.symbol is not None:
        yield Diagnostic("NUMBER_BLANK", letterhead.symbol.span, values={"symbol": letterhead.symbol.text, **scan})
    if head.date_blank:
        yield Diagnostic("DATE_BLANK", letterhead.date.span if letterhead.date else None, values=scan)
    if not head.date_valid:
        yield Diagnostic("DATE_INVALID")
    yield from _type_mismatch(head, outline)
    yield from (
        Diagnostic("OCR_SIGNER", signature.body.span, values={"body": signature.body.text})
        for signature in outline.signatures
        if signature.body is not None and signature.body.inferred
    )
    yield from (
        Diagnostic("SIGNER_NAME_MISSING", signature.span)
        for signature in outline.signatures[:1]
        if signature.name is None
    )


def _missing(head: Head, outline: Outline) -> Iterator[str]:
    """Name the mandatory parts that were not found (without the body, the signature itself and the seal)."""
    letterhead = outline.letterhead
    parts = (
        ("Quốc hiệu và Tiêu ngữ", head.motto),
        ("tên cơ quan ban hành", bool(letterhead.issuer_lines)),
        ("số, ký hiệu", letterhead.symbol is not None or letterhead.number is not None),
        ("địa danh và thời gian ban hành", letterhead.date is not None or head.date_blank or not head.date_valid),
        ("trích yếu nội dung", letterhead.title is not None),
        ("chức vụ, họ tên người ký", bool(outline.signatures)),
        ("nơi nhận", bool(outline.recipients)),
    )
    return (name for name, found in parts if not found)


def _type_mismatch(head: Head, outline: Outline) -> Iterator[Diagnostic]:
    """Compare the type word with the symbol: `KẾ HOẠCH` with a symbol that does not begin with KH."""
    kind, code = outline.letterhead.type, head.symbol_type
    if kind is None or kind.inferred or code is None or head.heading_codes is None:
        return
    if code.casefold() not in {known.casefold() for known in head.heading_codes}:
        other = type_of_code(code)
        if other is not None and other.name.casefold().startswith(kind.text.casefold()):
            return  # `Kế hoạch liên tịch` may be headed `KẾ HOẠCH`
        values = {"type": kind.text, "code": code, "named": other.name if other else code}
        yield Diagnostic(
            "TYPE_CODE_MISMATCH", outline.letterhead.symbol.span if outline.letterhead.symbol else None, values=values
        )


def check_branches(
    main: Sequence[Branch], annexes: Sequence[Branch], trees: Sequence[Tree], *, stray: Sequence[Line]
) -> tuple[Diagnostic, ...]:
    """Check the numbering of all lists and look for sections without content."""
    above = {style: over for tree in trees for style, over in tree.above.items()}
    found = [Diagnostic("STRAY_PAGE_NUMBER", stray[0].span, values={"count": len(stray)})] if stray else []
    found += _list_findings(main)
    for branch in (*main, *annexes):
        found += _below(branch, above)
    closed = {before.id for before, after in pairwise(main) if after.kind == "closing"}
    return tuple(item for item in found if item.code != "EMPTY_SECTION" or item.node not in closed)


def _below(branch: Branch, above: Mapping[str, set[str]]) -> Iterator[Diagnostic]:
    yield from _own_findings(branch, above)
    yield from _list_findings(branch.children)
    for child in branch.children:
        yield from _below(child, above)


def _own_findings(branch: Branch, above: Mapping[str, set[str]]) -> Iterator[Diagnostic]:
    marker = branch.marker
    if marker is None:
        return
    if marker.repaired and not marker.text:
        yield Diagnostic("OCR_MARKER_LOST", branch.span, branch.id, {"marker": marker.part})
    elif marker.repaired:
        yield Diagnostic("OCR_MARKER", branch.marker_span, branch.id, {"marker": marker.text})
    if "~" in branch.id.rsplit(".", 1)[-1]:
        yield Diagnostic("NUMBERING_DUPLICATE", branch.marker_span, branch.id, {"marker": marker.text})
    if branch.kind == "section" and not branch.children and _is_heading(branch):
        yield Diagnostic("EMPTY_SECTION", branch.span, branch.id, {"title": branch.text[:_LONGEST_HEADING]})
    if marker.family in _HEADINGS:
        yield from _level_skips(branch, above)


def _is_heading(branch: Branch) -> bool:
    if len(branch.text) > _LONGEST_HEADING:
        return False
    return is_capital(branch.text) or not (ends_sentence(branch.text) or _SENTENCE_END.search(branch.text))


def _level_skips(branch: Branch, above: Mapping[str, set[str]]) -> Iterator[Diagnostic]:
    """Find a letter right below a Roman heading where the document has Arabic numbers between them elsewhere."""
    for child in branch.children:
        marker = child.marker
        if marker is None or branch.marker is None or marker.family not in _LETTERS:
            continue
        between = (style for style in above.get(marker.style, ()) if style.startswith("arabic"))
        if any(branch.marker.style in above.get(style, ()) for style in between):
            yield Diagnostic("MARKER_LEVEL_SKIP", child.marker_span, child.id, {"marker": marker.text})
            return


def _list_findings(children: Iterable[Branch]) -> Iterator[Diagnostic]:
    """Find jumps among siblings of one style: I, II, IV; a, b, d is none where `c` is there."""
    last: dict[str, Branch] = {}
    for child in children:
        marker = child.marker
        if marker is None or marker.value is None or child.block.kind == "row":
            continue
        before = last.get(marker.family)
        last[marker.family] = child
        expected = _expected(before, child)
        if expected is not None:
            values = {"marker": marker.text, "before": before.marker_text or "" if before else ""}
            yield Diagnostic("NUMBERING_GAP", child.marker_span, child.id, values)


def _expected(before: Branch | None, child: Branch) -> int | None:
    """Give the number that should stand there; None where the list goes on as it must."""
    marker = child.marker
    if marker is None or marker.value is None:
        return None
    if before is None or before.marker is None or before.marker.value is None:
        return 1 if marker.value > 1 else None
    if marker.family in _LETTERS:
        return (
            None
            if follows(before.marker.part, marker.part) or marker.value <= before.marker.value
            else before.marker.value + 1
        )
    return before.marker.value + 1 if marker.value > before.marker.value + 1 else None
