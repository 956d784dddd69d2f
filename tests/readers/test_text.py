"""Text files: encodings, limits, what is no text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.errors import EmptyInput, LimitExceeded, UnsupportedInput, VbparseError
from vbparse.readers import text
from vbparse.readers.pages import Line, Lines
from vbparse.readers.source import open_source
from vbparse.settings import Settings

PLAN = "KẾ HOẠCH\r\n\r\n1. Phòng Nội vụ báo cáo trước ngày 20/5/2024.\r\n"


def read(data: bytes, limits: Settings | None = None) -> Lines:
    return text.read(open_source(data, name="plan.txt", max_bytes=10**9), limits or Settings())


def codes(lines: Lines) -> dict[str, object]:
    return {finding.code: finding.values["count"] for finding in lines.diagnostics}


@pytest.mark.parametrize(
    "data",
    [
        PLAN.encode(),
        PLAN.replace("\r\n", "\n").encode(),
        PLAN.replace("\r\n", "\r").encode(),
        PLAN.encode("utf-8-sig"),
        b"\xff\xfe" + PLAN.encode("utf-16-le"),
        b"\xfe\xff" + PLAN.encode("utf-16-be"),
        b"\xff\xfe\0\0" + PLAN.encode("utf-32-le"),
    ],
)
def test_encodings_and_line_ends(data: bytes) -> None:
    lines = read(data)

    assert text.sniff(data)
    assert lines.lines == (Line("KẾ HOẠCH"), Line("1. Phòng Nội vụ báo cáo trước ngày 20/5/2024."))
    assert not lines.diagnostics


def test_decomposed_letters_and_odd_blanks_are_kept_for_the_layout() -> None:
    raw = "Ke\N{COMBINING CIRCUMFLEX ACCENT}\N{COMBINING ACUTE ACCENT}\N{NO-BREAK SPACE}hoạch"

    assert read(raw.encode()).lines == (Line(raw),)


def test_nuls_are_removed_and_told() -> None:
    lines = read("Phòng\0\0 Nội vụ\N{RIGHT-TO-LEFT OVERRIDE}".encode())

    assert lines.lines == (Line("Phòng Nội vụ"),)
    assert codes(lines) == {"TEXT_CONTROL_CHARACTERS": 3}


def test_a_few_bad_bytes_are_told() -> None:
    lines = read((PLAN * 10).encode() + b"\xff")

    assert codes(lines) == {"TEXT_NOT_UTF8": 1}


def test_another_encoding_is_refused_with_a_hint() -> None:
    tcvn3 = b"K\xd5 ho\xb9ch th\xf9c hi\xd6n n\xa8m 2024, ph\xdfng N\xe9i v\xf4"

    assert text.sniff(tcvn3)
    with pytest.raises(UnsupportedInput, match="another encoding") as caught:
        read(tcvn3)
    assert "TCVN3" in caught.value.advice


@pytest.mark.parametrize("pasted", [True, False])
def test_a_text_in_an_old_encoding_is_decoded_and_says_so(*, pasted: bool) -> None:
    vni = "Phoøng Noäi vuï chuû trì, phoái hôïp vôùi caùc ñôn vò höôùng daãn, kieåm tra vieäc thöïc hieän keá hoaïch\n"
    lines = read(vni.encode() if pasted else vni.encode("latin-1"))

    assert lines.lines == (
        Line("Phòng Nội vụ chủ trì, phối hợp với các đơn vị hướng dẫn, kiểm tra việc thực hiện kế hoạch"),
    )
    assert (lines.origin, lines.why) == ("repaired", "letters in the encoding VNI, decoded")
    assert [finding.code for finding in lines.diagnostics] == ["LEGACY_FONT"]


@pytest.mark.parametrize("data", [b"%", b"\n\n \t\n", b"--- | ---\n***", b"\0\0\n", b"\xef\xbb\xbf"])
def test_text_without_letters_or_digits_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyInput):
        read(data)


@pytest.mark.parametrize("head", [b"%PDF-1.7", b"PK\x03\x04", bytes(range(32)) * 9, b"\0" * 90 + b"a" * 10, b"<html>"])
def test_what_is_no_text(head: bytes) -> None:
    assert not text.sniff(head)


def test_a_control_character_here_and_there_is_still_text() -> None:
    assert text.sniff(b"ke hoach " * 50 + b"\x07")


@pytest.mark.parametrize(
    ("data", "limits", "told"),
    [
        (b"a b\n" * 100, Settings(max_chars=300), "400 characters"),
        (b"a b\n" * 250, Settings(max_pages=2), "250 lines"),
        (b"a b " * 100, Settings(max_page_chars=300), "line of 400"),
    ],
)
def test_limits_hold(data: bytes, limits: Settings, told: str) -> None:
    with pytest.raises(LimitExceeded, match=told):
        read(data, limits)


@given(st.text() | st.text("abăđ.,:;|\t\n\f -*12Aa)", max_size=200))
def test_any_text_gives_lines_or_an_error_of_ours(raw: str) -> None:
    try:
        lines = read(raw.encode("utf-8", "surrogatepass") or b" ")
    except VbparseError:
        return
    assert all(bool(line.text) != bool(line.cells) for line in lines.lines)
    assert all(len(line.cells) != 1 for line in lines.lines)
