"""The role of a time in the document, from what the construct says, the place, and the words around it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from vbparse.entities.times.cited import document_role, has_signal, is_cited
from vbparse.entities.times.feasts import feast_days
from vbparse.entities.times.phrases import alternation, words
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from vbparse.entities.model import Context, TimeMod, TimeRole
    from vbparse.entities.times.complete import OpenDays
    from vbparse.entities.times.model import Hit, Reading
    from vbparse.entities.times.scene import Scene

_CLOSING = frozenset({"before", "on_or_before"})
_NAMED_DAY = compile_pattern(
    r"(?<!\w)(?:ngày\s+(?!làm\s+việc)[^\W\d][^.;:\d]{2,100}|lễ\s+[^.;:,\d]{0,40}|quốc khánh|giỗ tổ[^.;:\d]{0,30}"
    r"|(?:kỷ|kỉ)\s+niệm\s[^.;:]{0,120}|chào\s+mừng\s[^.;:\d]{0,90})"
    r"(?:\d{1,2}\s?[/-]\s?\d{1,2}\s*(?:và|,|-|–)\s*)?[\s(“\"”]*(?:ngày\s*)?\Z"
)
_JUBILEE = compile_pattern(r"(?:kỷ|kỉ)\s+niệm\s[^.;:]{0,120}[\s(]\Z")
_TAKES_PLACE = compile_pattern(r"(?<!\w)(?:tổ chức|diễn ra|khai mạc|tiến hành)\s+(?:vào\s+)?(?:ngày\s+)?\Z")
_OCCASION = compile_pattern(r"(?<!\w)(?:dịp|nhân|mừng)\s+(?:ngày\s+)?\Z")
_PLACE = compile_pattern(r"\A\s*(?:tp\.\s*)?(?:[^\W\d_]+[ \t]+){0,4}[^\W\d_]+,\s*\Z")
_AT = compile_pattern(r"(?<!\w)vào\s+(?:khoảng\s+)?\Z")
_WITHIN = compile_pattern(r"(?<!\w)trong\s+(?:thời\s*gian\s+|khoảng\s+)?\Z")
_UNTIL = compile_pattern(r"(?<!\w)đến\s+(?:hết\s+)?\Z")
_RECKONED = compile_pattern(r"(?<!\w)(?:tính|lũy kế|luỹ kế|ước|kể từ[^.;]{0,40})\s+(?:cho\s+)?đến\s+(?:hết\s+)?\Z")
_RECKONED_OVER = compile_pattern(
    r"(?<!\w)(?:số\s+liệu|(?<!dự )tính|lũy\s+kế|luỹ\s+kế|kỳ\s+báo\s+cáo)(?:\s+tính)?\s+\Z|\d{4}\s*\(\s*\Z"
)
_DONE_BEFORE = compile_pattern(r"(?<!\w)(?:đã|được)\s[^.;,]{0,60}trước\s+\Z")
_NOT_YET = compile_pattern(r"\s*,?\s*(?:mà\s+)?(?:vẫn\s+)?(?:chưa|không)(?!\w)")
_STATE = compile_pattern(r"(?<!\w)(?:đạt|giảm|tăng|còn|xuống|lên|chiếm|mục tiêu|chỉ tiêu|tỷ lệ|tỉ lệ)(?!\w)|%")
_GOAL = compile_pattern(r"(?:đạt|tỷ lệ|tỉ lệ|%|phấn đấu|có\s+(?:ít nhất|trên|≥)|≥)")
_COLON = compile_pattern(r"\s*:\s*(?=\S)")
_OPENS = compile_pattern(r"\A[\s•▪\-+*–(]*(?:ngày\s*)?\Z")
_REPORTS = compile_pattern(r"(?<!\w)(?:báo cáo|gửi|nộp|trình|tổng hợp)(?!\w)")
_ON_A_DAY = compile_pattern(r"(?<!\w)(?:vào|đúng)\s+\Z")
_PARENT_HEAD = 70


def role_of(hit: Hit, scene: Scene, mod: TimeMod | None, days: OpenDays, context: Context) -> TimeRole:
    """Decide the role; `mod` is what the signal word says, `days` what the text names."""
    role = _by_construct(hit.reading, scene, mod) or _by_place(hit, scene, days, context)
    if role is not None:
        return role
    if scene.slot is not None and (scene.slot == "phase" or not scene.bracketed or mod is not None):
        return _in_slot(hit.reading, scene, mod, days)
    return _in_prose(hit.reading, scene, mod, days)


def _by_place(hit: Hit, scene: Scene, days: OpenDays, context: Context) -> TimeRole | None:
    """Give the role that the place decides: in a citation, the title, a line of place and date, a named day."""
    if is_cited(hit, scene, context):
        return document_role(scene, days, context)
    if scene.in_title:
        return _in_title(hit.reading, days, context)
    if _is_anniversary(hit.reading, scene):
        return "anniversary"
    if hit.reading.kind == "range" and _RECKONED_OVER.search(scene.left):
        return "period"
    alone = hit.rule in {"day_long", "day_blank"} and not scene.right.strip(" .")
    dateline = _PLACE.match(scene.left) or (hit.rule == "day_blank" and not scene.left.strip())
    return "issue" if alone and dateline else None


def _by_construct(reading: Reading, scene: Scene, mod: TimeMod | None) -> TimeRole | None:
    """Give the role that the construct itself says, unless the signal word or the place overrules it."""
    closes = mod in _CLOSING
    if reading.role in {"anniversary", "frequency"} and closes and (reading.clock[0] or reading.role == "anniversary"):
        return "deadline"
    if reading.role in {"frequency", "vague", "anniversary", "deadline"} or reading.kind == "duration":
        return reading.role
    if reading.role == "horizon" and scene.slot is None:
        return "horizon"
    if reading.kind == "set":
        return "deadline" if closes or scene.slot is not None else _repeated(reading, scene)
    return None


def _repeated(reading: Reading, scene: Scene) -> TimeRole:
    """Tell the days on which a report is due each month from those on which something takes place (`vào ngày 15`)."""
    reports = _REPORTS.search(scene.left) or _REPORTS.search(scene.right[:40])
    dated = "BYMONTHDAY" in (reading.rrule or "") and not _ON_A_DAY.search(scene.left)
    return "deadline" if dated and reports else "frequency"


def _in_title(reading: Reading, days: OpenDays, context: Context) -> TimeRole:
    if reading.role is not None:
        return reading.role
    if reading.grain == "day" and reading.kind == "date":
        return "issue" if context.issued in {None, days[0]} else "event"
    return "event" if reading.grain in {"day", "minute"} else "period"


def _is_anniversary(reading: Reading, scene: Scene) -> bool:
    """Tell the day of `ngày Quốc tế phụ nữ 8/3`, `(06/01/1946 - 06/01/2026)` after `Kỷ niệm 80 năm`."""
    if reading.grain != "day" or reading.clock[0] or has_signal(scene.left) or _TAKES_PLACE.search(scene.left):
        return False
    if reading.kind == "range" or "year" not in reading.inferred:
        return bool(_JUBILEE.search(scene.left)) or (reading.lunar and bool(_NAMED_DAY.search(scene.left)))
    day = next((point and (point.day, point.month) for point in reading.points), None)
    return bool(_NAMED_DAY.search(scene.left)) or (day in feast_days() and bool(_OCCASION.search(scene.left)))


def _in_slot(reading: Reading, scene: Scene, mod: TimeMod | None, days: OpenDays) -> TimeRole:
    """Read a time slot: a closed time is a deadline, an open one a period, the day of a meeting an event."""
    if mod in _CLOSING and reading.role != "horizon":
        return "deadline"
    if mod in {"on_or_after", "after"} or "open" in reading.flags:
        return "period"
    if reading.clock[0]:
        return "event"
    if reading.kind == "range" and scene.slot == "whole":
        return "event" if reading.grain == "day" else reading.role or "period"
    if days[1] is None:
        return "period"
    return (
        "event"
        if reading.grain in {"day", "week"} and scene.slot != "finish" and _is_meeting(reading, scene)
        else "deadline"
    )


def _is_meeting(reading: Reading, scene: Scene) -> bool:
    """Tell whether the item above, or what stands before the label, orders a meeting or (for a range) a campaign."""
    meetings = words("meetings")
    if meetings.search(scene.parent[:_PARENT_HEAD]) or meetings.search(scene.left):
        return True
    return reading.kind == "range" and bool(words("campaigns").search(scene.parent + scene.left))


def _in_prose(reading: Reading, scene: Scene, mod: TimeMod | None, days: OpenDays) -> TimeRole:
    if reading.role == "period" or reading.starts_now:
        return _closed(reading, scene) if mod in _CLOSING and reading.grain != "half" else "period"
    if mod in _CLOSING:
        return _closed(reading, scene)
    if mod in {"on_or_after", "after"}:
        return "event" if reading.clock[0] or mod == "after" else "period"
    if _is_line_of_schedule(reading, scene):
        return _scheduled(reading, scene)
    if reading.clock[0] or reading.grain in {"minute", "day", "week"}:
        closes = reading.kind == "date" and not reading.clock[0] and _WITHIN.search(scene.left)
        return "deadline" if closes else "event"
    return _stretch(reading, scene, days)


def _closed(reading: Reading, scene: Scene) -> TimeRole:
    """Read `trước`, `đến`, `chậm nhất`: a deadline, unless it tells what happened or a goal's horizon."""
    left = scene.left
    if _RECKONED.search(left):
        return "period"
    if _UNTIL.search(left):
        if _NOT_YET.match(scene.right):
            return "event" if reading.grain == "day" else "period"
        aims = _GOAL.search(scene.right) and not words("duties").search(scene.right)
        return "horizon" if aims and reading.grain != "day" else "deadline"
    done = _DONE_BEFORE.search(left) and not words("duties").search(left[-30:])
    return "event" if done else "deadline"


def _is_line_of_schedule(reading: Reading, scene: Scene) -> bool:
    """Tell a line of a schedule (`15/11: Phát động …`): it begins with its time and a colon."""
    return reading.grain != "year" and bool(_OPENS.match(scene.left) and _COLON.match(scene.right))


def _scheduled(reading: Reading, scene: Scene) -> TimeRole:
    if reading.clock[0]:
        return "event"
    return "event" if reading.grain == "day" and _meeting_after_colon().match(scene.right) else "deadline"


@cache
def _meeting_after_colon() -> re.Pattern[str]:
    return compile_pattern(rf"\s*:\s*(?:tổ\s+chức\s+|tham\s+dự\s+|dự\s+)?{alternation('meetings')}(?!\w)")


def _stretch(reading: Reading, scene: Scene, days: OpenDays) -> TimeRole:
    """Read months, quarters and years: `trong tháng 6/2019` closes a duty, `kế hoạch năm 2024` is a label."""
    if days[1] is None or reading.kind == "range":
        return "period"
    if _WITHIN.search(scene.left):
        return "deadline" if _closes_duty(reading, scene) else "period"
    if _AT.search(scene.left):
        aims = reading.grain == "year" and _STATE.search(scene.left + scene.right[:20])
        return "horizon" if aims else "event"
    return "period"


def _closes_duty(reading: Reading, scene: Scene) -> bool:
    """Tell whether `trong …` says by when to act; a year more often says which results are meant."""
    if reading.grain != "year":
        return bool(words("duties").search(scene.left)) and not words("past").search(scene.left[-60:])
    clause = re.split(r"[,;]", scene.left)[-1]
    return bool(words("duties").search(clause)) and not words("results").search(clause)
