"""Why a person should look at a task: the review marks of short plans."""

from __future__ import annotations

import pytest

import vbparse

HEAD = (
    "ỦY BAN NHÂN DÂN\nQUẬN HÀ ĐÔNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Số: 7/KH-UBND\nHà Đông, ngày 17 tháng 02 năm 2024\n\nKẾ HOẠCH\nTuyên truyền năm 2024\n\nI. TỔ CHỨC THỰC HIỆN\n"
)


@pytest.mark.parametrize(
    ("body", "marks"),
    [
        ("1. Phòng Y tế quận\n- Tổ chức kiểm tra.", [()]),
        ("1. Phòng Y tế quận tổ chức kiểm tra. Lập biên bản từng đợt.", [(), ("SUBJECT_CARRIED",)]),
        ("1. Phòng Y tế quận: Tổ chức kiểm tra.\n2. Rà soát các cơ sở có nguy cơ cao trên địa bàn quận và lập danh sách đầy đủ.",
         [(), ("LEAD_MISSING",)]),
        ("1. Đề nghị Hội Liên hiệp Phụ nữ quận\n- Phối hợp tổ chức kiểm tra, giám sát tình hình thực hiện ở cơ sở trên địa bàn.", [("COOPERATE_WITHOUT_LEAD",)]),
        ("1. Phòng Y tế quận\n- Gửi kế hoạch kiểm tra về cơ quan đầu mối.", [("ADDRESSEE_MISSING",)]),
        ("1. Phòng Y tế quận\n- Tổ chức kiểm tra, phối hợp với lực lượng tình nguyện.", [("COOPERATE_MISSING",)]),
    ],
)  # fmt: skip
def test_marks(body: str, marks: list[tuple[str, ...]]) -> None:
    plan = vbparse.parse((HEAD + body + "\n").encode(), name="case.txt")

    assert [task.review for task in plan.tasks] == marks
