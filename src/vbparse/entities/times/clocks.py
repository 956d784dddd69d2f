"""Constructs that name clock times: `17h00`, `08 giờ 30 phút`, `8h00 - 8h10`."""

from __future__ import annotations

import re

from vbparse.entities.times.model import Construct, Reading
from vbparse.entities.times.words import TO
from vbparse.patterns import compile_pattern

_HOURS = 24
_MINUTES = 60
_MIDDAY = 12
_NOON = 10
"""`11 giờ trưa` is before midday, `1 giờ trưa` after it."""
_EVENING = 8
_SIGN = r"(?:giờ|h|g)(?![^\W\d])"
_PART = r"(?:\s+(?P<{0}p>sáng|trưa|chiều|tối|đêm)(?!\w))?"
_CLOCK = r"{0}\s?(?:{1}(?:\s*{2}(?!\d)(?:\s*(?:phút|['’′])(?!\w))?)?|:\s?{2}(?!\d))"
_WORD_BEFORE = compile_pattern(
    r"(?:lúc|vào|hồi|từ|đến|trước|sau|khoảng|nhất|buổi|sáng|trưa|chiều|tối|đêm|:|\(|^|bắt đầu|khai mạc|là)\s*$"
)
_DAILY_BEFORE = compile_pattern(
    r"(?:hằng|hàng|mỗi)\s+ngày\s*[,(]?\s*(?:trước|chậm\s+nhất|vào|lúc)\s+(?:là\s+|lúc\s+)?\Z"
)
_LASTS = compile_pattern(r"(?:trong|kéo dài|thời lượng|ít nhất|tối đa|không quá|vòng|mỗi ngày)\s*$")


def _pattern(hour: str, minute: str) -> str:
    return _CLOCK.format(rf"(?P<{hour}>\d{{1,2}})", _SIGN, rf"(?P<{minute}>\d{{2}})").replace(
        rf":\s?(?P<{minute}>", rf":\s?(?P<{minute}c>"
    ) + _PART.format(hour)


def _of_day(hours: int, part: str | None) -> int:
    """Give the hour of 24 that `5 giờ chiều`, `7 giờ tối`, `1 giờ trưa` mean."""
    if part in {"chiều", "tối"} or (part == "trưa" and hours < _NOON) or (part == "đêm" and hours >= _EVENING):
        return hours + 12 if hours < _MIDDAY else hours
    return hours


def _time(found: re.Match[str], hour: str, minute: str) -> str | None:
    hours = _of_day(int(found[hour]), found[f"{hour}p"])
    minutes = int(found[minute] or found[f"{minute}c"] or 0)
    if hours > _HOURS or minutes >= _MINUTES or (hours == _HOURS and minutes):
        return None
    return f"{hours:02d}:{minutes:02d}"


def read_clock(found: re.Match[str]) -> Reading | None:
    """Read `17h00`, `8 giờ 30 phút`, `10:45`; hours alone (`8 giờ`) may be a length and need a word beside them."""
    text = _time(found, "h", "m")
    before = found.string[max(0, found.start() - 14) : found.start()]
    if text is None or _LASTS.search(before):
        return None
    minutes = found["m"] or found["mc"]
    if text and _DAILY_BEFORE.search(found.string[max(0, found.start() - 40) : found.start()]):
        return Reading("set", clock=(text, None), rrule="FREQ=DAILY")
    sure = bool(found["m"]) or bool(_WORD_BEFORE.search(before))
    if not minutes and re.search(r"\dg$", found[0]):
        return None
    return Reading("date", clock=(text, None), role="event", flags=frozenset() if sure else frozenset({"weak"}))


def read_clock_range(found: re.Match[str]) -> Reading | None:
    """Read `8h00 - 8h10`, `từ 7h30 đến 11h30`."""
    start, end = _time(found, "h", "m"), _time(found, "i", "n")
    if start is None or end is None:
        return None
    return Reading("range", clock=(start, end), role="event")


CLOCKS: tuple[Construct, ...] = (
    Construct(
        "clock_range",
        rf"(?:từ\s+)?{_pattern('h', 'm')}\s*{TO}\s*{_pattern('i', 'n')}",
        read_clock_range,
        ("8h00 - 8h10", "từ 7h30 đến 11h30", "10:00-11:00"),
        ("8h00 - 30h00",),
    ),
    Construct(
        "clock",
        _pattern("h", "m"),
        read_clock,
        ("17h00", "8 giờ 30 phút", "lúc 7h30", "14g30", "lúc 10:45", "10 giờ 45", "lúc 5 giờ chiều", "hằng ngày (trước 16h30)"),
        ("7 giờ 61 phút", "mạng 5G", "trong 24 giờ", "1.700 ha", "32 HTX"),
    ),
)  # fmt: skip
