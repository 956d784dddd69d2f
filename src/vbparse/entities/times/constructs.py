"""All constructs in the order in which they are tried, and the one scan that finds them.

At each word of the text one combined pattern is tried, in which every construct is a branch; the first
branch that fits is read. So a construct stands before another one that would take only a part of what it
takes (`ngày 15/11 hằng năm` before `ngày 15/11`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from vbparse.entities.times.clocks import CLOCKS
from vbparse.entities.times.days import DAYS
from vbparse.entities.times.durations import DURATIONS
from vbparse.entities.times.feasts import feasts
from vbparse.entities.times.loose import LOOSE
from vbparse.entities.times.model import Construct, Hit
from vbparse.entities.times.months import MONTHS_AND_QUARTERS
from vbparse.entities.times.recurrences import RECURRENCES
from vbparse.entities.times.words import D
from vbparse.entities.times.years import YEARS
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
_START = r"(?<!\w)(?:(?!\d)|(?<![\w/])(?<!\w[-.])(?<!\d[,:]))"
_FIRST = (
    r"buổi\s", r"ba\s", r"bốn\s", r"bảy\s", r"các\s+t", r"cả\s+n", r"trong\s+n", r"cho\s+[đt]", r"chủ\s*nh", r"chiều\s", r"chín\s", "cuối\\s", r"cùng\s+ng",
    r"đầu\s", r"đến\s+[hcn\d]", r"định\s*k", r"giai\s*đ", r"giữa\s", r"giỗ\s", r"hai\s", r"hàng\s+[ntq]", r"hằng\s", r"hạ\s+t",
    r"hôm\s", r"học\s*k", r"khi\s", r"kể\s+từ\s+n", r"kịp\s", r"[lo]\d", r"mỗi\s+[ntqh]", r"mồng\s", r"mùng\s",
    r"một\s", r"mười\s", r"năm\s", r"năm\d", r"n\s?g\s?à\s?y", r"nhiệm\s*k", r"những\s+t", r"niên\s*[kđ]", r"quốc\s+k", r"q(?:u[ýí]|úy)\s", r"q\.?\s?i",
    r"rằm\s", r"sáng\s", r"sáu\s", r"tám\s", r"tết\W", r"tết$", r"thời\s*k", r"tháng", r"thường\s+x", r"thượng\s+t", r"thứ\s", r"tối\s",
    r"tới\s+[hcn\d]", r"t\.?\s?\d", r"trung\s+t", r"từ\s+[ntq\d]", r"từ[\s.…_]+/", r"tuần\s", r"vào\s+[bsctn]", r"\d",
)  # fmt: skip
_TOKEN = compile_pattern(r"[\d/.,:-]+|\w+|.", re.DOTALL)


class Group(NamedTuple):
    """Constructs of one kind; `first` matches how they can begin, so that other words cost nothing."""

    first: str
    constructs: tuple[Construct, ...]


class Scanner(NamedTuple):
    """Where a time may begin, the combined pattern, the constructs in order, and how each group begins."""

    trigger: re.Pattern[str]
    combined: re.Pattern[str]
    constructs: tuple[Construct, ...]
    firsts: tuple[tuple[re.Pattern[str], range], ...]


@cache
def groups() -> tuple[Group, ...]:
    """Give all constructs in order, by kind."""
    return (
        Group(rf"(?:từ\s+)?(?:ngày|mùng|mồng)|rằm|tết|quốc|giỗ|tháng\s+(?:giêng|chạp)|{D}(?:\s?/|\s+tháng)", feasts()),
        Group(
            rf"ngày|tháng|qu[ýí]|từ\s+tháng|định\s*k|hằng|hàng|mỗi|thứ|chủ|buổi|sáng|chiều|tối|vào\s+[btscn]"
            rf"|từ\s+(?:thứ|chủ)|{D}[\s(/]*(?:lần|đợt|kỳ|phiên|buổi|tuần|tháng|quý|quí|năm|ngày|tháng)|{D}\s?[/-]|{_WORDS}\s",
            RECURRENCES,
        ),
        Group(
            rf"tháng|q[uú.]|q\s?i|từ\s+(?:tháng|q[uú])|{D}\s*(?:tháng|ngày|/)|t\.?\s?\d|tuần|thượng|trung|hạ|những|các\s+t|{_WORDS}\s",
            MONTHS_AND_QUARTERS,
        ),
        Group(
            rf"(?:{D}\s*[-–]\s*)?{D}\d?\s*(?:\(|phút|giờ|ngày|tuần|tháng|năm)|{_WORDS}\s|(?<=trước\s)(?:ngày|khi)",
            DURATIONS,
        ),
        Group(rf"\d|n\s?g\s?à\s?y|từ\s|hôm|mùng|mồng|[lo]\d|{_WORDS}\s+(?:mươi|tháng)", DAYS),
        Group(r"năm|\d{4}|từ\s|kể|đến|tới|cho\s|giai|nhiệm|thời\s*k|niên|học\s*k|\d\d?\s*năm", YEARS),
        Group(r"\d\d?\s?(?:giờ|[hg:])|từ\s+\d", CLOCKS),
        Group(r"tuần|tháng|qu[ýí]|năm|đầu|giữa|cuối|thứ|chủ|sáng|chiều|tối|cùng|thường|kịp|cả|trong", LOOSE),
    )


@cache
def constructs() -> tuple[Construct, ...]:
    """Give all constructs in order."""
    return tuple(construct for group in groups() for construct in group.constructs)


@cache
def scanner() -> Scanner:
    """Compile the constructs, once a process."""
    branches, number, firsts = [], 0, []
    for group in groups():
        firsts.append((compile_pattern(group.first), range(number, number + len(group.constructs))))
        own = [f"(?P<c{at}>{record.anonymous()})" for at, record in enumerate(group.constructs, number)]
        number += len(own)
        branches.append(f"(?={group.first})(?:{'|'.join(own)})")
    records = constructs()
    return Scanner(
        compile_pattern(rf"\b(?:{_by_letter()})"),
        compile_pattern(f"{_START}(?:{'|'.join(branches)})"),
        records,
        tuple(firsts),
    )


def _by_letter() -> str:
    """Give the first words as one alternation that is parted by its first letter (a tenth of the time of a flat one)."""
    letters: dict[str, list[str]] = {}
    for word in _FIRST:
        head = re.match(r"\[\w+\]|\\?.", word)
        assert head is not None
        letters.setdefault(head[0], []).append(word[head.end() :])
    return "|".join(f"{head}(?:{'|'.join(tails)})" for head, tails in letters.items())


@cache
def _own_pattern(index: int) -> re.Pattern[str]:
    """Compile a construct's own pattern when it is first needed: a document uses a third of them."""
    return compile_pattern(constructs()[index].pattern)


def scan(text: str) -> Iterator[Hit]:
    """Yield what the constructs read in a lower-case text, in order, without overlaps."""
    found, at = scanner(), 0
    while begin := found.trigger.search(text, at):
        match = found.combined.match(text, begin.start())
        hit = None if match is None else _read(found, int((match.lastgroup or "c0")[1:]), text, begin.start())
        if hit is not None:
            yield hit
            at = hit.end
        else:
            at = begin.start() + 1 if match is None else _after_token(text, begin.start())


def _read(found: Scanner, first: int, text: str, at: int) -> Hit | None:
    """Read with the branch that fitted; if it finds that this is no time, with the ones after it."""
    for begins, own in found.firsts:
        if own.stop <= first or not begins.match(text, at):
            continue
        for index in range(max(first, own.start), own.stop):
            match = _own_pattern(index).match(text, at)
            reading = None if match is None else found.constructs[index].read(match)
            if match is not None and reading is not None:
                return Hit(at, match.end(), found.constructs[index].name, reading)
    return None


def _after_token(text: str, at: int) -> int:
    token = _TOKEN.match(text, at)
    return token.end() if token else at + 1
