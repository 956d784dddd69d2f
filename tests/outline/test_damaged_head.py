from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flowmaker import make_flow
from vbparse.outline.symbols import names_decision, read_damaged_date, read_lone_symbol, read_number_line
from vbparse.outline.tree import build_outline
from vbparse.plan.messages import publish

if TYPE_CHECKING:
    from vbparse.outline.model import Letterhead

BODY = """
Căn cứ Kế hoạch số 5/KH-UBND ngày 01/02/2024 của UBND tỉnh;
I. MỤC ĐÍCH
1. Nâng cao nhận thức.
"""


def read(text: str, *, scanned: bool = True) -> tuple[Letterhead, tuple[str, ...]]:
    flow = make_flow(text + BODY)
    if scanned:
        flow.textmap.words.confidences[0] = 0.9
    head = build_outline(flow)[0].letterhead
    return head, tuple(flow.textmap.slice(span) for span in head.issuer_lines)


def values(head: Letterhead, *names: str) -> tuple[str | None, ...]:
    return tuple(None if getattr(head, name) is None else getattr(head, name).text for name in names)


def letterhead(*left: str, date: str = "An Bình, ngày 05 tháng 02 năm 2024", title: str = "Trồng cây năm 2024") -> str:
    right = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", date)
    return "\n".join([*(f"< {line}" for line in left), *(f"> {line}" for line in right), "KẾ HOẠCH", title])


@pytest.mark.parametrize(
    ("text", "code", "mended"),
    [
        ("Số: 12KH-UBND", "12/KH-UBND", True),
        ("Số: 105QĐ-SNV", "105/QĐ-SNV", True),
        ("Số: 12/KH-UBND", "12/KH-UBND", False),
    ],
)
def test_a_number_line_without_its_slash(text: str, code: str, *, mended: bool) -> None:
    number = read_number_line(text)

    assert number is not None
    assert (number.code, number.mended) == (code, mended)


@pytest.mark.parametrize("text", ["Số: 12XYZQ-UBND", "12KH-UBND", "Tài khoản số: 12 KH-UBND chi nhánh An Bình"])
def test_no_number_line_without_a_types_code(text: str) -> None:
    number = read_number_line(text)

    assert number is None or not number.mended


def test_a_lost_slash_is_said_to_be_concluded() -> None:
    head, _ = read(letterhead("ỦY BAN NHÂN DÂN", "HUYỆN AN BÌNH", "Số: 12KH-UBND"))

    assert values(head, "code", "number", "symbol", "type_code") == ("12/KH-UBND", "12", "KH-UBND", "KH")
    assert head.code is not None
    assert head.code.inferred


def test_the_number_of_a_decision_belongs_to_the_name_of_the_body() -> None:
    lines = ("SỞ NỘI VỤ", "ĐOÀN KIỂM TRA", "THEO QUYẾT ĐỊNH", "SỐ 77/QĐ-SNV", "Số: 12KH-ĐKT")
    head, issuer = read(letterhead(*lines), scanned=False)

    assert issuer == lines[:4]
    assert values(head, "code", "type_code") == ("12/KH-ĐKT", "KH")


def test_only_behind_a_decision() -> None:
    assert names_decision("TỔ CÔNG TÁC THEO QUYẾT ĐỊNH", "SỐ 77/QĐ-UBND")
    assert not names_decision("HUYỆN AN BÌNH", "Số 77/KH-UBND")
    assert not names_decision("THEO QUYẾT ĐỊNH", "Số: /KH-UBND")


@pytest.mark.parametrize("line", ["/KH-UBND", "KH-UBND", "/ KH-UBND", "…/KH-UBND"])
def test_a_symbol_alone_has_a_blank_number(line: str) -> None:
    head, issuer = read(letterhead("ỦY BAN NHÂN DÂN", "HUYỆN AN BÌNH", line))

    assert issuer == ("ỦY BAN NHÂN DÂN", "HUYỆN AN BÌNH")
    assert values(head, "code", "number", "symbol", "type_code") == (None, None, "KH-UBND", "KH")


@pytest.mark.parametrize("line", ["CÔNG TY A-B", "ĐẢNG ỦY - UBND", "BAN CHỈ ĐẠO", "SNV-TCCB", "A/B-C"])
def test_no_symbol_alone(line: str) -> None:
    assert read_lone_symbol(line) is None


@pytest.mark.parametrize(
    ("text", "place", "iso"),
    [
        ("An Bình, ngày tháng I2 năm 2024", "An Bình", "2024-12-XX"),
        ("An Bình, ngày 7 tháng II năm 2024", "An Bình", "2024-11-07"),
        ("An Bình, ngày: tháng 7 năm 2024", "An Bình", "2024-07-XX"),
        ("An Bình, rgay-tháng 3 năm 2024", "An Bình", "2024-03-XX"),
        ("An Bình, ngày4) thángx năm 2024", "An Bình", "2024-XX-XX"),
        ("An Bình, ngày 31 tháng II năm 2024", "An Bình", "2024-11-XX"),
        ("An Bình, ngày: tháng 7 năm", "An Bình", None),
        ("An Bình, ngày tháng 17 năm 2024", "An Bình", "2024-XX-XX"),
    ],
)
def test_what_is_sure_of_a_damaged_date(text: str, place: str, iso: str | None) -> None:
    found = read_damaged_date(text)

    assert found is not None
    assert (found.place, found.iso) == (place, iso)


@pytest.mark.parametrize(
    "text",
    ["Kế hoạch 6 tháng đầu năm 2024", "Trồng cây, tháng 3 năm 2024 và tháng 4", "HUYỆN AN BÌNH", "ngày tháng năm"],
)
def test_no_damaged_date(text: str) -> None:
    assert read_damaged_date(text) is None


@given(st.text(alphabet="An Bình,ngày thángIl|0123456789 năm:.-", max_size=60))
def test_any_line_is_read_or_not(text: str) -> None:
    read_damaged_date(text)
    read_lone_symbol(text)
    read_number_line(text)


def test_only_a_picture_has_damaged_dates() -> None:
    text = letterhead("HUYỆN AN BÌNH", "Số: /KH-UBND", date="An Bình, ngày: tháng I2 năm 2024")

    assert values(read(text)[0], "place", "date") == ("An Bình", "2024-12-XX")
    assert values(read(text, scanned=False)[0], "place", "date") == (None, None)


def test_the_right_column_does_not_join_the_subject() -> None:
    text = """
< SỞ NỘI VỤ
< Số: 15/SNV-TCCB
< V/v báo cáo kết quả trồng cây
< trên địa bàn tỉnh
> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
> Độc lập - Tự do - Hạnh phúc
> An Binh, nqày2 thảnq 3 nãm
Kính gửi: Ủy ban nhân dân các huyện.
"""
    head, _ = read(text)

    assert values(head, "title", "date") == ("báo cáo kết quả trồng cây trên địa bàn tỉnh", None)


def test_an_incoming_stamp_is_no_issuer_and_no_title() -> None:
    lines = ("ỦY BAN NHÂN DÂN", "HUYỆN AN BÌNH", "ĐỀN %")
    head, issuer = read(letterhead(*lines, title="huyển : Trồng cây năm 2024"))

    assert issuer == lines[:2]
    assert values(head, "title") == ("Trồng cây năm 2024",)


def test_a_blank_in_a_picture_may_be_handwriting() -> None:
    flow = make_flow(letterhead("HUYỆN AN BÌNH", "Số: /KH-UBND", date="An Bình, ngày tháng 7 năm 2024") + BODY)
    typed = [publish(finding, lambda _: {}) for finding in build_outline(flow)[1]]
    flow.textmap.words.confidences[0] = 0.9
    scanned = [publish(finding, lambda _: {}) for finding in build_outline(flow)[1]]

    blanks = {"NUMBER_BLANK", "DATE_BLANK"}
    assert blanks <= {finding["code"] for finding in typed}
    assert not any("viết tay" in finding["message"]["vi"] for finding in typed)
    assert all("viết tay" in finding["message"]["vi"] for finding in scanned if finding["code"] in blanks)
    assert all("by hand" in finding["message"]["en"] for finding in scanned if finding["code"] in blanks)
