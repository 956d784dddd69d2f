"""Automatic numbering: the marks that Word prints and does not store (ECMA-376, part 1, 17.9).

A paragraph names a list (`w:numId`) and a level; the list says how its levels count and look. Lists over one
definition (`w:abstractNum`) go on counting where the other stopped, unless theirs begins anew
(`w:startOverride`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.patterns import compile_pattern
from vbparse.readers.word.styles import Face, Shape, face_of, is_on_value, shape_of
from vbparse.readers.word.symbols import shown
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from vbparse.readers.word.markup import Element

LEVELS: Final = 9
_PLACE = compile_pattern(r"%([1-9])")
_LINKS: Final = 10
"""Definitions that stand for definitions; a circle ends here."""
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_HIGHEST_ROMAN: Final = 3999
_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_CIRCLED: Final = 20


class Level(NamedTuple):
    """A level of a list. `restart` is the level (from 1) after which it begins anew; None is any above, 0 none."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    shape: Shape = Shape()
    face: Face = Face()


class Mark(NamedTuple):
    """A mark as printed, the blank behind it included, and how its level sets the paragraph."""

    text: str
    shape: Shape


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, part: Element | None) -> None:
        """Take the part `numbering.xml`."""
        self._abstract = {item.get("w:abstractNumId") or "": item for item in part.all("w:abstractNum")} if part else {}
        self._lists = {item.get("w:numId") or "": item for item in part.all("w:num")} if part else {}
        self._levels: dict[int, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[int] = set()

    def level_of_style(self, list_id: int, style_id: str | None) -> int | None:
        """Give the level that a list keeps for a paragraph style."""
        _, levels, _ = self._list(list_id)
        return next((number for number, level in levels.items() if style_id and level.style == style_id), None)

    def mark(self, list_id: int, number: int) -> Mark | None:
        """Count a paragraph of a list and give its mark; None where the list does not exist."""
        key, levels, starts = self._list(list_id)
        level = levels.get(number)
        if level is None:
            return None
        counts = self._counts.setdefault(key, [None] * LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for at, start in starts.items():
                counts[at] = start - 1
        before = counts[number]
        counts[number] = level.start if before is None else before + 1
        for below in range(number + 1, LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or 0 < number + 1 <= restart:
                counts[below] = starts[below] - 1 if below in starts else None
        text = _text(level, levels, counts)
        blank = "" if level.suffix == "nothing" or not text else " "
        return Mark(text + blank, level.shape)

    def _list(self, list_id: int) -> tuple[str, dict[int, Level], dict[int, int]]:
        """Give the definition's key, the levels and the starts that a list sets itself."""
        if list_id not in self._levels:
            self._levels[list_id] = self._resolve(list_id)
        return self._levels[list_id]

    def _resolve(self, list_id: int) -> tuple[str, dict[int, Level], dict[int, int]]:
        item = self._lists.get(str(list_id))
        if item is None:
            return "", {}, {}
        key = self._linked(item.value("w:abstractNumId") or "")
        abstract = self._abstract.get(key)
        levels = dict(map(_level, abstract.all("w:lvl"))) if abstract else {}
        starts: dict[int, int] = {}
        for override in item.all("w:lvlOverride"):
            changed = override.find("w:lvl")
            number = _level_number(override)
            if changed is not None:
                levels[number] = _level(changed)[1]
            start = override.number("w:startOverride")
            if start is not None:
                starts[number] = start
        return key, levels, starts

    def _linked(self, key: str) -> str:
        """Follow a definition that only names a list style to the one that holds its levels."""
        for _ in range(_LINKS):
            abstract = self._abstract.get(key)
            link = abstract.value("w:numStyleLink") if abstract is not None else None
            if link is None:
                break
            key = next((other for other, item in self._abstract.items() if item.value("w:styleLink") == link), key)
        return key


def _level(element: Element) -> tuple[int, Level]:
    start = element.number("w:start")
    face = face_of(element.find("w:rPr"))
    form = element.find("w:numFmt") or element.find("mc:AlternateContent", "mc:Choice", "w:numFmt")
    level = Level(
        start if start is not None else 0,
        (form.get("w:val") or "decimal") if form is not None else "decimal",
        shown(element.value("w:lvlText") or "", face.font),
        element.value("w:suff") or "tab",
        element.number("w:lvlRestart"),
        element.find("w:isLgl") is not None and is_on_value(element.value("w:isLgl") or "1"),
        element.value("w:pStyle"),
        shape_of(element.find("w:pPr")),
        face,
    )
    return _level_number(element), level


def _level_number(element: Element) -> int:
    text = element.get("w:ilvl") or "0"
    return min(int(text), LEVELS - 1) if text.isdecimal() and text.isascii() and len(text) == 1 else 0


def _text(level: Level, levels: dict[int, Level], counts: list[int | None]) -> str:
    """Fill in the numbers of a mark: `%1.%2.` becomes `2.3.`; in a legal one all are figures."""
    if level.form == "bullet":
        return level.text

    def number(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        other = levels.get(at, Level())
        count = counts[at]
        form = "decimal" if level.legal and other.form != "none" else other.form
        return count_as(other.start if count is None else count, form)

    return _PLACE.sub(number, level.text).strip()


def count_as(number: int, form: str) -> str:
    """Write a number in one of Word's forms (`upperRoman`, `lowerLetter`); unknown ones in figures."""
    write = _FORMS.get(form)
    return write(number) if write and number > 0 else str(number)


def _letters(number: int) -> str:
    """Count a, b, …, z, aa, bb, … as Word does."""
    again, at = divmod(number - 1, 26)
    return chr(ord("a") + at) * min(again + 1, LEVELS)


def _roman(number: int) -> str:
    if number > _HIGHEST_ROMAN:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def _words(number: int) -> str:
    """Count in Vietnamese words: một, hai, …, mười một, hai mươi mốt."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    if tens > len(_DIGITS) - 1:
        return str(number)
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    tail = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(ones, _DIGITS[ones])
    return f"{head} {tail}".strip()


def _ordinal(number: int) -> str:
    return f"thứ {({1: 'nhất', 4: 'tư'}).get(number) or _words(number)}"


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if number <= _CIRCLED else str(number)


_FORMS: Final[dict[str, Callable[[int], str]]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
    "decimalZero": lambda number: f"{number:02}",
    "none": lambda _: "",
    "vietnameseCounting": _words,
    "cardinalText": lambda number: _words(number).capitalize(),
    "ordinalText": lambda number: _ordinal(number).capitalize(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "numberInDash": lambda number: f"- {number} -",
}
