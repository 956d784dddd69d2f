from __future__ import annotations

import pytest

from tests.planmaker import make_plan
from vbparse.archive.identity import code_key, unit_keys
from vbparse.plan.model import AdminUnit, HeaderUnit, Unit, UnitClass

HA_DONG = AdminUnit(code="268", name="Quận Hà Đông")
HA_NOI = AdminUnit(code="01", name="Thành phố Hà Nội")


PLAN = make_plan()


def key(name: str, issuer: str = "Ủy ban nhân dân xã Thử", *, cls: UnitClass = "named", **more: object) -> str:
    unit = Unit.model_validate({"id": "x", "name": name, "cls": cls, **more})
    header = PLAN.header.model_copy(update={"issuer": HeaderUnit(name=issuer)})
    return unit_keys(PLAN.model_copy(update={"units": (unit,), "header": header}))["x"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ủy ban nhân dân quận Hà Đông", "Uỷ ban Nhân dân quận Hà Đông"),
        ("Phòng Tài chính - Kế hoạch quận Hà Đông", "Phòng Tài chính – Kế hoạch quận Hà Đông"),
        ("Sở Văn hoá và Thể thao", "Sở Văn hóa và Thể thao"),
    ],
)
def test_spellings_of_a_body_meet_in_documents_of_any_agency(one: str, other: str) -> None:
    assert key(one, "UBND quận A", admin=HA_DONG) == key(other, "UBND quận B", admin=HA_DONG)


def test_communes_of_one_name_are_told_apart_by_their_codes() -> None:
    assert key("Ủy ban nhân dân xã Tân Lập", admin=AdminUnit(code="12345", name="x")) != key(
        "Ủy ban nhân dân xã Tân Lập", admin=AdminUnit(code="54321", name="x")
    )


def test_a_province_is_itself_with_its_code_or_without() -> None:
    name = "Ủy ban nhân dân thành phố Hà Nội"
    assert key(name, admin=HA_NOI) == key(name, place="thành phố Hà Nội")


def test_what_no_place_tells_apart_is_that_of_the_issuer() -> None:
    groups = {key("Các phòng, ban", issuer, cls="group") for issuer in ("UBND quận A", "UBND quận B")}
    assert len(groups) == 2
    assert key("Phòng Tư pháp", "UBND quận A") != key("Phòng Tư pháp", "UBND quận B")


def test_central_bodies_are_the_same_everywhere() -> None:
    assert key("Bộ Nội vụ", "UBND quận A", level="central") == key("Bộ Nội vụ", "UBND quận B", level="central")


@pytest.mark.parametrize("code", ["70/KH-UBND", "70 /KH-UBND", "70/kh-ubnd", "70/KH–UBND"])
def test_writings_of_a_code_meet(code: str) -> None:
    assert code_key(code) == code_key("70/KH-UBND")


def test_other_codes_do_not_meet() -> None:
    assert len({code_key(code) for code in ("70/KH-UBND", "170/KH-UBND", "70/QĐ-UBND", "70/KH-SNV")}) == 4
    assert code_key(None) is None
    assert code_key("") is None
