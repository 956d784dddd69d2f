"""Numbering styles: how a heading, item or bullet begins.

Nghị định 30/2020/NĐ-CP, Phụ lục I: phần, chương, mục, tiểu mục, điều, khoản, điểm; without articles `I.`,
`1.`, `a)`. Plans in use add `A.`, `1.1.`, `(1)`, `-`, `+`, `*`, `•`, letters of symbol fonts and, by older or
Party rule, `I-`, `1-`, `1/`, `1)`. A style is a record; adding one touches this list only.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from vbparse.outline.readings import (
    CARDINALS,
    DASHES,
    ORDINALS,
    make_labelled,
    read_arabic,
    read_bare_roman,
    read_bracket,
    read_bullet,
    read_capital,
    read_decimal,
    read_letter,
    read_misread_roman,
    read_roman,
    read_small_roman,
)
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from vbparse.outline.markers import Marker

_BULLETS = "•●○◦▪▫■□◆♦❖◊➢➤►▶‣⁃∙·✓✔☑→⇒"
_LETTER_BULLETS = "ov§Øüq"  # what text layers make of the bullets of Symbol and Wingdings
_SYMBOL_FONTS = "".join(map(chr, range(0xF020, 0xF0FF + 1)))  # their place in the private use area
_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_HEADING_END = rf"\s*(?:[.:\-–]\s*|$|(?=\s[{_UPPER}]{{2}}))"
_SYMBOL = rf"[{_UPPER}][^\W\d_]{{1,5}}[-/][{_UPPER}]{{2}}"  # `760/QĐ-UBND`, `21-KH/TU`
_TEXT = r"(?=\s|[^\W\d_]|[\"“”'(\[]|$)"


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


CONSTRUCTS: tuple[Construct, ...] = (
    Construct(
        "part",
        "Pp",
        compile_pattern(
            rf"(?P<label>(?:Phần|PHẦN)\s+(?:(?:thứ|THỨ)\s+)?(?P<n>[IVX]{{1,5}}|\d{{1,2}}|[A-H]|(?i:{'|'.join(ORDINALS + CARDINALS)}))\b){_HEADING_END}\s*"
        ),
        make_labelled("P", "part"),
        ("Phần I", "PHẦN THỨ NHẤT", "Phần 2. NỘI DUNG", "Phần thứ hai: Nhiệm vụ"),
        ("Phần mềm quản lý văn bản", "Phần I của Kế hoạch này", "Phần lớn các đơn vị"),
    ),
    Construct(
        "chapter",
        "C",
        compile_pattern(rf"(?P<label>(?:Chương|CHƯƠNG)\s+(?P<n>[IVXL]{{1,6}}|\d{{1,2}})\b){_HEADING_END}\s*"),
        make_labelled("C", "chapter"),
        ("Chương II", "CHƯƠNG 1. QUY ĐỊNH CHUNG"),
        ("Chương trình hành động", "Chương II của Luật này"),
    ),
    Construct(
        "subsection",
        "T",
        compile_pattern(rf"(?P<label>(?:Tiểu mục|TIỂU MỤC)\s+(?P<n>[IVX]{{1,5}}|\d{{1,2}})\b){_HEADING_END}\s*"),
        make_labelled("TM", "subsection"),
        ("Tiểu mục 1. Nhiệm vụ", "Tiểu mục 2"),
        ("Tiểu mục tiêu",),
    ),
    Construct(
        "section",
        "M",
        compile_pattern(rf"(?P<label>(?:Mục|MỤC)\s+(?P<n>[IVX]{{1,5}}|\d{{1,2}})\b){_HEADING_END}\s*"),
        make_labelled("M", "section"),
        ("Mục 1", "MỤC 2. NỘI DUNG", "Mục I: Mục đích"),
        ("Mục tiêu chung", "Mục 2 Kế hoạch này nêu rõ", "Mục đích, yêu cầu"),
    ),
    Construct(
        "article",
        "Đ",
        compile_pattern(r"(?P<label>(?:Điều|ĐIỀU)\s+(?P<n>\d{1,3}[a-zđ]?)\s*(?:[.:]|$))\s*"),
        make_labelled("D", "article"),
        ("Điều 1. Ban hành kèm theo", "Điều 12: Hiệu lực", "ĐIỀU 3."),
        ("Điều 6 Nghị quyết số 101 quy định", "Điều kiện dự thi"),
    ),
    Construct(
        "compound",
        "IVXABCDĐEGH",
        compile_pattern(
            rf"(?P<label>(?P<head>[IVX]{{1,5}}|[A-HĐ])\.?(?P<n>\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})[.)]?)(?=\s)\s*(?=[{_UPPER}\"“(])"
        ),
        read_decimal,
        ("I.1. Mục đích", "II.2.1 Nội dung", "A.1. Yêu cầu"),
        ("A4 là khổ giấy", "I. Mục đích", "A1.2 là"),
    ),
    Construct(
        "roman",
        "IVX",
        compile_pattern(
            rf"(?P<label>(?P<n>[IVX]{{1,6}})(?P<close>\s?[.)]|/|:|\s?[{DASHES}]))(?=\s|$|[{_UPPER}\"“][^\W\d_])\s*"
        ),
        read_roman,
        ("I. MỤC ĐÍCH", "II- NỘI DUNG", "III/ TỔ CHỨC", "IV.TỔ CHỨC", "V) Kinh phí", "I - MỤC ĐÍCH"),
        ("V/v báo cáo", "IV là quý cuối năm", "XXXXI. Sai"),
    ),
    Construct(
        "misread_roman",
        "Il",
        compile_pattern(r"(?P<label>(?P<n>I?l{1,2}|Il|lI|lII?)\.)(?=\s+[^\W\d_])\s*"),
        lambda match: None if match["n"] == "l" else read_misread_roman(match),
        ("Il. NỘI DUNG", "Ill. TỔ CHỨC"),
        ("l) Điểm l", "lo lắng"),
    ),
    Construct(
        "bare_roman",
        "IVX",
        compile_pattern(r"(?P<n>I{1,3}|IV|VI{1,3}|IX)\s+(?=[^\W\d_]{2})"),
        read_bare_roman,
        ("II NỘI DUNG THỰC HIỆN",),
        ("II năm 2024 thực hiện", "XI MĂNG"),
    ),
    Construct(
        "capital",
        "ABCDĐEFGHKLMNOPQRSTUY",
        compile_pattern(
            rf"(?P<label>(?P<n>[A-ZĐ])(?P<close>\s?[.)]|/|\s[{DASHES}]|[{DASHES}](?=\s)))(?=\s|$|[{_UPPER}][^\W\d_])\s*"
        ),
        read_capital,
        ("A. MỤC ĐÍCH", "B/ NỘI DUNG", "Đ. Khác", "A - MỤC ĐÍCH", "C.TỔ CHỨC"),
        ("Đ/c Chủ tịch", "A4. khổ giấy", "Y tế là ngành"),
    ),
    Construct(
        "decimal_letter",
        "0123456789",
        compile_pattern(r"(?P<label>(?P<n>\d{1,2}(?:\.\d{1,2}){0,3})\.?(?P<letter>[a-zđ])[.)])(?=\s)\s*"),
        read_decimal,
        ("1.a) Nội dung", "2.1.b. Yêu cầu", "3a) Khác"),
        ("3a là khổ giấy", "1.1. Nội dung"),
    ),
    Construct(
        "decimal",
        "0123456789",
        compile_pattern(
            rf"(?P<label>(?P<n>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})(?:\.?[)/]|\.|(?=\s+[{_UPPER}\"“(]))(?!\d))(?:(?=\s)|(?=[^\W\d_]))\s*"
        ),
        read_decimal,
        ("1.1. Mục đích", "2.3.1 Nội dung", "1.2) Yêu cầu", "10.2. Khác", "7.1 Tổng kết", "1.1.Mục đích"),
        ("1.000 đồng", "1.5 triệu đồng", "15.11 phát động", "1.500.000 đồng"),
    ),
    Construct(
        "arabic",
        "0123456789",
        compile_pattern(
            rf"(?P<label>(?P<n>\d{{1,3}})(?P<close>\s?[.)](?!\d)|/(?=\s|[{_UPPER}])|[{DASHES}](?=\s+[^\W\d_]|[{_UPPER}])|\s[{DASHES}](?=\s+[{_UPPER}])))"
            rf"{_TEXT}(?!{_SYMBOL})\s*"
        ),
        read_arabic,
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
        compile_pattern(r"(?P<label>(?P<head>[a-zđ])\.?(?P<n>\d{1,2})[.)])(?=\s|[^\W\d_])\s*"),
        read_decimal,
        ("a.1) Nội dung", "b2. Yêu cầu"),
        ("a4 là", "b) Khác"),
    ),
    Construct(
        "small_roman",
        "ivx",
        compile_pattern(r"(?P<label>(?P<n>[ivx]{2,5})(?P<close>[.)]))(?=\s|[^\W\d_])\s*"),
        read_small_roman,
        ("ii) Nội dung", "iv. Khác"),
        ("vi phạm", "xi măng"),
    ),
    Construct(
        "letter",
        "abcdđefghijklmnopqrstuvwxyz",
        compile_pattern(
            rf"(?P<label>(?P<n>[a-zđ])(?P<close>\s?\)|\.(?=\s|$|[{_UPPER}])|/(?=\s|[{_UPPER}])|[{DASHES}](?=\s+[{_UPPER}])))\s*"
        ),
        read_letter,
        ("a) Thúc đẩy", "đ) Khác", "b. Nội dung", "c/ Yêu cầu", "a- Nội dung", "d)Nội dung"),
        ("p/h với đơn vị", "đ/c Chủ tịch", "a là", "k.h"),
    ),
    Construct(
        "bracket",
        "(",
        compile_pattern(r"(?P<label>\(\s?(?P<n>\d{1,2}|[ivx]{1,5}|[a-zđ])\s?\))[.:]?\s*(?=\S|$)"),
        read_bracket,
        ("(1) Tổ chức", "(a) Nội dung", "(ii) Khác", "(i) Chỉ đạo"),
        ("(b/c);", "(Kèm theo Kế hoạch)", "(2b)", "(vv)"),
    ),
    Construct(
        "starred",
        "([",
        compile_pattern(r"(?P<label>[(\[]\*{1,3}[)\]])\s*(?=\S)"),
        read_bullet,
        ("(*) Ghi chú",),
        ("(1) Một",),
    ),
    Construct(
        "dash",
        DASHES,
        compile_pattern(rf"(?P<label>[{DASHES}])(?:\s+(?=\S)|(?=[^\W\d_]|[\"“(]))"),
        read_bullet,
        ("- Tiếp tục", "– Nội dung", "-Kiểm tra", "- 90% đơn vị"),
        ("-----", "-5%", "--"),
    ),
    Construct(
        "plus",
        "+*",
        compile_pattern(r"(?P<label>\+|\*(?!\*))(?:\s+(?=\S)|(?=[^\W\d_]|[\"“(]))"),
        read_bullet,
        ("+ Nội dung", "* Thời gian thực hiện", "+Nội dung"),
        ("**Đậm**", "+5%", "***"),
    ),
    Construct(
        "symbol",
        _BULLETS + _SYMBOL_FONTS,
        compile_pattern(rf"(?P<label>[{_BULLETS}{_SYMBOL_FONTS}])\s*(?=\S)"),
        read_bullet,
        ("• Nội dung", "▪ Nội dung", "●Nội dung", "✓ Khác"),
        ("Nội dung •",),
    ),
    Construct(
        "symbol_letter",
        _LETTER_BULLETS,
        compile_pattern(rf"(?P<label>[{_LETTER_BULLETS}])\s+(?=[{_UPPER}\"“])"),
        read_bullet,
        ("o Mỗi khối lớp", "Ø Nội dung", "§ Khác", "v Nội dung"),
        ("ong mật", "v.v.", "o mỗi"),
    ),
)
