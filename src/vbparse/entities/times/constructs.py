"""All constructs in the order in which they are tried, and the one scan that finds them.

At each word of the text one combined pattern is tried, in which every construct is a branch; the first
branch that fits is read. So a construct stands before another one that would take only a part of what it
takes (`ngày 15/11 hằng năm` before `ngày 15/11`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from vbparse.entities.times.clocks import CLOCKS
from vbparse.entities.times.days import DAYS
from vbparse.entities.times.durations import DURATIONS
from vbparse.entities.times.feasts import feasts
from vbparse.entities.times.loose import LOOSE
from vbparse.entities.times.model import Construct, Hit, Reading
from vbparse.entities.times.months import MONTHS_AND_QUARTERS
from vbparse.entities.times.recurrences import RECURRENCES
from vbparse.entities.times.years import YEARS

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST = (
    r"\d|[lo]\d|ngày|tháng|quý|quí|năm|tuần|từ|kể|đến|tới|cho|giai|nhiệm|thời|niên|học|định|được|hằng|hàng|mỗi|thứ|chủ"
    r"|vào|lúc|hồi|buổi|sáng|chiều|tối|đầu|giữa|cuối|thượng|trung|hạ|những|các|rằm|mùng|mồng|hôm|tết|giỗ|quốc|vu"
    r"|khi|cùng|thường|kịp|một|hai|ba|bốn|sáu|bảy|tám|chín|mười|t\.?\s?\d"
)
_START = rf"(?<!\w)(?:(?!\d)|(?<![\w/])(?<!\w[-.,:]))(?={_FIRST})"
_TOKEN = re.compile(r"[\d/.,:-]+|\w+|.", re.DOTALL)


class Scanner(NamedTuple):
    """The combined pattern and each construct's own one, in order."""

    combined: re.Pattern[str]
    constructs: tuple[Construct, ...]
    patterns: tuple[re.Pattern[str], ...]


@cache
def constructs() -> tuple[Construct, ...]:
    """Give all constructs in order."""
    return (*feasts(), *RECURRENCES, *MONTHS_AND_QUARTERS, *DURATIONS, *DAYS, *YEARS, *CLOCKS, *LOOSE)


@cache
def scanner() -> Scanner:
    """Compile the constructs, once a process."""
    records = constructs()
    branches = "|".join(f"(?P<c{index}>{record.anonymous()})" for index, record in enumerate(records))
    return Scanner(
        re.compile(f"{_START}(?:{branches})"), records, tuple(re.compile(record.pattern) for record in records)
    )


def scan(text: str) -> Iterator[Hit]:
    """Yield what the constructs read in a lower-case text, in order, without overlaps."""
    found, at = scanner(), 0
    while match := found.combined.search(text, at):
        hit = _read(found, int((match.lastgroup or "c0")[1:]), text, match.start())
        if hit is not None:
            yield hit
        at = hit.end if hit is not None else _after_token(text, match.start())


def _read(found: Scanner, first: int, text: str, at: int) -> Hit | None:
    """Read with the branch that fitted; if it finds that this is no time, with the ones after it."""
    for index in range(first, len(found.constructs)):
        match = found.patterns[index].match(text, at)
        if match is None:
            continue
        reading = found.constructs[index].read(match)
        if isinstance(reading, Reading):
            return Hit(at, match.end(), found.constructs[index].name, reading)
    return None


def _after_token(text: str, at: int) -> int:
    token = _TOKEN.match(text, at)
    return token.end() if token else at + 1
