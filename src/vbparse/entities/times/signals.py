"""Signal words before a time: `trước`, `chậm nhất`, `đến hết`, `hoàn thành trong`, `từ`, `sau`, `hạn`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    import re

    from vbparse.entities.model import TimeMod

_AT_MOST = (
    r"(?:(?:chậm|muộn|trễ)\s+nhất|không\s+(?:muộn|trễ|chậm)\s+(?:hơn|quá)|không\s+quá)(?:\s+(?:là|vào|trong|sau))*"
)
_UNTIL = r"(?:cho\s+)?(?:đến|tới)(?:\s+(?:hết|khoảng))?|hết"
_BEFORE = compile_pattern(r"(?<!\w)trước(?:\s+thời\s*(?:điểm|gian|hạn))?\s*\Z")
_BY = compile_pattern(rf"(?<!\w)(?:{_AT_MOST}(?:\s+(?:{_UNTIL}))?|{_UNTIL})\s*:?\s*\Z")
_RANGE_FROM_EVENT = compile_pattern(
    r"(?<!\w)từ\s+(?:ngày|khi|lúc|thời\s+điểm|sáng|chiều|tối|hôm)\s[^.;:]{2,60}\s(?:đến|tới)\s+(?:hết\s+)?\Z"
)
_DONE_WITHIN = compile_pattern(
    r"(?<!\w)(?:hoàn\s+thành|xong|kết\s+thúc|hoàn\s+tất|dứt\s+điểm)(?:\s+(?!(?:đã|đạt|giảm|tăng|còn)\b)[^.;:,\s]+){0,8}?\s+(?:ngay\s+)?(?:trong|vào)\s+\Z"
)
_TERM = compile_pattern(
    r"(?<!thời )(?<!giới )(?<!quyền )(?<!trung )(?<!dài )(?<!ngắn )(?<!có )(?<!\w)(?:hạn|deadline)\s[^.;()\d]{0,70}?:?\s*(?:là\s+)?\Z"
)
_AT_MOST_DO = compile_pattern(r"(?<!\w)(?:chậm|muộn)\s+nhất\s[^.;:,()\d]{2,90}\Z")
_AFTER = compile_pattern(r"(?<!\w)sau\s+(?:thời\s*điểm\s+)?\Z")
_FROM = compile_pattern(r"(?<!\w)(?:(?:kể|bắt\s+đầu|tính|ngay)\s+)?từ(?:\s+(?:khoảng|sau))?\s*\Z")
_TERM_AFTER = compile_pattern(r"\s*[:–-]\s*hạn\s")
_DIRECT: tuple[tuple[re.Pattern[str], TimeMod], ...] = ((_BEFORE, "before"), (_FROM, "on_or_after"), (_AFTER, "after"))


def mod_of(left: str, right: str) -> TimeMod | None:
    """Give what the words before (`left`, down to the sentence's beginning) and after a time make of it."""
    near = left[-32:]
    for pattern, mod in _DIRECT:
        if pattern.search(near):
            return mod
    if "từ " in left and _RANGE_FROM_EVENT.search(left):
        return None
    return "on_or_before" if _BY.search(near) or _is_term(left, right) else None


def _is_term(left: str, right: str) -> bool:
    """Tell a term that is said at some distance: `hoàn thành … trong`, `chậm nhất gửi …`, `hạn nộp …`, `25/11: Hạn …`."""
    if left.endswith(("trong ", "vào ")) and _DONE_WITHIN.search(left):
        return True
    if "nhất" in left and _AT_MOST_DO.search(left):
        return True
    return bool(_TERM_AFTER.match(right)) or (("hạn" in left or "deadline" in left) and bool(_TERM.search(left)))
