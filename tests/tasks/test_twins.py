"""The same duty in the body and in an annex."""

from __future__ import annotations

import vbparse
from tests.tasks.test_cases import FOOT, HEAD

BODY = """I. NHIỆM VỤ
1. Phòng Tư pháp quận rà soát, lập danh mục văn bản hết hiệu lực, hoàn thành trước ngày 15/6/2024.
2. Phòng Y tế quận tổ chức tập huấn sơ cấp cứu cho cán bộ các phường trong tháng 5/2024.
3. Phòng Nội vụ quận thẩm định đề án vị trí việc làm của các trường.
"""
ANNEX = """PHỤ LỤC
DANH MỤC NHIỆM VỤ
1. Phòng Tư pháp quận rà soát và lập danh mục các văn bản hết hiệu lực, hoàn thành trước ngày 30/6/2024.
2. Phòng Nội vụ quận tổ chức tập huấn sơ cấp cứu cho cán bộ các phường trong tháng 5/2024.
3. Phòng Kinh tế quận kiểm tra vệ sinh an toàn thực phẩm tại các chợ dân sinh.
"""
PLAN = vbparse.parse((HEAD + BODY + FOOT + ANNEX).encode(), name="plan.txt")


def test_twins_name_each_other() -> None:
    found = {task.id: task.same_as for task in PLAN.tasks}

    assert found == {
        "I.1": ("A1.1",), "I.2": ("A1.2",), "I.3": (), "A1.1": ("I.1",), "A1.2": ("I.2",), "A1.3": (),
    }  # fmt: skip


def test_what_differs_between_body_and_annex_is_told_and_marked() -> None:
    told = {(one.code, one.nodes[0]) for one in PLAN.diagnostics if one.code.startswith("DUTY_")}
    review = {task.id: set(task.review) for task in PLAN.tasks}

    assert told == {("DUTY_DATE_DIFFERS", "A1.1"), ("DUTY_LEAD_DIFFERS", "A1.2")}
    assert "DUTY_DATE_DIFFERS" in review["A1.1"]
    assert "DUTY_LEAD_DIFFERS" in review["A1.2"]


def test_a_duty_that_is_ordered_twice_in_the_body_is_told() -> None:
    text = "II. KHÁC\n1. Phòng Nội vụ quận thẩm định đề án vị trí việc làm của các trường.\n"
    plan = vbparse.parse((HEAD + BODY + text + FOOT).encode(), name="plan.txt")

    assert [(one.code, one.nodes) for one in plan.diagnostics if one.code == "DUPLICATE_TASK"] == [
        ("DUPLICATE_TASK", ("II.1",))
    ]


def test_figures_tell_duties_apart() -> None:
    text = "II. KHÁC\n1. Phòng Nội vụ quận thực hiện theo điểm 2.7 của Hướng dẫn.\n2. Phòng Nội vụ quận thực hiện theo điểm 2.8 của Hướng dẫn.\n"
    plan = vbparse.parse((HEAD + text + FOOT).encode(), name="plan.txt")

    assert [task.same_as for task in plan.tasks] == [(), ()]
