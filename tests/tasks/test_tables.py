"""Task tables of the invented samples: a task a row, and each slot as its cell says."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

import vbparse

if TYPE_CHECKING:
    from pathlib import Path

    from vbparse.plan.model import PlanDocument, Task

LEAD, COOPERATE, TIME, PRODUCT = 2, 3, 4, 5
UNDATED = {"Thường xuyên", "Từ ngày 01/9 đến 10/10/2026", "Từ tháng 01/2026"}  # vague, a campaign, no end
FROM_EVENT = {"Chậm nhất 05 ngày làm việc kể từ khi tiếp nhận"}
pytestmark = pytest.mark.shared


def _truth(shared: Path, name: str) -> list[dict[str, Any]]:
    truth = json.loads((shared / "samples" / f"{name}.truth.json").read_text(encoding="utf-8"))
    rows: list[dict[str, Any]] = (truth["annexes"][0] if truth.get("annexes") else truth["table"])["rows"]
    return rows


def _units_in(cell: str | None) -> set[str]:
    return {part.strip().casefold() for part in re.split(r"[;\n]", cell or "") if part.strip()}


def _rows(plan: PlanDocument) -> list[Task]:
    return [task for task in plan.tasks if re.search(r"\.r\d+$", task.node)]


@pytest.mark.parametrize("name", ["annex", "table_noruled"])
def test_every_row_is_one_task_with_the_units_of_its_cells(shared: Path, name: str) -> None:
    plan = vbparse.parse(shared / "samples" / f"{name}.pdf")
    rows, tasks = _truth(shared, name), _rows(plan)

    assert len(tasks) == len(rows)
    cells = [row["cells_resolved"] for row in rows]
    # Without lines nothing shows that a cell covers several rows: there a covered cell is blank, and stays so.
    printed = [name == "annex" or bool(row["cells"][LEAD]) for row in rows]
    assert [len(task.lead) for task in tasks] == [
        len(_units_in(row[LEAD])) if there else 0 for row, there in zip(cells, printed, strict=True)
    ]
    # No unit stands in both slots (gold/GUIDE.md).
    assert [len(task.cooperate) for task in tasks] == [
        len(_units_in(row[COOPERATE]) - _units_in(row[LEAD])) for row in cells
    ]


def test_every_cell_with_a_time_dates_its_row(shared: Path) -> None:
    plan = vbparse.parse(shared / "samples" / "annex.pdf")
    cells = [row["cells_resolved"][TIME].replace("\n", " ") for row in _truth(shared, "annex")]

    undated = {cell for task, cell in zip(_rows(plan), cells, strict=True) if not task.due and not task.rrule}

    assert undated == UNDATED | FROM_EVENT
    assert all(task.deadlines for task, cell in zip(_rows(plan), cells, strict=True) if cell in FROM_EVENT)


def test_products_stand_in_their_rows(shared: Path) -> None:
    plan = vbparse.parse(shared / "samples" / "annex.pdf")
    cells = [row["cells_resolved"][PRODUCT] or "" for row in _truth(shared, "annex")]

    assert [bool(task.deliverables) for task in _rows(plan)] == [bool(cell.strip()) for cell in cells]


def test_a_group_row_orders_nothing_itself(shared: Path) -> None:
    plan = vbparse.parse(shared / "samples" / "annex.pdf")

    assert not [task.id for task in plan.tasks if re.fullmatch(r"A1\.[IVX]+", task.node)]
