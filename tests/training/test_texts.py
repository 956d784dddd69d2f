"""Samples from plans at hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from vbparse.errors import DamagedInput, EmptyInput
from vbparse.nlp.samples import Mark
from vbparse.training.gather import Recipe, describe, gather
from vbparse.training.texts import gold_samples, silver_samples

if TYPE_CHECKING:
    from pathlib import Path

_PLAN = """ỦY BAN NHÂN DÂN
QUẬN HÀ ĐÔNG
Số: 70/KH-UBND
Hà Đông, ngày 17 tháng 02 năm 2024
KẾ HOẠCH
Thực hiện công tác năm 2024
UBND quận Hà Đông xây dựng Kế hoạch như sau:
I. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ quận
- Tổng hợp, báo cáo UBND quận trước ngày 25/5/2024.
Nơi nhận:
- Lưu: VT.
"""
_GOLD = {
    "outline": [
        {"id": "I", "marker": "I.", "text": "Tổ chức thực hiện", "parent": None},
        {"id": "I.1", "marker": "1.", "text": "Phòng Nội vụ quận", "parent": "I"},
        {"id": "I.1.b1", "marker": "-", "text": "Tổng hợp, báo cáo UBND quận.", "parent": "I.1"},
    ],
    "unit_mentions": [
        {"text": "Phòng Nội vụ quận", "canonical": "Phòng Nội vụ quận Hà Đông", "cls": "named", "node": "I.1"},
        {"text": "UBND quận", "canonical": "Ủy ban nhân dân quận Hà Đông", "cls": "named", "node": "I.1.b1"},
    ],
    "tasks": [
        {
            "node": "I.1.b1",
            "lead": ["Phòng Nội vụ quận Hà Đông"],
            "cooperate": [],
            "advise_to": [],
            "report_to": ["Ủy ban nhân dân quận Hà Đông"],
        }
    ],
}


def test_silver_samples_hold_mentions_with_their_roles(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(_PLAN, encoding="utf-8")

    found = {sample.text: sample.marks for sample in silver_samples([tmp_path])}

    assert found["Phòng Nội vụ quận"] == (Mark(0, 17, "named", ("lead",)),)
    assert found["Tổng hợp, báo cáo UBND quận trước ngày 25/5/2024."] == (Mark(18, 27, "named", ("report_to",)),)
    assert not any("VT" in text for text in found)


def test_a_document_is_left_out_by_name(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(_PLAN, encoding="utf-8")

    assert not list(silver_samples([tmp_path], without={"plan"}))


def test_what_cannot_be_read_is_passed_over_but_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")

    assert not list(silver_samples([tmp_path]))
    with pytest.raises(EmptyInput):
        list(silver_samples([tmp_path / "absent"]))


def test_gold_samples_hold_roles_where_the_unit_is_named(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(_GOLD), encoding="utf-8")

    found = {sample.text: sample.marks for sample in gold_samples(tmp_path)}

    assert found["Phòng Nội vụ quận"] == (Mark(0, 17, "named", ("lead",)),)
    assert found["Tổng hợp, báo cáo UBND quận."] == (Mark(18, 27, "named", ("report_to",)),)
    assert not list(gold_samples(tmp_path, without={"one"}))


@pytest.mark.parametrize("content", ["{", "[]", '{"outline": [{"id": "I"}], "unit_mentions": []}'])
def test_a_damaged_annotation_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "one.json").write_text(content, encoding="utf-8")

    with pytest.raises(DamagedInput, match=r"one\.json"):
        list(gold_samples(tmp_path))


def test_a_folder_without_annotations_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EmptyInput):
        list(gold_samples(tmp_path))


def test_the_same_recipe_gives_the_same_data(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(_PLAN, encoding="utf-8")
    recipe = Recipe(texts=(tmp_path,), sentences=40)

    first = gather(recipe)

    assert gather(recipe) == first
    assert gather(recipe._replace(seed=13)) != first
    assert "plan.txt" not in describe(first, recipe)
