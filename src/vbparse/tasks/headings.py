"""Headings: those that consist of units name who acts below them; others name a topic, or are a task."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.patterns import compile_pattern
from vbparse.tasks.draft import Heading

if TYPE_CHECKING:
    from vbparse.entities.model import Mention, Unit
    from vbparse.outline.model import Node
    from vbparse.tasks.draft import Modality, Units
    from vbparse.tasks.mentions import Index

_STATEMENT_END = compile_pattern(r"[.;!?…][\s/.”)]*$")
_WORDS = compile_pattern(
    r"(?:trân trọng |kính )?(?:đề nghị|giao(?: cho)?|yêu cầu|phân công|trách nhiệm của|đối với|nhiệm vụ của|đồng chí|ông|bà"
    r"|và|các|cùng|:|;|,|\.|-|–|\s)+",
    re.IGNORECASE,
)
_BRACKET = compile_pattern(r"\s*\(")
_COUNT = compile_pattern(r"\s*\d{1,3}\s+")
_IN_BRACKETS = compile_pattern(r"\([^()]*\)")
_TAKES_PART = compile_pattern(
    r"(?:\s*,?\s*(?:có trách nhiệm|chịu trách nhiệm|chủ trì|phối hợp|tổ chức|triển khai|thực hiện|cùng|tham gia))*"
    r"(?:\s+(?:thực hiện\s+)?(?:các|những|một số)?\s*(?:nội dung|nhiệm vụ|công việc|việc)?\s*(?:sau|sau đây|cụ thể)?)?\s*[:.;]?\s*",
    re.IGNORECASE,
)
_IN_CHARGE = compile_pattern(r"\s*,?\s*(?:được phân công |được giao )?(?:phụ trách|theo dõi)\b", re.IGNORECASE)
_DIRECT_ORDER = compile_pattern(r"(giao|yêu cầu|phân công)\b", re.IGNORECASE)
_REQUEST = compile_pattern(r"đề nghị\b", re.IGNORECASE)
_LONGEST_TITLE = 200  # characters; a longer paragraph is a statement even without a full stop


def is_statement(text: str) -> bool:
    """Tell a paragraph that says something from a title: it ends a sentence, lists members, or is long."""
    return bool(_STATEMENT_END.search(text)) or ";" in text or len(text) > _LONGEST_TITLE


def only_heading_words(text: str) -> bool:
    """Tell whether the words beside the units of a heading say nothing more (`Đề nghị`, `và`, `:`)."""
    return not text.strip() or bool(_WORDS.fullmatch(text))


def read_heading(text: str, units: Index[Unit], node: Node) -> Heading | None:
    """Read a heading that consists of units; None where it says anything else.

    `Phòng Nội vụ quận`, `Đề nghị Hội Liên hiệp phụ nữ quận`, `Giao phòng Y tế:`, `Trách nhiệm của Sở Tài chính`,
    `Phó Chủ tịch phụ trách lĩnh vực ...`, `Sở Nội vụ (Cơ quan thường trực ...)`, `Đề nghị UBND xã phối hợp`.
    """
    found = units.inside(node.span)
    if not found:
        return None
    start, gaps = node.span.start, []
    for number, unit in enumerate(found, 1):
        gaps.append(text[start : unit.span.start])
        start = unit.span.end
        if _says_more_of(unit, text, start, node.span.end):
            found, start = found[:number], node.span.end
            break
    last = text[start : node.span.end]
    if not all(only_heading_words(gap) for gap in gaps) or not (
        only_heading_words(last) or _TAKES_PART.fullmatch(last)
    ):
        return None
    return Heading(found, node.id, _order(gaps[0].strip()))


def _says_more_of(unit: Mention[Unit], text: str, start: int, end: int) -> bool:
    """Tell words that only say more of a unit, and name nobody else: a bracket, what a person is in charge of."""
    if unit.value.cls == "person" and _IN_CHARGE.match(text, start, end):
        return True
    return bool(_BRACKET.match(text, start, end)) and text[start:end].rstrip(" :.;").endswith(")")


def _order(words: str) -> Modality | None:
    if _REQUEST.match(words):
        return "request"
    return "assign" if _DIRECT_ORDER.match(words) else None


def label_units(text: str, units: Units, start: int, end: int) -> Units:
    """Give the units of a label that consists of them (`Ban Truyền thông: Hỗ trợ video`, `12 GVCN: ...`); else none."""
    if not units:
        return ()
    count = _COUNT.match(text, start, units[0].span.start)
    start = count.end() if count else start
    behind = text[units[-1].span.end : end]
    outside = text[start : units[0].span.start] + (_IN_BRACKETS.sub("", behind) if _BRACKET.match(behind) else behind)
    return units if only_heading_words(outside) else ()
