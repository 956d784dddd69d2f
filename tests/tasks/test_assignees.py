"""Recipients against tasks, headings against each other."""

from __future__ import annotations

import pytest

from vbparse.lexicon.load import members, rows
from vbparse.pipeline import parse_data
from vbparse.tasks.assignees import covered_kinds

CODES = {"ASSIGNEE_NOT_RECIPIENT", "UNIT_WITHOUT_TASK", "HEADING_DUPLICATE_UNIT"}
PLAN = """\
ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH ĐỒNG THÁP\tĐộc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND\tĐồng Tháp, ngày 20 tháng 11 năm 2025
KẾ HOẠCH
Chăm sóc cây xanh năm 2026
Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
I. MỤC ĐÍCH
Làm đẹp đường làng.
II. TỔ CHỨC THỰC HIỆN
{tasks}
Nơi nhận:
{recipients}
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Mẫu
"""
TASKS = """\
1. Sở Tài chính
- Bố trí kinh phí trồng cây.
2. Sở Xây dựng
- Trồng cây trên các tuyến đường.
3. Công an tỉnh
- Tuần tra, bảo vệ cây xanh."""


def findings(recipients: str, tasks: str = TASKS) -> list[tuple[str, str]]:
    plan = parse_data(PLAN.format(tasks=tasks, recipients=recipients).encode(), name="plan.txt")
    return [(one["code"], one["evidence"]["text"]) for one in plan["diagnostics"] if one["code"] in CODES]


def test_a_body_with_a_task_that_gets_no_copy() -> None:
    found = findings("- Thường trực Tỉnh ủy (để b/c);\n- Sở Tài chính;\n- Công an tỉnh;")

    assert found == [("ASSIGNEE_NOT_RECIPIENT", "Sở Xây dựng")]


@pytest.mark.parametrize(
    "recipients",
    [
        "- Sở Tài chính, Sở Xây dựng;\n- Công an tỉnh;",
        "- Các sở, ban, ngành tỉnh;",
        "- Các cơ quan, đơn vị liên quan;",
        "- Như mục II;",
        "- Mục II;",
    ],
)
def test_a_line_that_names_it_or_may_mean_it_covers_it(recipients: str) -> None:
    assert findings(recipients) == []


def test_a_line_of_other_bodies_does_not() -> None:
    found = findings("- UBND các xã, phường;\n- Các hội, đoàn thể tỉnh;")

    assert [text for _, text in found] == ["Sở Tài chính", "Sở Xây dựng", "Công an tỉnh"]


def test_a_body_that_gets_the_plan_and_has_nothing_to_do() -> None:
    found = findings("- Các sở, ban, ngành tỉnh;\n- Sở Y tế;\n- Sở Nội vụ (để báo cáo);\n- Tỉnh ủy;")

    assert found == [("UNIT_WITHOUT_TASK", "Sở Y tế")]


def test_nothing_is_said_where_all_have_a_task() -> None:
    tasks = f"{TASKS}\n4. Các sở, ban, ngành tỉnh\n- Chăm sóc cây trong trụ sở."

    assert findings("- Các sở, ban, ngành tỉnh;\n- Sở Y tế;", tasks) == []


def test_one_body_heads_two_items() -> None:
    tasks = f"{TASKS}\n4. Sở Tài chính\n- Quyết toán kinh phí."

    assert findings("- Các sở, ban, ngành tỉnh;", tasks) == [("HEADING_DUPLICATE_UNIT", "Sở Tài chính")]


@pytest.mark.parametrize("row", rows("recipient_sets.tsv"), ids=lambda row: row["id"])
def test_lines_cover_the_kinds_that_they_may_mean(row: dict[str, str]) -> None:
    kinds = set(row["kinds"].split())

    for example in members(row["examples"]):
        assert kinds <= covered_kinds([example]), example
    for other in members(row["not"]):
        assert not kinds & covered_kinds([other]), other
