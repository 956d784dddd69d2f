"""The register of organisations."""

from __future__ import annotations

from vbparse.entities.model import Context, Unit
from vbparse.plan.places import Places
from vbparse.plan.register import Register


def test_one_body_under_two_spellings_is_one_entry() -> None:
    register = Register(Places(Context()))
    first = register.id_of(Unit("Ủy ban nhân dân quận Hà Đông"), "UBND quận")
    second = register.id_of(Unit("Uỷ ban nhân dân quận Hà Đông"), "Ủy ban nhân dân quận Hà Đông")

    assert first == second == "uy-ban-nhan-dan-quan-ha-dong"
    assert [(unit["name"], unit["abbreviations"]) for unit in register.entries()] == [
        ("Ủy ban nhân dân quận Hà Đông", ["UBND quận"]),
    ]


def test_names_that_differ_in_diacritics_only_get_ids_of_their_own() -> None:
    register = Register(Places(Context()))

    assert register.id_of(Unit("Phòng Tư pháp xã Hòa An")) == "phong-tu-phap-xa-hoa-an"
    assert register.id_of(Unit("Phòng Tư pháp xã Hoa An")) == "phong-tu-phap-xa-hoa-an-2"


def test_a_set_and_a_body_of_one_name_stay_apart() -> None:
    register = Register(Places(Context()))

    assert register.id_of(Unit("Các đơn vị", "group")) != register.id_of(Unit("Các đơn vị", "named"))
