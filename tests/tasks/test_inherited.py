"""What a task takes from elsewhere in the plan: a heading's unit, the closing paragraph's dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import vbparse
from tests.tasks.test_cases import HEAD

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument, Task

BODY = """I. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế quận
- Báo cáo kết quả thực hiện gửi Phòng Nội vụ quận.
- Báo cáo số liệu dịch bệnh về Sở Y tế.
- Báo cáo đột xuất trước ngày 15/3/2024 gửi Phòng Nội vụ quận.
- Tổ chức tập huấn cho cán bộ y tế các phường.
2. Phòng Tư pháp quận
- Định kỳ báo cáo kết quả thực hiện theo quy định.
Đề nghị các phòng, ban, ngành, UBND các phường nghiêm túc triển khai, báo cáo kết quả thực hiện về Phòng Nội vụ quận trước ngày 20/11/2024./.
"""
FOOT = "\nNơi nhận:\n- UBND các phường;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn A\n"


def _plan() -> PlanDocument:
    return vbparse.parse((HEAD + BODY + FOOT).encode(), name="plan.txt")


def _inherited(task: Task, slot: str) -> list[tuple[str, str]]:
    return [(given.value, given.node) for given in task.inherited if given.slot == slot]


def test_the_closing_date_goes_to_who_reports_to_the_same_office_or_names_none() -> None:
    plan = _plan()
    days = {time.id: time.due for time in plan.times}

    found = {
        task.id: [(days[value], node) for value, node in _inherited(task, "deadlines")]
        for task in plan.tasks
        if not task.id.startswith("C.")
    }

    closing = [("2024-11-19", "C.p1")]
    assert found == {"I.1.b1": closing, "I.1.b2": [], "I.1.b3": [], "I.1.b4": [], "I.2.b1": closing}


def test_an_inherited_date_is_no_due_day_of_the_task_itself() -> None:
    tasks = {task.id: task for task in _plan().tasks}

    assert tasks["I.1.b1"].due == ()
    assert tasks["I.1.b3"].due == ("2024-03-14",)


def test_a_heading_gives_its_unit_to_what_stands_below_and_says_so() -> None:
    tasks = {task.id: task for task in _plan().tasks}

    assert [node for _, node in _inherited(tasks["I.1.b4"], "lead")] == ["I.1"]
    assert tasks["I.1.b4"].lead == ("phong-y-te-quan-ha-dong",)
