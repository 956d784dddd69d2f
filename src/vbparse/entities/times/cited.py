"""Tells the day of a cited document and the year of a law from times of the plan itself."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from vbparse.entities.times.phrases import alternation, words
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    import re

    from vbparse.entities.model import Context, TimeRole
    from vbparse.entities.times.complete import OpenDays
    from vbparse.entities.times.model import Hit
    from vbparse.entities.times.scene import Scene

_HYPHEN = r"\s?[-–‑]\s?"
_SYMBOL = rf"[^\W\d_][\w&]*(?:(?:{_HYPHEN}|\s?/\s?)[\w&]+){{0,6}}"
_CODE = compile_pattern(
    rf"\d[\w.]*(?:{_HYPHEN}[^\W\d_]{{1,8}})?\s?/\s?(?:\d{{4}}\s?/\s?)?{_SYMBOL}"
    r"(?:\s+của\s+[^.;:,()\d]{2,60})?\s*,?\s*\(?\Z"
)
_BLANK_CODE = compile_pattern(r"số\s*:?[\s.…_]*/[^\s,;()]*[^\W\d][^\s;()]*\s*,?\s*\Z")
_SIGNAL = compile_pattern(r"(?<!\w)(?:trước|sau|đến|từ|hết|nhất|trong|vào)\s+\Z")
_ATTACHED = compile_pattern(r"kèm\s+theo")
_PLAN = compile_pattern(r"kế\s+hoạch\s+số")
_BUDGET = compile_pattern(r"(?<!\w)(?:dự\s+toán|quyết\s+toán|ngân\s+sách)(?:\s[^.,;:]*)?\s\Z")
_NEAR = 50
_REACH = 120
_AMENDED = compile_pattern(r"(?:sửa đổi|bổ sung)[^.;()]{0,30}\Z")


def has_signal(left: str) -> bool:
    """Tell whether a signal word stands directly before a time."""
    return bool(_SIGNAL.search(left[-16:]))


def dates_document(text: str, hit: Hit) -> bool:
    """Tell a time that belongs to a cited document by the words before it alone (`text` is the lower-case passage)."""
    left = text[max(0, hit.start - _REACH) : hit.start]
    if has_signal(left) or hit.reading.kind != "date":
        return False
    if hit.reading.grain == "day":
        return _follows_document(hit, left)
    return hit.reading.grain == "year" and bool(_law_name().search(left))


def names_budget(text: str, hit: Hit) -> bool:
    """Tell the year that says which budget is meant: `gửi dự toán năm 2023 trước 25/8` is due in 2022."""
    return hit.reading.grain == "year" and bool(_BUDGET.search(text[max(0, hit.start - _NEAR) : hit.start]))


def is_cited(hit: Hit, scene: Scene, context: Context) -> bool:
    """Tell the date of a document (`số 39/KH-UBND ngày 29/01/2024`) and the year of a law (`Luật … năm 2015`)."""
    reading = hit.reading
    if reading.kind != "date" or reading.clock[0] or has_signal(scene.left):
        return False
    if reading.grain == "day":
        return scene.cited or _follows_document(hit, scene.left)
    return reading.grain == "year" and _is_law_year(hit, scene, context)


def _follows_document(hit: Hit, left: str) -> bool:
    if _CODE.search(left) or _BLANK_CODE.search(left):
        return True
    point = hit.reading.points[0]
    return point is not None and "year" not in hit.reading.inferred and bool(_dated_document().search(left))


def _is_law_year(hit: Hit, scene: Scene, context: Context) -> bool:
    """Tell the year of a law; the plan's own year after a law's name is more likely the plan's label."""
    if not _law_name().search(scene.left):
        amended = scene.bracketed and _AMENDED.search(scene.left) and words("laws").search(scene.left)
        return bool(amended) and not scene.cited
    point = hit.reading.points[0]
    return scene.cited or point is None or point.year not in context.own_years


@cache
def _dated_document() -> re.Pattern[str]:
    """Match a type of document without code before its day: `Luật Thi đua, khen thưởng ngày 15/6/2022`.

    A word that ends the name of a body (`Phòng Tài chính - Kế hoạch`) is none.
    """
    law = rf"{alternation('laws')}\s[^.;:()]{{2,110}}"
    other = rf"(?<!\w - )(?<!\w – ){alternation('documents')}(?:\s+số)?\s+(?:[\w/-]*\d[\w/-]*\s*)?"
    return compile_pattern(rf"(?<!\w)(?:{law}|{other}),?\s*\Z")


@cache
def _law_name() -> re.Pattern[str]:
    """Match the name of a law before its year: `Bộ luật Lao động năm 2019`."""
    return compile_pattern(rf"(?<!\w){alternation('laws')}(?:\s[^.;:()\d]{{2,90}})?\s+(?:\(?[^()]{{0,20}}\)?\s*)?\Z")


def document_role(scene: Scene, days: OpenDays, context: Context) -> TimeRole:
    """Tell the plan's own date in an annex's bracket (`Kèm theo Kế hoạch số …`) from a citation's."""
    if not _ATTACHED.search(scene.left):
        return "citation"
    own = (context.own_code or "").lower().replace(" ", "")
    if own and own in scene.left.replace(" ", ""):
        return "issue"
    return "issue" if days[0] and days[0] == context.issued and _PLAN.search(scene.left) else "citation"
