"""Numbers in words and the fragments that the patterns of all constructs share.

Texts are matched in lower case and NFC, both places of the tone mark allowed where clerks use both
(`quý`/`quí`, `kỳ`/`kì`, `hằng`/`hàng`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from vbparse.entities.model import TimeMod

NUMBERS = {
    "không": 0, "một": 1, "mốt": 1, "nhất": 1, "đầu": 1, "hai": 2, "nhì": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5,
    "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mươi": 10,
}  # fmt: skip
LENGTHS = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
"""Days of the months of an ordinary year."""
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "l": 1, "ll": 2, "lll": 3, "lv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
LUNAR_MONTHS = {"giêng": 1, "chạp": 12}

UNIT = r"(?:mốt|một|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín)"
NUMBER_WORDS = rf"(?:(?:hai|ba)\s+mươi(?:\s+{UNIT})?|(?:hai|ba)\s+(?:mốt|tư|lăm)|mười(?:\s+{UNIT})?|{UNIT})"
"""1 to 39 in words: `ba mươi mốt`, `hai tư`."""
MONTH_WORDS = r"(?:mười\s+(?:một|hai)|mười|một|hai|ba|tư|bốn|sáu|bảy|bẩy|tám|chín)"
"""Months in words; `tháng năm` is left out, for `năm` is also the year."""

_DIGIT = rf"(?:không|{UNIT})"
YEAR_WORDS = (
    rf"(?:(?:một|hai)\s+(?:nghìn|ngàn)(?:\s+{_DIGIT}\s+trăm)?(?:\s+(?:linh|lẻ))?(?:\s+(?:[a-zà-ỹ]+\s+mươi(?:\s+{UNIT})?"
    rf"|mười(?:\s+{UNIT})?|{UNIT}(?:\s+{UNIT})?))?"
    rf"|(?:một|hai)\s+{_DIGIT}\s+(?:(?:linh|lẻ)\s+{UNIT}|mười(?:\s+{UNIT})?|{_DIGIT}(?:\s+mươi)?\s+{UNIT}))(?!\w)"
)
"""A year in words: `hai nghìn không trăm hai mươi tư`, `hai không linh chín`, `một chín tám tư`."""

D = r"\d{1,2}"
Y = r"(?:1[5-9]|20)\d\d"
RECENT = r"(?:19|20)\d\d"
"""A year that may stand without the word `năm`: smaller numbers are amounts."""
DASH = r"(?:-|–|—|‑|→|➔|~|÷|->)"
TO = rf"(?:{DASH}|(?:cho\s+)?(?:đến|tới)(?:\s+(?:hết|cuối|khoảng|khi))?)"
PART_MODS: dict[str, TimeMod] = {"đầu": "start", "giữa": "mid", "cuối": "end"}
EVERY = r"(?:hằng|hàng|mỗi)"
NO_DIGIT = r"(?!\d)"
NOT_MORE = r"(?![\d%]|[.,/-]\d)"
"""A number ends here: no further digit, decimal part, date part or per cent."""


NUMBERED = compile_pattern(
    r"(?<!\w)(?:số|điều|khoản|điểm|mục|phụ\s+lục|biểu|mẫu|chương|phần|phiên\s+bản|luật|nghị\s+định|nghị\s+quyết|thông\s+tư"
    r"|quyết\s+định|kế\s+hoạch|chỉ\s+thị|công\s+văn|qcvn|tcvn|t[ỷỉ]\s+lệ|hẻm|ngõ|ngách|kiệt|tổ|lô|thửa|số\s+nhà)\s*:?\s*\Z"
)
"""What stands before the number of a document or of a part of one: `số 02/2024`, `mục 1.2.2024`."""


def year_tail(name: str = "y") -> str:
    """Give the pattern of a year after a month or quarter: `/2024`, ` năm 2024`, ` 2024`, ` năm hai nghìn …`."""
    return rf"(?:\s*(?:[/.]|{DASH}|,?\s*(?:của\s+)?năm\b)\s*(?P<{name}>{Y})(?!\d)|\s+(?P<{name}s>{Y})(?![\d./])|\s+năm\s+(?P<{name}w>{YEAR_WORDS}))?"


@lru_cache(maxsize=256)
def number(text: str | None) -> int | None:
    """Read a number in figures, Roman figures or words (1 to 99); None where it is none."""
    if text is None:
        return None
    text = text.strip()
    if text.isdigit():
        return int(text)
    if text in ROMAN:
        return ROMAN[text]
    values = [NUMBERS.get(word) for word in text.split()]
    if not values or None in values:
        return None
    return _in_words([value for value in values if value is not None], text.split())


def _in_words(values: list[int], words: list[str]) -> int | None:
    if len(values) == 1:
        return values[0]
    if len(values) == 2:  # noqa: PLR2004
        first, second = values
        if words[1] == "mươi":
            return first * 10
        return 10 + second if first == 10 else first * 10 + second  # noqa: PLR2004
    return values[0] * 10 + values[-1] if words[1] == "mươi" else None


def year_of(found: re.Match[str], name: str = "y") -> int | None:
    """Give the year that `year_tail` caught."""
    groups = found.groupdict()
    text = groups.get(name) or groups.get(f"{name}s") or groups.get(f"{name}t")
    return int(text) if text else year_in_words(groups.get(f"{name}w"))


def year_in_words(text: str | None) -> int | None:
    """Read a year that `YEAR_WORDS` matches: `hai nghìn không trăm linh chín`, `hai không hai ba`."""
    if text is None:
        return None
    first, second, *rest = text.split()
    century = NUMBERS[first] * 1000
    if second in {"nghìn", "ngàn"}:
        if rest[1:2] == ["trăm"]:
            century += NUMBERS[rest[0]] * 100
            rest = rest[2:]
    else:
        century += NUMBERS[second] * 100
    last = [word for word in rest if word not in {"linh", "lẻ"}]
    value = number(" ".join(last)) if last else 0
    return None if value is None else century + value


def numbers_in(text: str) -> list[int]:
    """Give the numbers in figures of a list such as `4, 5 và 6`."""
    return [int(figure) for figure in re.findall(r"\d+", text)]
