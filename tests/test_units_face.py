"""vbparse.units, the public face: what is known of an organisation."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vbparse
from vbparse.lexicon.load import rows
from vbparse.units import UnitInfo, describe_unit


def known(name: str, at: str = "2024-02-17") -> UnitInfo:
    (info,) = describe_unit(name, at=at)
    return info


def successors(name: str, at: str) -> list[str]:
    return [successor.name for successor in known(name, at).successors]


def test_a_room_of_a_district() -> None:
    info = known("Phòng Nội vụ quận Hà Đông")

    assert (info.type, info.field, info.level, info.registry_id) == ("Phòng", "Nội vụ", "district", "phong.noi_vu")
    assert info.superior == "Ủy ban nhân dân quận Hà Đông"
    assert info.valid is True
    assert info.valid_to == "2025-06-30"
    assert info.successors == ()
    assert info.place is not None
    assert (info.place.code, info.place.snapshot, info.place.above) == (
        "268",
        "2025-06-30",
        (("01", "Thành phố Hà Nội"),),
    )
    assert info.place.successors[0] == ("09556", "Phường Hà Đông")
    assert ("00637", "Phường Đại Mỗ") in info.place.parts


def test_after_the_reform_its_work_is_done_in_the_wards() -> None:
    info = known("Phòng Nội vụ quận Hà Đông", "2025-07-01")

    assert info.valid is False
    assert info.name == "Phòng Nội vụ quận Hà Đông"  # nothing is rewritten
    assert info.successors[0] == ("Phòng Văn hóa - Xã hội phường Hà Đông", "phong.vh_xh", "09556")
    assert len(info.successors) == 6


@pytest.mark.parametrize(
    ("name", "at", "expected"),
    [
        ("Phòng LĐ-TB&XH quận Hà Đông", "2025-02-28", []),
        ("Phòng LĐ-TB&XH quận Hà Đông", "2025-04-01", ["Phòng Nội vụ quận Hà Đông"]),
        ("Bộ Kế hoạch và Đầu tư", "2025-03-01", ["Bộ Tài chính"]),
        ("Bộ Kế hoạch và Đầu tư", "2025-02-28", []),
        ("Sở GTVT tỉnh Hải Dương", "2025-04-01", ["Sở Xây dựng tỉnh Hải Dương"]),
        ("Sở GTVT tỉnh Hải Dương", "2025-08-01", ["Sở Xây dựng thành phố Hải Phòng"]),
        ("Sở Y tế tỉnh Đắk Nông", "2025-08-01", ["Sở Y tế tỉnh Lâm Đồng"]),
        ("Sở Y tế thành phố Hà Nội", "2025-08-01", []),
        ("Cục Thuế tỉnh An Giang", "2025-09-01", ["Thuế tỉnh An Giang"]),
        ("Công an quận Hà Đông", "2025-04-01", ["Công an thành phố Hà Nội"]),
        ("Tòa án nhân dân huyện Krông Nô", "2025-09-01", ["Tòa án nhân dân khu vực"]),
        ("Ủy ban Dân tộc", "2025-09-01", ["Bộ Dân tộc và Tôn giáo"]),
        ("Bộ Bưu chính, Viễn thông", "2020-01-01", ["Bộ Thông tin và Truyền thông"]),
    ],
)
def test_what_came_after_a_body(name: str, at: str, expected: list[str]) -> None:
    assert successors(name, at) == expected


def test_wards_have_another_room_for_the_economy_than_communes() -> None:
    assert set(successors("Phòng Kinh tế quận Hà Đông", "2025-08-01")) >= {
        "Phòng Kinh tế, Hạ tầng và Đô thị phường Hà Đông"
    }
    assert all(name.startswith("Phòng Kinh tế xã") for name in successors("Phòng TC-KH huyện Krông Nô", "2025-08-01"))


@pytest.mark.parametrize(
    ("name", "at", "superior"),
    [
        ("UBND xã Lương Minh, tỉnh Quảng Ninh", "2025-08-01", "Ủy ban nhân dân tỉnh Quảng Ninh"),
        ("UBND phường Mộ Lao, quận Hà Đông", "2024-08-01", "Ủy ban nhân dân quận Hà Đông"),
        ("UBND quận Hà Đông", "2025-08-01", "Ủy ban nhân dân thành phố Hà Nội"),
        ("Sở Nội vụ Hà Nội", "2025-08-01", "Ủy ban nhân dân thành phố Hà Nội"),
        ("Thường trực HĐND huyện Krông Nô", "2024-01-01", "Hội đồng nhân dân huyện Krông Nô"),
        ("Quận ủy Hà Đông", "2024-01-01", "Thành ủy Hà Nội"),
        ("Đảng ủy xã Lương Minh, tỉnh Quảng Ninh", "2025-08-01", "Tỉnh ủy Quảng Ninh"),
        ("Công an tỉnh An Giang", "2024-01-01", "Bộ Công an"),
        ("Chi cục Kiểm lâm tỉnh An Giang", "2024-01-01", "Sở Nông nghiệp và Phát triển nông thôn tỉnh An Giang"),
        ("Hội Nông dân tỉnh An Giang", "2024-01-01", "Hội Nông dân Việt Nam"),
        ("Bộ Nội vụ", "2024-01-01", "Chính phủ"),
        ("Hội đồng nhân dân tỉnh An Giang", "2024-01-01", None),
    ],
)
def test_the_body_above(name: str, at: str, superior: str | None) -> None:
    assert known(name, at).superior == superior


@pytest.mark.parametrize(
    "name",
    ["phòng nội vụ quận hà đông", "PHÒNG NỘI VỤ QUẬN HÀ ĐÔNG", "Phòng Nội vụ Hà Đông", " Phòng  Nội vụ quận Hà Đông"],
)
def test_a_name_may_be_written_in_any_case(name: str) -> None:
    info = known(name)

    assert info.name == "Phòng Nội vụ quận Hà Đông"
    assert info.place is not None
    assert info.place.code == "268"


@pytest.mark.parametrize(
    ("abbreviation", "meanings"),
    [
        ("TU", ["Tỉnh ủy", "Thành ủy"]),
        ("BCT", ["Bộ Công Thương", "Bộ Chính trị"]),
        ("BTC", ["Bộ Tài chính", "Ban Tổ chức"]),
        ("BNV", ["Bộ Nội vụ"]),
    ],
)
def test_an_abbreviation_may_mean_several_bodies(abbreviation: str, meanings: list[str]) -> None:
    assert [info.name for info in describe_unit(abbreviation, at="2024-01-01")] == meanings


def test_a_commune_that_the_name_does_not_tell_apart_is_not_guessed() -> None:
    info = known("UBND xã Tân Lập")

    assert info.place is None
    assert len(info.choices) > 1
    assert ("09820", "Xã Tân Lập, Huyện Đan Phượng, Thành phố Hà Nội") in info.choices


def test_what_no_record_holds_is_said_to_be_unknown() -> None:
    info = known("Trường THPT Hoa Mai")

    assert (info.kind, info.type, info.registry_id, info.valid, info.checked) == ("school", "Trường", None, None, False)


def test_what_is_not_held_against_a_document_says_so() -> None:
    assert known("Phòng Nội vụ quận Hà Đông").checked
    assert not known("Công an huyện Krông Nô").checked
    assert "chưa đối chiếu" in " ".join(known("Công an huyện Krông Nô").sources)


def test_a_set_of_bodies_says_that_it_is_one() -> None:
    info = known("UBND các phường")

    assert (info.cls, info.name) == ("group", "Ủy ban nhân dân các phường")


@pytest.mark.parametrize("name", ["", "xyz", "hội nghị tổng kết", "12/2024", "phòng, chống tham nhũng"])
def test_what_is_no_organisation_gives_nothing(name: str) -> None:
    assert describe_unit(name) == ()


def test_the_day_may_be_a_date_and_must_be_one() -> None:
    assert vbparse.describe_unit("Bộ Nội vụ", at=dt.date(2024, 1, 1)) == describe_unit("Bộ Nội vụ", at="2024-01-01")
    with pytest.raises(ValueError, match="month"):
        describe_unit("Bộ Nội vụ", at="2024-13-01")


def test_it_becomes_json() -> None:
    data = json.loads(json.dumps(known("Phòng Nội vụ quận Hà Đông", "2025-08-01").data()))

    assert data["place"]["above"] == [{"code": "01", "name": "Thành phố Hà Nội"}]
    assert data["valid_from"] is None
    assert data["successors"][0]["registry_id"] == "phong.vh_xh"


@pytest.mark.parametrize("day", ["1999-01-01", "2025-03-01", "2025-07-01"])
def test_every_body_of_the_registry_can_be_told_of(day: str) -> None:
    for row in rows("bodies.tsv"):
        if "/" not in row["id"] and row["inner"] not in {"must", "house", "tail", "either"}:
            assert describe_unit(row["name"], at=day), row["id"]


@settings(max_examples=60)
@given(st.text(max_size=30), st.dates())
def test_any_text_gives_an_answer_or_none(name: str, day: dt.date) -> None:
    assert isinstance(describe_unit(name, at=day), tuple)
