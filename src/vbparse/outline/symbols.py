"""Number and symbol of a document (Nghị định 30/2020/NĐ-CP, Phụ lục I mục II.3), place and date (mục II.4)."""

from __future__ import annotations

import re
from datetime import date

from vbparse.outline.doctypes import type_of_code
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

_SYMBOL = r"[A-ZĐƯ][^\W_]*(?:(?:\s?[-–/]\s?|[.,&])[A-ZĐƯĂÂÊÔƠ0-9][^\W_]*)*"
_NUMBER_LINE = compile_pattern(
    rf"(?:^|(?<=\s))[*_\s]*S[ốôỐÔ]\s*(?P<colon>[:.;])?\s*(?P<number>\d{{1,6}}[a-zA-Z]?(?![^\W\d_])|[.…_\s]*)\s*"
    rf"(?:/\s*(?P<year>(?:19|20)\d\d)\s*)?(?P<separator>[/\-–])?\s*(?P<symbol>{_SYMBOL})?"
)
_BARE_CODE = compile_pattern(rf"(?P<number>\d{{1,6}})\s*(?P<separator>[/\-–])\s*(?P<symbol>{_SYMBOL})\s*$")
_TAIL = compile_pattern(rf"^\s*(?P<separator>[/\-–])\s*(?P<symbol>{_SYMBOL})\s*$")
_GLUED = compile_pattern(
    rf"^\W*S[ốôỐÔ]\s*[:.;]\s*(?P<number>\d{{1,6}})(?P<symbol>(?P<code>[A-ZĐ][A-ZĐa-z]{{1,5}})\s?[-–]\s?{_SYMBOL})\W*$"
)
"""A number line that has lost its slash, in print or in reading: `Số: 12KH-UBND`."""
_LONE = compile_pattern(
    rf"^[\W_]*?(?P<separator>/)?\s?(?P<symbol>(?P<code>[A-ZĐ][^\W\d_]{{0,9}})\s?(?P<inner>[-–/])\s?{_SYMBOL})\s*$"
)
"""The symbol alone on its line: number (and `Số:`) are blank, or written by hand and not read: `/KH-UBND`."""
_DECISION_NAMED = compile_pattern(r"(?i:quyết\s+định|nghị\s+quyết)\s*$")
"""A body named after the decision that set it up: `ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH` / `SỐ 12/QĐ-UBND`."""
_OWN_NUMBER = compile_pattern(r"^\W*(?:SỐ|Số|số)\s*\d")
_BLANK = r"[.…_\s]*"
_DATE = compile_pattern(
    rf"(?P<date>[Nn]gày\s*(?P<day>\d{{1,2}}|{_BLANK})\s*[Tt]háng\s*(?P<month>\d{{1,2}}|{_BLANK})\s*[Nn]ăm\s*(?P<year>\d{{4}}|\d{{0,3}}{_BLANK}))"
)
_SHORT_DATE = compile_pattern(
    r"(?P<date>[Nn]gày\s*(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4}))\s*$"
)
_DAMAGED_DATE = compile_pattern(
    r"^\W*(?P<place>[A-ZĐ][^\d,;:]{1,40}?)\s*[,.;]\s*(?P<date>(?P<before>[^,]{0,24}?)(?<!\w)[Tt]h[áàảãạa]ng(?P<month>.{0,8}?)"
    r"(?<!\w)[Nn][ăâa]m\s*(?P<year>(?:19|20)\d\d)?)\W*$"
)
"""A place and date in a picture in which letters were misread or blanks took up specks: `An Bình, ngày: tháng l2 năm 2024`."""
_DAY = compile_pattern(r"\W*[Nn]gày\s*(?P<day>\d{1,2})\s*")
_MONTH = compile_pattern(r"\W*(?P<month>[\dIl|!]{1,2})\W*")
_FIGURES = str.maketrans("Il|!", "1111")
_MONTHS = 12
_LONGEST_PLACE = 60
_AFTER_DATE = 3


class NumberLine(NamedTuple):
    """A number line: what is printed, without blanks; `start:end` covers number and symbol in the text.

    `number` is None where it was left blank for the stamp, `symbol` where the line holds none. `mended` says that
    the separator is not printed and was concluded.
    """

    number: str | None
    separator: str
    symbol: str | None
    start: int
    end: int
    symbol_start: int
    mended: bool = False

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
    glued = _GLUED.match(text)
    if glued is not None and type_of_code(glued["code"]) is not None:
        start, end = glued.start("number"), glued.end("symbol")
        return NumberLine(
            glued["number"], "/", _closed(glued["symbol"]), start, end, glued.start("symbol"), mended=True
        )
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


def read_lone_symbol(text: str) -> NumberLine | None:
    """Read a line that is a symbol only, `/KH-UBND`, `KH-UBND`; without its slash it must begin with a type's code."""
    found = _LONE.match(text)
    if found is None or (found["separator"] is None and type_of_code(found["code"]) is None):
        return None
    if found["separator"] is None and found["inner"] == "/":
        return None
    start = found.start("separator") if found["separator"] else found.start("symbol")
    return NumberLine(None, "/", _closed(found["symbol"]), start, found.end("symbol"), found.start("symbol"))


def names_decision(before: str, text: str) -> bool:
    """Tell the number in a body's name, `THEO QUYẾT ĐỊNH` / `SỐ 12/QĐ-UBND`, from the document's own.

    `before` is the line of the issuer above.
    """
    return _DECISION_NAMED.search(before) is not None and _OWN_NUMBER.match(text) is not None


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


def read_damaged_date(text: str) -> PlaceDate | None:
    """Read what is sure of a place and date that was misread in a picture: `An Bình, ngày: tháng 7 năm 2024`.

    The month is in Arabic figures (Nghị định 30/2020/NĐ-CP, Phụ lục I mục II.4), so that strokes are ones: `I2`
    is 12, `II` is 11. A day is taken only where word and figures are whole; what is not sure is `XX`.
    """
    found = _DAMAGED_DATE.match(text)
    if found is None:
        return None
    day = _DAY.fullmatch(found["before"])
    month = _MONTH.fullmatch(found["month"])
    figures = month["month"].translate(_FIGURES) if month else ""
    figures = figures if figures and 1 <= int(figures) <= _MONTHS else ""
    year = found["year"]
    known = day["day"] if day else ""
    if known and figures and year and not _exists(int(year), int(figures), int(known)):
        known = ""
    iso = _partial(year, figures, known) if year else None
    end = len(text[: found.end("date")].rstrip())
    place = found["place"].strip()
    blank = not (known and figures and year)
    return PlaceDate(place, found.start("place"), found.start("date"), end, iso, blank, True)  # noqa: FBT003


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
