"""The secrecy mark is found wherever it stands alone, and nowhere else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flowmaker import make_flow
from vbparse.geometry import Box
from vbparse.layout.flow import Flow, Furniture
from vbparse.outline.model import Value
from vbparse.outline.tree import build_outline

HEAD = """
ỦY BAN NHÂN DÂN
PHƯỜNG AN BÌNH
Số: 12/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
An Bình, ngày 05 tháng 3 năm 2024
"""
BODY = """
KẾ HOẠCH
Trồng cây xanh năm 2024
I. NỘI DUNG
1. Công an phường trồng cây xanh.
"""
END = """
Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Mẫu
"""
WHOLE = HEAD + BODY + END


def mark(text: str) -> str | None:
    return mark_of(make_flow(text))


def mark_of(flow: Flow) -> str | None:
    outline, findings = build_outline(flow)
    found = outline.letterhead.secrecy
    assert ("SECRECY_MARK" in [finding.code for finding in findings]) == (found is not None)
    return None if found is None else found.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD.replace("UBND\n", "UBND\nMẬT\n") + BODY, "MẬT"),
        ("MẬT\n" + WHOLE, "MẬT"),
        (HEAD.replace("An Bình, ngày", "MẬT An Bình, ngày") + BODY, "MẬT"),
        (HEAD.replace("12/KH-UBND", "12/KH-UBND TỐI MẬT") + BODY, "TỐI MẬT"),
        ("Số: 12/KH-UBND MẬT | An Bình, ngày 05 tháng 3 năm 2024\n" + BODY, "MẬT"),
        (HEAD + "Độ mật: Tối mật" + BODY, "TỐI MẬT"),
        (HEAD + "[ TUYỆT  MẬT ]" + BODY, "TUYỆT MẬT"),
        (HEAD + "M Ậ T" + BODY, "MẬT"),
        (HEAD + "MẬT - HỎA TỐC" + BODY, "MẬT"),
        (HEAD + BODY.replace("2024\nI.", "2024\nMẬT\nI."), "MẬT"),
        (WHOLE + "Phụ lục I\nTỐI MẬT\nDANH SÁCH\n1. An", "TỐI MẬT"),
        (WHOLE + "MẬT", "MẬT"),
        ("MẬT\nThư gửi các đồng chí\nNội dung như sau.", "MẬT"),
        (HEAD.replace("KH-UBND", "UBND-VP") + "MẬT\nKính gửi: Sở Nội vụ\nĐề nghị cho ý kiến." + END, "MẬT"),
    ],
)
def test_a_mark_is_found(text: str, expected: str) -> None:
    assert mark(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        HEAD + "Độ mật: thường" + BODY,
        HEAD + "KHẨN" + BODY,
        HEAD + "HỎA TỐC" + BODY,
        HEAD + BODY.replace("Trồng cây xanh", "Bảo vệ bí mật nhà nước"),
        HEAD + BODY + "2. Bảo vệ bí mật nhà nước, bảo mật thông tin; không để lộ tài liệu MẬT.",
        HEAD + BODY + "II. CÔNG TÁC BẢO MẬT\n1. Như trên.",
        HEAD + BODY + "II. BẢO VỆ BÍ\nMẬT NHÀ NƯỚC\n1. Như trên.",
        HEAD + BODY + "\n".join(f"{number}. Trồng cây." for number in range(2, 20)) + "\nTên | Mức\nHồ sơ | MẬT",
        HEAD + "MAT" + BODY,  # no OCR: what is printed is printed
    ],
)
def test_words_of_the_text_are_no_mark(text: str) -> None:
    assert mark(text) is None


def test_an_urgency_mark_beside_it_stays_an_urgency_mark() -> None:
    head = build_outline(make_flow(HEAD + "MẬT\nHỎA TỐC" + BODY))[0].letterhead

    assert (head.secrecy and head.secrecy.text, head.urgency and head.urgency.text) == ("MẬT", "HỎA TỐC")


@pytest.mark.parametrize("kind", ["stamp", "mark", "running_head"])
def test_a_mark_over_a_page_is_found(kind: str) -> None:
    stamp = Furniture(kind, "TỐI MẬT", 3, Box(0, 0, 1, 1))  # type: ignore[arg-type]

    assert mark_of(make_flow("Thư gửi các đồng chí\nNội dung.", furniture=(stamp,))) == "TỐI MẬT"


@pytest.mark.parametrize(("printed", "term"), [("MAT", "MẬT"), ("TÔI MÂT.", "TỐI MẬT"), ("|TUYỆT MẠT", "TUYỆT MẬT")])
def test_a_mark_that_ocr_has_misread_is_one_and_says_so(printed: str, term: str) -> None:
    flow = make_flow(HEAD + printed + BODY)._replace(origin="ocr")

    value = build_outline(flow)[0].letterhead.secrecy
    assert isinstance(value, Value)
    assert (value.text, value.inferred) == (term, True)


@given(st.sampled_from(["MẬT", "TỐI MẬT", "TUYỆT MẬT"]), st.integers(0, len(WHOLE.strip().split("\n"))))
def test_a_mark_alone_on_a_line_is_found_wherever_it_stands(term: str, at: int) -> None:
    lines = WHOLE.strip().split("\n")
    text = unicodedata.normalize("NFC", "\n".join([*lines[:at], term, *lines[at:]]))

    assert mark(text) == term
