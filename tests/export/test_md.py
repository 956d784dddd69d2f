"""Markdown: tables stay whole, whatever stands in the texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given

from tests.planmaker import make_plan, task
from tests.planstrategy import plans
from vbparse.export import to_md
from vbparse.export.options import ExportOptions

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument


def rows_of(data: bytes) -> list[list[str]]:
    """Give the cells of tables, without those of headings."""
    lines = [line for line in data.decode().split("\n") if line.startswith("| ")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return [row for row in cells if row[0].isdecimal()]


def test_tasks_stand_by_section_with_inherited_values_marked() -> None:
    text = to_md.render(make_plan()).decode()

    assert text.startswith("# Kế hoạch Thử nghiệm năm 2024\n\n- Cơ quan ban hành: Ủy ban nhân dân xã Thử\n")
    assert "### II. TỔ CHỨC THỰC HIỆN" in text
    assert rows_of(text.encode())[1] == [
        "2", '=1+1 "trích"; dòng hai', "↳ Phòng Kinh tế xã Thử (theo II.1)",
        "Công an xã Thử; Ủy ban nhân dân xã Thử", "↳ 19/11/2024 (theo C.p1)", r"II.1.b1\#2",
    ]  # fmt: skip
    assert text.index("- 24/05/2024: Lập báo cáo") < text.index("- 19/11/2024:") < text.index("- 24/11/2024:")
    assert text.endswith("- Lỗi: Thiếu số.\n- Cảnh báo: Có nhiều đơn vị chủ trì. (II.2)\n")


def test_markup_and_lines_in_texts_do_not_break_a_row() -> None:
    data = to_md.render(make_plan(tasks=(task("I.p1", "a|b\n| c\\| <b> *d*"),)), ExportOptions(lang="en"))

    assert rows_of(data)[0][1] == r"a\|b \| c\\\| \<b\> \*d\*"
    assert "### Other tasks" in data.decode()


@given(plans())
def test_any_plan_gives_a_row_for_each_task(plan: PlanDocument) -> None:
    rows = rows_of(to_md.render(plan))

    assert [row[0] for row in rows] == [str(number) for number in range(1, len(plan.tasks) + 1)]
    assert {len(row) for row in rows} <= {6}
