"""From a folder of annotated plans to a report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vbparse.evaluate.floors import drops, read_floors
from vbparse.evaluate.run import evaluate_folder

FLOORS = Path(__file__).resolve().parents[1] / "floors.json"
TEXT = """ỦY BAN NHÂN DÂN
QUẬN HÀ ĐÔNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 70/KH-UBND
Hà Đông, ngày 17 tháng 02 năm 2024
KẾ HOẠCH
Thực hiện công tác bình đẳng giới năm 2024
Thực hiện Kế hoạch số 39/KH-UBND ngày 29/01/2024 của UBND thành phố Hà Nội, UBND quận xây dựng Kế hoạch như sau:
I. MỤC ĐÍCH
1. Tuyên truyền Luật Bình đẳng giới.
"""
TRUTH = {
    "header": {"code": "70/KH-UBND"},
    "citations": [
        {"text": "Kế hoạch số 39", "type": "Kế hoạch", "code": "39/KH-UBND", "date": "2024-01-29"},
        {"text": "Luật Bình đẳng giới", "type": "Luật", "code": None, "date": None},
    ],
}


def make(folder: Path) -> None:
    (folder / "plan.json").write_text(json.dumps(TRUTH), encoding="utf-8")
    (folder / "plan.txt").write_text(TEXT, encoding="utf-8")


def test_a_plan_is_read_and_scored(tmp_path: Path) -> None:
    make(tmp_path)

    (document,) = evaluate_folder(tmp_path).documents

    assert document.source == "plan.txt"
    assert document.scores["header.code"].f1 == 1.0
    assert document.scores["citations"].f1 == 1.0
    assert document.scores["citations.named"].f1 == 1.0


def test_the_text_is_read_where_the_pdf_cannot_be(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7\nnothing that could be read")

    assert evaluate_folder(tmp_path).documents[0].source == "plan.txt"


def test_a_plan_that_cannot_be_read_has_found_nothing(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7\nnothing that could be read")

    (document,) = evaluate_folder(tmp_path, origin="pdf").documents

    assert document.source is None
    assert document.failure is not None
    assert document.failure.startswith("plan.pdf: ")
    assert document.scores["citations"].right == 0


@pytest.mark.shared
@pytest.mark.slow
def test_the_scores_hold_their_floor(shared: Path) -> None:
    found = drops(evaluate_folder(shared / "gold"), read_floors(FLOORS))

    assert [str(one) for one in found] == []
