"""Tells figures that are a time from ratios, codes, streets: `trước 15/11`, but `15/20 phường`, `đường 30/4`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.entities.times.phrases import after, before
from vbparse.entities.times.recurrences import WEEKDAY
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.entities.times.model import Hit

_WINDOW = 100
_AFTER = 24
_DOUBTFUL = frozenset({"weak", "bare"})
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
_BEGINS = compile_pattern(r"(?:\A|[:;,(]|và|từ|đến)\s*\Z")
_COLON = compile_pattern(r"\s*:")
_UNIT = compile_pattern(rf"\s*(?:{WEEKDAY})")


class _Around(NamedTuple):
    """What stands before and after a time in its sentence, as far as it matters."""

    left: str
    right: str


def is_proved(text: str, hit: Hit, begin: int, end: int, *, slot: bool) -> bool:
    """Tell whether something shows a hit to be a time.

    `begin` and `end` are the offsets of its sentence; `slot` says that it stands in a time slot.
    """
    flags = hit.reading.flags
    if not flags & _DOUBTFUL:
        return True
    around = _Around(text[max(begin, hit.start - _WINDOW) : hit.start], text[hit.end : min(end, hit.end + _AFTER)])
    return _strong(hit, around, slot=slot) if "weak" in flags else _dated(text, hit, around, slot=slot)


def _dated(text: str, hit: Hit, around: _Around, *, slot: bool) -> bool:
    """Tell whether a day and month in figures (`15/11`) is a day."""
    left, right = around
    if before("named_after").search(left) or after("counted").match(right):
        return False
    if (
        slot
        or text.startswith("từ ", hit.start)
        or before("before_day", r"\s*:?\s*\(?\s*").search(left)
        or _ANOTHER.search(left)
        or _NAMED_DAY.search(left)
    ):
        return True
    if text[hit.start : hit.end] == _ROUND_THE_CLOCK:
        return False
    if _OPENS.match(left) and (_COLON.match(right) or not right.strip(" .;")):
        return True
    return bool(_BRACKETED.search(left) and re.match(r"\s*[)\],;”\"]", right))


def _strong(hit: Hit, around: _Around, *, slot: bool) -> bool:
    """Tell whether a year, hour or dashed day in figures alone is a time."""
    left, right = around
    if hit.rule == "day_dashed":
        return bool(_FEAST.search(left)) and not after("counted").match(right)
    if hit.rule in {"whole_year", "slot_periods"}:
        return slot and bool(_BEGINS.search(left))
    if hit.rule == "clock":
        return slot or bool(_OPENS.match(left))
    if not _CLOSES.match(right):
        return False
    return bool(_YEAR_BEFORE.search(left)) or (slot and bool(_BEGINS.search(left)))
