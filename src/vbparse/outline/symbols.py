"""Number and symbol of a document (Nghị định 30/2020/NĐ-CP, Phụ lục I mục II.3), place and date (mục II.4)."""

from __future__ import annotations

import re
from datetime import date

from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

_SYMBOL = r"[A-ZĐƯ][^\W_]*(?:(?:\s?[-–/]\s?|[.,&])[A-ZĐƯĂÂÊÔƠ0-9][^\W_]*)*"
_NUMBER_LINE = compile_pattern(
    rf"(?:^|(?<=\s))[*_\s]*S[ốôỐÔ]\s*(?P<colon>[:.;])?\s*(?P<number>\d{{1,6}}[a-zA-Z]?(?![^\W\d_])|[.…_\s]*)\s*"
    rf"(?:/\s*(?P<year>(?:19|20)\d\d)\s*)?(?P<separator>[/\-–])?\s*(?P<symbol>{_SYMBOL})?"
)
_BARE_CODE = compile_pattern(rf"(?P<number>\d{{1,6}})\s*(?P<separator>[/\-–])\s*(?P<symbol>{_SYMBOL})\s*$")
_TAIL = compile_pattern(rf"^\s*(?P<separator>[/\-–])\s*(?P<symbol>{_SYMBOL})\s*$")
_BLANK = r"[.…_\s]*"
_DATE = compile_pattern(
    rf"(?P<date>[Nn]gày\s*(?P<day>\d{{1,2}}|{_BLANK})\s*[Tt]háng\s*(?P<month>\d{{1,2}}|{_BLANK})\s*[Nn]ăm\s*(?P<year>\d{{4}}|\d{{0,3}}{_BLANK}))"
)
_SHORT_DATE = compile_pattern(
    r"(?P<date>[Nn]gày\s*(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4}))\s*$"
)
_LONGEST_PLACE = 60
_AFTER_DATE = 3


class NumberLine(NamedTuple):
    """A number line: what is printed, without blanks; `start:end` covers number and symbol in the text.

    `number` is None where it was left blank for the stamp, `symbol` where the line holds none.
    """

    number: str | None
    separator: str
    symbol: str | None
    start: int
    end: int
    symbol_start: int

    @property
    def code(self) -> str | None:
        """Give number and symbol as one, `70/KH-UBND`; None where one is missing."""
        if self.number is None or self.symbol is None:
            return None
        return f"{self.number}{self.separator}{self.symbol}"

    @property
    def type_code(self) -> str | None:
        """Give the first part of the symbol: a type's code, or in letters the issuer's."""
        return None if self.symbol is None else re.split(r"[-/]", self.symbol, maxsplit=1)[0]


def read_number_line(text: str) -> NumberLine | None:
    """Read `Số: 70/KH-UBND`, `Số 21-KH/QU`, `Số:      /KH-UBND`; None for what is no such line.

    Letters of the Party and old forms have no colon, so the separator or the colon must be there.
    """
    found = _NUMBER_LINE.search(text)
    if found is not None and (number := _from_line(found)) is not None:
        return number
    bare = _BARE_CODE.fullmatch(text.strip())
    if bare is None:
        return None
    lead = len(text) - len(text.lstrip())
    symbol = _closed(bare["symbol"])
    return NumberLine(
        bare["number"],
        "/" if bare["separator"] == "/" else "-",
        symbol,
        lead,
        lead + bare.end("symbol"),
        lead + bare.start("symbol"),
    )


def _from_line(found: re.Match[str]) -> NumberLine | None:
    digits = "".join(found["number"].split()) if found["number"][:1].isdigit() else None
    if not (found["colon"] or found["separator"]):
        return None
    if found["symbol"] is None:
        if found["separator"] or not found["colon"] or found[0] != found.string.rstrip("*_ "):
            return None
        end = found.end("number")
        return NumberLine(digits, "/", None, found.start("number"), max(found.start("number"), end), end)
    if not found["separator"] and (digits is None or found["symbol"].count("/") + found["symbol"].count("-") == 0):
        return None
    separator = found["separator"] or ""
    if found["year"] and digits:
        digits = f"{digits}/{found['year']}"
    symbol = _closed(found["symbol"])
    start = found.start("number") if digits else found.start("separator")
    return NumberLine(
        digits, separator.replace("–", "-") or " ", symbol, start, found.end("symbol"), found.start("symbol")
    )


def _closed(symbol: str) -> str:
    return "".join(symbol.split()).replace("–", "-")


def read_symbol_tail(text: str) -> NumberLine | None:
    """Read the second half of a number line that was broken: `/KH-UBND`."""
    found = _TAIL.match(text)
    if found is None:
        return None
    return NumberLine(
        None,
        found["separator"],
        _closed(found["symbol"]),
        found.start("separator"),
        found.end("symbol"),
        found.start("symbol"),
    )


class PlaceDate(NamedTuple):
    """Place and date of issue: offsets of both in the text; `iso` has `XX` for blanks, None where nothing holds."""

    place: str | None
    place_start: int
    date_start: int
    date_end: int
    iso: str | None
    blank: bool
    valid: bool


def read_place_date(text: str, start: int = 0) -> PlaceDate | None:
    """Read `Hà Đông, ngày 17 tháng 02 năm 2024`; the place is what stands before the day."""
    found = _DATE.search(text, start) or _SHORT_DATE.search(text, start)
    if found is None or len(text) - found.end() > _AFTER_DATE:
        return None
    before = text[start : found.start()]
    place = before.strip(" ,.;…*_-–")
    if len(place) > _LONGEST_PLACE or (place and not place[0].isupper()) or any(char.isdigit() for char in place[:1]):
        return None
    iso, blank, valid = _iso(found)
    place_start = start + before.find(place) if place else start
    return PlaceDate(
        _restored(before, place) or None,
        place_start,
        found.start("date"),
        len(text[: found.end("date")].rstrip(" .…_")),
        iso,
        blank,
        valid,
    )


def _restored(before: str, place: str) -> str:
    """Keep the full stop of an abbreviation: `TP.HCM`, `TP. Hồ Chí Minh`."""
    return " ".join(before[before.find(place) :][: len(place)].split()) if place else ""


def _iso(found: re.Match[str]) -> tuple[str | None, bool, bool]:
    year = found["year"].strip(" .…_")
    day, month = (found[name].strip(" .…_") for name in ("day", "month"))
    blank = not (day and month and len(year) == len("2024"))
    if len(year) != len("2024"):
        return None, True, True
    if day and month and not _exists(int(year), int(month), int(day)):
        return None, False, False
    return f"{year}-{int(month):02d}-{int(day):02d}" if not blank else _partial(year, month, day), blank, True


def _partial(year: str, month: str, day: str) -> str:
    return "-".join([year, f"{int(month):02d}" if month else "XX", f"{int(day):02d}" if day else "XX"])


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
