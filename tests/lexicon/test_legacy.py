"""Text in TCVN3, VNI, VISCII and Windows-1258: decoded as its font shows it, and left alone where it is none."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.lexicon.legacy import (
    ENCODINGS,
    TITLES,
    Encoding,
    decode,
    decode_as,
    detect,
    encoding_of,
    read_bytes,
    read_text,
    restore_case,
    shows_capitals,
)
from vbparse.lexicon.load import rows

TEXT = """Độc lập - Tự do - Hạnh phúc
Căn cứ Luật Tổ chức chính quyền địa phương, Ủy ban nhân dân xã xây dựng Kế hoạch như sau:
- Phòng Nội vụ chủ trì, phối hợp với các đơn vị liên quan hướng dẫn, kiểm tra việc thực hiện.
- Những người được giao nhiệm vụ báo cáo kết quả trước ngày 15/12/2024, kể cả các việc chưa làm xong.
"""
TONES = "\N{COMBINING GRAVE ACCENT}\N{COMBINING ACUTE ACCENT}\N{COMBINING TILDE}\N{COMBINING HOOK ABOVE}\N{COMBINING DOT BELOW}"


def encode(text: str, encoding: Encoding) -> str:
    """Give the codes, as Latin-1 shows them; where TCVN3 has no capital, the small letter's."""
    codes: dict[str, str] = {}
    for row in rows("legacy_letters.tsv"):
        if row["encoding"] == encoding:
            codes.setdefault(row["letter"], bytes.fromhex(row["codes"]).decode("latin-1"))
    return "".join(codes.get(char) or codes.get(char.lower(), char) for char in text)


def to_1258(text: str) -> bytes:
    def code(char: str) -> bytes:
        plain = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in plain if mark in TONES)
        base = unicodedata.normalize("NFC", "".join(mark for mark in plain if mark not in TONES))
        return (base + tone).encode("cp1258")

    return b"".join(map(code, text))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_all_letters_of_an_encoding_differ(encoding: Encoding) -> None:
    mine = [row for row in rows("legacy_letters.tsv") if row["encoding"] == encoding]
    assert len({row["letter"] for row in mine}) == len(mine) == (89 if encoding == "tcvn3" else 134)
    assert len({row["codes"] for row in mine}) == len(mine)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_is_told_and_read_back(encoding: Encoding) -> None:
    encoded = encode(TEXT, encoding)
    assert detect(encoded) == encoding
    decoded = decode_as(encoded, encoding)
    assert decoded.casefold() == TEXT.casefold()
    if encoding != "tcvn3":
        assert decoded == TEXT


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_bytes_and_pasted_text_read_alike(encoding: Encoding) -> None:
    encoded = encode(TEXT, encoding)
    for found in (read_bytes(encoded.encode("latin-1")), read_text(encoded)):
        assert found is not None
        assert found.encoding == TITLES[encoding]
        assert found.text.casefold() == TEXT.casefold()


def test_windows_1258_is_read() -> None:
    assert read_bytes(to_1258(TEXT)) == (TEXT, "Windows-1258")


def test_quotes_of_windows_are_kept() -> None:
    found = read_bytes(b"\x93" + encode(TEXT, "vni").encode("latin-1") + b"\x94")
    assert found is not None
    assert found.text == f"“{TEXT}”"


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT,
        TEXT.replace("đ", "ð"),
        unicodedata.normalize("NFD", TEXT),
        "Cong ty XYZ® and ABC® report the results of the year; all rights reserved. " * 5,
        "El año pasado los niños de España enseñaban a los pequeños; mañana será otro día más, señor Ibáñez. " * 5,
        encode("Độc lập", "tcvn3"),
    ],
)
def test_other_texts_are_left_alone(text: str) -> None:
    assert detect(text) is None
    assert read_text(text) is None


def test_bytes_that_are_nothing_are_not_read() -> None:
    assert read_bytes(bytes(range(256)) * 20) is None


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".VnArial NarrowH", "tcvn3"),
        ("VnTimes-Bold", "tcvn3"),
        ("VNI-Times", "vni"),
        ("VNI-Helve-Condense,Bold", "vni"),
        ("Times New Roman", None),
        ("VnumberFont", None),
        ("Vni", None),
        ("UVnTime", None),
        ("", None),
    ],
)
def test_a_font_tells_the_encoding(name: str, encoding: Encoding | None) -> None:
    assert encoding_of(name) == encoding


@pytest.mark.parametrize(
    ("name", "capitals"),
    [(".VnTimeH", True), (".VnTimeH-Bold", True), (".VnArialH,BoldItalic", True), (".VnTime", False), ("VNI-H", False)],
)
def test_h_fonts_show_capitals(name: str, *, capitals: bool) -> None:
    assert shows_capitals(name) is capitals


def test_small_letters_of_an_h_font_are_capitals() -> None:
    assert decode(encode("kế hoạch số 12/kh-ubnd", "tcvn3"), ".VnTimeH") == "KẾ HOẠCH SỐ 12/KH-UBND"


def test_a_symbol_font_hands_on_private_characters() -> None:
    codes = encode("chủ trì", "tcvn3").encode("latin-1")
    assert decode("".join(chr(0xF000 + code) for code in codes), ".VnTime") == "chủ trì"


def test_other_fonts_and_unicode_stay() -> None:
    assert decode("Céng hßa", "Times New Roman") is None
    assert decode("Cộng hòa", ".VnTime") is None


@pytest.mark.parametrize(
    ("read", "shown"),
    [
        ("ch-a", "chưa"),
        ("ng-êi", "người"),
        ("nh-", "như"),
        ("-u tiªn", "ưu tiên"),
        ("- C¸c", "- Các"),
        ("KH-UBND", "KH-UBND"),
        ("kinh tÕ-x· héi", "kinh tế-xã hội"),
        ("2021-2025", "2021-2025"),
        ("TT-", "TT-"),
        ("-", "-"),
    ],
)
def test_the_code_of_u_with_horn_may_come_as_a_hyphen(read: str, shown: str) -> None:
    assert decode(read, ".VnTime") == shown


@pytest.mark.parametrize(
    ("line", "restored"),
    [
        ("QUậN Hà ĐÔNG", "QUẬN HÀ ĐÔNG"),
        ("Kế HOạCH", "KẾ HOẠCH"),
        ("ủY BAN", "ỦY BAN"),
        ("UBND xã Hà An", "UBND xã Hà An"),
        ("Hà Nội, ngày 5", "Hà Nội, ngày 5"),
        ("UBND Hà", "UBND Hà"),
        ("ở A", "ở A"),
    ],
)
def test_capitals_with_a_tone_are_given_back(line: str, restored: str) -> None:
    assert restore_case(line) == restored


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    read_text(text)
    assert len(restore_case(text).split(" ")) == len(text.split(" "))
    for name in (".VnTimeH", "VNI-Times", ""):
        decode(text, name)


@given(st.binary(max_size=400))
def test_any_bytes_are_taken(data: bytes) -> None:
    read_bytes(data)


@given(st.lists(st.sampled_from(TEXT.split()), min_size=1), st.sampled_from(["vni", "viscii"]))
def test_decoding_undoes_encoding(words: list[str], encoding: Encoding) -> None:
    assert decode_as(encode(" ".join(words), encoding), encoding) == " ".join(words)
