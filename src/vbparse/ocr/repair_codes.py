"""Slips of reading in codes and abbreviations, put right by what may stand in a number of a document.

"70/KH-UBNÐ", "12/2020/QHI5", "I1/TB-HĐND", "555/0Đ-BCT", "09-CT7TW": number / type code - issuer (Nghị định
30/2020/NĐ-CP, Phụ lục I mục II.3), number / year / term of the National Assembly, number - type code / issuer
(Party). A figure is never changed into another; a letter where only a figure may stand becomes the one it looks like.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache
from typing import Final

from vbparse.lexicon.load import members, rows
from vbparse.patterns import compile_pattern

SURE: Final = 0.9
"""A symbol read less surely may be a slip though it is made of sound letters (`KH-UENO`)."""
_LONG: Final = 4
"""Shorter abbreviations have too many neighbours."""
_FIGURES: Final = str.maketrans({"I": "1", "l": "1", "|": "1", "O": "0", "o": "0"})
_SHAPES: Final = (str.maketrans("80QĐƯ15", "BOODUIS"), str.maketrans("E80OQDĐƯ15", "BBDDDDDUIS"))
"""Letters that look alike, from near to far: `0Đ` has the shape of `QĐ`, `UENO` that of `UBND`."""
_ALWAYS: Final = str.maketrans({"Ð": "Đ", "ð": "đ", "Ñ": "N"})
_DOUBLED: Final = compile_pattern("ĐÐ|ÐĐ")
_TURNED: Final = compile_pattern(r"(?<=[\dIl]-)(CT|NQ|KL|QĐ|HD|KH|BC|TB|CTr|QyĐ)7(?=T[WUƯ])")
"""`CT7TW`: a bar read as a 7."""
_CODE = compile_pattern(
    r"(?P<head>\W*)(?P<number>[\dIlOo|]+[a-zđ]?)(?P<rest>(?:/[\dIlOo|]{4})?[/-](?=\w*[A-ZĐ]).*)", re.DOTALL
)
_TERM = compile_pattern(r"(?<=/)QH(?P<term>[\dIlO|]{1,2})(?!\w)")
_PART = compile_pattern(r"[^\W_]+")
_SYMBOL = compile_pattern(r"[A-ZĐƯÂÊÔƠĂ\d&]{2,}(?![a-z])")


def mend_code(text: str, confidence: float) -> str:
    """Give a word as it was printed, if it is a code or an abbreviation with a slip; else as it is."""
    text = _DOUBLED.sub("Đ", text).translate(_ALWAYS)
    if not any(map(str.isupper, text)):
        return text
    text = _TURNED.sub(r"\1/", text)
    found = _CODE.fullmatch(text)
    if found is None:
        return _mend_word(text) if confidence < SURE or not text.isascii() else text
    number = found["number"]
    if any(map(str.isdigit, number)):
        number = number.translate(_FIGURES)
    rest = _TERM.sub(_with_figures, found["rest"])
    if rest == found["rest"]:
        rest = _PART.sub(lambda part: _mend_part(part[0], confidence), rest)
    return found["head"] + number + rest


def _with_figures(found: re.Match[str]) -> str:
    term = found["term"]
    return f"QH{term.translate(_FIGURES)}" if any(map(str.isdigit, term)) else found[0]


def _mend_part(part: str, confidence: float) -> str:
    """Mend a part of a symbol: the type code or an abbreviation of the issuer."""
    if part.isdigit() or part in _known():
        return part
    is_odd = _SYMBOL.fullmatch(part) is None or any(map(str.isdigit, part))
    return _of_shape(part, part) if is_odd or confidence < SURE else part


def _mend_word(text: str) -> str:
    """Mend an abbreviation amid a sentence: `ƯBND`, `UBÑD,`."""
    found = _PART.search(text)
    if found is None or not found[0].isupper() or len(found[0]) < _LONG or found[0] in _known():
        return text
    return text[: found.start()] + _of_shape(found[0], found[0]) + text[found.end() :]


def _of_shape(part: str, default: str) -> str:
    for nearness in range(len(_SHAPES)):
        alike = _by_shape(nearness).get(_shape(part, nearness), ())
        if alike:
            return alike[0] if len(alike) == 1 and len(part) == len(alike[0]) else default
    return default


def _shape(part: str, nearness: int) -> str:
    plain = unicodedata.normalize("NFD", part.translate(_SHAPES[nearness]))
    return "".join(char for char in plain if not unicodedata.combining(char))


@cache
def _known() -> frozenset[str]:
    """Give the abbreviations and type codes."""
    found = {row["abbr"] for row in rows("abbreviations.tsv")}
    for row in rows("doctypes.tsv"):
        found.update((row["code"], *members(row["other_codes"])))
    for row in rows("citation_types.tsv"):
        found.update(members(row["codes"]))
    return frozenset(part for part in found if len(part) > 1 and _PART.fullmatch(part))


@cache
def _by_shape(nearness: int) -> dict[str, tuple[str, ...]]:
    shapes: defaultdict[str, list[str]] = defaultdict(list)
    for part in sorted(_known()):
        shapes[_shape(part, nearness)].append(part)
    return {shape: tuple(parts) for shape, parts in shapes.items()}
