"""The administrative unit of a body: by place, level and the day of the plan."""

from __future__ import annotations

import pytest

from vbparse.entities.model import Body, Context, Unit
from vbparse.plan.places import Places, plan_day

HA_DONG = Body(
    "Ủy ban nhân dân quận Hà Đông", None, "ubnd", "district", "quận Hà Đông", ("quận Hà Đông", "thành phố Hà Nội")
)
DONG_THAP = Body("Ủy ban nhân dân tỉnh Đồng Tháp", None, "ubnd", "province", "tỉnh Đồng Tháp", ("tỉnh Đồng Tháp",))


def places(issuer: Body | None = HA_DONG, issued: str | None = "2024-02-17", years: tuple[int, ...] = ()) -> Places:
    return Places(Context(issuer=issuer, issued=issued, years=years))


def code(found: dict[str, object] | None) -> object:
    return None if found is None else found["code"]


def test_a_room_of_a_district_has_the_districts_code_and_its_successors() -> None:
    unit = Unit("Phòng Nội vụ quận Hà Đông", "named", "phong", "district", "quận Hà Đông")

    found = places().admin_of(unit)

    assert found is not None
    assert {**found, "successors": found["successors"][:2]} == {
        "code": "268",
        "name": "Quận Hà Đông",
        "snapshot": "2025-06-30",
        "valid_from": None,
        "valid_to": "2025-06-30",
        "successors": ["09556 Phường Hà Đông", "09886 Phường Dương Nội"],
    }


def test_the_issuer_and_its_rooms_have_its_place() -> None:
    room = Unit("Văn phòng Ủy ban nhân dân quận Hà Đông", "named", "office", "district", HA_DONG.name)

    assert code(places().admin_of(HA_DONG)) == code(places().admin_of(room)) == "268"


def test_a_party_committee_is_named_without_the_type_word() -> None:
    party = Unit("Quận ủy Hà Đông", "named", "party", "district", "Hà Đông")

    assert code(places().admin_of(party)) == "268"


def test_a_place_as_actor_is_its_own_unit() -> None:
    assert code(places().admin_of(Unit("Thành phố Hà Nội", "polity"))) == "01"
    assert places().admin_of(Unit("Trung ương", "polity")) is None


@pytest.mark.parametrize(
    ("issued", "years", "expected"),
    [
        ("2025-06-30", (), "87"),
        ("2025-07-XX", (), "82"),
        (None, (2024,), "87"),
        (None, (2026,), "82"),
        (None, (), None),
    ],
)
def test_the_day_decides_which_register_holds(issued: str | None, years: tuple[int, ...], expected: str | None) -> None:
    assert code(places(DONG_THAP, issued, years).admin_of(DONG_THAP)) == expected


def test_without_a_day_only_what_no_reform_touched_is_told() -> None:
    unit = Unit("Sở Nội vụ thành phố Hà Nội", "named", "so", "province", "thành phố Hà Nội")

    assert code(places(None, None).admin_of(unit)) == "01"


def test_nothing_is_invented() -> None:
    for unit in (
        Unit("Bộ Nội vụ", "named", "ministry", "central"),
        Unit("Ủy ban nhân dân xã Không Đâu", "named", "ubnd", "commune", "xã Không Đâu"),
        Unit("Câu lạc bộ Trường Hoa Mai", "named", "club", "other", "Trường Hoa Mai"),
    ):
        assert places().admin_of(unit) is None


def test_the_day_of_a_plan() -> None:
    assert plan_day(Context(issued="2024-02-XX")) == "2024-02-XX"
    assert plan_day(Context(issued="2025-XX-XX", years=(2026, 2027))) == "2026-01-15"
    assert plan_day(Context()) is None
