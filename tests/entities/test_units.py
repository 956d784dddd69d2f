"""Finding organisations: what holds for every text, and what one passage tells another."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unitnotes import find, read
from vbparse.entities.model import Body, Context
from vbparse.entities.units import find_units
from vbparse.lexicon.lexicon import load_lexicon
from vbparse.outline.passages import Passage
from vbparse.textmap import Span

PIECES = (
    "Giao Phòng Nội vụ quận",
    "UBND các phường",
    "HĐND",
    "các phòng, ban",
    "Chủ tịch",
    "đồng chí Lê Văn Thu",
    "(sau đây gọi tắt là Ban Chỉ đạo)",
    "Ban Chỉ đạo 35",
    "Sở:",
    "Trung tâm",
    "của",
    "trên địa bàn",
    "tỉnh",
    "Quận 1",
    "cấp xã",
    "100%",
    "17 trường",
    "thuộc",
    "liên quan",
    "VT,",
    "và",
    "-",
    ";",
    '"',
    "KH&CN",
    "/KH-UBND",
    "Trường THPT",
    "khóa XV",
)
ANY_TEXT = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
)
ANY_MEANING = st.sampled_from((None, "lead", "cooperate", "name", "position", "report_to"))
ISSUERS = (
    None,
    Body("Ủy ban nhân dân quận Hà Đông", places=("quận Hà Đông", "thành phố Hà Nội")),
    Body("Trường Trung học phổ thông Hoa Mai"),
    Body("Bộ Tài chính"),
    Body("không đọc được"),
)


@given(
    st.lists(st.tuples(ANY_TEXT, ANY_MEANING, st.sampled_from(("body", "recipients"))), max_size=4),
    st.sampled_from(ISSUERS),
)
def test_any_text_gives_ordered_mentions_inside_their_passages(
    parts: list[tuple[str, str | None, str]], issuer: Body | None
) -> None:
    passages = []
    start = 0
    for text, meaning, zone in parts:
        clean = unicodedata.normalize("NFC", text)
        passages.append(Passage("x", zone, Span(start, start + len(clean)), clean, meaning))  # type: ignore[arg-type]
        start += len(clean) + 1
    found = find_units(passages, Context(issuer=issuer), load_lexicon(), ())
    spans = [mention.span for mention in found]
    assert all(any(passage.span.contains(span) for passage in passages) for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert all(mention.value.name.strip() and mention.span.length for mention in found)


@given(ANY_TEXT)
def test_names_are_composed(text: str) -> None:
    found, _ = find(unicodedata.normalize("NFC", text).replace("\n", " "))
    assert all(unicodedata.is_normalized("NFC", mention.value.name) for mention in found)


def test_no_text_gives_no_mention() -> None:
    assert find_units((), Context(), load_lexicon(), ()) == ()


def test_kind_level_place_and_id_are_told_where_known() -> None:
    (mention, *_), _ = find("Phòng Nội vụ quận và các phòng, ban.")
    unit = mention.value
    assert (unit.kind, unit.level, unit.place, unit.registry_id) == (
        "phong",
        "district",
        "quận Hà Đông",
        "phong.noi_vu",
    )


def test_an_open_name_has_no_id() -> None:
    (mention,), _ = find("Giao Trung tâm Dịch vụ việc làm Hoa Mai.")
    assert mention.value.registry_id is None
    assert mention.value.kind == "centre"


def test_two_printed_forms_of_one_body_have_one_name() -> None:
    found, _ = find("UBND quận Hà Đông; Ủy ban nhân dân quận; Ủy ban; UBND Q. Hà Đông")
    assert {mention.value.name for mention in found} == {"Ủy ban nhân dân quận Hà Đông"}
    assert len(found) >= 3


def test_a_law_masks_what_it_names_even_where_its_title_follows_the_code() -> None:
    assert read("Căn cứ {Luật số 77/2015/QH13} về Tổ chức Hội đồng nhân dân; Sở Y tế.") == (
        "named | Sở Y tế => Sở Y tế thành phố Hà Nội"
    )


def test_a_declared_name_holds_from_where_it_is_declared() -> None:
    declared = "Ban Chỉ đạo chuyển đổi số quận (gọi tắt là BCĐCĐS)"
    assert read(f"BCĐCĐS họp.\n{declared}.\nGiao BCĐCĐS.").splitlines()[-1] == (
        "named | BCĐCĐS => Ban Chỉ đạo chuyển đổi số quận Hà Đông"
    )


def test_two_full_names_leave_the_short_one_alone() -> None:
    text = "Tổ công tác triển khai Đề án 06; Tổ công tác chuyển đổi số.\nTổ công tác báo cáo."
    assert read(text).splitlines()[-1] == "named | Tổ công tác"


@pytest.mark.parametrize("slot", ["Đơn vị chủ trì", "Cơ quan phối hợp", "Đơn vị thực hiện"])
def test_a_slot_takes_what_no_rule_reads(slot: str) -> None:
    assert read(f"{slot}: Nhà thầu thi công").splitlines() == ["named | Nhà thầu thi công"]


def test_a_label_that_is_no_unit_slot_takes_nothing() -> None:
    assert read("Thời gian: Quý IV năm 2025") == "nothing"


def test_an_office_of_a_table_belongs_to_the_name_of_its_row() -> None:
    passages = [
        Passage("II.1", "annex", Span(0, 10), "Lê Văn Thu", "name"),
        Passage("II.1", "annex", Span(11, 20), "Hiệu phó ", "position"),
    ]
    found = find_units(passages, Context(), load_lexicon(), ())
    assert [mention.value.cls for mention in found] == ["person"]
    assert found[0].value.name.startswith("Lê Văn Thu, ")


def test_a_long_paragraph_gives_all_its_mentions() -> None:
    text = "Giao Phòng Nội vụ, các phòng, ban, ngành, UBND các phường và Ban Chỉ đạo 35; " * 300
    found, _ = find(text)
    assert len(found) == 4 * 300


def test_many_open_brackets_and_joints_end() -> None:
    assert read("(" * 3000 + ", và" * 3000) == "nothing"
