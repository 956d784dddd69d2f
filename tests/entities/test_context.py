"""Issuer, parent and places from letterheads, and from what else a plan says where the letterhead is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.entities.context import build_context
from vbparse.lexicon.lexicon import load_lexicon
from vbparse.outline.model import Letterhead, Outline, Signature, Value
from vbparse.outline.passages import Passage
from vbparse.textmap import Span, TextMap, WordTable

if TYPE_CHECKING:
    from vbparse.entities.model import Context


def read(letterhead: str, preamble: str = "", *, years: tuple[int, ...] = (), **said: str | None) -> Context:
    """Build the context of a left column and a preamble; `said` holds place, date, symbol and signed body."""
    lines = letterhead.splitlines()
    text = "\n".join([*lines, preamble])
    spans, at = [], 0
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    start = text.index(preamble)
    passages = [Passage("P.1", "preamble", Span(start, start + len(preamble)), preamble)] if preamble else []
    values = {key: Value(value, Span(0, 1)) for key, value in said.items() if value is not None}
    signed = values.pop("signed", None)
    outline = Outline(
        Letterhead(issuer_lines=tuple(spans), years=years, **values),
        signatures=() if signed is None else (Signature(Span(0, 1), body=signed),),
    )
    return build_context(TextMap(text, WordTable()), outline, passages, load_lexicon())


def names(context: Context) -> tuple[str | None, str | None]:
    return (
        None if context.issuer is None else context.issuer.name,
        None if context.parent is None else context.parent.name,
    )


@pytest.mark.parametrize(
    ("letterhead", "issuer", "parent"),
    [
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI", "Ủy ban nhân dân thành phố Hà Nội", None),
        ("UBND TỈNH ĐẮK NÔNG\nSỞ TÀI CHÍNH", "Sở Tài chính tỉnh Đắk Nông", "Ủy ban nhân dân tỉnh Đắk Nông"),
        (
            "SỞ GIÁO DỤC VÀ ĐÀO TẠO\nTHÀNH PHỐ HỒ CHÍ MINH\nTRƯỜNG THPT HOA MAI",
            "Trường Trung học phổ thông Hoa Mai",
            "Sở Giáo dục và Đào tạo thành phố Hồ Chí Minh",
        ),
        (
            "ỦY BAN MTTQ VIỆT NAM\nXÃ TÂN LẬP\nBAN THƯỜNG TRỰC",
            "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã Tân Lập",
            "Ủy ban Mặt trận Tổ quốc Việt Nam xã Tân Lập",
        ),
        (
            "BAN CHẤP HÀNH TRUNG ƯƠNG\nBAN TỔ CHỨC",
            "Ban Tổ chức Trung ương",
            "Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam",
        ),
        ("BỘ NỘI VỤ", "Bộ Nội vụ", None),
        ("VĂN PHÒNG CHÍNH PHỦ", "Văn phòng Chính phủ", None),
        ("TỈNH ỦY ĐỒNG THÁP\n*", "Tỉnh ủy Đồng Tháp", None),
        (
            "ỦY BAN NHÂN DÂN\nHUYỆN TÂN SƠN\nPHÒNG NỘI VỤ",
            "Phòng Nội vụ huyện Tân Sơn",
            "Ủy ban nhân dân huyện Tân Sơn",
        ),
        ("LIÊN ĐOÀN LAO ĐỘNG\nTỈNH AN GIANG", "Liên đoàn Lao động tỉnh An Giang", None),
        ("SỞ Y TẾ ĐỒNG THÁP\nBỆNH VIỆN ĐA KHOA HOA MAI", "Bệnh viện Đa khoa Hoa Mai", "Sở Y tế tỉnh Đồng Tháp"),
        ("TÒA ÁN NHÂN DÂN\nTỈNH ĐỒNG THÁP", "Tòa án nhân dân tỉnh Đồng Tháp", None),
        ("CÔNG AN TỈNH ĐỒNG THÁP", "Công an tỉnh Đồng Tháp", None),
        ("ĐẢNG ỦY XÃ TÂN LẬP", "Đảng ủy xã Tân Lập", None),
    ],
)
def test_letterheads(letterhead: str, issuer: str, parent: str | None) -> None:
    context = read(letterhead)
    assert names(context) == (issuer, parent)
    assert context.issuer is not None
    assert not context.issuer.inferred


def test_levels_and_places_go_from_near_to_far() -> None:
    issuer = read("ỦY BAN NHÂN DÂN\nQUẬN HÀ ĐÔNG", preamble="Thực hiện kế hoạch của UBND thành phố Hà Nội.").issuer
    assert issuer is not None
    assert (issuer.kind, issuer.level, issuer.place) == ("ubnd", "district", "quận Hà Đông")
    assert issuer.places == ("quận Hà Đông", "thành phố Hà Nội")
    assert issuer.span == Span(0, 28)


def test_the_parent_of_a_district_is_inferred_from_the_province_that_the_text_names() -> None:
    context = read("ỦY BAN NHÂN DÂN\nQUẬN HÀ ĐÔNG", preamble="Thực hiện kế hoạch của UBND thành phố Hà Nội.")
    assert context.parent is not None
    assert context.parent.name == "Ủy ban nhân dân thành phố Hà Nội"
    assert context.parent.inferred


def test_a_commune_answers_to_the_district_until_june_2025_and_to_the_province_after() -> None:
    letterhead, text = "ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP", "UBND xã Tân Lập, huyện Tân Sơn, tỉnh Phú Thọ"
    old = read(letterhead, preamble=f"{text} ban hành Kế hoạch.", date="2024-03-01")
    new = read(letterhead, preamble="UBND xã Tân Lập, tỉnh Phú Thọ ban hành Kế hoạch.", date="2025-07-15")
    assert new.parent is not None
    assert new.parent.name == "Ủy ban nhân dân tỉnh Phú Thọ"
    assert old.parent is not None
    assert old.parent.name == "Ủy ban nhân dân huyện Tân Sơn"


def test_without_a_letterhead_the_body_that_announces_the_plan_issues_it() -> None:
    context = read("", preamble="Thực hiện chỉ đạo của Thành phố, UBND quận Hà Đông xây dựng Kế hoạch như sau:")
    assert context.issuer is not None
    assert context.issuer.name == "Ủy ban nhân dân quận Hà Đông"
    assert context.issuer.inferred


def test_without_an_announcement_the_signature_tells() -> None:
    context = read("", signed="ỦY BAN NHÂN DÂN QUẬN HÀ ĐÔNG")
    assert context.issuer is not None
    assert (context.issuer.name, context.issuer.inferred) == ("Ủy ban nhân dân quận Hà Đông", True)


def test_without_a_signature_the_code_tells() -> None:
    context = read("", symbol="KH-UBND", place="Đồng Tháp")
    assert context.issuer is not None
    assert (context.issuer.name, context.issuer.inferred) == ("Ủy ban nhân dân tỉnh Đồng Tháp", True)


@pytest.mark.parametrize("symbol", [None, "KH", "KH-XYZ"])
def test_where_nothing_tells_there_is_no_issuer(symbol: str | None) -> None:
    context = read("", symbol=symbol)
    assert names(context) == (None, None)


@pytest.mark.parametrize(
    ("letterhead", "issuer"),
    [
        ("PHÒNG TÀI NGUYÊN VÀ MÔI\nTRƯỜNG", "Phòng Tài nguyên và Môi trường huyện Bình Lục"),
        (
            "VĂN PHÒNG HỘI ĐỒNG NHÂN DÂN VÀ\nỦY BAN NHÂN DÂN",
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện Bình Lục",
        ),
        (
            "VĂN PHÒNG\nHỘI ĐỒNG NHÂN DÂN\nVÀ ỦY BAN NHÂN DÂN",
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện Bình Lục",
        ),
        ("TRUNG TÂM DỊCH\nVỤ ĐÔ THỊ", "Trung tâm Dịch vụ Đô thị huyện Bình Lục"),
        ("HỘI\nLIÊN HIỆP PHỤ NỮ", "Hội Liên hiệp Phụ nữ huyện Bình Lục"),
        ("BẢO HIỂM XÃ\nHỘI", "Bảo hiểm xã hội huyện Bình Lục"),
    ],
)
def test_a_name_broken_before_a_head_word_is_one(letterhead: str, issuer: str) -> None:
    assert names(read(f"UBND HUYỆN BÌNH LỤC\n{letterhead}")) == (issuer, "Ủy ban nhân dân huyện Bình Lục")


def test_a_place_at_the_end_of_a_line_is_whole() -> None:
    context = read("UBND HUYỆN ĐỒNG VĂN\nPHÒNG VĂN HÓA VÀ THÔNG TIN")
    assert names(context) == ("Phòng Văn hóa và Thông tin huyện Đồng Văn", "Ủy ban nhân dân huyện Đồng Văn")


@pytest.mark.parametrize(
    ("letterhead", "issuer"),
    [
        ("ĐẢNG ỦY\nBAN TUYÊN GIÁO", "Ban Tuyên giáo"),
        ("ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG\nỦY BAN KIỂM TRA", "Ủy ban Kiểm tra"),
    ],
)
def test_a_whole_name_does_not_go_on(letterhead: str, issuer: str) -> None:
    context = read(letterhead)
    assert context.issuer is not None
    assert context.issuer.name == issuer
    assert context.parent is not None


def test_running_text_tells_the_capitals_inside_a_place() -> None:
    preamble = "KẾ HOẠCH HUYỆN KBANG. Trên địa bàn huyện KBang, UBND huyện Kbang ban hành Kế hoạch"
    assert names(read("UBND HUYỆN KBANG\nPHÒNG NỘI VỤ", preamble)) == (
        "Phòng Nội vụ huyện KBang",
        "Ủy ban nhân dân huyện KBang",
    )


def test_a_slip_in_running_text_tells_nothing() -> None:
    context = read("UBND XÃ AN NINH", "Trên địa bàn xã An ninh, UBND xã ban hành Kế hoạch")
    assert names(context)[0] == "Ủy ban nhân dân xã An Ninh"


def test_the_place_of_issue_is_the_issuers_own_place_not_a_province_of_that_name() -> None:
    context = read("ỦY BAN NHÂN DÂN\nPHƯỜNG KHÁNH HÒA", place="Khánh Hòa")

    assert context.issuer is not None
    assert context.issuer.places == ("phường Khánh Hòa",)
    assert context.parent is None


def test_a_letterhead_without_a_place_takes_the_place_of_issue() -> None:
    context = read("ỦY BAN NHÂN DÂN", place="Đồng Tháp")
    assert context.issuer is not None
    assert context.issuer.name == "Ủy ban nhân dân tỉnh Đồng Tháp"


def test_a_name_that_no_rule_reads_is_kept() -> None:
    context = read("TẬP SAN HOA NẮNG MIỀN QUÊ")
    assert context.issuer is not None
    assert context.issuer.kind is None


def test_years_are_those_of_the_title_else_the_year_of_issue() -> None:
    assert read("BỘ NỘI VỤ", date="2024-12-30", years=(2025,)).own_years == (2025,)
    assert read("BỘ NỘI VỤ", date="2024-12-30").own_years == (2024,)
    assert read("BỘ NỘI VỤ").own_years == ()


def test_an_old_spelling_or_mark_between_the_lines_changes_nothing() -> None:
    assert names(read("UỶ BAN NHÂN DÂN\n-------\nTHÀNH PHỐ  HÀ NỘI\n*")) == ("Ủy ban nhân dân thành phố Hà Nội", None)


@given(st.text(max_size=60), st.text(max_size=60), st.none() | st.text(max_size=12))
def test_any_letterhead_gives_a_context(letterhead: str, preamble: str, symbol: str | None) -> None:
    context = read(letterhead, preamble=preamble, symbol=symbol)
    assert context.issuer is None or context.issuer.name


@pytest.mark.parametrize(
    ("letterhead", "issuers", "parent"),
    [
        (
            "UBND TỈNH ĐỒNG THÁP\nSỞ Y TẾ - SỞ GIÁO DỤC VÀ ĐÀO TẠO",
            ["Sở Y tế tỉnh Đồng Tháp", "Sở Giáo dục và Đào tạo tỉnh Đồng Tháp"],
            "Ủy ban nhân dân tỉnh Đồng Tháp",
        ),
        (
            "CÔNG AN TỈNH -\nHỘI LIÊN HIỆP PHỤ NỮ TỈNH",
            ["Công an tỉnh Đồng Tháp", "Hội Liên hiệp Phụ nữ tỉnh Đồng Tháp"],
            None,
        ),
        (
            "UBND TỈNH ĐỒNG THÁP - ỦY BAN MTTQ VIỆT NAM TỈNH",
            ["Ủy ban nhân dân tỉnh Đồng Tháp", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Đồng Tháp"],
            None,
        ),
        ("BỘ Y TẾ – BỘ TÀI CHÍNH\n-------", ["Bộ Y tế", "Bộ Tài chính"], None),
        (
            "UBND TỈNH ĐỒNG THÁP\nSỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI\n-----",
            ["Sở Lao động - Thương binh và Xã hội tỉnh Đồng Tháp"],
            "Ủy ban nhân dân tỉnh Đồng Tháp",
        ),
        (
            "ỦY BAN NHÂN DÂN\nTỈNH ĐỒNG THÁP\n-------\nVĂN PHÒNG",
            ["Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp"],
            "Ủy ban nhân dân tỉnh Đồng Tháp",
        ),
    ],
)
def test_several_may_issue_together(letterhead: str, issuers: list[str], parent: str | None) -> None:
    context = read(letterhead, place="Đồng Tháp")

    assert context.issuer is not None
    assert [context.issuer.name, *(body.name for body in context.co_issuers)] == issuers
    assert names(context)[1] == parent
