"""Marks at the head of a paragraph: what they say, and how Roman numerals and letters count.

Letters count in Vietnamese order: a, b, c, d, đ, e, g, h, i, k, … (Nghị định 30/2020/NĐ-CP, Phụ lục I).
"""

from __future__ import annotations

from vbparse.tuples import NamedTuple

LETTERS = "abcdđeghiklmnopqrstuvxy"  # the order of letters in lists; f, j, w, z are not used
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}


class Marker(NamedTuple):
    """The mark at the head of a paragraph.

    `style` tells one numbering from another (`roman.`, `1)`), `family` groups styles that count alike
    (`roman`, `arabic`), `value` is the place in the list (None for bullets), `part` what the mark adds to an
    id, `path` its numbers from the outermost on (`1.2.` gives `1`, `2`). The paragraph's text begins at
    offset `end`. `other` is a second reading of the same print (`I.` as a letter).
    """

    text: str
    end: int
    family: str
    style: str
    value: int | None
    part: str
    path: tuple[str, ...] = ()
    other: Marker | None = None
    repaired: bool = False

    @property
    def is_bullet(self) -> bool:
        """Tell whether the mark has no place in a count."""
        return self.value is None


def roman_value(text: str) -> int:
    """Give the value of a Roman numeral up to 89: `XIV` is 14; 0 for what is none."""
    total = 0
    for at, char in enumerate(text):
        value = _ROMAN_DIGITS.get(char, 0)
        total += -value if _ROMAN_DIGITS.get(text[at + 1 : at + 2], 0) > value else value
    return total if text and to_roman(total) == text else 0


def to_roman(value: int) -> str:
    """Give the Roman numeral of a value up to 89."""
    tens, ones = divmod(value, 10)
    digits = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "")[tens % 10] + digits[ones]


def letter_value(letter: str) -> int:
    """Give the place of a letter in Vietnamese lists (`đ` is 5); f, j, w, z stand where Latin order has them."""
    if letter in LETTERS:
        return LETTERS.index(letter) + 1
    return sum(known < letter for known in LETTERS if known != "đ") + 2


def follows(before: str, after: str) -> bool:
    """Tell whether a list may go from one letter to the other: `d` to `đ` or `e`, `e` to `g` or `f`."""
    if len(before) != 1 or len(after) != 1:
        return True
    if letter_value(after) == letter_value(before) + 1 or ord(after) == ord(before) + 1:
        return True
    return (before, after) in {("d", "e"), ("f", "g"), ("i", "k"), ("v", "x")}
