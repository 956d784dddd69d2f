"""Rows of task tables: which are tasks."""

from __future__ import annotations

import vbparse

HEAD = (
    "ỦY BAN NHÂN DÂN\nQUẬN HÀ ĐÔNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Số: 7/KH-UBND\nHà Đông, ngày 17 tháng 02 năm 2024\n\nKẾ HOẠCH\nỨng dụng công nghệ thông tin\n\nI. NHIỆM VỤ\n"
)
COLUMNS = "STT\tNội dung thực hiện\tThời gian\tĐơn vị chủ trì\n"


def test_a_numbered_head_of_a_group_is_no_task() -> None:
    rows = (
        "1\tXây dựng cơ sở hạ tầng\t\t\n1\tXây dựng mạng nội bộ\tQuý II/2024\tPhòng Nội vụ quận\n"
        "2\tNâng cấp máy chủ\t\t\n1\tXây dựng trang tin\tQuý III/2024\tPhòng Tư pháp quận\n"
    )
    plan = vbparse.parse((HEAD + COLUMNS + rows).encode(), name="case.txt")

    assert [(task.node, task.due) for task in plan.tasks] == [("I.r2", ("2024-06-30",)), ("I.r4", ("2024-09-30",))]


def test_a_row_that_names_nobody_is_a_task_where_the_count_goes_on() -> None:
    rows = (
        "1\tXây dựng mạng nội bộ\tQuý II/2024\tPhòng Nội vụ quận\n2\tNâng cấp máy chủ\t\t\n3\tXây dựng trang tin\t\t\n"
    )
    plan = vbparse.parse((HEAD + COLUMNS + rows).encode(), name="case.txt")

    assert [task.node for task in plan.tasks] == ["I.r1", "I.r2", "I.r3"]
