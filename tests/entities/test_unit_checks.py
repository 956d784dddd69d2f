"""Findings about the bodies that a plan names: their days, places, names, abbreviations."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unitnotes import find
from vbparse.entities.model import Body, Citation, Context, Mention
from vbparse.entities.units import check_units
from vbparse.lexicon.lexicon import load_lexicon
from vbparse.lexicon.load import members, rows
from vbparse.textmap import Span

BY = "BY Ủy ban nhân dân tỉnh Đồng Tháp | tỉnh Đồng Tháp\n"
ISSUER = Body("Ủy ban nhân dân tỉnh Đồng Tháp", level="province", place="tỉnh Đồng Tháp", places=("tỉnh Đồng Tháp",))


def findings(text: str, day: str | None, cited: str = "") -> list[tuple[str, str]]:
    """Give code and printed text of the findings about a province's plan of a day."""
    units, whole = find(BY + text)
    at = whole.find(cited) if cited else -1
    citations = [Mention(Span(at, at + len(cited)), "II.0", Citation("Quyết định"), "test")] if cited else []
    found = check_units(whole, units, citations, Context(issuer=ISSUER, issued=day), load_lexicon())
    return [(one.code, whole[one.span.start : one.span.end]) for one in found if one.span is not None]


@pytest.mark.parametrize(
    ("text", "day", "name"),
    [
        ("Giao Sở Kế hoạch và Đầu tư chủ trì.", "2025-03-01", "Sở Kế hoạch và Đầu tư"),
        ("Giao Sở KH&ĐT chủ trì.", "2025-08-01", "Sở KH&ĐT"),
        ("Báo cáo Bộ Thông tin và Truyền thông.", "2025-03-XX", "Bộ Thông tin và Truyền thông"),
        ("Phối hợp với UBND huyện Tháp Mười.", "2025-07-01", "UBND huyện Tháp Mười"),
        ("Phối hợp với Công an huyện Tháp Mười.", "2025-03-01", "Công an huyện Tháp Mười"),
        ("UBND các huyện, thị xã, thành phố triển khai thực hiện.", "2025-07-15", "UBND các huyện, thị xã, thành phố"),
    ],
)
def test_a_body_that_was_no_more(text: str, day: str, name: str) -> None:
    assert findings(text, day) == [("UNIT_ABOLISHED", name)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Giao Sở Kế hoạch và Đầu tư chủ trì.", "2025-02-28"),
        ("Giao Sở Kế hoạch và Đầu tư chủ trì.", "2025-02-XX"),
        ("Giao Sở Kế hoạch và Đầu tư chủ trì.", None),
        ("Giao Sở Kế hoạch và Đầu tư chủ trì.", "XXXX-XX-XX"),
        ("Giao Sở Giao thông vận tải (cũ) bàn giao hồ sơ.", "2025-08-01"),
        ("Giao Sở Giao thông vận tải (nay là Sở Xây dựng) bàn giao hồ sơ.", "2025-08-01"),
        ("UBND các huyện, thị xã, thành phố triển khai thực hiện.", "2025-06-30"),
        ("UBND các xã, phường triển khai thực hiện.", "2025-08-01"),
        ("Kho bạc Nhà nước khu vực IX cấp kinh phí.", "2025-08-01"),
        ("Giao Bộ đội Biên phòng tỉnh tuần tra.", "2025-08-01"),
        ("Giao Sở Nội vụ, Sở Tài chính, Công an tỉnh và Thuế tỉnh thực hiện.", "2025-08-01"),
    ],
)
def test_a_body_of_its_days_is_not_reported(text: str, day: str | None) -> None:
    assert findings(text, day) == []


def test_what_a_cited_document_names_belongs_to_its_own_days() -> None:
    text = "Theo Quyết định số 12/QĐ-BTTTT của Bộ Thông tin và Truyền thông, giao Sở Tài chính thực hiện."

    assert findings(text, "2025-08-01") == [("UNIT_ABOLISHED", "Bộ Thông tin và Truyền thông")]
    assert findings(text, "2025-08-01", cited="Quyết định số 12/QĐ-BTTTT của Bộ Thông tin và Truyền thông") == []


def test_each_body_is_reported_once_with_what_came_after() -> None:
    units, whole = find(BY + "Giao Sở Giao thông vận tải chủ trì.\nSở Giao thông vận tải báo cáo UBND tỉnh.")

    (found,) = check_units(whole, units, [], Context(issuer=ISSUER, issued="2025-08-01"), load_lexicon())

    assert found.values["after"] == "Sở Xây dựng tỉnh Đồng Tháp"
    assert found.values["end"] == "2025-02-28"


@pytest.mark.parametrize(
    ("day", "codes"),
    [("2024-06-01", ["UNIT_NOT_YET"]), ("2025-02-10", []), ("2025-03-01", []), ("2024-XX-XX", ["UNIT_NOT_YET"])],
)
def test_a_body_that_was_not_yet(day: str, codes: list[str]) -> None:
    """Plans name bodies that are about to be made: those of the next month are let pass."""
    assert [code for code, _ in findings("Giao Sở Nông nghiệp và Môi trường chủ trì.", day)] == codes


def test_a_department_that_there_is_not() -> None:
    assert findings("Giao Sở Thủy lợi chủ trì.", "2024-06-01") == [("UNIT_UNKNOWN", "Sở Thủy lợi")]
    assert findings("Giao Phòng Quản lý đầu tư, Trung tâm Giống cây trồng chủ trì.", "2024-06-01") == []


def test_a_place_that_no_register_holds() -> None:
    text = "Giao UBND xã Tháp Mười, UBND xã Không Đâu thực hiện."

    assert findings(text, "2025-08-01") == [("UNIT_PLACE_UNKNOWN", "UBND xã Không Đâu")]
    assert findings(text, "2024-08-01") == []  # what was merged before the older register is in neither


def test_one_body_in_two_forms() -> None:
    text = "Kiện toàn Ban Vì sự tiến bộ phụ nữ tỉnh.\nHoạt động của Ban Vì sự tiến bộ của phụ nữ."

    assert findings(text, "2024-06-01") == [("UNIT_NAME_VARIANT", "Ban Vì sự tiến bộ của phụ nữ")]


@pytest.mark.parametrize(
    "text",
    [
        "Giao Sở Giáo dục và Đào tạo chủ trì.\nSở GD&ĐT báo cáo.",
        "Giao Sở Giáo dục và Đào tạo chủ trì.\nSở Giáo dục - Đào tạo tỉnh báo cáo.",
        "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh giám sát.\nMặt trận Tổ quốc tuyên truyền.",
        "Giao Hội Liên hiệp Phụ nữ tỉnh chủ trì.\nHội Phụ nữ báo cáo.",
        "Giao Sở Văn hoá, Thể thao và Du lịch chủ trì.\nSở Văn hóa, Thể thao và Du lịch báo cáo.",
    ],
)
def test_abbreviations_short_forms_and_spellings_are_no_other_form(text: str) -> None:
    assert findings(text, "2024-06-01") == []


def test_an_abbreviation_of_several_meanings() -> None:
    assert findings("N: BCT;", "2024-06-01") == [("UNIT_ABBR_AMBIGUOUS", "BCT")]
    assert findings("N: Bộ Nội vụ, BCT;", "2024-06-01") == []
    found = findings("Giao Trung tâm Văn hóa, Thông tin và TT thực hiện.", "2024-06-01")
    assert [code for code, _ in found] == ["UNIT_ABBR_AMBIGUOUS"]


def test_an_abbreviation_that_nobody_explains() -> None:
    assert [code for code, _ in findings("Giao Trung tâm XYZQ tỉnh vận hành.", "2024-06-01")] == ["UNIT_ABBR_UNDEFINED"]
    assert findings("Giao Trung tâm CNTT tỉnh vận hành.", "2024-06-01") == []


def _cases(column: str) -> list[tuple[str, str, str]]:
    return [(row["id"], row["abbr"], text) for row in rows("ambiguous.tsv") for text in members(row[column])]


@pytest.mark.parametrize(("key", "abbr", "example"), _cases("examples"))
def test_an_ambiguous_abbreviation_is_resolved_by_issuer_and_words(key: str, abbr: str, example: str) -> None:
    issuer, _, rest = example.partition(" [")
    places, _, text = rest.partition("]: ")
    wanted = next(row["body"] for row in rows("ambiguous.tsv") if row["id"] == key)

    units, whole = find(f"BY {issuer} | {places}\n{text}")

    found = [mention for mention in units if whole[mention.span.start :].startswith(abbr)]
    assert [mention.value.registry_id for mention in found] == [wanted]


@pytest.mark.parametrize(("key", "abbr", "text"), _cases("not"))
def test_without_a_sign_it_stays_as_printed(key: str, abbr: str, text: str) -> None:
    units, _ = find(f"BY -\n{text}")

    assert [mention.value.name for mention in units] == [abbr]
    assert [mention.value.registry_id for mention in units] == [None]


def test_parts_of_codes_are_no_abbreviated_bodies() -> None:
    text = "Thông tư 12/2020/TT-BTC, Quyết định 15/QĐ-BCT, Chỉ thị 22-CT/TU, Chương trình số 11-CTr/TU, tu sửa đường."

    units, _ = find(BY + text)

    assert units == ()


@settings(max_examples=50)
@given(
    st.lists(
        st.sampled_from(["Sở Tài chính", "BCT", "TU", "UBND huyện", "xã Hòa", ",", "và", "Ủy ban Dân tộc", "TT"]),
        max_size=8,
    ),
    st.sampled_from(["2024-01-01", "2025-XX-XX", "2025-07-01", "x", None]),
)
def test_checks_are_total(words: list[str], day: str | None) -> None:
    assert isinstance(findings(" ".join(words), day), list)
