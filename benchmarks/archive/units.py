"""Who gets tasks in a plan: the bodies beside and below its issuer, as they were on its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.archive.model import Unit
from benchmarks.archive.places import has_districts
from benchmarks.archive.words import existing, fields

if TYPE_CHECKING:
    from random import Random

    from benchmarks.archive.model import Agency, Facts
    from vbparse.lexicon.records import BodyRecord

# Ids of lexicon/data/bodies.tsv, those that did not exist on the day are left out.
_DEPARTMENTS = (
    "so.tai_chinh", "so.noi_vu", "so.gd_dt", "so.y_te", "so.tu_phap", "so.kh_cn", "so.cong_thuong", "so.xay_dung",
    "so.tt_tt", "so.kh_dt", "so.nn_ptnt", "so.nn_mt", "so.vh_tt_dl", "so.tn_mt", "so.gtvt", "so.ld_tb_xh",
)  # fmt: skip
_ROOMS = (
    "phong.noi_vu", "phong.tu_phap", "phong.tc_kh", "phong.tn_mt", "phong.vh_tt", "phong.gd_dt", "phong.y_te",
    "phong.ld_tb_xh", "phong.kt_ht_dt", "phong.vh_xh",
)  # fmt: skip
_MINISTRIES = (
    "bo.tai_chinh", "bo.noi_vu", "bo.gd_dt", "bo.y_te", "bo.tu_phap", "bo.kh_cn", "bo.cong_thuong", "bo.xay_dung",
    "bo.vh_tt_dl", "bo.tt_tt", "bo.kh_dt", "bo.ld_tb_xh", "bo.nn_mt",
)  # fmt: skip
_BESIDE = {
    "province": ("ca", "ubnd.vp", "dai_ptth", "dt.mttq", "dt.hlhpn", "dt.hnd", "dt.hccb", "dt.ldld", "bhxh"),
    "district": ("ca", "tt_y_te", "dt.mttq", "dt.hlhpn", "dt.hnd", "dt.hccb", "dt.ldld", "ban_chqs"),
    "commune": ("ca", "tram_y_te", "dt.mttq", "dt.hlhpn", "dt.hnd", "dt.hccb", "ban_chqs"),
}
_INNER = {
    "ministry": ("Văn phòng Bộ", "Thanh tra Bộ", "Vụ Pháp chế", "Vụ Tổ chức cán bộ", "Vụ Kế hoạch - Tài chính", "Vụ Hợp tác quốc tế", "Cục Công nghệ thông tin"),
    "department": ("Văn phòng Sở", "Thanh tra Sở", "Phòng Tổ chức cán bộ", "Phòng Kế hoạch - Tài chính", "Phòng Nghiệp vụ", "Phòng Pháp chế"),
}  # fmt: skip


def first_unit(facts: Facts) -> Unit:
    """Give the unit that the plan's reports go to: the body for its field below its issuer, else its office."""
    agency, day = facts.agency, facts.day.isoformat()
    if agency.kind in _INNER:
        return _inner(agency, _INNER[agency.kind][0])
    if agency.kind == "room":
        return Unit(agency.field, agency.name)
    if agency.level == "commune" and has_districts(facts.day):
        return _beside(agency, "ubnd.vp", day)
    which = "department" if agency.level == "province" else "room"
    body = existing(fields()[facts.field][which], agency.level, day)[0]
    return Unit(body.name, f"{body.name} {agency.place.name}")


def other_units(random: Random, facts: Facts) -> list[Unit]:
    """Give units for the plan's tasks in random order, none twice, the first unit left out."""
    agency, day = facts.agency, facts.day.isoformat()
    if agency.kind == "ministry":
        units = [_inner(agency, name) for name in _INNER["ministry"]]
        units += [Unit(body.name, body.name) for body in existing(_MINISTRIES, "central", day)]
    elif agency.kind == "department":
        units = [_inner(agency, name) for name in _INNER["department"]]
        units += _of(agency, existing(_DEPARTMENTS, "province", day))
    else:
        units = _of(agency, existing(_parts(facts), agency.level, day))
        units += [
            _beside(agency, ident, day) for ident in _BESIDE[agency.level] if existing([ident], agency.level, day)
        ]
    first = first_unit(facts)
    units = [unit for unit in units if unit.text != first.text and unit.name != agency.name]
    random.shuffle(units)
    return units


def below(facts: Facts) -> Unit | None:
    """Give the set of governments below the issuer; none below a commune."""
    if facts.agency.level == "commune":
        return None
    if facts.agency.level == "central":
        text = "Ủy ban nhân dân các tỉnh, thành phố"
    elif facts.agency.level == "district":
        text = (
            "Ủy ban nhân dân các xã, thị trấn" if facts.agency.place.word == "huyện" else "Ủy ban nhân dân các phường"
        )
    elif not has_districts(facts.day):
        text = "Ủy ban nhân dân các xã, phường"
    else:
        text = "Ủy ban nhân dân các huyện, thị xã, thành phố"
    return Unit(text, text)


def _parts(facts: Facts) -> tuple[str, ...]:
    """Name the departments or rooms of a government; a commune has rooms since there are no districts."""
    if facts.agency.level == "province":
        return _DEPARTMENTS
    return _ROOMS if facts.agency.level == "district" or not has_districts(facts.day) else ()


def _of(agency: Agency, bodies: tuple[BodyRecord, ...]) -> list[Unit]:
    return [Unit(body.name, f"{body.name} {agency.place.name}") for body in bodies]


def _beside(agency: Agency, ident: str, day: str) -> Unit:
    (body,) = existing([ident], agency.level, day)
    return Unit(f"{body.name} {agency.place.word}", f"{body.name} {agency.place.name}")


def _inner(agency: Agency, name: str) -> Unit:
    """Give a part of a ministry or department; the divisions of a ministry go by their own name."""
    head = name.removesuffix(" Bộ").removesuffix(" Sở")
    return Unit(name, name if head == name and agency.kind == "ministry" else f"{head} {agency.name}")
