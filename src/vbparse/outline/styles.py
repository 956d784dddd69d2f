"""Numbering styles: how a heading, item or bullet begins.

Nghị định 30/2020/NĐ-CP, Phụ lục I: phần, chương, mục, tiểu mục, điều, khoản, điểm; without articles `I.`,
`1.`, `a)`. Plans in use add `A.`, `1.1.`, `(1)`, `-`, `+`, `*`, `•`, letters of symbol fonts and, by older or
Party rule, `I-`, `1-`, `1/`, `1)`. A style is a record; adding one touches this list only.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from vbparse.outline.markers import Marker, letter_value, roman_value, to_roman

if TYPE_CHECKING:
    from collections.abc import Callable

_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_CARDINALS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_DASHES = "-–—−‐‑"
_BULLETS = "•●○◦▪▫■□◆♦❖◊➢➤►▶‣⁃∙·✓✔☑→⇒"
_LETTER_BULLETS = "ov§Øüq"  # what text layers make of the bullets of Symbol and Wingdings
_SYMBOL_FONTS = "".join(map(chr, range(0xF020, 0xF0FF + 1)))  # their place in the private use area


class Construct(NamedTuple):
    """A numbering style: `read` turns a match at the head of a paragraph into a marker, or refuses."""

    name: str
    first: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Marker | None]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


def read_marker(text: str) -> Marker | None:
    """Read the mark at the head of a paragraph; None where it has none."""
    for construct in _by_first().get(text[:1], ()):
        found = construct.pattern.match(text)
        marker = construct.read(found) if found else None
        if marker is not None:
            return marker
    return None


@cache
def _by_first() -> dict[str, tuple[Construct, ...]]:
    found: dict[str, list[Construct]] = {}
    for construct in CONSTRUCTS:
        for char in construct.first:
            found.setdefault(char, []).append(construct)
    return {char: tuple(constructs) for char, constructs in found.items()}


def _closing(match: re.Match[str]) -> str:
    mark = match["close"].strip()
    return "-" if mark and mark in _DASHES else mark


def _roman(match: re.Match[str]) -> Marker | None:
    value = roman_value(match["n"])
    if not value:
        return None
    other = None
    if len(match["n"]) == 1:
        other = _capital(match)
    style = f"roman{_closing(match)}"
    return Marker(match["label"].strip(), match.end(), "roman", style, value, match["n"], (str(value),), other)


def _capital(match: re.Match[str]) -> Marker:
    letter = match["n"]
    style = f"capital{_closing(match)}"
    value = letter_value(letter.lower())
    return Marker(match["label"].strip(), match.end(), "capital", style, value, letter, (letter,))


def _bare_roman(match: re.Match[str]) -> Marker | None:
    value = roman_value(match["n"])
    rest = match.string[match.end() :]
    if not value or not rest.isupper():
        return None
    return Marker(match["n"], match.end(), "roman", "roman", value, match["n"], (str(value),))


def _arabic(match: re.Match[str]) -> Marker:
    value = int(match["n"])
    style = f"arabic{_closing(match)}"
    return Marker(match["label"].strip(), match.end(), "arabic", style, value, str(value), (str(value),))


def _decimal(match: re.Match[str]) -> Marker | None:
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


def _letter(match: re.Match[str]) -> Marker:
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
    return replace(marker, other=other)


def _small_roman(match: re.Match[str]) -> Marker | None:
    value = roman_value(match["n"].upper())
    if not value:
        return None
    style = f"small{_closing(match)}"
    return Marker(match["label"].strip(), match.end(), "small", style, value, match["n"], (match["n"],))


def _bracket(match: re.Match[str]) -> Marker | None:
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


def _misread_roman(match: re.Match[str]) -> Marker:
    """OCR takes `I` for `l`: `Il.` is `II.` (OCR_MARKER)."""
    value = len(match["n"])
    part = "I" * value
    return Marker(match["label"].strip(), match.end(), "roman", "roman.", value, part, (str(value),), repaired=True)


def _labelled(prefix: str, family: str) -> Callable[[re.Match[str]], Marker | None]:
    def read(match: re.Match[str]) -> Marker | None:
        number = match["n"]
        word = number.casefold()
        if word in _ORDINALS or word in _CARDINALS:
            value = (_ORDINALS if word in _ORDINALS else _CARDINALS).index(word) + 1
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


def _bullet(match: re.Match[str]) -> Marker:
    mark = match["label"].strip()
    style = "-" if mark[0] in _DASHES else mark
    return Marker(mark, match.end(), style, style, None, "b")


_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_HEADING_END = rf"\s*(?:[.:\-–]\s*|$|(?=\s[{_UPPER}]{{2}}))"
_SYMBOL = rf"[{_UPPER}][^\W\d_]{{1,5}}[-/][{_UPPER}]{{2}}"  # `760/QĐ-UBND`, `21-KH/TU`
_TEXT = r"(?=\s|[^\W\d_]|[\"“”'(\[]|$)"

CONSTRUCTS: tuple[Construct, ...] = (
    Construct(
        "part",
        "Pp",
        re.compile(
            rf"(?P<label>(?:Phần|PHẦN)\s+(?:(?:thứ|THỨ)\s+)?(?P<n>[IVX]{{1,5}}|\d{{1,2}}|[A-H]|(?i:{'|'.join(_ORDINALS + _CARDINALS)}))\b){_HEADING_END}\s*"
        ),
        _labelled("P", "part"),
        ("Phần I", "PHẦN THỨ NHẤT", "Phần 2. NỘI DUNG", "Phần thứ hai: Nhiệm vụ"),
        ("Phần mềm quản lý văn bản", "Phần I của Kế hoạch này", "Phần lớn các đơn vị"),
    ),
    Construct(
        "chapter",
        "C",
        re.compile(rf"(?P<label>(?:Chương|CHƯƠNG)\s+(?P<n>[IVXL]{{1,6}}|\d{{1,2}})\b){_HEADING_END}\s*"),
        _labelled("C", "chapter"),
        ("Chương II", "CHƯƠNG 1. QUY ĐỊNH CHUNG"),
        ("Chương trình hành động", "Chương II của Luật này"),
    ),
    Construct(
        "subsection",
        "T",
        re.compile(rf"(?P<label>(?:Tiểu mục|TIỂU MỤC)\s+(?P<n>[IVX]{{1,5}}|\d{{1,2}})\b){_HEADING_END}\s*"),
        _labelled("TM", "subsection"),
        ("Tiểu mục 1. Nhiệm vụ", "Tiểu mục 2"),
        ("Tiểu mục tiêu",),
    ),
    Construct(
        "section",
        "M",
        re.compile(rf"(?P<label>(?:Mục|MỤC)\s+(?P<n>[IVX]{{1,5}}|\d{{1,2}})\b){_HEADING_END}\s*"),
        _labelled("M", "section"),
        ("Mục 1", "MỤC 2. NỘI DUNG", "Mục I: Mục đích"),
        ("Mục tiêu chung", "Mục 2 Kế hoạch này nêu rõ", "Mục đích, yêu cầu"),
    ),
    Construct(
        "article",
        "Đ",
        re.compile(r"(?P<label>(?:Điều|ĐIỀU)\s+(?P<n>\d{1,3}[a-zđ]?)\s*(?:[.:]|$))\s*"),
        _labelled("D", "article"),
        ("Điều 1. Ban hành kèm theo", "Điều 12: Hiệu lực", "ĐIỀU 3."),
        ("Điều 6 Nghị quyết số 101 quy định", "Điều kiện dự thi"),
    ),
    Construct(
        "compound",
        "IVXABCDĐEGH",
        re.compile(
            rf"(?P<label>(?P<head>[IVX]{{1,5}}|[A-HĐ])\.?(?P<n>\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})[.)]?)(?=\s)\s*(?=[{_UPPER}\"“(])"
        ),
        _decimal,
        ("I.1. Mục đích", "II.2.1 Nội dung", "A.1. Yêu cầu"),
        ("A4 là khổ giấy", "I. Mục đích", "A1.2 là"),
    ),
    Construct(
        "roman",
        "IVX",
        re.compile(
            rf"(?P<label>(?P<n>[IVX]{{1,6}})(?P<close>\s?[.)]|/|:|\s?[{_DASHES}]))(?=\s|$|[{_UPPER}\"“][^\W\d_])\s*"
        ),
        _roman,
        ("I. MỤC ĐÍCH", "II- NỘI DUNG", "III/ TỔ CHỨC", "IV.TỔ CHỨC", "V) Kinh phí", "I - MỤC ĐÍCH"),
        ("V/v báo cáo", "IV là quý cuối năm", "XXXXI. Sai"),
    ),
    Construct(
        "misread_roman",
        "Il",
        re.compile(r"(?P<label>(?P<n>I?l{1,2}|Il|lI|lII?)\.)(?=\s+[^\W\d_])\s*"),
        lambda match: None if match["n"] == "l" else _misread_roman(match),
        ("Il. NỘI DUNG", "Ill. TỔ CHỨC"),
        ("l) Điểm l", "lo lắng"),
    ),
    Construct(
        "bare_roman",
        "IVX",
        re.compile(r"(?P<n>I{1,3}|IV|VI{1,3}|IX)\s+(?=[^\W\d_]{2})"),
        _bare_roman,
        ("II NỘI DUNG THỰC HIỆN",),
        ("II năm 2024 thực hiện", "XI MĂNG"),
    ),
    Construct(
        "capital",
        "ABCDĐEFGHKLMNOPQRSTUY",
        re.compile(
            rf"(?P<label>(?P<n>[A-ZĐ])(?P<close>\s?[.)]|/|\s[{_DASHES}]|[{_DASHES}](?=\s)))(?=\s|$|[{_UPPER}][^\W\d_])\s*"
        ),
        _capital,
        ("A. MỤC ĐÍCH", "B/ NỘI DUNG", "Đ. Khác", "A - MỤC ĐÍCH", "C.TỔ CHỨC"),
        ("Đ/c Chủ tịch", "A4. khổ giấy", "Y tế là ngành"),
    ),
    Construct(
        "decimal_letter",
        "0123456789",
        re.compile(r"(?P<label>(?P<n>\d{1,2}(?:\.\d{1,2}){0,3})\.?(?P<letter>[a-zđ])[.)])(?=\s)\s*"),
        _decimal,
        ("1.a) Nội dung", "2.1.b. Yêu cầu", "3a) Khác"),
        ("3a là khổ giấy", "1.1. Nội dung"),
    ),
    Construct(
        "decimal",
        "0123456789",
        re.compile(
            rf"(?P<label>(?P<n>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})(?:\.?[)/]|\.|(?=\s+[{_UPPER}\"“(]))(?!\d))(?:(?=\s)|(?=[^\W\d_]))\s*"
        ),
        _decimal,
        ("1.1. Mục đích", "2.3.1 Nội dung", "1.2) Yêu cầu", "10.2. Khác", "7.1 Tổng kết", "1.1.Mục đích"),
        ("1.000 đồng", "1.5 triệu đồng", "15.11 phát động", "1.500.000 đồng"),
    ),
    Construct(
        "arabic",
        "0123456789",
        re.compile(
            rf"(?P<label>(?P<n>\d{{1,3}})(?P<close>\s?[.)](?!\d)|/(?=\s|[{_UPPER}])|[{_DASHES}](?=\s+[^\W\d_]|[{_UPPER}])|\s[{_DASHES}](?=\s+[{_UPPER}])))"
            rf"{_TEXT}(?!{_SYMBOL})\s*"
        ),
        _arabic,
        ("1. Mục đích", "2) Yêu cầu", "3/ Nội dung", "4- Tổ chức", "10.Khác", "1 . Mục đích", "5 - Kinh phí", "1."),
        (
            "15/11: Phát động",
            "2024 là năm",
            "1.5 triệu",
            "240.000",
            "15-21/11",
            "100% đơn vị",
            "03 tháng đầu năm",
            "760/QĐ-UBND ngày 22/5",
            "21-KH/TU của",
        ),
    ),
    Construct(
        "letter_number",
        "abcdđeghik",
        re.compile(r"(?P<label>(?P<head>[a-zđ])\.?(?P<n>\d{1,2})[.)])(?=\s|[^\W\d_])\s*"),
        _decimal,
        ("a.1) Nội dung", "b2. Yêu cầu"),
        ("a4 là", "b) Khác"),
    ),
    Construct(
        "small_roman",
        "ivx",
        re.compile(r"(?P<label>(?P<n>[ivx]{2,5})(?P<close>[.)]))(?=\s|[^\W\d_])\s*"),
        _small_roman,
        ("ii) Nội dung", "iv. Khác"),
        ("vi phạm", "xi măng"),
    ),
    Construct(
        "letter",
        "abcdđefghijklmnopqrstuvwxyz",
        re.compile(
            rf"(?P<label>(?P<n>[a-zđ])(?P<close>\s?\)|\.(?=\s|$|[{_UPPER}])|/(?=\s|[{_UPPER}])|[{_DASHES}](?=\s+[{_UPPER}])))\s*"
        ),
        _letter,
        ("a) Thúc đẩy", "đ) Khác", "b. Nội dung", "c/ Yêu cầu", "a- Nội dung", "d)Nội dung"),
        ("p/h với đơn vị", "đ/c Chủ tịch", "a là", "k.h"),
    ),
    Construct(
        "bracket",
        "(",
        re.compile(r"(?P<label>\(\s?(?P<n>\d{1,2}|[ivx]{1,5}|[a-zđ])\s?\))[.:]?\s*(?=\S|$)"),
        _bracket,
        ("(1) Tổ chức", "(a) Nội dung", "(ii) Khác", "(i) Chỉ đạo"),
        ("(b/c);", "(Kèm theo Kế hoạch)", "(2b)", "(vv)"),
    ),
    Construct(
        "starred",
        "([",
        re.compile(r"(?P<label>[(\[]\*{1,3}[)\]])\s*(?=\S)"),
        _bullet,
        ("(*) Ghi chú",),
        ("(1) Một",),
    ),
    Construct(
        "dash",
        _DASHES,
        re.compile(rf"(?P<label>[{_DASHES}])(?:\s+(?=\S)|(?=[^\W\d_]|[\"“(]))"),
        _bullet,
        ("- Tiếp tục", "– Nội dung", "-Kiểm tra", "- 90% đơn vị"),
        ("-----", "-5%", "--"),
    ),
    Construct(
        "plus",
        "+*",
        re.compile(r"(?P<label>\+|\*(?!\*))(?:\s+(?=\S)|(?=[^\W\d_]|[\"“(]))"),
        _bullet,
        ("+ Nội dung", "* Thời gian thực hiện", "+Nội dung"),
        ("**Đậm**", "+5%", "***"),
    ),
    Construct(
        "symbol",
        _BULLETS + _SYMBOL_FONTS,
        re.compile(rf"(?P<label>[{_BULLETS}{_SYMBOL_FONTS}])\s*(?=\S)"),
        _bullet,
        ("• Nội dung", "▪ Nội dung", "●Nội dung", "✓ Khác"),
        ("Nội dung •",),
    ),
    Construct(
        "symbol_letter",
        _LETTER_BULLETS,
        re.compile(rf"(?P<label>[{_LETTER_BULLETS}])\s+(?=[{_UPPER}\"“])"),
        _bullet,
        ("o Mỗi khối lớp", "Ø Nội dung", "§ Khác", "v Nội dung"),
        ("ong mật", "v.v.", "o mỗi"),
    ),
)
