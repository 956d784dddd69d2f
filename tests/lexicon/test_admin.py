"""Administrative units by name, code and day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.lexicon.admin import (
    AFTER,
    BEFORE,
    SNAPSHOTS,
    admin_successors,
    admin_unit,
    find_admin,
    search_admin,
    search_bare,
    snapshot_at,
    units_above,
)
from vbparse.lexicon.load import rows

HANOI = ("thành phố Hà Nội",)


def test_the_registers_are_whole() -> None:
    for snapshot, counts in ((BEFORE, {2: 63, 3: 696, 5: 10_035}), (AFTER, {2: 34, 3: 0, 5: 3_321})):
        codes = [row["code"] for row in rows(f"admin_{snapshot}.tsv")]
        assert {length: sum(len(code) == length for code in codes) for length in counts} == counts


def test_parents_and_successors_are_known() -> None:
    after = {row["code"] for row in rows(f"admin_{AFTER}.tsv")}
    for snapshot in SNAPSHOTS:
        found = rows(f"admin_{snapshot}.tsv")
        codes = {row["code"] for row in found}
        assert all(row["parent"] in codes for row in found if len(row["code"]) > 2)
        assert all(set(row.get("successors", "").split()) <= after for row in found)
    communes = [row for row in rows(f"admin_{BEFORE}.tsv") if len(row["code"]) != 3]
    assert all(row["successors"] for row in communes)


def test_ha_dong_is_268_in_hanoi_and_became_wards() -> None:
    district = find_admin("quận Hà Đông", day="2024-02-17", above=HANOI)

    assert district is not None
    assert (district.code, district.snapshot, district.level) == ("268", BEFORE, "district")
    assert [unit.code for unit in units_above(district)] == ["01"]
    assert district.valid_to == BEFORE
    assert [unit.name for unit in admin_successors(district)][:5] == [
        "Phường Hà Đông", "Phường Dương Nội", "Phường Kiến Hưng", "Phường Yên Nghĩa", "Phường Phú Lương",
    ]  # fmt: skip


def test_a_code_means_another_unit_after_the_reform() -> None:
    assert admin_unit("00004", BEFORE).name == "Phường Trúc Bạch"
    assert admin_unit("00004", AFTER).name == "Phường Ba Đình"


def test_the_day_decides_between_two_of_one_name() -> None:
    before, after = (find_admin("tỉnh Đồng Tháp", day=day) for day in ("2025-06-30", "2025-07-01"))

    assert before is not None
    assert after is not None
    assert (before.code, before.valid_to, before.successors) == ("87", BEFORE, ("82",))
    assert (after.code, after.valid_from, after.valid_to) == ("82", AFTER, "")


def test_a_province_that_was_not_merged_goes_on() -> None:
    for day in ("2020-01-01", "2026-01-01"):
        unit = find_admin("Thành phố Hà Nội", day=day)
        assert unit is not None
        assert (unit.code, unit.valid_from, unit.valid_to) == ("01", "", "")


def test_a_plan_of_today_may_name_a_district_of_old_and_its_province_of_old_is_known() -> None:
    found = find_admin("huyện Krông Nô", day="2025-11-01", above=("tỉnh Lâm Đồng",))

    assert found is not None
    assert (found.code, found.parent) == ("664", "67")


def test_names_are_found_in_other_spellings_and_case() -> None:
    assert find_admin("TỈNH THANH HOÁ", day="2024-01-01") == find_admin("tỉnh Thanh Hóa", day="2024-01-01") != None  # noqa: E711
    assert find_admin("Quận Hà đông", day="2024-01-01", above=HANOI) == admin_unit("268", BEFORE)


def test_the_district_tells_wards_of_one_name_apart() -> None:
    above = ("Quận 8", "thành phố Hồ Chí Minh")

    assert len(search_admin("Phường 5", BEFORE, above=above[1:])) > 1
    assert find_admin("phường 5", day="2024-01-01", above=above[1:]) is None
    found = find_admin("phường 5", day="2024-01-01", above=above)
    assert found is not None
    assert admin_unit(found.parent, BEFORE).name == "Quận 8"


def test_a_name_of_many_communes_is_no_unit() -> None:
    assert find_admin("xã Tân Lập", day="2024-01-01") is None
    assert find_admin("xã Không Đâu", day="2024-01-01", above=HANOI) is None


def test_a_name_without_its_type_word() -> None:
    assert search_bare("Hà Đông", BEFORE, "district", above=HANOI) == (admin_unit("268", BEFORE),)
    assert search_bare("Hà Đông", AFTER, "district") == ()
    assert [unit.code for unit in search_bare("hà nội", AFTER, "province")] == ["01"]


def test_island_districts_have_successors() -> None:
    found = find_admin("huyện Côn Đảo", day="2024-01-01")

    assert found is not None
    assert [unit.name for unit in admin_successors(found)] == ["Đặc khu Côn Đảo"]


def test_the_register_in_force() -> None:
    assert [snapshot_at(day) for day in ("2025-06-30", "2025-07-XX", "2019-XX-XX", None)] == [
        BEFORE,
        AFTER,
        BEFORE,
        AFTER,
    ]


@pytest.mark.parametrize("snapshot", SNAPSHOTS)
def test_an_unknown_code_is_a_key_error(snapshot: str) -> None:
    with pytest.raises(KeyError):
        admin_unit("99999", snapshot)


@given(st.text(max_size=12), st.lists(st.sampled_from(["tỉnh An Giang", "quận 8", ""]), max_size=2))
def test_any_name_gives_a_unit_or_none(name: str, above: list[str]) -> None:
    found = find_admin(name, day="2024-01-01", above=above)

    assert found is None or found.name
