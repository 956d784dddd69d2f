from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flowmaker import make_flow
from vbparse.geometry import Box
from vbparse.layout.flow import Furniture
from vbparse.outline.model import Letterhead
from vbparse.outline.symbols import read_number_line, read_place_date
from vbparse.outline.titles import plan_years
from vbparse.outline.tree import build_outline

BODY = """
Căn cứ Kế hoạch số 5/KH-UBND ngày 01/02/2024 của UBND tỉnh;
I. MỤC ĐÍCH
1. Nâng cao nhận thức.
"""


def read(text: str) -> tuple[Letterhead, tuple[str, ...]]:
    flow = make_flow(text + BODY)
    head = build_outline(flow)[0].letterhead
    return head, tuple(flow.textmap.slice(span) for span in head.issuer_lines)


def values(head: Letterhead, *names: str) -> tuple[str | None, ...]:
    return tuple(None if getattr(head, name) is None else getattr(head, name).text for name in names)


STATE = """
ỦY BAN NHÂN DÂN
HUYỆN AN BÌNH
Số: 12 /KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
An Bình, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Thực hiện công tác thi đua
trên địa bàn huyện năm 2024
"""


def test_the_boxes_of_the_decree() -> None:
    head, issuer = read(STATE)

    assert issuer == ("ỦY BAN NHÂN DÂN", "HUYỆN AN BÌNH")
    assert values(head, "code", "number", "symbol", "type", "type_code") == (
        "12/KH-UBND",
        "12",
        "KH-UBND",
        "Kế hoạch",
        "KH",
    )
    assert values(head, "place", "date", "title") == (
        "An Bình",
        "2024-02-05",
        "Thực hiện công tác thi đua trên địa bàn huyện năm 2024",
    )
    assert head.years == (2024,)


def test_values_point_at_their_print() -> None:
    flow = make_flow(STATE + BODY)
    head = build_outline(flow)[0].letterhead
    printed = [
        flow.textmap.slice(value.span)
        for value in (head.code, head.type, head.place, head.date)
        if value is not None and value.span is not None
    ]

    assert printed == ["12 /KH-UBND", "KẾ HOẠCH", "An Bình", "ngày 05 tháng 02 năm 2024"]


ORDERS = {
    "with the rules of a portal": """UBND TỈNH AN BÌNH
SỞ NỘI VỤ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 7/KH-SNV
An Bình, ngày 05 tháng 02 năm 2024""",
    "left column first": """< UBND TỈNH AN BÌNH
< SỞ NỘI VỤ
< Số: 7/KH-SNV
> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
> Độc lập - Tự do - Hạnh phúc
> An Bình, ngày 05 tháng 02 năm 2024""",
    "columns in turns": """UBND TỈNH AN BÌNH
CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ
Độc lập – Tự do – Hạnh phúc
Số: 7/KH-SNV
An Bình, ngày 05 tháng 02 năm 2024""",
    "columns on one line": """UBND TỈNH AN BÌNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ Độc lập - Tự do - Hạnh phúc
Số: 7/KH-SNV An Bình, ngày 05 tháng 02 năm 2024""",
    "an unruled table": """UBND TỈNH AN BÌNH | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ | Độc lập - Tự do - Hạnh phúc
Số: 7/KH-SNV | An Bình, ngày 05 tháng 02 năm 2024""",
    "a broken number": """UBND TỈNH AN BÌNH
SỞ NỘI VỤ
Số: 7
/KH-SNV
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
An Bình, ngày 05 tháng 02 năm 2024""",
}


@pytest.mark.parametrize("lines", ORDERS.values(), ids=ORDERS.keys())
def test_the_same_letterhead_in_other_orders(lines: str) -> None:
    head, issuer = read(f"{lines}\nKẾ HOẠCH\nCải cách hành chính năm 2024")

    assert issuer == ("UBND TỈNH AN BÌNH", "SỞ NỘI VỤ")
    assert values(head, "code", "place", "date", "title") == (
        "7/KH-SNV",
        "An Bình",
        "2024-02-05",
        "Cải cách hành chính năm 2024",
    )


def test_the_party_has_a_star_and_no_colon() -> None:
    head, issuer = read(
        "ĐẢNG BỘ TỈNH AN BÌNH\nHUYỆN ỦY PHÚ HÒA\n*\nSố 21-KH/HU\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Phú Hòa, ngày 05 tháng 3 năm 2024\nKẾ HOẠCH\nthực hiện Nghị quyết số 12-NQ/TU của Tỉnh ủy\n-----"
    )

    assert issuer == ("ĐẢNG BỘ TỈNH AN BÌNH", "HUYỆN ỦY PHÚ HÒA")
    assert values(head, "code", "symbol", "type_code", "title") == (
        "21-KH/HU",
        "KH/HU",
        "KH",
        "thực hiện Nghị quyết số 12-NQ/TU của Tỉnh ủy",
    )


def test_the_youth_union_has_its_name_on_the_right() -> None:
    head, issuer = read(
        "BCH ĐOÀN TỈNH AN BÌNH\nBAN THƯỜNG VỤ\n***\nSố: 15-KH/TĐTN-PT\nĐOÀN TNCS HỒ CHÍ MINH\n"
        "An Bình, ngày 5 tháng 3 năm 2024\nKẾ HOẠCH\nTổ chức Tháng Thanh niên năm 2024"
    )

    assert issuer == ("BCH ĐOÀN TỈNH AN BÌNH", "BAN THƯỜNG VỤ")
    assert values(head, "code") == ("15-KH/TĐTN-PT",)


def test_a_letter_has_a_subject_and_no_code_of_its_type() -> None:
    head, _ = read(
        "BỘ Y TẾ\nSố: 7/BYT-KHTC\nV/v báo cáo kết quả\nthực hiện kế hoạch\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Hà Nội, ngày 1 tháng 3 năm 2024\nKính gửi: Sở Y tế các tỉnh"
    )

    assert values(head, "type", "type_code", "subject_of_letter") == (
        "Công văn",
        None,
        "báo cáo kết quả thực hiện kế hoạch",
    )
    assert head.type is not None
    assert head.type.inferred


def test_the_type_is_concluded_from_the_symbol_where_its_word_is_lost() -> None:
    head, _ = read("SỞ NỘI VỤ\nSố: 7/KH-SNV\nAn Bình, ngày 1 tháng 3 năm 2024")

    assert values(head, "type", "title") == ("Kế hoạch", None)
    assert head.type is not None
    assert head.type.inferred


def test_a_code_unknown_for_the_type_leaves_the_type_word() -> None:
    head, _ = read("SỞ NỘI VỤ\nSố: 7/NVKS-SNV\nAn Bình, ngày 1 tháng 3 năm 2024\nKẾ HOẠCH\nKhảo sát")

    assert values(head, "type_code") == ("KH",)
    assert head.type_code is not None
    assert head.type_code.inferred


def test_title_and_type_on_one_line() -> None:
    head, _ = read("TRƯỜNG THCS SƠN CA\nSố: 3/KH-THCS\nAn Bình, ngày 1 tháng 3 năm 2024\nKẾ HOẠCH NĂM HỌC 2024-2025")

    assert values(head, "type", "title") == ("Kế hoạch", "NĂM HỌC 2024-2025")
    assert head.years == (2024, 2025)


def test_a_joint_programme_keeps_its_name() -> None:
    head, _ = read(
        "SỞ VĂN HÓA\nSố: 3/CTPH-SVH-LĐLĐ\nAn Bình, ngày 1 tháng 3 năm 2024\nCHƯƠNG TRÌNH PHỐI HỢP\nXây dựng đời sống văn hóa"
    )

    assert values(head, "type", "type_code", "title") == (
        "Chương trình phối hợp",
        "CTPH",
        "Xây dựng đời sống văn hóa",
    )


def test_a_cover_is_not_taken_for_the_letterhead() -> None:
    head, issuer = read(
        "UBND HUYỆN AN BÌNH\nTRƯỜNG THCS SƠN CA\nKẾ HOẠCH\nGiáo dục nhà trường\nAn Bình, tháng 8 năm 2024\n"
        "UBND HUYỆN AN BÌNH\nTRƯỜNG THCS SƠN CA\nSố: 3/KH-THCSSC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "An Bình, ngày 10 tháng 8 năm 2024\nKẾ HOẠCH\nGiáo dục nhà trường năm học 2024-2025"
    )

    assert issuer == ("UBND HUYỆN AN BÌNH", "TRƯỜNG THCS SƠN CA")
    assert values(head, "code", "title") == ("3/KH-THCSSC", "Giáo dục nhà trường năm học 2024-2025")


def test_marks_of_secrecy_urgency_and_draft() -> None:
    head, issuer = read(STATE.replace("KẾ HOẠCH\n", "MẬT\nHOẢ TỐC\nDự thảo lần 2\nKẾ HOẠCH\n"))

    assert values(head, "secrecy", "urgency", "draft") == ("MẬT", "HOẢ TỐC", "Dự thảo lần 2")
    assert issuer == ("ỦY BAN NHÂN DÂN", "HUYỆN AN BÌNH")


def test_a_stamped_mark_is_found_among_the_furniture() -> None:
    stamp = Furniture("stamp", "MẬT", 1, Box(0, 0, 1, 1))
    head = build_outline(make_flow(STATE + BODY, furniture=(stamp,)))[0].letterhead

    assert values(head, "secrecy") == ("MẬT",)


def test_a_document_without_letterhead_keeps_its_title() -> None:
    head, issuer = read("CHỈ THỊ\nVỀ VIỆC TĂNG CƯỜNG PHÒNG, CHỐNG DỊCH BỆNH")

    assert issuer == ()
    assert values(head, "type", "code", "title") == ("Chỉ thị", None, "VỀ VIỆC TĂNG CƯỜNG PHÒNG, CHỐNG DỊCH BỆNH")


def test_nothing_is_invented_for_a_letter_in_english() -> None:
    flow = make_flow("ACME CORPORATION\nDear Sir,\n1. Please pay.\n2. Before 12/05/2024.\nJohn Smith")
    outline, findings = build_outline(flow)

    assert outline.letterhead == Letterhead()
    assert outline.signatures == ()
    assert [finding.code for finding in findings] == ["NOT_A_PLAN"]


@pytest.mark.parametrize(
    ("text", "code", "number", "symbol"),
    [
        ("Số: 70 /KH-UBND", "70/KH-UBND", "70", "KH-UBND"),
        ("Số:230 /KH-THPT.PB", "230/KH-THPT.PB", "230", "KH-THPT.PB"),
        ("Số 37-HD/BTG", "37-HD/BTG", "37", "HD/BTG"),
        ("Số: 12/2024/QĐ-UBND", "12/2024/QĐ-UBND", "12/2024", "QĐ-UBND"),
        ("Số: 4240/UBND-VX", "4240/UBND-VX", "4240", "UBND-VX"),
        ("Số:        /KH-UBND", None, None, "KH-UBND"),
        ("Số: ……/KH-UBND", None, None, "KH-UBND"),
        ("Số:      -KH/ĐU", None, None, "KH/ĐU"),
        ("Số: 70a/KH-UBND", "70a/KH-UBND", "70a", "KH-UBND"),
        ("70/KH-UBND", "70/KH-UBND", "70", "KH-UBND"),
    ],
)
def test_number_lines(text: str, code: str | None, number: str | None, symbol: str) -> None:
    found = read_number_line(text)

    assert found is not None
    assert (found.code, found.number, found.symbol) == (code, number, symbol)


@pytest.mark.parametrize("text", ["Số lượng: 02 hội nghị", "Số 5 đường Trần Phú", "Số: 02 hội nghị mỗi năm", "24/7"])
def test_other_numbers_are_no_number_lines(text: str) -> None:
    assert read_number_line(text) is None


@pytest.mark.parametrize(
    ("text", "place", "iso"),
    [
        ("Hà Đông, ngày 17 tháng 02 năm 2024", "Hà Đông", "2024-02-17"),
        ("An Bình, ngày    tháng 11 năm 2025", "An Bình", "2025-11-XX"),
        ("An Bình, ngày ... tháng ... năm 2012", "An Bình", "2012-XX-XX"),
        ("TP. Hồ Chí Minh, ngày 1/2/2024", "TP. Hồ Chí Minh", "2024-02-01"),
        ("An Bình, ngày … tháng … năm 20…", "An Bình", None),
        ("An Bình, ngày 31 tháng 02 năm 2024", "An Bình", None),
    ],
)
def test_place_and_date(text: str, place: str, iso: str | None) -> None:
    found = read_place_date(text)

    assert found is not None
    assert (found.place, found.iso) == (place, iso)


@pytest.mark.parametrize(
    "text", ["Căn cứ Luật ngày 25 tháng 6 năm 2015 của Quốc hội", "trước ngày 20/11/2024 các đơn vị báo cáo"]
)
def test_a_date_inside_a_sentence_is_no_date_of_issue(text: str) -> None:
    assert read_place_date(text) is None


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("Công tác dân vận năm 2024", (2024,)),
        ("Phát triển kinh tế số giai đoạn 2021-2025", (2021, 2025)),
        ("TÀI CHÍNH 03 NĂM 2026 - 2028", (2026, 2028)),
        ("Thi đua quý II/2024", (2024,)),
        ("Giáo dục năm học 2025-2026", (2025, 2026)),
        ("THỰC HIỆN NGHỊ QUYẾT SỐ 1/NQ-CP NGÀY 23/7/2025 CỦA CHÍNH PHỦ", ()),
        ("Thực hiện Chỉ thị ngày 15 tháng 8 năm 2024", ()),
        ("Bầu cử nhiệm kỳ 2026-2031", ()),
        ("Chiến lược đến năm 2030, tầm nhìn đến năm 2045", ()),
    ],
)
def test_years_of_the_plan(title: str, years: tuple[int, ...]) -> None:
    assert plan_years(title) == years


@given(st.text(alphabet="Số: 0123456789/-KHUBNDĐ.,…ngàythánăm\n| \t"))
def test_reading_a_letterhead_is_total(text: str) -> None:
    build_outline(make_flow(text))
