"""The cases of tests/cases/tasks.md, read through the whole way from text to tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import vbparse
from tests.casefile import Case, case_ids, read_cases

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument, Task

HEAD = """ỦY BAN NHÂN DÂN
QUẬN HÀ ĐÔNG
Số: 70/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Đông, ngày 17 tháng 02 năm 2024
KẾ HOẠCH
Thực hiện công tác năm 2024
UBND quận Hà Đông xây dựng Kế hoạch thực hiện như sau:
"""
FOOT = """
Nơi nhận:
- UBND các phường;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn A
"""
CASES = read_cases("tasks.md")


@pytest.mark.parametrize("case", CASES, ids=case_ids(CASES))
def test_tasks_of_a_short_plan(case: Case) -> None:
    plan = vbparse.parse((HEAD + case.text + FOOT).encode(), name="case.txt")

    assert "\n".join(_notation(plan, task) for task in plan.tasks) == case.expected


def _notation(plan: PlanDocument, task: Task) -> str:
    names = {unit.id: unit.name for unit in plan.units}
    parts = [task.id.replace("#", " #")]
    slots = (("LEAD", task.lead), ("COOP", task.cooperate), ("ADVISE", task.advise_to), ("REPORT", task.report_to))
    parts += [f"{label} {'; '.join(names[unit] for unit in units)}" for label, units in slots if units]
    if task.due:
        parts.append(f"BY {', '.join(task.due)}")
    if task.rrule:
        parts.append(f"EACH {' + '.join(task.rrule)}")
    if task.modality != "assign":
        parts.append(task.modality)
    return " | ".join([*parts, f'"{" ".join(task.text.split()[:3])}"'])
