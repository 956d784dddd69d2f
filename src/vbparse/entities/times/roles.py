"""The role of a time in the document, from what the construct says, the place, and the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from vbparse.entities.times.phrases import alternation, words

if TYPE_CHECKING:
    from vbparse.entities.model import Context, TimeMod, TimeRole
    from vbparse.entities.times.model import Hit, Reading
    from vbparse.outline.passages import Passage

_HYPHEN = r"\s?[-–‑]\s?"
_CODE = re.compile(
    rf"\d[\w.]*(?:{_HYPHEN}[^\W\d_]{{1,8}})?\s?/\s?(?:\d{{4}}\s?/\s?)?[^\W\d_][\w&]*(?:(?:{_HYPHEN}|\s?/\s?)[\w&]+){{0,6}}"
    r"(?:\s+của\s+[^.;:,()\d]{2,60})?\s*,?\s*\(?\Z"
)
_BLANK_CODE = re.compile(r"số\s*:?[\s.…_]*/[^\s,;()]*[^\W\d][^\s;()]*\s*,?\s*\Z")
_NAMED_DAY = re.compile(
    r"(?<!\w)(?:ngày\s+(?!làm\s+việc)[^\W\d][^.;:\d]{2,100}|lễ\s+[^.;:,\d]{0,40}|quốc khánh|(?:kỷ|kỉ)\s+niệm\s[^.;:]{0,120}|chào\s+mừng\s[^.;:\d]{0,90})"
    r"(?:\d{1,2}\s?[/-]\s?\d{1,2}\s*(?:và|,|-|–)\s*)?[\s(“\"”]*(?:ngày\s*)?\Z"
)
_ATTACHED = re.compile(r"kèm\s+theo")
_AMENDED = re.compile(r"(?:sửa đổi|bổ sung)[^.;()]{0,30}\Z")
_MOVES = re.compile(r"(?<!\w)vào\s+(?:khoảng\s+)?\Z")
_RANGE_FROM_EVENT = re.compile(r"(?<!\w)từ\s[^.;:]{2,60}\s(?:đến|tới)\s+(?:hết\s+)?\Z")
_NOT_YET = re.compile(r"\s*,?\s*(?:mà\s+)?(?:vẫn\s+)?(?:chưa|không)(?!\w)")
_STATE = re.compile(r"(?<!\w)(?:đạt|giảm|tăng|còn|xuống|lên|chiếm|mục tiêu|chỉ tiêu|tỷ lệ|tỉ lệ)(?!\w)|%")
_WITHIN = re.compile(r"(?<!\w)trong\s+(?:thời\s*gian\s+|khoảng\s+)?\Z")
_COLON = re.compile(r"\s*:\s*(?=\S)")
_OPENS = re.compile(r"\A[\s•▪\-+*–(]*(?:ngày\s*)?\Z")
_REPORTS = re.compile(r"(?<!\w)(?:báo cáo|gửi|nộp|trình|tổng hợp)(?!\w)")
_HAPPENS = re.compile(r"(?<!\w)(?:vào|đúng)\s+\Z")
_GOAL = re.compile(r"(?:đạt|tỷ lệ|tỉ lệ|%|phấn đấu|có\s+(?:ít nhất|trên|≥)|≥)")


@dataclass(frozen=True, slots=True)
class Scene:
    """What surrounds a time: `left` and `right` in lower case within its sentence, and the place.

    `cited` says that it stands in a citation, `law` that the citation is of a law; `parent` is the text of
    the item above (lower case), `bracketed` whether the time stands in round brackets, `slot` the kind of time
    slot (see `Places.slot_at`).
    """

    passage: Passage
    left: str
    right: str
    cited: bool
    law: bool
    parent: str
    bracketed: bool
    slot: str | None

    @property
    def in_title(self) -> bool:
        """Tell whether the passage is the plan's title or its line of place and date."""
        return self.passage.node == "H"


def role_of(hit: Hit, scene: Scene, mod: TimeMod | None, days: tuple[str | None, str | None], context: Context) -> TimeRole:
    """Decide the role; `mod` is what the signal word says, `days` what the text names."""
    reading = hit.reading
    fixed = _fixed(reading, scene, mod)
    if fixed is not None:
        return fixed
    if _is_cited(hit, scene, context):
        return _document_role(scene, days, context)
    if scene.in_title:
        return _in_title(reading, days, context)
    if _is_anniversary(hit, scene):
        return "anniversary"
    if scene.slot is not None and not (scene.bracketed and mod is None):
        return _in_slot(hit, scene, mod, days)
    return _in_prose(hit, scene, mod, days)


def _fixed(reading: Reading, scene: Scene, mod: TimeMod | None) -> TimeRole | None:
    """Give the role that the construct itself says, unless the place overrules it."""
    if reading.role in {"frequency", "vague", "anniversary", "deadline"}:
        return reading.role
    if reading.role == "horizon" and scene.slot is None:
        return "horizon"
    if reading.kind == "duration":
        return reading.role or ("event" if mod == "after" else "deadline")
    if reading.kind == "set":
        return "deadline" if mod in {"before", "on_or_before"} or scene.slot is not None else _repeated(reading, scene)
    return None


def _repeated(reading: Reading, scene: Scene) -> TimeRole:
    """Tell the days on which a report is due each month from those on which something takes place (`vào ngày 15`)."""
    reports = _REPORTS.search(scene.left) or _REPORTS.search(scene.right[:40])
    dated = "BYMONTHDAY" in (reading.rrule or "") and not _HAPPENS.search(scene.left)
    return "deadline" if dated and reports else "frequency"


def _is_cited(hit: Hit, scene: Scene, context: Context) -> bool:
    """Tell whether the time is the date of a document (`số 39/KH-UBND ngày 29/01/2024`) or the year of a law."""
    reading, left = hit.reading, scene.left
    if reading.kind != "date" or reading.clock[0]:
        return False
    if reading.grain == "day":
        if scene.cited or _CODE.search(left) or _BLANK_CODE.search(left):
            return not _has_signal(left)
        return not _has_signal(left) and reading.points[0] is not None and reading.points[0].year is not None and (
            bool(_dated_document().search(left))
        )
    if reading.grain != "year" or _has_signal(left):
        return False
    if scene.cited and scene.law:
        return bool(_law_year().search(left))
    if not _law_year().search(left):
        return scene.bracketed and bool(_AMENDED.search(left)) and bool(words("laws").search(left))
    return scene.cited or not _is_plan_year(hit, context)


def _is_plan_year(hit: Hit, context: Context) -> bool:
    point = hit.reading.points[0]
    return point is not None and point.year in context.years


def _has_signal(left: str) -> bool:
    return bool(re.search(r"(?<!\w)(?:trước|sau|đến|từ|hết|nhất|trong|vào)\s+\Z", left[-16:]))


@cache
def _dated_document() -> re.Pattern[str]:
    """Match a type of document without code before its day: `Luật Thi đua, khen thưởng ngày 15/6/2022`."""
    return re.compile(rf"(?<!\w)(?:{alternation('laws')}\s[^.;:()]{{2,110}}|{alternation('documents')}(?:\s+số)?\s+(?:[\w/-]*\d[\w/-]*\s*)?),?\s*\Z")


@cache
def _law_year() -> re.Pattern[str]:
    """Match the name of a law before its year: `Bộ luật Lao động năm 2019`."""
    return re.compile(rf"(?<!\w){alternation('laws')}(?:\s[^.;:()\d]{{2,90}})?\s+(?:\(?[^()]{{0,20}}\)?\s*)?\Z")


def _document_role(scene: Scene, days: tuple[str | None, str | None], context: Context) -> TimeRole:
    """Tell the plan's own date in an annex bracket (`Kèm theo Kế hoạch số …`) from a citation's."""
    own = context.own_code
    attached = _ATTACHED.search(scene.left) is not None
    if attached and own and own.lower().replace(" ", "") in scene.left.replace(" ", ""):
        return "issue"
    if attached and days[0] is not None and days[0] == context.issued and re.search(r"kế\s+hoạch\s+số", scene.left):
        return "issue"
    return "citation"


def _in_title(reading: Reading, days: tuple[str | None, str | None], context: Context) -> TimeRole:
    if reading.role is not None:
        return reading.role
    if reading.grain == "day" and reading.kind == "date":
        return "issue" if days[0] == context.issued or context.issued is None else "event"
    return "event" if reading.grain in {"day", "minute"} else "period"


def _is_anniversary(hit: Hit, scene: Scene) -> bool:
    """Tell the day of `ngày Quốc tế phụ nữ 8/3`, `(06/01/1946 - 06/01/2026)` after `Kỷ niệm 80 năm`."""
    reading = hit.reading
    if reading.grain != "day" or reading.clock[0]:
        return False
    point = reading.points[0]
    said = point is not None and point.year is not None and "year" not in reading.inferred
    if said or reading.kind == "range":
        return bool(re.search(r"(?:kỷ|kỉ)\s+niệm\s[^.;:]{0,120}[\s(]\Z", scene.left)) and not _has_signal(scene.left)
    return not _has_signal(scene.left) and bool(_NAMED_DAY.search(scene.left)) and not _WITHIN.search(scene.left)


def _in_slot(hit: Hit, scene: Scene, mod: TimeMod | None, days: tuple[str | None, str | None]) -> TimeRole:
    """Read a time slot: a closed time is a deadline, an open one a period, the day of a meeting an event."""
    reading = hit.reading
    if mod in {"on_or_after", "after"} or "open" in reading.flags:
        return "period"
    if mod in {"before", "on_or_before"} and reading.role != "horizon":
        return "deadline"
    if reading.clock[0]:
        return "event"
    if reading.kind == "range" and scene.slot == "whole":
        return "event" if reading.grain == "day" else reading.role or "period"
    if days[1] is None and reading.kind != "set":
        return "period"
    if reading.grain == "day" and scene.slot != "finish" and _is_meeting(scene, reading):
        return "event"
    return "deadline"


def _is_meeting(scene: Scene, reading: Reading) -> bool:
    """Tell whether the item above, or what stands before the slot's label, orders a meeting or (for a range) a campaign."""
    found = words("meetings").search(scene.parent[:70]) or words("meetings").search(scene.left)
    return bool(found) or (reading.kind == "range" and bool(words("campaigns").search(scene.parent + scene.left)))


def _in_prose(hit: Hit, scene: Scene, mod: TimeMod | None, days: tuple[str | None, str | None]) -> TimeRole:
    reading = hit.reading
    if reading.role == "period":
        return "deadline" if mod in {"before", "on_or_before"} and reading.grain != "half" else "period"
    if mod in {"before", "on_or_before"}:
        return _by(reading, scene)
    if mod in {"on_or_after", "after"}:
        return "event" if reading.clock[0] or mod == "after" else "period"
    if scheduled := _scheduled(hit, scene):
        return scheduled
    if reading.clock[0] or reading.grain in {"minute", "day"}:
        return _day_in_prose(reading, scene)
    return _stretch_in_prose(reading, scene, days)


def _by(reading: Reading, scene: Scene) -> TimeRole:
    """Read `trước`, `đến`, `chậm nhất`: a deadline, unless it tells what happened or a goal's horizon."""
    left = scene.left
    if re.search(r"(?<!\w)(?:tính|kể từ[^.;]{0,40})\s+(?:cho\s+)?đến\s+(?:hết\s+)?\Z", left):
        return "period"
    until = re.search(r"(?<!\w)đến\s+(?:hết\s+)?\Z", left)
    if until and (_NOT_YET.match(scene.right) or _RANGE_FROM_EVENT.search(left)):
        return "event" if reading.grain == "day" else "period"
    if until and reading.grain != "day" and _GOAL.search(scene.right) and not words("duties").search(scene.right):
        return "horizon"
    if not until and re.search(r"(?<!\w)(?:đã|được)\s[^.;,]{0,60}trước\s+\Z", left) and not words("duties").search(left[-30:]):
        return "event"
    return "deadline"


def _scheduled(hit: Hit, scene: Scene) -> TimeRole | None:
    """Read a line of a schedule: a day before a colon is a time slot, the day of a meeting an event."""
    reading = hit.reading
    if not _OPENS.match(scene.left) or not _COLON.match(scene.right) or reading.grain == "year":
        return None
    if reading.kind == "range" or reading.clock[0]:
        return "event"
    return "event" if reading.grain == "day" and _meeting_after_colon().match(scene.right) else "deadline"


@cache
def _meeting_after_colon() -> re.Pattern[str]:
    return re.compile(rf"\s*:\s*(?:tổ\s+chức\s+|tham\s+dự\s+|dự\s+)?{alternation('meetings')}(?!\w)")


def _day_in_prose(reading: Reading, scene: Scene) -> TimeRole:
    if reading.kind == "date" and not reading.clock[0] and _WITHIN.search(scene.left):
        return "deadline"
    return "event"


def _stretch_in_prose(reading: Reading, scene: Scene, days: tuple[str | None, str | None]) -> TimeRole:
    """Read months, quarters and years: `trong tháng 6/2019` closes a duty, `kế hoạch năm 2024` is a label."""
    if days[1] is None or reading.kind == "range":
        return "period"
    if _WITHIN.search(scene.left):
        return "deadline" if _closes_duty(reading, scene) else "period"
    if _MOVES.search(scene.left):
        return "horizon" if reading.grain == "year" and _STATE.search(scene.left + scene.right[:20]) else "event"
    return "period"


def _closes_duty(reading: Reading, scene: Scene) -> bool:
    """Tell whether `trong …` says by when to act; a year more often says which results are meant."""
    if reading.grain != "year":
        return bool(words("duties").search(scene.left)) and not words("past").search(scene.left[-60:])
    clause = re.split(r"[,;]", scene.left)[-1]
    return bool(words("duties").search(clause)) and not words("results").search(clause)
