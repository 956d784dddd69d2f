"""Citations with a document number: "Kế hoạch số 39/KH-UBND ngày 29/01/2024 của UBND thành phố Hà Nội".

The span runs from the type word to the end of code, date and issuer; the title that follows is left out
(gold/GUIDE.md, "citations"). A title may stand before the number ("Luật Mặt trận Tổ quốc Việt Nam số
75/2015/QH13"); with one type word for several ("các Quyết định: số A; số B") the others begin at "số".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.entities.citations.dates import read_date_tail
from vbparse.entities.citations.issuers import issuer_end
from vbparse.entities.citations.owners import issuer_before
from vbparse.entities.citations.types import CitationType, type_named, type_of_code
from vbparse.entities.citations.view import Found
from vbparse.entities.docnumbers import DocNumber, FoundNumber, find_numbers
from vbparse.entities.model import Citation
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.entities.citations.types import Head
    from vbparse.entities.citations.view import View

_NUMBER_SIGN = compile_pattern(r"(?:[,(]?\s*(?<!\w)(?:số|só)\s*:?\s*)$", re.IGNORECASE)
_GAP = compile_pattern(r"\s*:?\s*$")
_LIST_GAP = compile_pattern(r"\s*(?:[,;]|và|[,;]\s*và|hoặc)?\s*(?:số\s*:?\s*)?$", re.IGNORECASE)
_BARRIER = compile_pattern(r"[;:.()“”\"\[\]|]")
_OF = compile_pattern(r"\s*,?\s*(?P<word>của|giữa)\s+", re.IGNORECASE)
_TIGHT_OF = compile_pattern(r"(?P<word>của)\s+", re.IGNORECASE)
_YEAR = compile_pattern(r"\s+năm\s+(?:19|20)\d\d(?=\s+của\s)", re.IGNORECASE)
# A type word in the title of an amending law: "... sửa đổi, bổ sung một số điều của Luật X".
_AMENDS = compile_pattern(r"(?:điều của|sửa đổi, bổ sung)\s+(?:các\s+)?$", re.IGNORECASE)
_FORM = compile_pattern(r"(?:mẫu|biểu|phụ lục|ký hiệu|kí hiệu|biên bản mẫu)\s*(?:số)?\s*:?\s*$", re.IGNORECASE)
_ATTACHED = compile_pattern(r"^\W*(?:ban hành\s+)?(?:kèm|đính kèm)(?:\s+theo)?\s", re.IGNORECASE)
_LONGEST_TITLE = 160
_REACH = 240
_AMENDING_REACH = 60
_LONGEST_BARE_TITLE = 40


class _Opening(NamedTuple):
    """Where a coded citation begins, and its type."""

    start: int
    type: CitationType
    rule: str


def find_coded(view: View) -> list[Found]:
    """Find all citations with a code, in order."""
    found: list[Found] = []
    for one in _found(view):
        if one.rule == "list+code" and found:
            found[-1] = _with_shared(found[-1], one)
        found.append(one)
    return found


def _with_shared(first: Found, second: Found) -> Found:
    """Give the first of two that share date and issuer: "số 1654/BTTTT-ƯDCNTT và 1655/BTTTT-ƯDCNTT ngày ... của Bộ ..."."""
    value = first.value
    if second.start != second.number_start or value.date or value.issuer:
        return first
    return first._replace(value=value._replace(date=second.value.date, issuer=second.value.issuer))


def _found(view: View) -> Iterator[Found]:
    before: Found | None = None
    floor = 0
    for number in find_numbers(view.text):
        opening = _opening(view, number, floor, before)
        floor = number.end
        if opening is None or _is_own(view, number, opening):
            continue
        before = _extended(view, number, opening)
        floor = before.end
        yield before


def _opening(view: View, number: FoundNumber, floor: int, before: Found | None) -> _Opening | None:
    """Find where the citation of a number begins: at its type word, else at "số", else at the number."""
    text = view.text
    sign = _NUMBER_SIGN.search(text, max(floor, number.start - 12), number.start)
    at = sign.start() if sign else number.start
    heads = view.heads_within(max(floor, number.start - _REACH), number.start)
    if heads and _GAP.fullmatch(text, heads[-1].end, at):
        return _Opening(heads[-1].start, _agreeing(heads[-1].type, number.value), "type+code")
    titled = _titled(text, heads, number, at, signed=sign is not None)
    if titled is not None and not (sign and "(" in sign[0] and at - titled.end > _LONGEST_BARE_TITLE):
        return _Opening(titled.start, _agreeing(titled.type, number.value), "type+title+code")
    if before is not None and _LIST_GAP.fullmatch(text, before.end, number.start):
        kind = type_named(before.value.type)
        if _agrees(kind, number.value):
            return _Opening(_sign_start(sign, number), kind, "list+code")
    kind_of_code = _type_of(number.value)
    if kind_of_code is None or _FORM.search(text, max(0, number.start - 24), number.start):
        return None
    if number.value.form == "letter" and sign is None:
        return None
    return _Opening(_sign_start(sign, number), kind_of_code, "code")


def _sign_start(sign: re.Match[str] | None, number: FoundNumber) -> int:
    if sign is None:
        return number.start
    return number.start - len(sign[0].lstrip(" ,(\t"))


def _titled(text: str, heads: Sequence[Head], number: FoundNumber, at: int, *, signed: bool) -> Head | None:
    """Find the type word whose title stands before the number: "Luật Công đoàn số 50/2024/QH15"."""
    longest = _LONGEST_TITLE if signed else _LONGEST_BARE_TITLE
    best: Head | None = None
    for head in reversed(heads):
        if at - head.end > longest or _BARRIER.search(text, head.end, at):
            break
        if _agrees(head.type, number.value) and text[head.start].isupper():
            best = head
            if not _AMENDS.search(text, max(0, head.start - _AMENDING_REACH), head.start):
                break
    return best


def _agrees(kind: CitationType, number: DocNumber) -> bool:
    if number.form == "assembly":
        return kind.name in {"Luật", "Bộ luật", "Nghị quyết", "Pháp lệnh", "Hiến pháp", "Nghị quyết liên tịch"}
    if number.type_code is None:
        return kind.name in {"Công văn", "Văn bản"}
    named = _type_of(number)
    return number.type_code.casefold() in kind.codes or (named is not None and named.name.startswith(kind.name + " "))


def _agreeing(kind: CitationType, number: DocNumber) -> CitationType:
    """Give the type as printed; "Chương trình hành động số 10-CTr/TU" is a Chương trình, ".../CTPH-" a joint one."""
    named = _type_of(number)
    return named if named is not None and named.name.startswith(kind.name + " ") else kind


def _type_of(number: DocNumber) -> CitationType | None:
    if number.type_code is not None:
        return type_of_code(number.type_code)
    if number.form == "assembly":
        return type_named("Nghị quyết" if "UBTVQH" in number.issuers[0] else "Luật")
    return type_named("Công văn") if number.desk else None


def _is_own(view: View, number: FoundNumber, opening: _Opening) -> bool:
    """Tell whether this is the document itself: its own code in an annex's bracket or in its own text."""
    own = view.context.own_code
    if own is None or number.value.code.casefold() != own.replace(" ", "").casefold():
        return False
    if _ATTACHED.match(view.text[: number.start]):
        return True
    date = read_date_tail(view.text, number.end)
    return opening.rule == "type+code" and (date is None or date.value == view.context.issued)


def _extended(view: View, number: FoundNumber, opening: _Opening) -> Found:
    """Take in date and issuer, in either order: "... của UBND Thành phố ngày 28/02/2025"."""
    end, date, issuer = number.end, None, None
    for _ in range(2):
        tail = read_date_tail(view.text, end) if date is None else None
        if tail is not None:
            end, date = tail.end, tail
        body = _issuer(view, end, number.value) if issuer is None else None
        if body is not None:
            issuer, end = body
    issuer = issuer or issuer_before(view, opening.start)
    value = Citation(opening.type.name, number.value.code, date.value if date else None, issuer)
    return Found(opening.start, end, value, opening.rule, number.start)


def _issuer(view: View, at: int, number: DocNumber) -> tuple[str, int] | None:
    """Read "của X" or "giữa X và Y" at offset `at`: the name as printed and its end."""
    year = _YEAR.match(view.text, at)
    of = _OF.match(view.text, year.end() if year else at)
    if of is None:
        return None
    joint = of["word"].casefold() == "giữa" or len(number.issuers) > 1
    index = view.words.index_at(of.end())
    last = issuer_end(view.words, index, joint=joint)
    if last is None:
        return None
    end = view.words.items[last - 1].end
    return view.text[of.end() : end], end
