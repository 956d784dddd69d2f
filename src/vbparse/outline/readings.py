"""The readings of marks: what a match at the head of a paragraph says (`II.`, `1.2.`, `a)`, `Phần thứ nhất`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.outline.markers import Marker, letter_value, roman_value, to_roman

if TYPE_CHECKING:
    from collections.abc import Callable

ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
CARDINALS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
DASHES = "-–—−‐‑"


def _closing(match: re.Match[str]) -> str:
    mark = match["close"].strip()
    return "-" if mark and mark in DASHES else mark


def read_roman(match: re.Match[str]) -> Marker | None:
    """Read `II.`; one letter alone (`C.`) may be a capital too."""
    value = roman_value(match["n"])
    if not value:
        return None
    other = None
    if len(match["n"]) == 1:
        other = read_capital(match)
    style = f"roman{_closing(match)}"
    return Marker(match["label"].strip(), match.end(), "roman", style, value, match["n"], (str(value),), other)


def read_capital(match: re.Match[str]) -> Marker:
    """Read `A.`."""
    letter = match["n"]
    style = f"capital{_closing(match)}"
    value = letter_value(letter.lower())
    return Marker(match["label"].strip(), match.end(), "capital", style, value, letter, (letter,))


def read_bare_roman(match: re.Match[str]) -> Marker | None:
    """Read `II NỘI DUNG`: nothing behind the numeral, capitals after it."""
    value = roman_value(match["n"])
    rest = match.string[match.end() :]
    if not value or not rest.isupper():
        return None
    return Marker(match["n"], match.end(), "roman", "roman", value, match["n"], (str(value),))


def read_arabic(match: re.Match[str]) -> Marker:
    """Read `1.`, `2)`, `3/`, `4-`."""
    value = int(match["n"])
    style = f"arabic{_closing(match)}"
    return Marker(match["label"].strip(), match.end(), "arabic", style, value, str(value), (str(value),))


def read_decimal(match: re.Match[str]) -> Marker | None:
    """Read `1.2.`, `II.1`, `1.a)`: the path from the outermost number on."""
    numbers = [str(int(number)) for number in re.findall(r"\d+", match["n"])]
    if "0" in numbers[:1]:
        return None
    head = match["head"] if "head" in match.re.groupindex else None
    path = tuple(numbers)
    if head:
        path = (str(roman_value(head) or head), *numbers)
    last = match["letter"] if "letter" in match.re.groupindex and match["letter"] else None
    path = (*path, last) if last else path
    value = letter_value(last) if last else int(path[-1])
    return Marker(match["label"].strip(), match.end(), "decimal", f"decimal{len(path)}", value, path[-1], path)


def read_letter(match: re.Match[str]) -> Marker:
    """Read `a)`; `i)` begins a list of small Roman numerals, `l.` may be a misread `1.`."""
    letter = match["n"]
    style = f"letter{_closing(match)}"
    label = match["label"].strip()
    marker = Marker(label, match.end(), "letter", style, letter_value(letter), letter, (letter,))
    value = roman_value(letter.upper())
    if value and letter != "l":
        roman = Marker(label, match.end(), "small", f"small{_closing(match)}", value, letter, (letter,))
        # a list that begins with `i)` counts i, ii, iii
        return _with_other(roman, marker) if letter == "i" else _with_other(marker, roman)
    if letter == "l" and match["close"].strip() == ".":
        return _with_other(marker, Marker(label, match.end(), "arabic", "arabic.", 1, "1", ("1",), repaired=True))
    return marker


def _with_other(marker: Marker, other: Marker) -> Marker:
    return marker._replace(other=other)


def read_small_roman(match: re.Match[str]) -> Marker | None:
    """Read `ii)`."""
    value = roman_value(match["n"].upper())
    if not value:
        return None
    style = f"small{_closing(match)}"
    return Marker(match["label"].strip(), match.end(), "small", style, value, match["n"], (match["n"],))


def read_bracket(match: re.Match[str]) -> Marker | None:
    """Read `(1)`, `(a)`, `(ii)`."""
    inner = match["n"]
    label = match["label"].strip()
    if inner.isdigit():
        return Marker(label, match.end(), "bracket", "(1)", int(inner), str(int(inner)), (str(int(inner)),))
    roman = roman_value(inner.upper())
    letter = Marker(label, match.end(), "bracket", "(a)", letter_value(inner[0]), inner, (inner,))
    if not roman:
        return letter if len(inner) == 1 else None
    small = Marker(label, match.end(), "bracket", "(i)", roman, inner, (inner,))
    return _with_other(small, letter) if len(inner) == 1 else small


def read_misread_roman(match: re.Match[str]) -> Marker:
    """OCR takes `I` for `l`: `Il.` is `II.` (OCR_MARKER)."""
    value = len(match["n"])
    part = "I" * value
    return Marker(match["label"].strip(), match.end(), "roman", "roman.", value, part, (str(value),), repaired=True)


def make_labelled(prefix: str, family: str) -> Callable[[re.Match[str]], Marker | None]:
    """Make the reader of `Phần I`, `Chương 2`, `Mục 1`, `Điều 3`."""

    def read(match: re.Match[str]) -> Marker | None:
        number = match["n"]
        word = number.casefold()
        if word in ORDINALS or word in CARDINALS:
            value = (ORDINALS if word in ORDINALS else CARDINALS).index(word) + 1
            part = to_roman(value)
        elif number[0].isdigit():
            value, part = int(re.sub(r"\D", "", number)), number
        else:
            value, part = roman_value(number.upper()), number.upper()
            if not value and len(number) > 1:
                return None
            value = value or letter_value(number.lower())
        return Marker(match["label"].strip(), match.end(), family, family, value, prefix + part, (str(value),))

    return read


def read_bullet(match: re.Match[str]) -> Marker:
    """Read `-`, `+`, `•`: a mark without a place in a count."""
    mark = match["label"].strip()
    style = "-" if mark[0] in DASHES else mark
    return Marker(mark, match.end(), style, style, None, "b")
