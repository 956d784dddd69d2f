"""Tells figures that are a time from ratios, codes, streets: `trước 15/11`, but `15/20 phường`, `đường 30/4`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.entities.times.phrases import after, before
from vbparse.entities.times.recurrences import WEEKDAY
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.entities.times.model import Hit

_WINDOW = 100
_ROUND_THE_CLOCK = "24/7"
_NAMED_DAY = compile_pattern(
    r"(?<!\w)(?:ngày|lễ|kỷ niệm|kỉ niệm|quốc khánh|giải phóng|tết|quốc tế|tuần lễ)\s[^.;:\d]{0,90}\Z"
)
_FEAST = compile_pattern(r"(?<!\w)(?:lễ|quốc khánh|ngày\s+[^\W\d][^.;:\d]{2,60})\s+\Z")
_ANOTHER = compile_pattern(r"\d{1,2}/\d{1,2}\s*(?:và|,|;|-|–)\s*\Z")
_BRACKETED = compile_pattern(r"[(\[“\"]\s*\Z")
_OPENS = compile_pattern(r"\A[\s•▪\-+*–]*(?:ngày\s*)?\Z")
_YEAR_BEFORE = compile_pattern(r"(?<!\w)(?:trong|từ|đến|vào|tới|quý\s+\w+\s+và)\s+\Z")
_CLOSES = compile_pattern(r"\s*(?:$|[,;.:)\]\n]|và(?!\w))")
_COLON = compile_pattern(r"\s*:")
_UNIT = compile_pattern(rf"\s*(?:{WEEKDAY})")


def proved(text: str, hits: Sequence[Hit], *, slot: bool) -> Iterator[Hit]:
    """Yield the hits that something shows to be times; `slot` says that the passage is a time slot."""
    for hit in hits:
        flags = hit.reading.flags
        if "weak" in flags:
            if _strong(text, hit, slot=slot):
                yield hit
        elif "bare" not in flags or _dated(text, hit, slot=slot):
            yield hit


def _dated(text: str, hit: Hit, *, slot: bool) -> bool:
    """Tell whether a day and month in figures (`15/11`) is a day."""
    left = text[max(0, hit.start - _WINDOW) : hit.start]
    right = text[hit.end : hit.end + 24]
    if before("named_after").search(left) or after("counted").match(right):
        return False
    if slot or before("before_day", r"\s*:?\s*\(?\s*").search(left) or _ANOTHER.search(left) or _NAMED_DAY.search(left):
        return True
    if text[hit.start : hit.end] == _ROUND_THE_CLOCK:
        return False
    if _OPENS.match(left) and hit.start < _WINDOW and (_COLON.match(right) or not right.strip(" .;")):
        return True
    return bool(_BRACKETED.search(left) and re.match(r"\s*[)\],;”\"]", right))


def _strong(text: str, hit: Hit, *, slot: bool) -> bool:
    """Tell whether a year, hour or dashed day in figures alone is a time."""
    left, right = text[max(0, hit.start - _WINDOW) : hit.start], text[hit.end : hit.end + 24]
    if hit.rule == "day_dashed":
        return bool(_FEAST.search(left)) and not after("counted").match(right)
    if hit.rule == "whole_year":
        return slot
    if hit.rule == "clock":
        return slot or (bool(_OPENS.match(left)) and hit.start < _WINDOW)
    if not _CLOSES.match(right):
        return False
    return bool(_YEAR_BEFORE.search(left)) or (slot and bool(re.search(r"(?:\A|[:;,(]|và|từ|đến)\s*\Z", left)))
