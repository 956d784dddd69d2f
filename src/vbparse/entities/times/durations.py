"""Constructs that count from an event: `05 ngày làm việc kể từ ngày nhận được`, `23 ngày trước bầu cử`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.entities.times.model import Construct, Reading
from vbparse.entities.times.words import NUMBER_WORDS, D, number
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from vbparse.entities.model import TimeMod, TimeRole

_COUNT = rf"(?:(?:{D}\s*[-–]\s*)?{D}\d?|{NUMBER_WORDS})(?:\s*\(\s*(?:{D}|{NUMBER_WORDS})\s*\))?"
_UNIT = r"(?:phút|giờ(?!\s*\d|\s*,?\s*(?:ngày|thứ|hằng|hàng)(?!\w))|ngày|tuần|tháng|năm)"
_LENGTH = rf"(?P<n>{_COUNT})\s*(?P<unit>{_UNIT})(?P<work>\s+làm\s+việc)?(?!\s*\d{{4}})"
_STOP = (
    r"(?=\s*(?:$|[,;.:()\n\"”])|\s+(?:để|phải|gửi|thì|theo|và|đối\s+với|báo\s+cáo|hoàn\s+thành|có\s+trách\s+nhiệm)\b)"
)
_ANCHOR = rf"[^,;.:()\n\"”]{{2,90}}?{_STOP}"
_AT_MOST = compile_pattern(r"(?:chậm|muộn)\s+nhất\s+(?:là\s+|trong\s+|sau\s+)?\Z")
_CODES = {"ngày": "D", "tuần": "W", "tháng": "M", "năm": "Y"}


def duration_of(count: int, unit: str, *, working: bool = False) -> str:
    """Give the ISO 8601 duration, working days as `BD`: (5, ngày, working) is `P5BD`."""
    if unit in {"giờ", "phút"}:
        return f"PT{count}{'H' if unit == 'giờ' else 'M'}"
    return f"P{count}{'B' if working else ''}{_CODES[unit]}"


def _length(found: re.Match[str]) -> str | None:
    count = number(re.split(r"[-–]", re.split(r"\s*\(", found["n"])[0])[-1])  # of `24-48 giờ` the longer
    return duration_of(count, found["unit"], working=bool(found["work"])) if count else None


def _reading(
    found: re.Match[str], anchor: str | None, role: TimeRole | None = "deadline", mod: TimeMod | None = None
) -> Reading | None:
    length = _length(found)
    return Reading("duration", role=role, mod=mod, duration=length, anchor=anchor) if length else None


def read_since(found: re.Match[str]) -> Reading | None:
    """Read `05 ngày làm việc kể từ ngày nhận được`; `kể từ` counts forward from the anchor."""
    before = found.string[max(0, found.start() - 20) : found.start()]
    if _AT_MOST.search(before):
        return _reading(found, found["anchor"].strip(), mod="on_or_before")
    if re.search(r"\bsau\s+$", before):
        return _reading(found, found["anchor"].strip(), "event", "after")
    return _reading(found, found["anchor"].strip())


def read_ahead(found: re.Match[str]) -> Reading | None:
    """Read `10 ngày trước khi tổ chức`, `23 ngày trước bầu cử`: counted back from the anchor."""
    before = found.string[max(0, found.start() - 20) : found.start()]
    return _reading(found, found["anchor"].strip(), mod="on_or_before" if _AT_MOST.search(before) else "before")


def read_anchor_first(found: re.Match[str]) -> Reading | None:
    """Read `(trước) ngày bầu cử 95 ngày`: the anchor stands before the length."""
    before = found.string[max(0, found.start() - 8) : found.start()]
    if not re.search(r"\btrước\s+$", before):
        return None
    return _reading(found, found["anchor"].strip(), mod="before")


def read_days_before(found: re.Match[str]) -> Reading | None:
    """Read `(trước) 05 ngày tổ chức Hội nghị`, `(trước) 07 ngày`."""
    before = found.string[max(0, found.start() - 8) : found.start()]
    if not re.search(r"\btrước\s+$", before):
        return None
    anchor = found["anchor"]
    return _reading(found, anchor.strip() if anchor else None, mod="before")


def read_within(found: re.Match[str]) -> Reading | None:
    """Read the length in `trong vòng 10 ngày`, `trong thời hạn 05 ngày làm việc`, `sau 2 năm`."""
    before = found.string[max(0, found.start() - 24) : found.start()]
    if re.search(
        r"\b(?:trong\s+(?:vòng|thời\s+hạn)|(?:chậm|muộn)\s+nhất(?:\s+(?:là|trong|sau))?|không\s+quá)\s+$", before
    ):
        return _reading(found, None)
    if re.search(r"(?:hoàn thành|xong|hoàn tất)\s+(?:ngay\s+)?trong\s+$", before):
        return _reading(found, None)
    if re.search(r"(?<!ngay )\bsau\s+$", before):
        return _reading(found, None, "event", "after")
    return None


def read_around_now(found: re.Match[str]) -> Reading | None:
    """Read `05 năm qua`, `3 tháng tới`: a stretch that ends or begins at the issue day."""
    way = "back" if found["way"] in {"qua", "vừa qua", "gần đây", "gần nhất"} else "on"
    reading = _reading(found, way, "period")
    return reading and reading._replace(flags=frozenset({"now"}))


DURATIONS: tuple[Construct, ...] = (
    Construct(
        "since",
        rf"{_LENGTH}\s*,?\s*(?:(?:kể|tính|bắt\s+đầu)\s+từ|từ(?!\s+(?:ngày\s+)?\d)|sau(?=\s+(?:khi|ngày\s+[^\W\d])))\s+(?P<anchor>(?:ngày|khi|thời\s+điểm|lúc){_ANCHOR})",
        read_since,
        ("05 ngày làm việc kể từ ngày nhận được văn bản", "72 giờ kể từ ngày công bố kết quả", "45 ngày kể từ ngày ký",
         "10 (mười) ngày kể từ khi kết thúc đợt kiểm tra", "15 ngày sau khi nhận hồ sơ", "24-48 giờ sau khi nước rút"),
    ),
    Construct(
        "ahead",
        rf"{_LENGTH}\s+trước\s+(?P<anchor>(?:khi|ngày|thời\s+điểm|kỳ|phiên|hội\s+nghị|bầu\s+cử|cuộc)(?!\s*\d){_ANCHOR}|bầu\s+cử)",
        read_ahead,
        ("10 ngày trước khi tổ chức hội nghị", "23 ngày trước bầu cử", "5 ngày trước ngày bầu cử"),
        ("10 ngày trước",),
    ),
    Construct(
        "anchor_first",
        rf"(?P<anchor>(?:ngày|khi)\s+[^\d,;.:()\n]{{3,50}}?)\s+(?P<n>{D}\d?)\s*(?P<unit>ngày|giờ)(?P<work>\s+làm\s+việc)?(?!\w)",
        read_anchor_first,
        ("trước ngày bầu cử 95 ngày", "trước khi khai mạc 24 giờ"),
        ("ngày bầu cử 95 ngày",),
    ),
    Construct(
        "days_before",
        rf"{_LENGTH}(?:\s+(?P<anchor>(?:khi|so\s+với|tổ\s+chức|diễn\s+ra|khai\s+mạc|họp|làm\s+việc\s+với){_ANCHOR}))?",
        read_days_before,
        ("trước 05 ngày tổ chức Hội nghị", "trước 07 ngày"),
        ("05 ngày tổ chức",),
    ),
    Construct(
        "around_now",
        rf"{_LENGTH}\s+(?P<way>vừa\s+qua|qua|tới|tiếp\s+theo|gần\s+đây|gần\s+nhất|kế\s+tiếp)\b",
        read_around_now,
        ("05 năm qua", "3 tháng tới", "10 ngày tiếp theo"),
    ),
    Construct(
        "within",
        _LENGTH,
        read_within,
        ("trong vòng 10 ngày", "trong thời hạn 05 ngày làm việc", "sau 2 năm"),
        ("lớp học 03 ngày", "dưới 1 năm"),
    ),
)  # fmt: skip
